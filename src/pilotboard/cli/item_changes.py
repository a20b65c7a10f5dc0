"""The verbs of `pilotboard items` that change items themselves."""

from __future__ import annotations

from pilotboard.cli.app import argument, option
from pilotboard.cli.fields import Fill, changed, for_adding, for_editing, named, nobody, values, with_name
from pilotboard.cli.items import ITEMS
from pilotboard.cli.session import Session
from pilotboard.usecases import item_moves, item_order, sprint_scope
from pilotboard.usecases import items as usecases

STATES = ("backlog", "ready", "in_progress", "review", "done", "dropped")
FIELDS = (
    Fill("title", "text", "What is to be done", clears=False),
    Fill("type", "word", "What kind of work", ("story", "task", "spike", "improvement"), clears=False),
    Fill("description", "prose", "More about it"),
    Fill("estimate", "whole", "A rough size, 0 to 100"),
    Fill("assignee", "ref", "Who does it; me is you", ("@person",)),
    Fill("due", "day", "The day it is due: YYYY-MM-DD, +3d, fri"),
    Fill("labels", "list", "Labels, with commas between"),
)
NEW = (
    *FIELDS,
    Fill("state", "word", "Where it begins", STATES[:-1]),
    Fill("criteria", "lines", "A line of the checklist"),
)
KEYS = argument("keys", ("@item",), nargs=-1, required=True, metavar="KEY...")


@ITEMS.verb(
    "add",
    named("title"),
    option("--pilot", completes=("@pilot",), metavar="KEY|NAME", required=True, help="The pilot it belongs to."),
    *for_adding(NEW),
)
def add(session: Session, named: str | None, pilot: str, **given: object) -> None:
    """Write down a new item of a pilot, at the end of its list."""
    found = values(session, NEW, with_name(given, "title", named, "pilotboard items add"))
    session.done(usecases.add_item(session.ws, pilot, found))


REASON = option("--reason", metavar="TEXT", default="", help="Why; needed for what changes a running sprint.")


@ITEMS.verb("edit", KEYS, REASON, *for_editing(FIELDS))
def edit(session: Session, keys: tuple[str, ...], reason: str, clear: tuple[str, ...], **given: object) -> None:
    """Change fields of items. Only the options given are changed; an empty text clears."""
    changes = changed(session, "pilotboard items edit", FIELDS, given, clear)
    if len(keys) == 1:
        session.done(usecases.edit_item(session.ws, keys[0], changes, reason=reason))
    else:
        session.done(usecases.edit_items(session.ws, keys, changes, reason=reason))


@ITEMS.verb(
    "move",
    KEYS,
    argument("state", STATES, metavar="STATE"),
    option(
        "--reason", metavar="TEXT", default="", help="Why; needed for dropped, and for backlog out of a running sprint."
    ),
)
def move(session: Session, keys: tuple[str, ...], state: str, reason: str) -> None:
    """Move items to a state: backlog, ready, in_progress, review, done or dropped."""
    session.done(item_moves.move_items(session.ws, keys, state, reason))


@ITEMS.verb(
    "rank",
    KEYS,
    option("--before", completes=("@item",), metavar="KEY", help="The item they shall stand before."),
    option("--after", completes=("@item",), metavar="KEY", help="The item they shall stand behind."),
)
def rank(session: Session, keys: tuple[str, ...], before: str | None, after: str | None) -> None:
    """Put items at another place of their list, in the order given."""
    session.done(item_order.rank_items(session.ws, keys, before=before, after=after))


@ITEMS.verb("block", KEYS, option("--reason", metavar="TEXT", required=True, help="What is in the way."))
def block(session: Session, keys: tuple[str, ...], reason: str) -> None:
    """Mark items as blocked, with the reason."""
    session.done(item_moves.block_items(session.ws, keys, reason))


@ITEMS.verb("unblock", KEYS)
def unblock(session: Session, keys: tuple[str, ...]) -> None:
    """Say that nothing is in the way of items any more."""
    session.done(item_moves.unblock_items(session.ws, keys))


@ITEMS.verb("assign", KEYS, argument("person", ("@person", "me", "nobody"), metavar="PERSON"))
def assign(session: Session, keys: tuple[str, ...], person: str) -> None:
    """Give items to a person: a name, a key, me or nobody."""
    session.done(item_moves.assign_items(session.ws, keys, None if nobody(person) else person))


@ITEMS.verb(
    "split", argument("key", ("@item",), metavar="KEY"), argument("titles", nargs=-1, required=True, metavar="TITLE...")
)
def split(session: Session, key: str, titles: tuple[str, ...]) -> None:
    """Cut new items from one; they stand right behind it."""
    session.done(item_order.split_item(session.ws, key, titles))


@ITEMS.verb(
    "plan",
    KEYS,
    option("--sprint", completes=("@sprint",), metavar="KEY", required=True, help="The sprint they go into."),
    REASON,
)
def plan(session: Session, keys: tuple[str, ...], sprint: str, reason: str) -> None:
    """Put items into a sprint of their team. Once it runs this is a change of its scope and needs a reason."""
    session.done(sprint_scope.plan_items(session.ws, keys, sprint, reason))


@ITEMS.verb("unplan", KEYS, REASON)
def unplan(session: Session, keys: tuple[str, ...], reason: str) -> None:
    """Take items out of their sprint. Once it runs this is a change of its scope and needs a reason."""
    session.done(sprint_scope.unplan_items(session.ws, keys, reason))


@ITEMS.verb("remove", KEYS)
def remove(session: Session, keys: tuple[str, ...]) -> None:
    """Remove items with all that hangs on them. It asks first; undo brings them back."""
    several = len(keys)
    what = keys[0] if several == 1 else f"these {several} items"
    session.confirm(f"Remove {what} with all notes, links and checklists?")
    session.done(usecases.remove_items(session.ws, keys))
