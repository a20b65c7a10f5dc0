"""How an item reads: its state, its age, its line, its story."""

from __future__ import annotations

from datetime import date, datetime

from pilotboard.domain.dates import age_words, days_words, friendly_day
from pilotboard.domain.items import ItemRow, ItemState
from pilotboard.domain.labels import Labels
from pilotboard.tui.drawing import Span, width
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.lanes import Card
from pilotboard.tui.widgets.why import Story

_GLYPHS: dict[ItemState, str] = {
    ItemState.BACKLOG: "·",
    ItemState.READY: "○",
    ItemState.IN_PROGRESS: "◐",
    ItemState.REVIEW: "◑",
    ItemState.DONE: "●",
    ItemState.DROPPED: "×",
}
_INKS: dict[ItemState, Ink] = {
    ItemState.BACKLOG: "quiet",
    ItemState.READY: "text",
    ItemState.IN_PROGRESS: "warning",
    ItemState.REVIEW: "neutral",
    ItemState.DONE: "good",
    ItemState.DROPPED: "quiet",
}
OLD_DAYS = 5
"""Working on one thing for longer than a school week is worth a look."""
FAR_DAYS = 300
"""A day so far away is told by its month and year."""


def state_span(labels: Labels, row: ItemRow) -> Span:
    """Glyph, word and colour of where the item stands; something in its way comes before everything."""
    if row.blocked:
        return f"! {labels('blocked')}", "bad"
    return f"{_GLYPHS[row.state]} {labels.state(row.state)}", _INKS[row.state]


def days_span(days: int | None, ink: Ink = "quiet") -> Span:
    """``5 d``, ``today``, or nothing."""
    return ("" if days is None else age_words(days) if days else "today", ink)


def _since(days: int) -> str:
    return days_words(days) if days else "since today"


def age_span(row: ItemRow, now: datetime) -> Span:
    """How long it is in the way, or in work."""
    if row.blocked:
        return days_span(row.blocked_days(now), "bad")
    if row.state in {ItemState.IN_PROGRESS, ItemState.REVIEW}:
        days = max((now - row.state_since).days, 0)
        return days_span(days, "warning" if days > OLD_DAYS else "quiet")
    return "", "quiet"


def due_span(row: ItemRow, today: date) -> Span:
    """The day it is due, louder the closer it comes."""
    if row.due is None:
        return "", "quiet"
    if row.state in {ItemState.DONE, ItemState.DROPPED}:
        return friendly_day(row.due, today), "quiet"
    ink: Ink = "bad" if row.due < today else "warning" if (row.due - today).days <= 2 else "soft"
    late = (today - row.due).days
    return f"{age_words(late)} late" if late > 0 else near_day(row.due, today), ink


def near_day(day: date, today: date) -> str:
    """A day in ten cells: ``Fri 27 Nov`` within a school year, else ``Nov 2027``."""
    days = (day - today).days
    if abs(days) <= 1:
        return friendly_day(day, today)
    return friendly_day(day) if abs(days) < FAR_DAYS else f"{day:%b} {day.year}"


def item_columns(labels: Labels, key: int = 7) -> list[Column]:
    """The columns of a list of items, as `item_cells` fills them; `key` is the cells of the longest key."""
    states = max(width(word) for word in (labels("blocked"), *(labels.state(state) for state in ItemState)))
    return [
        Column("key", key, ink="quiet"),
        Column("state", min(states + 2, 16)),
        Column("title"),
        Column(labels("sprint"), 7, ink="soft", from_width=100),
        Column("labels", 18, ink="neutral", from_width=130),
        Column("checklist", 9, "right", "quiet", from_width=118),
        Column("who", 14, ink="soft", from_width=72),
        Column("due", 10, ink="soft", from_width=96),
        Column(labels("estimate"), 8, "right", "soft", from_width=150),
        Column("age", 5, "right", "quiet", from_width=64),
    ]


def item_cells(labels: Labels, row: ItemRow, now: datetime, today: date) -> list[Cell]:
    """One line of a list of items."""
    ink: Ink = "quiet" if row.state in {ItemState.DONE, ItemState.DROPPED} else "text"
    return [
        row.key,
        state_span(labels, row),
        (row.title, ink),
        row.sprint_key or "",
        ", ".join(row.labels),
        f"{row.criteria_met}/{row.criteria_total}" if row.criteria_total else "",
        row.assignee or "",
        due_span(row, today),
        "" if row.estimate is None else str(row.estimate),
        age_span(row, now),
    ]


def item_card(labels: Labels, row: ItemRow, now: datetime) -> Card:
    """One card of a board."""
    detail: list[Span] = []
    if row.assignee:
        detail.append((row.assignee, "soft"))
    if row.criteria_total:
        detail.append((f"□ {row.criteria_met}/{row.criteria_total}", "soft"))
    if row.labels:
        detail.append((", ".join(row.labels), "neutral"))
    return Card(
        id=row.id,
        key=row.key,
        title=row.title,
        mark=("!", "bad") if row.blocked else None,
        tail=age_span(row, now),
        detail=tuple(detail) or ((labels(row.type.value), "quiet"),),
        quiet=row.state == ItemState.DONE,
    )


def sprint_words(row: ItemRow) -> str:
    """``S-4, carried over once``: where it stands, and how often a sprint left it over."""
    times = {0: "", 1: "carried over once"}.get(row.carried, f"carried over {row.carried} times")
    return ", ".join(filter(None, (row.sprint_key, times)))


def item_story(labels: Labels, row: ItemRow, now: datetime, today: date, below: str = "") -> Story:
    """The story of the focused item: state since, who, checklist; below, what is in its way or worth knowing."""
    pieces: list[Span] = [(f"{labels.state(row.state)} {_since(row.state_days(now))}", "text")]
    pieces.append((row.assignee or "nobody has it yet", "text" if row.assignee else "quiet"))
    if row.criteria_total:
        pieces.append((f"checklist {row.criteria_met}/{row.criteria_total}", "text"))
    if row.due is not None:
        text, ink = due_span(row, today)
        pieces.append((text if text.endswith("late") else f"due {text}", ink))
    if row.estimate is not None:
        pieces.append((f"{labels('estimate')} {row.estimate}", "text"))
    if row.sprint_key or row.carried:
        pieces.append((sprint_words(row), "warning" if row.carried > 1 else "text"))
    if row.labels:
        pieces.append((", ".join(row.labels), "neutral"))
    if row.note_count:
        pieces.append((f"{row.note_count} {'note' if row.note_count == 1 else 'notes'}", "quiet"))
    second: list[Span] = []
    if row.blocked:
        since = f"{labels('blocked')} {_since(row.blocked_days(now) or 0)}: "
        second += [(f"! {since}", "bad"), (row.blocked_reason or "", "text")]
    if below:
        second.append((f" · {below}" if second else below, "soft"))
    return Story(row.key, row.title, tuple(pieces), tuple(second))
