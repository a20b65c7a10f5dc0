"""How the plan is drawn: its columns, a line of it, the story of a line, and the sheet beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.dates import due_words, friendly_day
from pilotboard.domain.plan import PlanLevel, PlanLine, PlanRow
from pilotboard.tui.drawing import Span
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.page import Part, Section
from pilotboard.tui.widgets.why import Story

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.labels import Labels
    from pilotboard.domain.pilots import PilotRow

_STEP = 2
_INKS: dict[PlanLevel, Ink] = {PlanLevel.PRIORITY: "title", PlanLevel.STRATEGY: "text", PlanLevel.GOAL: "text"}


def plan_columns(labels: Labels) -> Sequence[Column]:
    """The columns: what it says, its day, how far a pilot is, how many serve it."""
    return (
        Column(labels("plan")),
        Column("by", 17, ink="soft", from_width=60),
        Column("stage", 12, ink="soft", from_width=100),
        Column(labels("team"), 16, ink="quiet", from_width=120),
        Column(labels.plural("pilot"), 6, "right", "soft"),
    )


def plan_cells(line: PlanLine, labels: Labels, today: date) -> Sequence[Cell]:
    """One line, as far in as it is deep."""
    row = line.row
    indent: Span = (" " * (_STEP * line.depth), "text")
    if not isinstance(row, PlanRow):
        gone = row.closed_on is not None
        return (
            (indent, (f"{row.key}  ", "quiet"), (row.title, "quiet" if gone else "accent")),
            _closed(row.closed_on) if gone or not row.decision_due else _day(row.decision_due, today),
            labels.stage(row.stage),
            row.team or "",
            "",
        )
    ink: Ink = "quiet" if row.closed_on is not None else _INKS[row.level]
    return (
        (indent, (f"{row.key}  ", "quiet"), (row.title, ink)),
        _due(row, today),
        "",
        "",
        (str(row.pilots), "soft") if row.pilots else ("none" if row.level == PlanLevel.GOAL else "·", "quiet"),
    )


def _due(row: PlanRow, today: date) -> Span:
    if row.closed_on is not None:
        return _closed(row.closed_on)
    return ("", "soft") if row.due_on is None else _day(row.due_on, today)


def _day(day: date, today: date) -> Span:
    """The day of a goal, or of a pilot's decision; one that has gone by stands out."""
    words = friendly_day(day, today)
    return (f"! {words}", "warning") if day < today else (words, "soft")


def _closed(day: date | None) -> Span:
    return ("" if day is None else f"closed {day.isoformat()}"), "quiet"


def plan_story(line: PlanLine, labels: Labels, today: date) -> Story:
    """A line in two sentences."""
    row = line.row
    if not isinstance(row, PlanRow):
        pieces: list[Span] = [(labels.stage(row.stage), "text"), (f"{row.open_items} open, {row.done} done", "soft")]
        if row.decision_due is not None and row.closed_on is None:
            late = row.decision_due < today
            pieces.append((f"decision {due_words(row.decision_due, today)}", "warning" if late else "soft"))
        below = (
            f"serves {row.goal_key} {row.goal}" if row.goal_key else f"serves no {labels('goal')} yet: m gives it one"
        )
        return Story(row.key, row.title, tuple(pieces), ((below, "soft"),))
    pieces = [(_counted(row, labels), "text")]
    if row.due_on is not None and row.closed_on is None:
        words = due_words(row.due_on, today)
        pieces.append((words, "warning" if row.late(today) else "soft"))
    if row.closed_on is not None:
        pieces.append(_closed(row.closed_on))
    under = row.description.partition("\n")[0] or " · ".join(title for _, title in row.above)
    return Story(row.key, row.title, tuple(pieces), ((under, "soft"),))


def _counted(row: PlanRow, labels: Labels) -> str:
    pilots = f"{labels.count(row.pilots, 'pilot')} at work on it"
    if row.level == PlanLevel.GOAL:
        return pilots if row.pilots else f"no {labels('pilot')} serves it yet"
    parts = [labels.count(row.goals, "goal"), pilots]
    if row.level == PlanLevel.PRIORITY:
        parts.insert(0, labels.count(row.strategies, "strategy"))
    return ", ".join(parts)


def sheet(line: PlanLine, below: Sequence[PlanLine], labels: Labels, today: date) -> list[Section]:
    """Everything about the thing under the cursor; `below` are the lines that stand under it."""
    row = line.row
    if not isinstance(row, PlanRow):
        return _pilot_sheet(row, labels, today)
    facts = [
        Part(("plan", key), f"{key} {title}", "soft", ((f"{labels(level.value):<10}", "quiet"),))
        for level, (key, title) in zip(PlanLevel, row.above, strict=False)
    ]
    if row.due_on is not None:
        ink: Ink = "warning" if row.late(today) else "text"
        facts.append(Part("fact", due_words(row.due_on, today), ink, ((f"{'by':<10}", "quiet"),)))
    if row.closed_on is not None:
        facts.append(Part("fact", friendly_day(row.closed_on, today), "quiet", ((f"{'closed':<10}", "quiet"),)))
    next_level = row.level.below
    parts = [_below(one) for one in below if one.level == (next_level.value if next_level else "pilot")]
    word = labels.plural_capital(next_level.value if next_level else "pilot")
    empty = (
        f"None yet: a writes down the first {labels(next_level.value)}." if next_level else "None yet: a puts one here."
    )
    return [
        Section(f"{labels.capital(row.level.value)} {row.key}", [Part("title", row.title, "strong")]),
        Section("What is meant", [Part("text", row.description)] if row.description else []),
        Section("", facts),
        Section(word, parts, empty),
    ]


def _below(line: PlanLine) -> Part:
    kind = "pilot" if line.level == "pilot" else "plan"
    return Part((kind, line.key), line.row.title, "text", ((f"{line.key:<7}", "quiet"),))


def _pilot_sheet(row: PilotRow, labels: Labels, today: date) -> list[Section]:
    facts = [
        ("goal", f"{row.goal_key} {row.goal}" if row.goal_key else f"none yet: m gives it a {labels('goal')}"),
        ("stage", labels.stage(row.stage)),
        ("team", row.team or "none yet"),
        ("sites", ", ".join(row.sites)),
        ("coach", row.coach or ""),
        ("sponsor", row.sponsor or ""),
        ("work", f"{row.open_items} open, {row.done} done"),
        ("decision", due_words(row.decision_due, today) if row.decision_due else ""),
    ]
    return [
        Section(f"{labels.capital('pilot')} {row.key}", [Part(("pilot", row.key), row.title, "strong")]),
        Section("", [Part("fact", text, lead=((f"{name:<10}", "quiet"),)) for name, text in facts if text]),
    ]
