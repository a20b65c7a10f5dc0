"""How a pilot reads: its line in the list, its story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.dates import age_words, due_words, friendly_day
from pilotboard.domain.money import short_money
from pilotboard.domain.pilots import PilotRow
from pilotboard.domain.stages import Stage
from pilotboard.tui.drawing import Span, joined
from pilotboard.tui.lines.items import near_day
from pilotboard.tui.lines.standing import standing_span
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.why import Story

if TYPE_CHECKING:
    from pilotboard.domain.labels import Labels
    from pilotboard.usecases.sprints import RunningSprint

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


class Around(NamedTuple):
    """What is known beside a pilot's own line: how many voices there are about it and how many of them wait for an
    answer, the sprint that its team runs, the sign before money.
    """

    voices: int
    owed: int
    sprint: RunningSprint | None
    sign: str


def pilot_columns(labels: Labels) -> list[Column]:
    """The columns of the list, as `pilot_cells` fills them; what has no room for a column is in the story."""
    return [
        Column("key", 6, ink="quiet"),
        Column(labels("pilot"), most=36),
        Column("stage", 13),
        Column(labels("team"), 14, ink="soft", from_width=132),
        Column(labels.plural("site"), ink="quiet", from_width=170, most=30),
        Column(labels("sprint"), 10, from_width=116),
        Column("to do", 5, "right", from_width=150),
        Column("doing", 5, "right"),
        Column("done", 4, "right"),
        Column("voices", 6, "right", from_width=92),
        Column("cost/yr", 7, "right", from_width=100),
        Column("", 4, ink="bad", from_width=76, below_width=150),
        Column(labels("blocked"), 7, ink="bad", from_width=150),
        Column("decision", 10, ink="soft"),
    ]


def pilot_cells(labels: Labels, row: PilotRow, around: Around, today: date) -> Sequence[Cell]:
    """One pilot."""
    glyph, ink = _STAGES[row.stage]
    blocked = f"! {row.blocked}" if row.blocked else ""
    waits = "■ closed" if row.closed_on else "‖ parked" if row.parked_on else ""
    return [
        row.key,
        (row.title, "quiet" if waits else "text"),
        (waits, "quiet") if waits else (f"{glyph} {labels.stage(row.stage)}", ink),
        row.team or ("–", "quiet"),
        ", ".join(row.sites),
        standing_span(around.sprint.standing.word, short=True) if around.sprint and row.at_work else ("–", "quiet"),
        str(row.backlog + row.ready),
        str(row.in_progress + row.review),
        str(row.done),
        (str(around.voices or ""), "warning" if around.owed else "soft"),
        ("–", "quiet") if row.yearly_cost is None else short_money(row.yearly_cost, around.sign),
        blocked,
        blocked,
        _decision(row, today),
    ]


def pilot_story(labels: Labels, row: PilotRow, around: Around, today: date) -> Story:
    """The pilot in two lines: how it goes first, then who and where; what is least needed is cut."""
    pieces: list[Span] = [(labels.stage(row.stage), "text"), (row.team or "no team yet", "text")]
    if row.parked_on is not None:
        pieces.insert(0, (f"parked since {friendly_day(row.parked_on, today)}", "quiet"))
    sprint = around.sprint if row.at_work else None
    if sprint is not None:
        word, ink = standing_span(sprint.standing.word)
        pieces.append((f"{sprint.key} {word}", ink))
    if row.yearly_cost is not None:
        pieces.append((f"{short_money(row.yearly_cost, around.sign)} a year", "text"))
    below: list[Span] = [(f"{labels.count(row.open_items, 'item')} open", "soft")]
    if row.blocked:
        below.append((f"! {row.blocked} {labels('blocked')}", "bad"))
    if around.voices:
        unanswered = f", {around.owed} unanswered" if around.owed else ""
        below.append((f"{around.voices} {'voice' if around.voices == 1 else 'voices'}{unanswered}", "soft"))
    if row.decision_due:
        below.append((f"decision {due_words(row.decision_due, today)}", "soft"))
    if row.coach:
        below.append((f"coach {row.coach}", "soft"))
    below += [(site, "soft") for site in row.sites]
    return Story(row.key, row.title, tuple(pieces), tuple(joined(below)))


def days_left(row: PilotRow, today: date) -> int:
    """Days until the decision is due, negative when it is late; very many where no day is set."""
    return 10_000 if row.decision_due is None else (row.decision_due - today).days


def _decision(row: PilotRow, today: date) -> Span:
    if row.decision_due is None or not row.at_work:
        return "", "quiet"
    left = days_left(row, today)
    ink: Ink = "bad" if left < 0 else "warning" if left <= SOON_DAYS else "soft"
    return (f"{age_words(-left)} late" if left < 0 else near_day(row.decision_due, today)), ink
