"""`pilotboard items`: the backlog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import limit_of, listing
from pilotboard.cli.output import Column, moment
from pilotboard.cli.session import Session
from pilotboard.domain.items import ItemState
from pilotboard.usecases import items as usecases

if TYPE_CHECKING:
    from pilotboard.domain.items import ItemDetail, ItemEventView, ItemRow

_CHANGES = ("add", "edit", "move", "rank", "block", "unblock", "assign", "split", "plan", "unplan", "remove")
_PARTS = ("label", "note", "remove-note", "link", "remove-link", "criterion", "check", "uncheck", "remove-criterion")
ITEMS = Noun(
    "items",
    "The backlog: what is to be done, in order.",
    {**dict.fromkeys(_CHANGES, "item_changes"), **dict.fromkeys(_PARTS, "item_parts")},
)
COMMANDS = {"items": ITEMS}

SORTS = ("rank", "key", "title", "due", "created", "state")
COLUMNS = (
    Column("Key"),
    Column("State"),
    Column("Title", elastic=True),
    Column("Sprint"),
    Column("Assignee", elastic=True),
    Column("Size", right=True),
    Column("Labels", elastic=True),
    Column("Due"),
    Column("Blocked", elastic=True),
)


def item_data(row: ItemRow) -> dict[str, object]:
    """An item as the JSON of every command shows it."""
    return {
        "key": row.key,
        "title": row.title,
        "type": row.type,
        "state": row.state,
        "pilot": row.pilot_key,
        "team": row.team_key,
        "sprint": row.sprint_key,
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
        "carried": row.carried,
        "criteria_met": row.criteria_met,
        "criteria_total": row.criteria_total,
        "note_count": row.note_count,
        "external_id": row.external_id,
        "archived_at": row.archived_at,
    }


def item_cells(session: Session, row: ItemRow) -> tuple[str, ...]:
    """An item as a line of a table, in the order of `COLUMNS`."""
    return (
        row.key,
        session.labels.state(row.state),
        row.title,
        row.sprint_key or "",
        row.assignee or "",
        "" if row.estimate is None else str(row.estimate),
        ", ".join(row.labels),
        "" if row.due is None else row.due.isoformat(),
        row.blocked_reason or "",
    )


@ITEMS.verb(
    "list",
    *listing('"state:doing label:urgent", mine, overdue', SORTS),
    option("--in", "scope", completes=("@team", "@pilot"), metavar="KEY", help="Only the list of that team or pilot."),
)
def show_list(session: Session, filter_text: str, sort: str, limit: str | None, scope: str | None) -> None:
    """List items, in the order of the work."""
    page = usecases.list_items(session.ws, filter_text, scope=scope, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("items", page.rows, item_data, page.total, filter_text)
        return
    empty = session.empty("item", filter_text or scope or "", "pilotboard items add")
    session.out.table(COLUMNS, (item_cells(session, row) for row in page.rows), empty)
    session.rest(len(page.rows), page.total)


@ITEMS.verb("show", argument("key", ("@item",), metavar="KEY"))
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
    notes = [f"{n}. {moment(one.at)} {one.who}: {one.text}" for n, one in enumerate(detail.notes, 1)]
    links = [f"{n}. {one.url} {one.title}".rstrip() for n, one in enumerate(detail.links, 1)]
    events = [_event(session, one) for one in detail.events]
    return [
        ("State", f"{word.state(row.state)} since {moment(row.state_since)[:10]}"),
        ("Reason", detail.drop_reason or ""),
        ("Put away", "" if row.archived_at is None else moment(row.archived_at)[:10]),
        ("Came in as", row.external_id or ""),
        (
            word.capital("blocked"),
            f"{row.blocked_reason} (since {moment(row.blocked_since)[:10]})" if row.blocked_since else "",
        ),
        ("Type", word(row.type)),
        (word.capital("pilot"), f"{row.pilot_key} {detail.pilot_title}"),
        (word.capital("team"), f"{row.team_key} {detail.team_name}" if row.team_key else ""),
        (word.capital("sprint"), _sprint(row)),
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


def _event(session: Session, one: ItemEventView) -> str:
    """What happened, in one line: `2026-03-18 12:00 Ana Ruiz: state, to do -> doing`."""
    states = {state.value: session.labels.state(state) for state in ItemState}
    values = [states.get(value, value) for value in (one.before, one.after) if value is not None]
    what = ", ".join(filter(None, [one.kind.replace("_", " "), " -> ".join(values)]))
    return f"{moment(one.at)} {one.who}: {what}"


def _sprint(row: ItemRow) -> str:
    times = "once" if row.carried == 1 else f"{row.carried} times"
    return (row.sprint_key or "") + (f" (carried over {times})" if row.carried else "")
