"""A backlog as a list that another program, or an import, reads: a row an item, columns named as exports name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.document import Column, Document, Kind, Section, Table
from pilotboard.domain.papers.frame import Frame, only_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pilotboard.domain.document import Value
    from pilotboard.domain.items import ItemRow

COLUMNS = (
    Column("key", "Key"),
    Column("title", "Title"),
    Column("type", "Type"),
    Column("state", "State"),
    Column("description", "Description"),
    Column("estimate", "Estimate", Kind.NUMBER),
    Column("assignee", "Assignee"),
    Column("due", "Due date", Kind.DATE),
    Column("labels", "Labels"),
    Column("created", "Created"),
    Column("started", "Started"),
    Column("finished", "Finished"),
    Column("pilot", "Pilot"),
    Column("sprint", "Sprint"),
    Column("checklist", "Checklist"),
    Column("drop_reason", "Why dropped"),
    Column("blocked_reason", "Blocked by"),
)
"""What a row holds; the words are those that the import knows."""


class ListedItem(NamedTuple):
    """An item with its long texts."""

    row: ItemRow
    description: str
    drop_reason: str
    checklist: tuple[tuple[str, bool], ...]


def item_list(frame: Frame, items: Sequence[ListedItem], about: str) -> Document:
    """The list. `about` is part of the name of its file."""
    table = Table("", COLUMNS, tuple(_row(one) for one in items), "Nothing is on the list.")
    title = frame.labels.plural_capital("item")
    return only_list(frame, "items", title, f"items-{about}" if about else "items", Section(title, (table,)))


def _row(one: ListedItem) -> tuple[Value, ...]:
    row = one.row
    return (
        row.key,
        row.title,
        str(row.type),
        str(row.state),
        one.description,
        row.estimate,
        row.assignee or "",
        row.due,
        _words(row.labels),
        _moment(row.created_at),
        _moment(row.started_at),
        _moment(row.finished_at),
        row.pilot_key,
        row.sprint_key or "",
        "".join(f"[{'x' if met else ' '}] {text}\n" for text, met in one.checklist),
        one.drop_reason,
        row.blocked_reason or "",
    )


def _moment(at: datetime | None) -> str:
    """A moment with its zone, to the second; "" when unknown."""
    return "" if at is None else at.replace(microsecond=0).isoformat()


def _words(labels: Sequence[str]) -> str:
    """Labels behind semicolons; in brackets when one of them holds what would part them."""
    if not any(set(label) & set(",;[") for label in labels):
        return "; ".join(labels)
    quoted = (f'"{label}"' if "'" in label else f"'{label}'" for label in labels)
    return f"[{', '.join(quoted)}]"
