"""How a pilot reads in the list of pilots to scale: its group, its line, its story."""

from __future__ import annotations

from collections.abc import Mapping

from pilotboard.domain.chances import chance_short
from pilotboard.domain.criteria import Score, rounded_down
from pilotboard.domain.dates import MONTH_NAMES
from pilotboard.domain.gates import NEEDED, Gate, GateState
from pilotboard.domain.money import short_money
from pilotboard.domain.outcomes import Recommended, outcome_words
from pilotboard.domain.recommendation import gates_sentence, points_words
from pilotboard.domain.scale import ScaleRow, Told
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.gates import asked_glyph
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column, Heading
from pilotboard.tui.widgets.why import Story

BAR = 10
_EIGHTHS = " ▏▎▍▌▋▊▉"

MARKS: dict[Recommended, Span] = {
    Recommended.SCALE: ("▲", "good"),
    Recommended.SCALE_WHEN_FUNDED: ("△", "good"),
    Recommended.EXTEND: ("◆", "neutral"),
    Recommended.ADAPT: ("↻", "warning"),
    Recommended.STOP: ("■", "bad"),
    Recommended.DECIDE_NOW: ("!", "accent"),
}
"""Glyph and colour of what is recommended; the word stands beside it."""


def outcome_span(outcome: Recommended) -> Span:
    """``▲ scale when funded``."""
    glyph, ink = MARKS[outcome]
    return f"{glyph} {outcome_words(outcome)}", ink


def group_heading(outcome: Recommended, count: int) -> Heading:
    """``▲ SCALE WHEN FUNDED 2``."""
    glyph, ink = MARKS[outcome]
    return Heading(f"{glyph} {outcome_words(outcome).upper()}  {count:,}", ink)


def scale_columns() -> list[Column]:
    """The columns of the list, as `scale_cells` fills them."""
    return [
        Column("", 5, ink="quiet"),
        Column("pilot"),
        Column("score", 5, "right"),
        Column("judged on", 9, "right", "soft", from_width=92),
        Column("must-haves", 10),
        Column("chance it", BAR, "right", from_width=112),
        Column("clears the bar", 14, ink="soft", from_width=112),
        Column("chance", 9, ink="soft", below_width=112),
        Column("voices", 6, "right", "soft", from_width=76),
        Column("a year", 6, "right"),
        Column("decided", 17, ink="soft", from_width=136),
    ]


def scale_cells(row: ScaleRow, sign: str) -> list[Cell]:
    """One pilot."""
    glyphs = asked_glyphs(row)
    known = row.yearly_cost is not None
    said = "" if row.chance is None else chance_short(row.chance)
    return [
        row.key,
        row.title,
        (points_words(row.score), MARKS[row.recommendation][1] if row.score is not None else "quiet"),
        f"{rounded_down(100 * row.coverage)}%",
        glyphs,
        chance_bar(row.chance),
        said,
        said,
        str(row.voices) if row.voices else "",
        (short_money(row.yearly_cost, sign) if known else "–", "text" if known else "quiet"),
        _decided(row),
    ]


def asked_glyphs(row: ScaleRow) -> list[Span]:
    """A glyph for each must-have."""
    needed = NEEDED[row.size]
    pairs = zip(Gate, row.gates, strict=True)
    return [asked_glyph(state, asked=gate in needed) for gate, state in pairs]


def chance_bar(chance: float | None, cells: int = BAR) -> list[Span]:
    """A bar of eighths; nothing where no chance is known: that is not a small one."""
    if chance is None:
        return [("", "quiet")]
    eighths = max(round(chance * cells * 8), 1)
    full, part = divmod(eighths, 8)
    drawn = "█" * full + (_EIGHTHS[part] if part else "")
    return [(drawn, "accent"), ("░" * (cells - len(drawn)), "rule")]


def _decided(row: ScaleRow) -> Span:
    last = row.decision
    if last is None:
        return "", "quiet"
    flag = "! " if row.flag else ""
    ink: Ink = "warning" if flag else "soft"
    on = last.decided_on
    return f"{flag}{last.kind.value} {MONTH_NAMES[on.month - 1]} {on.year}", ink


def scale_story(row: ScaleRow, told: Told, swap: str, *, due: bool) -> Story:
    """The pilot under the cursor, to be read aloud: must-haves and score, then what comes of it."""
    states: Mapping[Gate, GateState] = dict(zip(Gate, row.gates, strict=True))
    gates = gates_sentence(states, NEEDED[row.size])
    whole = row.score is not None and row.coverage >= 1
    score = f"{points_words(row.score)}, judged on everything" if whole else _judged(row)
    pieces: tuple[Span, ...] = ((f"{gates[0].upper()}{gates[1:]}", "text"), (score, "text"))
    return Story(row.key, "", pieces, (_below(row, told, swap, due=due),))


def _judged(row: ScaleRow) -> str:
    return Score(row.score, row.coverage, row.floor).words()


def _below(row: ScaleRow, told: Told, swap: str, *, due: bool) -> Span:
    """The one most useful thing to know next."""
    if row.flag:
        return row.flag, "warning"
    if row.recommendation == Recommended.DECIDE_NOW:
        return told.reasons[0], "accent"
    if due:
        return "Its decision is due: d writes down what people decide.", "warning"
    if swap:
        return swap, "warning"
    return told.first, "soft"
