"""The verbs of `pilotboard sprints` that write: plan, start, close, cancel, note, amend."""

from __future__ import annotations

from collections.abc import Iterable

from pilotboard.cli.app import argument, option
from pilotboard.cli.fields import day_of, for_adding, named, needs, values, with_name
from pilotboard.cli.session import Session
from pilotboard.cli.sprints import CHANGES, KEY, NEW, SPRINTS
from pilotboard.cli.usual_verbs import edits
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import sprint_life as usecases
from pilotboard.usecases import sprint_scope

ITEMS = argument("keys", ("@item",), nargs=-1, required=True, metavar="ITEM...")
REASON = option("--reason", metavar="TEXT", default="", help="Why; needed once the sprint runs.")


@SPRINTS.verb("add", named("goal"), *for_adding(NEW))
def add(session: Session, named: str | None, **given: object) -> None:
    """Plan a sprint of a team: its days, and its goal when it is known."""
    found = values(session, NEW, with_name(given, "goal", named, "pilotboard sprints add") if named else given)
    for field in ("team", "start", "end"):
        if field not in found:
            raise needs("pilotboard sprints add", field)
    session.done(usecases.plan_sprint(session.ws, found))


edits(
    SPRINTS, KEY, CHANGES, usecases.edit_sprint, "Change goal, days, prediction or result of a sprint that is not over."
)


@SPRINTS.verb("remove", KEY)
def remove(session: Session, key: str) -> None:
    """Remove a sprint that never started. It asks first; its items stay."""
    session.confirm(f"Remove {key}? Its items go back to the backlog.")
    session.done(usecases.remove_sprint(session.ws, key))


@SPRINTS.verb("plan", KEY, ITEMS, REASON)
def plan(session: Session, key: str, keys: tuple[str, ...], reason: str) -> None:
    """Put items into a sprint. Once it runs this is a change of its scope and needs a reason."""
    session.done(sprint_scope.plan_items(session.ws, keys, key, reason))


@SPRINTS.verb("unplan", ITEMS, REASON)
def unplan(session: Session, keys: tuple[str, ...], reason: str) -> None:
    """Take items out of their sprint. Once it runs this is a change of its scope and needs a reason."""
    session.done(sprint_scope.unplan_items(session.ws, keys, reason))


@SPRINTS.verb("start", KEY)
def start(session: Session, key: str) -> None:
    """Start a sprint: what is in it now is the commitment, stored for good. It needs a goal."""
    session.done(usecases.start_sprint(session.ws, key))


@SPRINTS.verb(
    "close",
    KEY,
    option("--carry", multiple=True, completes=("@item",), metavar="ITEM", help="Goes on in the next planned sprint."),
    option("--back", multiple=True, completes=("@item",), metavar="ITEM", help="Goes back to the backlog."),
    option("--drop", multiple=True, metavar="ITEM=REASON", help="Will not be done, and why."),
    option("--result", metavar="TEXT", help="What was seen, beside the prediction (- reads it from standard input)."),
)
def close(
    session: Session,
    key: str,
    carry: tuple[str, ...],
    back: tuple[str, ...],
    drop: tuple[str, ...],
    result: str | None,
) -> None:
    """Close a sprint: every leftover is decided, and its record is frozen. Options may be given again."""
    from pilotboard.domain.leftovers import leftover_decisions

    decisions = leftover_decisions(_keys(carry), _keys(back), dict(map(_dropped, drop)))
    said = None if result is None else session.long_text("--result", result)
    session.done(usecases.close_sprint(session.ws, key, decisions, said))


def _keys(words: Iterable[str]) -> list[str]:
    """Item keys as they are shown; several may stand in one option, with commas or blanks between."""
    from pilotboard.domain.keys import parse_key

    return [str(parse_key(word, "item")) for said in words for word in said.replace(",", " ").split()]


def _dropped(said: str) -> tuple[str, str]:
    key, sign, reason = said.partition("=")
    if not sign or not reason.strip():
        raise InvalidInput(
            f"Dropping {key.strip() or 'an item'} needs a reason.",
            "Nothing was changed.",
            "Write --drop P07-12=REASON.",
            field="drop",
        )
    from pilotboard.usecases.item_writing import checked_line

    return _keys([key])[0], checked_line("reason", reason)


@SPRINTS.verb("cancel", KEY, option("--reason", metavar="TEXT", required=True, help="Why its goal makes no sense now."))
def cancel(session: Session, key: str, reason: str) -> None:
    """Cancel a sprint with a reason; it is left out of every history. Product owner or coach decide this."""
    from pilotboard.usecases.sprints import cancel_question

    session.confirm(f"Cancel {key}? {cancel_question(session.ws, key)}".rstrip())
    session.done(usecases.cancel_sprint(session.ws, key, reason))


@SPRINTS.verb(
    "note",
    KEY,
    argument("text", metavar="TEXT"),
    option("--day", metavar="DAY", help="The day it was said; today when not given."),
)
def note(session: Session, key: str, text: str, day: str | None) -> None:
    """Write down what was said at the daily check-in (- reads it from standard input)."""
    session.done(usecases.note_day(session.ws, key, session.long_text("TEXT", text), day_of(session, day, "day")))


@SPRINTS.verb("amend", KEY, argument("text", metavar="TEXT"))
def amend(session: Session, key: str, text: str) -> None:
    """Put a dated correction beside the record of a closed sprint; the record itself never changes."""
    session.done(usecases.amend_sprint(session.ws, key, session.long_text("TEXT", text)))
