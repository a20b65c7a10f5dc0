"""`pilotboard teams`: teams and who is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, changed, day_of, for_adding, for_editing, limit_of, listing, values
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN_OR_CLEARED, adds, edits, removes
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.usecases import memberships
from pilotboard.usecases import teams as usecases

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.teams import MembershipRow, TeamDetail, TeamRow

_PARKING = dict.fromkeys(("park", "unpark"), "parking")
TEAMS = Noun("teams", "Teams, who is in them, and since when.", _PARKING)
COMMANDS = {"teams": TEAMS}

ROLES = ("product_owner", "coach", "developer", "sponsor", "stakeholder")
FIELDS = (
    Fill("name", "text", "Its name", clears=False),
    Fill("purpose", "prose", "What it is there for"),
    Fill("charter", "prose", "Its charter"),
    Fill("agreements", "prose", "How it works together"),
    Fill("definition_of_ready", "prose", "What must be known before work begins"),
    Fill("definition_of_done", "prose", "What is true of finished work"),
    Fill("formed_on", "day", "The day it was formed"),
)
MEMBERSHIP = (
    Fill("role", "word", "What the person does there", ROLES, clears=False),
    Fill("share", "whole", "Percent of their time, 1 to 100", clears=False),
    Fill("start", "day", "The first day", clears=False),
    Fill("end", "day", "The last day"),
)
COLUMNS = (
    Column("Key"),
    Column("Name", elastic=True),
    Column("Members", right=True),
    Column("Full time", right=True),
    Column("Pilots", right=True),
    Column("Open", right=True),
    Column("Blocked", right=True),
    Column("Dissolved"),
)
KEY = argument("key", ("@team",), metavar="KEY")
TEAM = argument("team", ("@team",), metavar="TEAM")
PERSON = argument("person", ("@person",), metavar="PERSON")
WHICH = option("--which", metavar="DAY", help="The first day of the membership meant, when there are several.")


def team_data(row: TeamRow) -> dict[str, object]:
    """A team as JSON; `share` is the time of all members in percent of one full-time person."""
    return {
        "key": row.key,
        "name": row.name,
        "stage": "dissolved" if row.dissolved_on else "parked" if row.parked_on else "active",
        "members": row.members,
        "share": row.share,
        "purpose": row.purpose,
        "formed_on": row.formed_on,
        "dissolved_on": row.dissolved_on,
        "parked_on": row.parked_on,
        "pilots": row.pilots,
        "open_items": row.open_items,
        "working_items": row.working_items,
        "blocked_items": row.blocked_items,
    }


@TEAMS.verb("list", *listing("heron, members>=5", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List teams: members of today, pilots, open work."""
    page = usecases.list_teams(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("teams", page.rows, team_data, page.total, filter_text)
        return
    cells = [
        (
            row.key,
            row.name,
            str(row.members),
            f"{row.share / 100:.1f}",
            str(row.pilots),
            str(row.open_items),
            str(row.blocked_items or ""),
            row.dissolved_on.isoformat() if row.dissolved_on else "parked" if row.parked_on else "",
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("team", filter_text, "pilotboard teams add"))
    session.rest(len(page.rows), page.total)


@TEAMS.verb("show", KEY, option("--on", metavar="DAY", help="As of that day; today when not said."))
def show(session: Session, key: str, on: str | None) -> None:
    """Show everything about one team: members, pilots, agreements."""
    day = day_of(session, on, "on")
    detail = usecases.show_team(session.ws, key, day)
    if session.out.json:
        session.out.document("team", [_detail_data(detail)], count=1)
        return
    fields = _fields(session, detail, day or session.today())
    session.out.page(f"{detail.row.key}  {detail.row.name}", fields)


def _detail_data(detail: TeamDetail) -> dict[str, object]:
    return {
        **team_data(detail.row),
        "charter": detail.charter,
        "agreements": detail.agreements,
        "definition_of_ready": detail.definition_of_ready,
        "definition_of_done": detail.definition_of_done,
        "memberships": [
            {
                "person": one.person_key,
                "name": one.person,
                "role": one.role,
                "share": one.share,
                "start": one.start,
                "end": one.end,
            }
            for one in detail.memberships
        ],
        "pilots": [{"key": key, "title": title} for key, title in detail.pilots],
        "over": [{"person": one.person_key, "name": one.person, "share": one.share} for one in detail.over],
    }


def _fields(session: Session, detail: TeamDetail, day: date) -> list[tuple[str, str]]:
    word = session.labels
    now = [one for one in detail.memberships if one.on(day)]
    others = [one for one in detail.memberships if not one.on(day)]
    return [
        ("Purpose", detail.row.purpose),
        ("Formed", detail.row.formed_on.isoformat() if detail.row.formed_on else ""),
        ("Dissolved", detail.row.dissolved_on.isoformat() if detail.row.dissolved_on else ""),
        ("Parked since", detail.row.parked_on.isoformat() if detail.row.parked_on else ""),
        ("Members", "\n".join(_member(session, one) for one in now) or "nobody yet: pilotboard teams join"),
        ("Earlier, later", "\n".join(_member(session, one) for one in others)),
        ("Too much", "\n".join(one.words() for one in detail.over)),
        (word.plural_capital("pilot"), "\n".join(f"{key} {title}" for key, title in detail.pilots)),
        ("Charter", detail.charter),
        ("Agreements", detail.agreements),
        (word.capital("definition_of_ready"), detail.definition_of_ready),
        (word.capital("definition_of_done"), detail.definition_of_done),
    ]


def _member(session: Session, one: MembershipRow) -> str:
    days = f"from {one.start.isoformat()}" + (f" to {one.end.isoformat()}" if one.end else "")
    return f"{one.person} ({one.person_key}), {session.labels(one.role)}, {one.share} %, {days}"


adds(TEAMS, "name", FIELDS, usecases.add_team, "Form a new team.")
edits(TEAMS, KEY, FIELDS, usecases.edit_team, f"Change fields of a team. {ONLY_GIVEN_OR_CLEARED}")


@TEAMS.verb("join", TEAM, PERSON, *for_adding(MEMBERSHIP))
def join(session: Session, team: str, person: str, **given: object) -> None:
    """Put a person into a team, from today or from the day given."""
    found = values(session, MEMBERSHIP, given)
    session.done(memberships.join_team(session.ws, team, {"person": person, **found}))


@TEAMS.verb("leave", TEAM, PERSON, option("--on", metavar="DAY", help="The last day; today when not said."))
def leave(session: Session, team: str, person: str, on: str | None) -> None:
    """End what a person does in a team. The past stays."""
    session.done(memberships.leave_team(session.ws, team, person, day_of(session, on, "on")))


@TEAMS.verb(
    "change-member",
    TEAM,
    PERSON,
    WHICH,
    option("--from", "from_day", metavar="DAY", help="The change begins that day; the days before stay as they were."),
    *for_editing(MEMBERSHIP),
)
def change_member(
    session: Session,
    team: str,
    person: str,
    which: str | None,
    from_day: str | None,
    clear: tuple[str, ...],
    **given: object,
) -> None:
    """Change the role, the share or the days of a person in a team."""
    changes = changed(session, "pilotboard teams change-member", MEMBERSHIP, given, clear)
    row = _membership(session, team, person, which)
    day = day_of(session, from_day, "from")
    session.done(memberships.change_membership(session.ws, row.id, changes, from_day=day))


@TEAMS.verb("remove-member", TEAM, PERSON, WHICH)
def remove_member(session: Session, team: str, person: str, which: str | None) -> None:
    """Remove a membership that never was, a slip. It asks first; who leaves, leaves with leave."""
    row = _membership(session, team, person, which)
    session.confirm(f"Remove {row.person} from {row.team}, as if never in it since {row.start.isoformat()}?")
    session.done(memberships.remove_membership(session.ws, row.id))


def _membership(session: Session, team: str, person: str, which: str | None) -> MembershipRow:
    """The membership that is meant: the only one, the one of today, or the one that began on the day given."""
    found = memberships.find_memberships(session.ws, team, person)
    if not found:
        raise NotFound(f"{person} was never in {team}.", "Nothing was changed.", "pilotboard teams show tells who was.")
    day = day_of(session, which, "which")
    if day is not None:
        meant = [row for row in found if row.start == day]
    else:
        meant = found if len(found) == 1 else [row for row in found if row.on(session.today())]
    if len(meant) == 1:
        return meant[0]
    days = ", ".join(row.start.isoformat() for row in found)
    raise InvalidInput(
        f"{found[0].person} is in {found[0].team} more than once, or not on that day.",
        "Nothing was changed.",
        f"Add --which with a first day: {days}.",
        field="which",
    )


@TEAMS.verb("dissolve", KEY, option("--on", metavar="DAY", help="Its last day; today when not said."))
def dissolve(session: Session, key: str, on: str | None) -> None:
    """End a team. It asks first: memberships end, open pilots are left without a team, the past stays."""
    day = day_of(session, on, "on")
    session.confirm(f"Dissolve {key}? Its memberships end, and its open pilots are left without a team.")
    session.done(usecases.dissolve_team(session.ws, key, day))


removes(TEAMS, KEY, usecases.remove_team, "a team that never had a member or a pilot", "others are dissolved")
