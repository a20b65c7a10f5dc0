"""How Today reads: its lines, how many of each block fit, and where all of them are listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pilotboard.domain.today import Block, SprintHead, TodayBlock, TodayLine, Tone
from pilotboard.tui.drawing import Span, width
from pilotboard.tui.lines.standing import standing_span
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column

LEAST = 3
"""Lines of a block that are shown however little room there is."""
MOST = 60
"""Lines of a block that are read: more than fit on any terminal that people sit at."""
ALL_AT: dict[Block, tuple[str, str]] = {
    Block.MINE: ("backlog", "assignee:me"),
    Block.TEAM: ("board", ""),
    Block.VOICES: ("feedback", "waiting"),
    Block.REPORTS: ("feedback", "harm"),
    Block.TEAMS: ("retros", ""),
    Block.IMPEDIMENTS: ("retros", ""),
    Block.ACTIONS: ("retros", "open"),
    Block.DECISIONS: ("evidence", ""),
}
"""The place, and what to filter there, that lists all of a block."""
_BARS = "▁▂▃▄▅▆▇█"
_TONES: dict[Tone, tuple[str, Ink]] = {
    Tone.PLAIN: ("   ", "neutral"),
    Tone.WARN: ("!  ", "warning"),
    Tone.BAD: ("!! ", "bad"),
}


def today_columns(lines: Collection[TodayLine]) -> list[Column]:
    """As narrow as the words, ages and names of these lines allow: the room belongs to the text."""
    word = max((width(line.word) + 3 for line in lines), default=0)
    when = max((width(line.when) for line in lines), default=0)
    who = max((width(line.who) for line in lines), default=0)
    return [
        Column("", min(max(word, 8), 24)),
        Column("", 7, ink="quiet"),
        Column(""),
        Column("", min(max(when, 4), 16), ink="soft"),
        Column("", min(max(who, 8), 40), ink="quiet", from_width=100),
    ]


def today_cells(line: TodayLine, me: str) -> Sequence[Cell]:
    """One line; the name of the one who looks is left out."""
    mark, ink = _TONES[line.tone]
    text: Cell = line.text if line.key else (line.text, "accent")
    return [(mark + line.word, ink), line.key, text, line.when, "" if line.who == me else line.who]


def sprint_line(sprint: SprintHead) -> TodayLine:
    """A sprint among several."""
    standing = sprint.standing
    tone = Tone.WARN if standing_span(standing.word)[1] in {"warning", "bad"} else Tone.PLAIN
    text = f"{sprint.team}: {sprint.goal}" if sprint.goal else sprint.team
    return TodayLine(standing.word, sprint.key, text, f"{standing.done:g} of {standing.scope:g} done", tone=tone)


def left_spans(sprint: SprintHead) -> list[Span]:
    """What was left day by day, as a small line of bars."""
    most = max(sprint.left, default=0)
    if len(sprint.left) < 2 or not most:
        return []
    bars = "".join(_BARS[min(int(value / most * 7.99), 7)] for value in sprint.left[-20:])
    return [("   left ", "quiet"), (bars, "accent")]


def rows_of(blocks: Sequence[TodayBlock], shown: Sequence[int], above: int = 0) -> int:
    """Rows that blocks take with so many of their lines: a heading each, an empty row between, "and 3 more"."""
    rows = above + sum(max(lines, 1) + (lines < block.total) for block, lines in zip(blocks, shown, strict=True))
    return rows + 2 * len(blocks) - (0 if above else 1) if blocks else above


def fitting(blocks: Sequence[TodayBlock], room: int, above: int = 0) -> list[int]:
    """How many lines of each block are shown in so many rows, `above` of which are taken already.

    Each has a few at least (the list scrolls), then one more in turn; "and 1 more" takes the row of that one.
    """
    shown = [min(len(block.lines), LEAST) for block in blocks]
    grew = True
    while grew:
        grew = False
        for place, block in enumerate(blocks):
            longer = [*shown[:place], shown[place] + 1, *shown[place + 1 :]]
            rows = max(room, rows_of(blocks, shown, above))
            if shown[place] < len(block.lines) and rows_of(blocks, longer, above) <= rows:
                shown, grew = longer, True
    return shown


def rooms(left: int, right: int, below: int, room: int) -> tuple[int, int]:
    """Rows for what stands side by side and for what stands below, by the rows that each would like.

    None has less than half because of the other, and an empty row lies between.
    """
    if not below:
        return room, 0
    beside = min(max(left, right), max(room - 1 - below, room // 2))
    return beside, room - 1 - beside
