"""`pilotboard programmes`: what exists already, what it costs, which pilots would take its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, day_of, limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN_OR_CLEARED, adds, edits, removes
from pilotboard.domain.money import money
from pilotboard.usecases import programmes as usecases
from pilotboard.usecases.organisation import show_organisation

if TYPE_CHECKING:
    from pilotboard.domain.programmes import ProgrammeRow

PROGRAMMES = Noun("programmes", "What exists already, and which pilots would take its place.")
COMMANDS = {"programmes": PROGRAMMES}

FIELDS = (
    Fill("name", "text", "Its name", clears=False),
    Fill("owner", "text", "Who answers for it"),
    Fill("yearly_cost", "whole", "What it costs a year"),
    Fill("reach", "whole", "How many people it reaches"),
    Fill("review_on", "day", "The day it is looked at again"),
    Fill("note", "prose", "More about it"),
)
COLUMNS = (
    Column("Key"),
    Column("Name", elastic=True),
    Column("Owner", elastic=True),
    Column("A year", right=True),
    Column("Reaches", right=True),
    Column("Review"),
    Column("Pilots"),
    Column("Ended"),
)
KEY = argument("key", ("@programme",), metavar="KEY")


def programme_data(row: ProgrammeRow) -> dict[str, object]:
    """A programme as JSON; unknown figures are null."""
    return {
        "key": row.key,
        "name": row.name,
        "owner": row.owner or None,
        "yearly_cost": row.yearly_cost,
        "reach": row.reach,
        "review_on": row.review_on,
        "ended_on": row.ended_on,
        "pilots": list(row.pilots),
    }


@PROGRAMMES.verb("list", *listing("cost>10000, open", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List the programmes that exist: what they cost a year, whom they reach."""
    page = usecases.list_programmes(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("programmes", page.rows, programme_data, page.total, filter_text)
        return
    sign = show_organisation(session.ws).money
    cells = [
        (
            row.key,
            row.name,
            row.owner,
            "" if row.yearly_cost is None else money(row.yearly_cost, sign),
            "" if row.reach is None else f"{row.reach:,}",
            row.review_on.isoformat() if row.review_on else "",
            ", ".join(row.pilots),
            row.ended_on.isoformat() if row.ended_on else "",
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("programme", filter_text, "pilotboard programmes add"))
    session.rest(len(page.rows), page.total)


@PROGRAMMES.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show everything about one programme, and the pilots that would take its place."""
    detail = usecases.show_programme(session.ws, key)
    row = detail.row
    if session.out.json:
        pilots = [{"key": one, "title": title} for one, title in detail.pilots]
        data = {**programme_data(row), "note": detail.note, "pilots": pilots}
        session.out.document("programme", [data], count=1)
        return
    sign = show_organisation(session.ws).money
    a_person = f", {money(row.per_person, sign)} for each of them" if row.per_person is not None else ""
    fields = [
        ("Ended", row.ended_on.isoformat() if row.ended_on else ""),
        ("Owner", row.owner),
        ("A year", money(row.yearly_cost, sign)),
        ("Reaches", "not known" if row.reach is None else f"{row.reach:,} people{a_person}"),
        ("Review", row.review_on.isoformat() if row.review_on else ""),
        ("Replaced by", "\n".join(f"{one} {title}" for one, title in detail.pilots)),
        ("Note", detail.note),
    ]
    session.out.page(f"{row.key}  {row.name}", fields)


adds(
    PROGRAMMES, "name", FIELDS, usecases.add_programme, "Write down a programme that exists already; a name is enough."
)
edits(PROGRAMMES, KEY, FIELDS, usecases.edit_programme, f"Change fields of a programme. {ONLY_GIVEN_OR_CLEARED}")


@PROGRAMMES.verb("close", KEY, option("--on", metavar="DAY", help="Its last day; today when not said."))
def close(session: Session, key: str, on: str | None) -> None:
    """Write down that a programme has ended. Nothing about it is lost."""
    session.done(usecases.close_programme(session.ws, key, day_of(session, on, "on")))


@PROGRAMMES.verb("reopen", KEY)
def reopen(session: Session, key: str) -> None:
    """Write down that a programme runs again."""
    session.done(usecases.reopen_programme(session.ws, key))


removes(PROGRAMMES, KEY, usecases.remove_programme, "a programme that no pilot would replace", "others are closed")
