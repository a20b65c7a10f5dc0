"""Today as plain text to paste into a message: no escapes, no markup, nothing to click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.text import shown
from pilotboard.domain.today import MOST_LINES, Block, TodayView, Tone, day_words

if TYPE_CHECKING:
    from pilotboard.domain.labels import Labels
    from pilotboard.domain.today import TodayBlock, TodayLine


def heading(block: Block, labels: Labels) -> str:
    """The heading of a block in the organisation's words."""
    words = {
        Block.MINE: "Mine",
        Block.TEAM: labels.capital("team"),
        Block.VOICES: f"{labels.plural_capital('voice')} waiting for an answer",
        Block.REPORTS: "Reports of harm",
        Block.TEAMS: f"{labels.plural_capital('team')} that may need somebody",
        Block.IMPEDIMENTS: labels.plural_capital("impediment"),
        Block.ACTIONS: f"Open {labels.plural('action')}",
        Block.DECISIONS: "Decisions due",
    }
    return words[block]


def digest_text(view: TodayView, labels: Labels, organisation: str = "", most: int = MOST_LINES) -> str:
    """The view as text: a head, the sprints, then each block that has lines, ``most`` of them and how many more.

    One line a thing; texts that were typed are shown without control characters. Ends in a newline.
    """
    head = " · ".join(filter(None, (shown(organisation), day_words(view), shown(view.person))))
    parts = [head, *(_sprint_line(shown(sprint.team), sprint.words()) for sprint in view.sprints)]
    for block in view.blocks:
        if block.total:
            parts += ["", *_block_lines(block, labels, most)]
    if view.empty:
        parts += ["", "Nothing waits."]
    return "\n".join(parts) + "\n"


def _sprint_line(team: str, words: str) -> str:
    return f"{team}: {words}"


def _block_lines(block: TodayBlock, labels: Labels, most: int) -> list[str]:
    shown_lines = block.lines[:most]
    lines = [f"{heading(block.block, labels).upper()} ({block.total})"]
    lines += [f"- {line_words(line)}" for line in shown_lines]
    left = block.total - len(shown_lines)
    if left:
        lines.append(f"- and {left} more")
    return lines


def line_words(line: TodayLine) -> str:
    """``! blocked P07-09 District SMS account, 5 d, Omar``: the line for a list without columns."""
    mark = {Tone.BAD: "!! ", Tone.WARN: "! "}.get(line.tone, "")
    tail = ", ".join(shown(part) for part in (line.when, line.who) if part)
    return f"{mark}{line.word} {line.key} {shown(line.text)}" + (f", {tail}" if tail else "")
