"""How a pilot reads: its line in the list, its story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pilotboard.domain.dates import age_words, due_words, friendly_day
from pilotboard.domain.pilots import PilotRow
from pilotboard.domain.stages import Stage
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.items import near_day
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.why import Story

if TYPE_CHECKING:
    from pilotboard.domain.labels import Labels

_STAGES: dict[Stage, Span] = {
    Stage.IDEA: ("○", "quiet"),
    Stage.CHARTER: ("◔", "neutral"),
    Stage.BASELINE: ("◔", "accent"),
    Stage.TESTING: ("◑", "accent"),
    Stage.IMPROVING: ("◕", "accent"),
    Stage.SUSTAINED: ("●", "good"),
    Stage.DECIDED: ("◆", "good"),
    Stage.HANDED_OVER: ("■", "quiet"),
}
SOON_DAYS = 21

Heard = tuple[int, int]
"""How many voices there are about a pilot, and how many of them wait for an answer."""


def pilot_columns(labels: Labels) -> list[Column]:
    """The columns of the list, as `pilot_cells` fills them."""
    return [
        Column("key", 6, ink="quiet"),
        Column(labels("pilot"), most=36),
        Column("stage", 13),
        Column(labels("team"), 14, ink="soft", from_width=100),
        Column(labels.plural("site"), ink="quiet", from_width=130, most=18),
        Column("to do", 5, "right", from_width=92),
        Column("doing", 5, "right"),
        Column("done", 4, "right"),
        Column("voices", 6, "right", from_width=92),
        Column("", 4, ink="bad", from_width=76, below_width=112),
        Column(labels("blocked"), 7, ink="bad", from_width=112),
        Column("decision", 10, ink="soft"),
    ]


def pilot_cells(labels: Labels, row: PilotRow, heard: Heard, today: date) -> Sequence[Cell]:
    """One pilot."""
    glyph, ink = _STAGES[row.stage]
    blocked = f"! {row.blocked}" if row.blocked else ""
    waits = "■ closed" if row.closed_on else "‖ parked" if row.parked_on else ""
    return [
        row.key,
        (row.title, "quiet" if waits else "text"),
        (waits, "quiet") if waits else (f"{glyph} {labels.stage(row.stage)}", ink),
        row.team or "-",
        ", ".join(row.sites),
        str(row.backlog + row.ready),
        str(row.in_progress + row.review),
        str(row.done),
        _voices(*heard),
        blocked,
        blocked,
        _decision(row, today),
    ]


def pilot_story(labels: Labels, row: PilotRow, heard: Heard, today: date) -> Story:
    """The pilot in two lines."""
    pieces: list[Span] = [(labels.stage(row.stage), "text"), (row.team or "no team yet", "text")]
    if row.coach:
        pieces.append((f"coach {row.coach}", "soft"))
    if row.sites:
        pieces.append((", ".join(row.sites), "soft"))
    below: list[Span] = [(f"{labels.count(row.open_items, 'item')} open, {row.done} done", "soft")]
    if row.blocked:
        below.append((f" · ! {row.blocked} {labels('blocked')}", "bad"))
    voices, owed = heard
    if voices:
        wait = f", {owed} wait for an answer" if owed else ""
        below.append((f" · {voices} {'voice' if voices == 1 else 'voices'}{wait}", "soft"))
    if row.decision_due:
        below.append((f" · decision {due_words(row.decision_due, today)}", "soft"))
    if row.parked_on is not None:
        below.insert(0, (f"parked since {friendly_day(row.parked_on, today)} · ", "quiet"))
    return Story(row.key, row.title, tuple(pieces), tuple(below))


def days_left(row: PilotRow, today: date) -> int:
    """Days until the decision is due, negative when it is late; very many where no day is set."""
    return 10_000 if row.decision_due is None else (row.decision_due - today).days


def _voices(count: int, owed: int) -> Span:
    """How many voices; louder while one of them waits for an answer."""
    return (str(count) if count else "", "warning" if owed else "soft")


def _decision(row: PilotRow, today: date) -> Span:
    if row.decision_due is None or not row.at_work:
        return "", "quiet"
    left = days_left(row, today)
    ink: Ink = "bad" if left < 0 else "warning" if left <= SOON_DAYS else "soft"
    return (f"{age_words(-left)} late" if left < 0 else near_day(row.decision_due, today)), ink
