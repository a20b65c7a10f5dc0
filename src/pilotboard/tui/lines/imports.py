"""The lines of the Import screen: the file, guesses, columns, what would happen, what does not go in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pilotboard.domain.intake import Target
from pilotboard.domain.intake_report import IntakeReport, counts_words
from pilotboard.tui.import_desk import ImportDesk
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Column, Heading

SHOWN = 200
"""Problems that are listed; the report holds all."""
COLUMNS = (
    Column("", 22),
    Column("", 16),
    Column("", 5, "right", "quiet", from_width=70),
    Column("", 6, "right", "quiet", from_width=70),
    Column("", 0, ink="soft"),
)
_BECOME = {Target.ITEMS: "items of the backlog", Target.SPRINTS: "sprints of the past", Target.VOICES: "voices"} | {
    Target.PILOTS: "pilots, a portfolio"
}


class Line(NamedTuple):
    """One line. ``act`` and ``at`` say what enter does: ``column`` 3, ``guess`` "state:bench", ``file`` ..."""

    act: str
    at: int | str
    first: str
    second: str = ""
    sure: str = ""
    full: str = ""
    rest: str = ""
    ink: Ink = "text"


def lines_of(desk: ImportDesk, into: str) -> list[Line | Heading]:
    """Everything about an import, from top to bottom. ``into`` is how the pilot reads."""
    return [*_head(desk, into), *_guesses(desk), *_columns(desk), *_outcome(desk)]


def _head(desk: ImportDesk, into: str) -> Iterator[Line | Heading]:
    title = f"{desk.proposal.title}, {desk.proposal.confidence:.0%} sure"
    yield Line("file", 0, "File", "read", rest=f"{title}: {'; '.join(desk.proposal.said)}")
    yield Line("target", 0, "Rows become", desk.target.value, rest=_BECOME[desk.target])
    if desk.target is not Target.PILOTS:
        yield Line("into", 0, "Into", into or "choose a pilot", ink="text" if into else "warning")
    bad = "the rest goes in" if desk.skip_bad else "nothing goes in while there are any"
    yield Line("bad", 0, "Rows at fault", "left out" if desk.skip_bad else "refused", rest=bad)
    for choice in desk.proposal.choices:
        act = "dates" if choice.key.startswith("dates:") else ""
        yield Line(act, choice.key, "Rule", choice.taken, rest=choice.sentence, ink="soft")


def _guesses(desk: ImportDesk) -> Iterator[Line | Heading]:
    guesses = desk.mapping.guesses
    if not guesses:
        return
    count = f"{len(guesses)} guess" + ("" if len(guesses) == 1 else "es")
    yield Heading(f"{count}: enter takes one, a takes all", "warning")
    for guess in guesses:
        _, _, word = guess.key.partition(":")
        yield Line(
            "guess", guess.key, f"? {word or guess.key}", guess.proposal, full=f"{guess.rows:,}", rest=guess.reason,
            ink="warning",
        )  # fmt: skip


def _columns(desk: ImportDesk) -> Iterator[Line | Heading]:
    read = sum(1 for one in desk.proposal.columns if desk.field_of(one.position))
    yield Heading(f"{len(desk.proposal.columns)} columns, {read} read: enter says what one is")
    for one in sorted(desk.proposal.columns, key=lambda column: not desk.field_of(column.position)):
        field = desk.field_of(one.position)
        sure = f"{one.confidence:.0%}" if field and field == one.field else ""
        ink: Ink = "text" if field else "quiet"
        yield Line("column", one.position, one.name, field or "not read", sure, f"{one.share:.0%}", one.sample, ink)


def _outcome(desk: ImportDesk) -> Iterator[Line | Heading]:
    report = desk.report
    if report is None:
        yield Heading(desk.trouble or "Not compared yet", "warning")
        return
    if report.applied:
        yield Heading(report.said or "Done.", "good")
    else:
        sprints = f", {report.sprints} sprints of the past" if report.sprints else ""
        yield Heading(f"Would happen: {counts_words(report)}{sprints}", "title")
    if report.unmatched:
        yield Line("", "unmatched", "Unknown here", f"{len(report.unmatched)}", rest=", ".join(report.unmatched))
    for one in report.differences:
        yield Line("", f"d{one}", f"~ {one.key}", one.field, rest=f"{one.ours or '(empty)'} -> {one.theirs}")
    yield from _problems(report)


def _problems(report: IntakeReport) -> Iterator[Line | Heading]:
    for place, one in enumerate(report.problems[:SHOWN]):
        yield Line("", f"p{place}", f"! row {one.row:,}", one.field, rest=f"{one.message} {one.value}", ink="bad")
    if len(report.problems) > SHOWN:
        yield Heading(f"and {len(report.problems) - SHOWN:,} more: r writes them all into a file", "quiet")
