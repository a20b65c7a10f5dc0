"""`pilotboard sites`: the places where pilots run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument
from pilotboard.cli.fields import Fill, limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN_OR_CLEARED, adds, edits, removes
from pilotboard.usecases import sites as usecases

if TYPE_CHECKING:
    from pilotboard.domain.sites import SiteRow

SITES = Noun("sites", "The places where pilots run.")
COMMANDS = {"sites": SITES}

KINDS = ("school", "office", "centre", "other")
FIELDS = (
    Fill("name", "text", "Its name", clears=False),
    Fill("kind", "word", "What kind of place", KINDS, clears=False),
    Fill("focal", "yes", "The plan serves it first"),
    Fill("population", "whole", "How many people it serves"),
    Fill("note", "prose", "More about it"),
    Fill("active", "yes", "In use now"),
)
COLUMNS = (
    Column("Key"),
    Column("Name", elastic=True),
    Column("Kind"),
    Column("Serves", right=True),
    Column("Pilots", right=True),
    Column("People", right=True),
    Column("First served"),
    Column("Active"),
)
KEY = argument("key", ("@site",), metavar="KEY")


def site_data(row: SiteRow) -> dict[str, object]:
    """A site as JSON."""
    return {
        "key": row.key,
        "name": row.name,
        "kind": row.kind,
        "focal": row.focal,
        "population": row.population,
        "pilots": row.pilots,
        "people": row.people,
        "active": row.active,
    }


@SITES.verb("list", *listing("kind:school, focal", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List sites with how many pilots run there."""
    page = usecases.list_sites(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("sites", page.rows, site_data, page.total, filter_text)
        return
    cells = [
        (
            row.key,
            row.name,
            row.kind,
            "" if row.population is None else f"{row.population:,}",
            str(row.pilots),
            str(row.people),
            "yes" if row.focal else "",
            "" if row.active else "no longer",
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("site", filter_text, "pilotboard sites add"))
    session.rest(len(page.rows), page.total)


@SITES.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show everything about one site: its pilots and people."""
    detail = usecases.show_site(session.ws, key)
    row = detail.row
    if session.out.json:
        data = {
            **site_data(row),
            "note": detail.note,
            "pilots": [{"key": one, "title": title} for one, title in detail.pilots],
            "people": [{"key": one, "name": name} for one, name in detail.people],
        }
        session.out.document("site", [data], count=1)
        return
    fields = [
        ("Kind", row.kind),
        ("Serves", "" if row.population is None else f"{row.population:,}"),
        ("First served", "yes" if row.focal else ""),
        ("Active", "" if row.active else "no longer"),
        (session.labels.plural_capital("pilot"), "\n".join(f"{one} {title}" for one, title in detail.pilots)),
        (session.labels.plural_capital("person"), "\n".join(f"{one} {name}" for one, name in detail.people)),
        ("Note", detail.note),
    ]
    session.out.page(f"{row.key}  {row.name}", fields)


adds(SITES, "name", FIELDS, usecases.add_site, "Write down a new site.")
edits(SITES, KEY, FIELDS, usecases.edit_site, f"Change fields of a site. {ONLY_GIVEN_OR_CLEARED}")
removes(SITES, KEY, usecases.remove_site, "a site that nothing names", "others are better marked with --not-active")
