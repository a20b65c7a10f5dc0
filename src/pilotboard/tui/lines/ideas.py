"""How ideas and requests for support are drawn: columns, lines, stories, and the lines of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.dates import age_words, friendly_day
from pilotboard.domain.ideas import IdeaRow, IdeaState
from pilotboard.domain.support import SupportAnswer, SupportRow, support_time
from pilotboard.tui.drawing import Span
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.page import Part
from pilotboard.tui.widgets.why import Story

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.labels import Labels

_STATES: dict[IdeaState, Span] = {
    IdeaState.PROPOSED: ("new", "neutral"),
    IdeaState.ASSESSED: ("looked into", "accent"),
    IdeaState.ACCEPTED: ("✓ pilot", "good"),
    IdeaState.DECLINED: ("× declined", "quiet"),
}
_ANSWERS: dict[SupportAnswer, Span] = {
    SupportAnswer.GRANTED: ("✓ granted", "good"),
    SupportAnswer.PARTLY: ("◐ in part", "warning"),
    SupportAnswer.DECLINED: ("× declined", "quiet"),
}
_WAITING: Span = ("waiting", "warning")


def idea_columns(labels: Labels) -> Sequence[Column]:
    """The columns of the list of ideas."""
    return (
        Column("key", 6, ink="quiet"),
        Column(labels("idea")),
        Column("stands", 11),
        Column("wait", 5, "right", "soft"),
        Column("became", 6, ink="accent", from_width=70),
        Column("asks", 4, "right", "warning", from_width=70),
        Column("proposed by", 16, ink="soft", from_width=100),
        Column(labels("site"), 24, ink="quiet", from_width=124),
    )


def idea_cells(row: IdeaRow, today: date) -> Sequence[Cell]:
    """One idea."""
    return (
        row.key,
        (row.title, "text" if row.waiting else "soft"),
        _STATES[row.state],
        (age_words(row.days(today)), "soft" if row.waiting else "quiet"),
        row.pilot_key or "",
        f"! {row.support}" if row.support else "",
        row.proposed_by,
        row.site or "",
    )


def idea_story(row: IdeaRow, today: date) -> Story:
    """An idea in two sentences."""
    pieces: list[Span] = [_STATES[row.state], (f"{row.proposed_by}, {friendly_day(row.proposed_on, today)}", "soft")]
    if row.pilot_key:
        below = f"has become {row.pilot_key} {row.pilot}"
    elif row.state == IdeaState.DECLINED:
        below = f"declined: {row.reason}"
    else:
        below = row.assessment or row.need or "no need written down yet: e says what it is"
    return Story(row.key, row.title, tuple(pieces), ((below.partition("\n")[0], "soft"),))


def state_span(row: IdeaRow) -> Span:
    """Where an idea stands."""
    return _STATES[row.state]


def support_columns() -> Sequence[Column]:
    """The columns of the list of requests."""
    return (
        Column("key", 6, ink="quiet"),
        Column("for", 6, ink="accent"),
        Column("kind", 10, ink="soft", from_width=64),
        Column("support that is asked for"),
        Column("answer", 10),
        Column("wait", 5, "right", "soft"),
        Column("asked by", 16, ink="soft", from_width=100),
    )


def support_cells(row: SupportRow, today: date) -> Sequence[Cell]:
    """One request."""
    return (
        row.key,
        row.for_key,
        row.kind.value,
        (row.text.partition("\n")[0], "text" if row.waiting else "soft"),
        answer_span(row),
        (age_words(row.days(today)), "soft" if row.waiting else "quiet"),
        row.asked_by,
    )


def answer_span(row: SupportRow) -> Span:
    """The answer, or that it waits."""
    return _WAITING if row.answer is None else _ANSWERS[row.answer]


def support_story(row: SupportRow, today: date) -> Story:
    """A request in two sentences."""
    pieces: list[Span] = [
        (row.answer_words(today), answer_span(row)[1]),
        (f"{row.asked_by}, {friendly_day(row.asked_on, today)}", "soft"),
    ]
    below = f"{row.answered_by}: {row.note}" if row.note else f"for {row.for_key} {row.for_title}"
    return Story(row.key, row.text.partition("\n")[0], tuple(pieces), ((below.partition("\n")[0], "soft"),))


def support_title(rows: Sequence[SupportRow], today: date) -> str:
    """The heading over requests: ``Support · 1 request waits, the oldest 12 days``."""
    words = support_time(rows, today).words()
    return f"Support · {words}" if words else "Support"


def support_parts(rows: Sequence[SupportRow], today: date) -> list[Part]:
    """The requests as lines of a page: each with its answer and what the answer says."""
    found: list[Part] = []
    for row in rows:
        word, ink = answer_span(row)
        lead: tuple[Span, ...] = ((f"{row.key}  ", "quiet"), (f"{row.kind.value:<11}", "soft"))
        part = ("support", row.key)
        found.append(Part(part, row.text, "text" if row.waiting else "soft", lead, ((f"  {word}", ink),)))
        taken = row.answer_words(today)
        said = f"{row.answered_by}, {taken}: {row.note}" if row.note else taken
        quiet: Ink = "quiet"
        found.append(Part(part, said, quiet, ((" " * 18, "text"),)))
    return found
