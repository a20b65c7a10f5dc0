"""`pilotboard items`: the backlog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import (
    Fill,
    for_adding,
    for_editing,
    limit_of,
    listing,
    named,
    nobody,
    nothing_given,
    values,
    with_name,
)
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.usecases import items as usecases

if TYPE_CHECKING:
    from pilotboard.domain.items import ItemDetail, ItemRow

ITEMS = Noun("items", "The backlog: what is to be done, in order.")
COMMANDS = {"items": ITEMS}

SORTS = ("rank", "key", "title", "due", "created", "state")
STATES = ("backlog", "ready", "in_progress", "review", "done", "dropped")
FIELDS = (
    Fill("title", "text", "What is to be done", clears=False),
    Fill("type", "word", "What kind of work", ("story", "task", "spike", "improvement"), clears=False),
    Fill("description", "prose", "More about it"),
    Fill("estimate", "whole", "A rough size, 0 to 100"),
    Fill("assignee", "ref", "Who does it; me is you"),
    Fill("due", "day", "The day it is due: YYYY-MM-DD, +3d, fri"),
    Fill("labels", "list", "Labels, with commas between"),
)
NEW = (
    *FIELDS,
    Fill("state", "word", "Where it begins", STATES[:-1]),
    Fill("criteria", "lines", "A line of the checklist"),
)
COLUMNS = (
    Column("Key"),
    Column("State"),
    Column("Title", elastic=True),
    Column("Assignee", elastic=True),
    Column("Size", right=True),
    Column("Labels", elastic=True),
    Column("Due"),
    Column("Blocked", elastic=True),
)
KEYS = argument("keys", nargs=-1, required=True, metavar="KEY...")


def item_data(row: ItemRow) -> dict[str, object]:
    """An item as the JSON of every command shows it."""
    return {
        "key": row.key,
        "title": row.title,
        "type": row.type,
        "state": row.state,
        "pilot": row.pilot_key,
        "team": row.team_key,
        "sprint": None,
        "assignee": row.assignee,
        "assignee_key": row.assignee_key,
        "estimate": row.estimate,
        "labels": list(row.labels),
        "blocked": row.blocked,
        "blocked_reason": row.blocked_reason,
        "blocked_since": row.blocked_since,
        "due": row.due,
        "rank": row.rank,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "state_since": row.state_since,
        "carried": 0,
        "criteria_met": row.criteria_met,
        "criteria_total": row.criteria_total,
        "note_count": row.note_count,
        "external_id": None,
    }


def item_cells(session: Session, row: ItemRow) -> tuple[str, ...]:
    """An item as a line of a table, in the order of `COLUMNS`."""
    return (
        row.key,
        session.labels.state(row.state),
        row.title,
        row.assignee or "",
        "" if row.estimate is None else str(row.estimate),
        ", ".join(row.labels),
        "" if row.due is None else row.due.isoformat(),
        row.blocked_reason or "",
    )


@ITEMS.verb(
    "list",
    *listing('"state:doing label:urgent", mine, overdue', SORTS),
    option("--in", "scope", metavar="KEY", help="Only the list of that team or pilot."),
)
def show_list(session: Session, filter_text: str, sort: str, limit: str | None, scope: str | None) -> None:
    """List items, in the order of the work."""
    page = usecases.list_items(session.ws, filter_text, scope=scope, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("items", map(item_data, page.rows), page.total, filter_text)
        return
    empty = session.empty("item", filter_text or scope or "", "pilotboard items add")
    session.out.table(COLUMNS, (item_cells(session, row) for row in page.rows), empty)
    session.rest(len(page.rows), page.total)


@ITEMS.verb("show", argument("key", metavar="KEY"))
def show(session: Session, key: str) -> None:
    """Show everything about one item: checklist, notes, links, what happened to it."""
    detail = usecases.show_item(session.ws, key)
    if session.out.json:
        session.out.document("item", [detail_data(detail)], count=1)
        return
    session.out.page(f"{detail.row.key}  {detail.row.title}", _fields(session, detail))


def detail_data(detail: ItemDetail) -> dict[str, object]:
    """An item with all that hangs on it."""
    return {
        **item_data(detail.row),
        "pilot_title": detail.pilot_title,
        "team_name": detail.team_name,
        "description": detail.description,
        "drop_reason": detail.drop_reason,
        "criteria": [{"number": n, "text": one.text, "met": one.met} for n, one in enumerate(detail.criteria, 1)],
        "notes": [
            {"number": n, "at": one.at, "who": one.who, "text": one.text} for n, one in enumerate(detail.notes, 1)
        ],
        "links": [{"number": n, "url": one.url, "title": one.title} for n, one in enumerate(detail.links, 1)],
        "events": [
            {"at": one.at, "kind": one.kind, "before": one.before, "after": one.after, "who": one.who}
            for one in detail.events
        ],
    }


def _fields(session: Session, detail: ItemDetail) -> list[tuple[str, str]]:
    row, word = detail.row, session.labels
    criteria = [f"{n}. [{'x' if one.met else ' '}] {one.text}" for n, one in enumerate(detail.criteria, 1)]
    notes = [f"{n}. {one.at:%Y-%m-%d %H:%M} {one.who}: {one.text}" for n, one in enumerate(detail.notes, 1)]
    links = [f"{n}. {one.url} {one.title}".rstrip() for n, one in enumerate(detail.links, 1)]
    events = [
        f"{one.at:%Y-%m-%d %H:%M} {one.kind.replace('_', ' ')} {_change(one.before, one.after)} {one.who}".replace(
            "  ", " "
        )
        for one in detail.events
    ]
    return [
        ("State", f"{word.state(row.state)} since {row.state_since:%Y-%m-%d}"),
        ("Reason", detail.drop_reason or ""),
        (word.capital("blocked"), f"{row.blocked_reason} (since {row.blocked_since:%Y-%m-%d})" if row.blocked else ""),
        ("Type", word(row.type)),
        (word.capital("pilot"), f"{row.pilot_key} {detail.pilot_title}"),
        (word.capital("team"), f"{row.team_key} {detail.team_name}" if row.team_key else ""),
        ("Assignee", row.assignee or "nobody"),
        (word.capital("estimate"), "" if row.estimate is None else str(row.estimate)),
        ("Labels", ", ".join(row.labels)),
        ("Due", row.due.isoformat() if row.due else ""),
        ("Description", detail.description),
        (word.capital("acceptance_criteria"), "\n".join(criteria)),
        ("Notes", "\n".join(notes)),
        ("Links", "\n".join(links)),
        ("Happened", "\n".join(events)),
    ]


def _change(before: str | None, after: str | None) -> str:
    if before is not None and after is not None:
        return f"{before} -> {after}"
    return before or after or ""


@ITEMS.verb(
    "add",
    named("title"),
    option("--pilot", metavar="KEY|NAME", required=True, help="The pilot it belongs to."),
    *for_adding(NEW),
)
def add(session: Session, named: str | None, pilot: str, **given: object) -> None:
    """Write down a new item of a pilot, at the end of its list."""
    found = values(session, NEW, with_name(given, "title", named, "pilotboard items add"))
    session.done(usecases.add_item(session.ws, pilot, found))


@ITEMS.verb("edit", argument("key", metavar="KEY"), *for_editing(FIELDS))
def edit(session: Session, key: str, clear: tuple[str, ...], **given: object) -> None:
    """Change fields of an item. Only the options given are changed; an empty text clears."""
    changes = values(session, FIELDS, given, clear)
    if not changes:
        raise nothing_given("pilotboard items edit", FIELDS)
    session.done(usecases.edit_item(session.ws, key, changes))


@ITEMS.verb(
    "move",
    KEYS,
    argument("state", metavar="STATE"),
    option("--reason", metavar="TEXT", default="", help="Why; needed for dropped."),
)
def move(session: Session, keys: tuple[str, ...], state: str, reason: str) -> None:
    """Move items to a state: backlog, ready, in_progress, review, done or dropped."""
    session.done(usecases.move_items(session.ws, keys, state, reason))


@ITEMS.verb(
    "rank",
    KEYS,
    option("--before", metavar="KEY", help="The item they shall stand before."),
    option("--after", metavar="KEY", help="The item they shall stand behind."),
)
def rank(session: Session, keys: tuple[str, ...], before: str | None, after: str | None) -> None:
    """Put items at another place of their list, in the order given."""
    session.done(usecases.rank_items(session.ws, keys, before=before, after=after))


@ITEMS.verb("block", KEYS, option("--reason", metavar="TEXT", required=True, help="What is in the way."))
def block(session: Session, keys: tuple[str, ...], reason: str) -> None:
    """Mark items as blocked, with the reason."""
    session.done(usecases.block_items(session.ws, keys, reason))


@ITEMS.verb("unblock", KEYS)
def unblock(session: Session, keys: tuple[str, ...]) -> None:
    """Say that nothing is in the way of items any more."""
    session.done(usecases.unblock_items(session.ws, keys))


@ITEMS.verb("assign", KEYS, argument("person", metavar="PERSON"))
def assign(session: Session, keys: tuple[str, ...], person: str) -> None:
    """Give items to a person: a name, a key, me or nobody."""
    session.done(usecases.assign_items(session.ws, keys, None if nobody(person) else person))


@ITEMS.verb("split", argument("key", metavar="KEY"), argument("titles", nargs=-1, required=True, metavar="TITLE..."))
def split(session: Session, key: str, titles: tuple[str, ...]) -> None:
    """Cut new items from one; they stand right behind it."""
    session.done(usecases.split_item(session.ws, key, titles))


@ITEMS.verb("remove", KEYS)
def remove(session: Session, keys: tuple[str, ...]) -> None:
    """Remove items with all that hangs on them. It asks first; undo brings them back."""
    several = len(keys)
    what = keys[0] if several == 1 else f"these {several} items"
    session.confirm(f"Remove {what} with all notes, links and checklists?")
    session.done(usecases.remove_items(session.ws, keys))
