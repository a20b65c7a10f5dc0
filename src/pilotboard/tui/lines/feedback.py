"""How a voice reads: its weight, where it stands, its line, its story."""

from __future__ import annotations

from datetime import date

from pilotboard.domain.dates import age_words
from pilotboard.domain.feedback import FeedbackRow, FeedbackStatus, Severity, answer_words
from pilotboard.domain.reports import ReportState, is_open
from pilotboard.domain.text import has_visible
from pilotboard.tui.drawing import Span
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.why import Story

_WEIGHTS: dict[Severity, Span] = {
    Severity.INFO: ("· to know", "quiet"),
    Severity.NUISANCE: ("○ nuisance", "text"),
    Severity.SERIOUS: ("▲ serious", "warning"),
    Severity.HARM: ("! harm", "bad"),
}
_STANDS: dict[FeedbackStatus, Span] = {
    FeedbackStatus.NEW: ("new", "accent"),
    FeedbackStatus.TRIAGED: ("sorted", "text"),
    FeedbackStatus.ACTING: ("acting", "warning"),
    FeedbackStatus.ANSWERED: ("✓ answered", "good"),
    FeedbackStatus.CLOSED: ("✓ closed", "quiet"),
    FeedbackStatus.DECLINED: ("× declined", "quiet"),
    FeedbackStatus.PASSED_ON: ("→ passed on", "quiet"),
}
LATE_DAYS = 10
"""Two school weeks without an answer are worth a look."""


def severity_span(severity: Severity) -> Span:
    """Glyph, word and colour of how much a voice matters."""
    return _WEIGHTS[severity]


def status_span(status: FeedbackStatus) -> Span:
    """Where a voice stands."""
    return _STANDS[status]


def rating_words(row: FeedbackRow) -> str:
    """``4/5``; ``7 of 0-10`` on a scale that does not begin at 1."""
    if row.rating is None or row.scale is None:
        return ""
    low, high = row.scale.low, row.scale.high
    return f"{row.rating}/{high}" if low == 1 else f"{row.rating} of {low}-{high}"


def said(row: FeedbackRow) -> str:
    """What was said in a line; what stands for it where nothing was."""
    if row.status == FeedbackStatus.PASSED_ON:
        return "not kept here"
    return row.quote.replace("\n", " ") if has_visible(row.quote) else f"rated {rating_words(row)}"


def age_span(row: FeedbackRow, today: date) -> Span:
    """How long an answer is owed; when it was heard once it is not."""
    days = row.days_owed(today)
    if row.owed:
        return age_words(days), "warning" if days > LATE_DAYS else "soft"
    return age_words((today - row.on).days), "quiet"


def voice_columns() -> list[Column]:
    """The columns of the log, as `voice_cells` fills them."""
    return [
        Column("key", 6, ink="quiet"),
        Column("weight", 10),
        Column("stands", 11, from_width=96),
        Column("who", 9, ink="soft"),
        Column("site", 18, ink="quiet", from_width=116),
        Column("what was said"),
        Column("rating", 6, "right", "soft", from_width=88),
        Column("themes", 18, ink="neutral", from_width=150),
        Column("pilot", 6, ink="quiet", from_width=72),
        Column("age", 5, "right"),
    ]


def voice_cells(row: FeedbackRow, today: date) -> list[Cell]:
    """One line of the log."""
    return [
        row.key,
        severity_span(row.severity),
        status_span(row.status),
        str(row.role),
        row.site or "",
        (said(row), "text" if row.owed else "soft"),
        rating_words(row),
        ", ".join(row.themes),
        row.pilot_key,
        age_span(row, today),
    ]


def voice_story(row: FeedbackRow, today: date) -> Story:
    """The voice under the cursor: who, where, how long it waits; below, its answer or what is missing."""
    days = row.days_owed(today)
    pieces: list[Span] = [(row.role, "text")]
    if row.site:
        pieces.append((row.site, "text"))
    if row.owed:
        pieces.append((f"waits {days} {'day' if days == 1 else 'days'}", "warning" if days > LATE_DAYS else "text"))
    else:
        pieces.append((row.status.replace("_", " "), "text"))
    if row.themes:
        pieces.append((", ".join(row.themes), "neutral"))
    if row.item_key or row.action_key:
        pieces.append((" ".join(filter(None, (row.item_key, row.action_key))), "soft"))
    return Story(row.key, said(row), tuple(pieces), (below(row),))


def below(row: FeedbackRow) -> Span:
    """The answer, what a report of harm needs, or what to do next."""
    if row.report is not None and is_open(row.report):
        return report_hint(row.report), "bad"
    if row.answer:
        return answer_words(row), "soft"
    if row.status == FeedbackStatus.PASSED_ON:
        return "Passed on to the right person; what was said is not kept here.", "quiet"
    return f"{row.pilot_key} {row.pilot}", "quiet"


def report_hint(state: ReportState) -> str:
    """What an open report of harm waits for."""
    return {
        ReportState.REPORTED: "Harm is reported: two people in different roles judge it (J).",
        ReportState.HALF_JUDGED: "Judged by one role: a second one is needed (J).",
        ReportState.DISPUTED: "The roles do not agree: a third one decides (J).",
        ReportState.CONFIRMED: "Confirmed and open: somebody else than the reporter closes it (J).",
    }.get(state, "")
