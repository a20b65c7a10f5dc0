"""`pilotboard actions`: what retrospectives agreed on, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, day_of, for_adding, limit_of, listing, named, needs, values, with_name
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN, edits
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import retro_actions as usecases

if TYPE_CHECKING:
    from pilotboard.domain.retros import ActionRow

ACTIONS = Noun("actions", "What retrospectives agreed on, by age.")
COMMANDS = {"actions": ACTIONS}

FIELDS = (
    Fill("text", "text", "What will be different", clears=False),
    Fill("owner", "ref", "The one who sees to it; me is you", ("@person",), clears=False),
    Fill("due", "day", "Until when", clears=False),
)
COLUMNS = (
    Column("Key"),
    Column("Team", elastic=True),
    Column("Action", elastic=True),
    Column("Owner", elastic=True),
    Column("Due"),
    Column("Age", right=True),
    Column("Carried", right=True),
    Column("Item"),
    Column("State", elastic=True),
)
KEY = argument("key", ("@action",), metavar="KEY")


def action_data(session: Session, row: ActionRow) -> dict[str, object]:
    """An action as JSON; `age` is in days, from the day it was agreed until it was done, or up to now."""
    return {
        "key": row.key,
        "retro": row.retro_key,
        "team": row.team_key,
        "text": row.text,
        "owner": row.owner,
        "owner_key": row.owner_key,
        "due": row.due,
        "agreed_on": row.agreed_on,
        "done_on": row.done_on,
        "drop_reason": row.drop_reason or None,
        "open": row.open,
        "overdue": row.overdue(session.today()),
        "age": row.age_days(session.today()),
        "carried": row.carried,
        "item": row.item_key,
    }


@ACTIONS.verb("list", *listing("open, owner:me, team:heron", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List actions, open ones first, the oldest of them first."""
    page = usecases.list_actions(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("actions", page.rows, lambda row: action_data(session, row), page.total, filter_text)
        return
    today = session.today()
    cells = [
        (
            row.key,
            row.team,
            row.text,
            row.owner or "",
            "" if row.due is None else row.due.isoformat(),
            f"{row.age_days(today)} d",
            str(row.carried or ""),
            row.item_key or "",
            _state(row, session),
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("action", filter_text, "pilotboard actions add"))
    session.rest(len(page.rows), page.total)


def _state(row: ActionRow, session: Session) -> str:
    if row.done_on is not None:
        return f"done {row.done_on.isoformat()}"
    if row.drop_reason:
        return f"let go: {row.drop_reason}"
    return "late" if row.overdue(session.today()) else "open"


@ACTIONS.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show one action: who sees to it, until when, how often it was carried on."""
    row = usecases.show_action(session.ws, key)
    if session.out.json:
        session.out.document("action", [action_data(session, row)], count=1)
        return
    fields = [
        (session.labels.capital("team"), f"{row.team_key} {row.team}"),
        ("Agreed", f"{row.agreed_on.isoformat()} in {row.retro_key}"),
        ("Owner", row.owner or "nobody"),
        ("Due", "" if row.due is None else row.due.isoformat()),
        ("State", _state(row, session)),
        ("Age", row.words(session.today())),
        (session.labels.capital("item"), row.item_key or ""),
    ]
    session.out.page(f"{row.key}  {row.text}", fields)


@ACTIONS.verb(
    "add",
    named("text"),
    option("--retro", completes=("@retro",), metavar="KEY", help="The retrospective that agrees."),
    *for_adding(FIELDS),
)
def add(session: Session, named: str | None, retro: str | None, **given: object) -> None:
    """Agree on an action: what, who, until when."""
    if retro is None:
        raise needs("pilotboard actions add", "retro")
    found = values(session, FIELDS, with_name(given, "text", named, "pilotboard actions add"))
    session.done(usecases.add_action(session.ws, retro, found))


edits(ACTIONS, KEY, FIELDS, usecases.edit_action, f"Change text, owner or day of an action. {ONLY_GIVEN}")


@ACTIONS.verb("done", KEY)
def done(session: Session, key: str) -> None:
    """It is done."""
    session.done(usecases.finish_action(session.ws, key))


@ACTIONS.verb("drop", KEY, option("--reason", metavar="TEXT", default="", help="Why it is let go."))
def drop(session: Session, key: str, reason: str) -> None:
    """Let an action go, with a reason."""
    session.done(usecases.drop_action(session.ws, key, reason))


@ACTIONS.verb("carry", KEY, option("--due", metavar="DAY", help="The new day."))
def carry(session: Session, key: str, due: str | None) -> None:
    """Carry an action on to a new day; it counts how often."""
    day = day_of(session, due, "due")
    if day is None:
        hint = "For example: --due +14d"
        raise InvalidInput("pilotboard actions carry needs --due.", "Nothing was changed.", hint, field="due")
    session.done(usecases.carry_action(session.ws, key, day))


@ACTIONS.verb(
    "item", KEY, option("--pilot", completes=("@pilot",), metavar="KEY|NAME", help="Into which pilot, of several.")
)
def item(session: Session, key: str, pilot: str | None) -> None:
    """Make it an item of the backlog, with its owner and day."""
    session.done(usecases.item_from_action(session.ws, key, pilot))
