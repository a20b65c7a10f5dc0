"""`pilotboard people`: who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument
from pilotboard.cli.fields import Fill, limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN_OR_CLEARED, adds, edits, removes
from pilotboard.usecases import people as usecases

if TYPE_CHECKING:
    from pilotboard.domain.people import PersonDetail, PersonRow

PEOPLE = Noun("people", "Who works here: staff only, never students.")
COMMANDS = {"people": PEOPLE}

ROLES = ("member", "coach", "leader", "steward")
FIELDS = (
    Fill("name", "text", "The name", clears=False),
    Fill("handle", "text", "The short name for --as and filters; made from the name when left out", clears=False),
    Fill("email", "text", "The mail address"),
    Fill("role", "word", "What the person opens pilotboard for", ROLES, clears=False),
    Fill("site", "ref", "Where the person works", ("@site",)),
    Fill("active", "yes", "Works here now"),
)
COLUMNS = (
    Column("Key"),
    Column("Name", elastic=True),
    Column("Short name"),
    Column("Role"),
    Column("Site", elastic=True),
    Column("Teams", elastic=True),
    Column("Time", right=True),
    Column("Active"),
)
KEY = argument("key", ("@person",), metavar="KEY")


def person_data(row: PersonRow) -> dict[str, object]:
    """A person as JSON; `share` is the percentage of time given to teams today."""
    return {
        "key": row.key,
        "name": row.name,
        "handle": row.handle,
        "email": row.email,
        "role": row.role,
        "site": row.site_key,
        "site_name": row.site_name,
        "teams": list(row.teams),
        "share": row.share,
        "active": row.active,
    }


@PEOPLE.verb("list", *listing("ruiz, role:coach, team:heron", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List people with their teams of today."""
    page = usecases.list_people(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("people", page.rows, person_data, page.total, filter_text)
        return
    cells = [
        (
            row.key,
            row.name,
            row.handle,
            session.labels.person_role(row.role),
            row.site_name or "",
            ", ".join(row.teams),
            f"{row.share} %" if row.teams else "",
            "" if row.active else "no longer",
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("person", filter_text, "pilotboard people add"))
    session.rest(len(page.rows), page.total)


@PEOPLE.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show everything about one person: teams, roles, since when."""
    detail = usecases.show_person(session.ws, key)
    if session.out.json:
        session.out.document("person", [_detail_data(detail)], count=1)
        return
    row = detail.row
    teams = [
        f"{one.team_key} {one.team_name}, {session.labels(one.role)}, {one.share} %, from {one.start.isoformat()}"
        + (f" to {one.end.isoformat()}" if one.end else "")
        for one in detail.memberships
    ]
    fields = [
        ("Short name", row.handle),
        ("Mail", row.email),
        ("Role", session.labels.person_role(row.role)),
        (session.labels.capital("site"), f"{row.site_key} {row.site_name}" if row.site_key else ""),
        (session.labels.plural_capital("team"), "\n".join(teams)),
        ("Time given", f"{row.share} % today" if row.teams else ""),
        ("Active", "" if row.active else "no longer"),
    ]
    session.out.page(f"{row.key}  {row.name}", fields)


def _detail_data(detail: PersonDetail) -> dict[str, object]:
    return {
        **person_data(detail.row),
        "memberships": [
            {
                "team": one.team_key,
                "name": one.team_name,
                "role": one.role,
                "share": one.share,
                "start": one.start,
                "end": one.end,
            }
            for one in detail.memberships
        ],
    }


adds(PEOPLE, "name", FIELDS, usecases.add_person, "Write down somebody new.")
edits(PEOPLE, KEY, FIELDS, usecases.edit_person, f"Change fields of a person. {ONLY_GIVEN_OR_CLEARED}")
removes(
    PEOPLE,
    KEY,
    usecases.remove_person,
    "a person that nothing names",
    "who has left is better marked with --not-active",
)
