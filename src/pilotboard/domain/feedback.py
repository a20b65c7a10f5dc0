"""The early-feedback log: what one voice said, what happens to it, and the answer it was given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.no_content import no_content
from pilotboard.domain.text import has_visible, shortened, shown

if TYPE_CHECKING:
    from datetime import date, datetime

    from pilotboard.domain.ratings import Scale
    from pilotboard.domain.reports import JudgementView, ReportState


class VoiceRole(StrEnum):
    """As what somebody speaks."""

    STUDENT = "student"
    FAMILY = "family"
    TEACHER = "teacher"
    STAFF = "staff"
    COACH = "coach"
    LEADER = "leader"
    PARTNER = "partner"
    COMMUNITY = "community"


class Channel(StrEnum):
    """How it was heard."""

    SURVEY = "survey"
    INTERVIEW = "interview"
    OBSERVATION = "observation"
    MEETING = "meeting"
    MESSAGE = "message"
    TICKET = "ticket"
    HALLWAY = "hallway"


class Sentiment(StrEnum):
    """How it sounds; a person says so, never the tool."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    MIXED = "mixed"


class Severity(IntEnum):
    """How much it matters. Harm is a report that two roles judge (see ``domain.reports``)."""

    INFO = 1
    NUISANCE = 2
    SERIOUS = 3
    HARM = 4


class FeedbackStatus(StrEnum):
    """Where a voice stands on its way to an answer."""

    NEW = "new"
    TRIAGED = "triaged"
    ACTING = "acting"
    ANSWERED = "answered"
    CLOSED = "closed"
    DECLINED = "declined"
    PASSED_ON = "passed_on"


class AnswerKind(StrEnum):
    """You said, we did; or we did not, because."""

    DID = "did"
    DID_NOT = "did_not"


class Consent(StrEnum):
    """Where the words may be quoted."""

    NONE = "none"
    INTERNAL = "internal"
    PUBLIC = "public"


class Identity(StrEnum):
    """Whether we know who spoke, and whether we may say so."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    ATTRIBUTED = "attributed"


WAITING = (FeedbackStatus.NEW, FeedbackStatus.TRIAGED, FeedbackStatus.ACTING)
"""An answer is still owed."""

OVER = (FeedbackStatus.CLOSED, FeedbackStatus.DECLINED, FeedbackStatus.PASSED_ON)
"""Nothing more happens unless it is taken up again."""

_S = FeedbackStatus
_ALLOWED: dict[FeedbackStatus, tuple[FeedbackStatus, ...]] = {
    _S.NEW: (_S.TRIAGED, _S.ACTING, _S.ANSWERED, _S.DECLINED, _S.PASSED_ON),
    _S.TRIAGED: (_S.ACTING, _S.ANSWERED, _S.DECLINED, _S.PASSED_ON),
    _S.ACTING: (_S.TRIAGED, _S.ANSWERED, _S.DECLINED),
    _S.ANSWERED: (_S.CLOSED, _S.ACTING, _S.TRIAGED),
    _S.CLOSED: (_S.TRIAGED,),
    _S.DECLINED: (_S.TRIAGED,),
    _S.PASSED_ON: (),
}

STATUS_WORDS: dict[str, str] = {
    "open": "new",
    "sorted": "triaged",
    "doing": "acting",
    "in progress": "acting",
    "done": "closed",
    "rejected": "declined",
    "passed on": "passed_on",
    "forwarded": "passed_on",
}
ROLE_WORDS: dict[str, str] = {
    "students": "student",
    "pupil": "student",
    "families": "family",
    "parent": "family",
    "parents": "family",
    "guardian": "family",
    "teachers": "teacher",
    "principal": "leader",
    "neighbor": "community",
}
CHANNEL_WORDS: dict[str, str] = {"form": "survey", "mail": "message", "email": "message", "corridor": "hallway"}
"""Other words that people type."""


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One voice as a line of a list. ``on`` is the day it was heard, ``logged_by`` who wrote it down.

    ``rating`` is as it was given, on ``scale``; ``report`` is known for harm only; ``answer`` is empty while owed.
    """

    id: int
    key: str
    pilot_key: str
    pilot: str
    sprint_key: str | None
    on: date
    role: VoiceRole
    site_key: str | None
    site: str | None
    focal_group: str
    channel: Channel
    prompt: str
    rating: int | None
    scale: Scale | None
    quote: str
    themes: tuple[str, ...]
    sentiment: Sentiment | None
    severity: Severity
    status: FeedbackStatus
    answer: str
    answer_kind: AnswerKind | None
    answered_on: date | None
    owner: str | None
    owner_key: str | None
    consent: Consent
    identity: Identity
    item_key: str | None
    action_key: str | None
    created_at: datetime
    logged_by: str
    report: ReportState | None
    version: int

    @property
    def owed(self) -> bool:
        """Whether an answer is still owed."""
        return self.status in WAITING

    def days_owed(self, today: date) -> int:
        """Days from the day it was heard to its answer, or to today."""
        return max(((self.answered_on or today) - self.on).days, 0)


@dataclass(frozen=True, slots=True)
class FeedbackDetail:
    """Everything the page of a voice shows; judgements are those of a report of harm, oldest first."""

    row: FeedbackRow
    item_title: str | None
    action_text: str | None
    judgements: tuple[JudgementView, ...]


def allowed_next(status: FeedbackStatus) -> tuple[FeedbackStatus, ...]:
    """Where a voice may go from here."""
    return _ALLOWED[status]


def check_status(
    key: str,
    before: FeedbackStatus,
    after: FeedbackStatus,
    *,
    answer_kind: AnswerKind | None = None,
    answer: str = "",
    report_open: bool = False,
) -> bool:
    """The rules of a step; ``False`` when nothing changes.

    Answered and declined need an answer in words, did or did not. A report of harm that is still open is neither
    closed nor declined nor passed on here: two roles judge it first. Raises ``Refusal`` or ``InvalidInput``.
    """
    if before == after:
        return False
    if after not in _ALLOWED[before]:
        ways = ", ".join(status.replace("_", " ") for status in _ALLOWED[before])
        hint = f"From here it goes to: {ways}." if ways else "What was passed on is not kept here; write a new one."
        message = f"{key} is {before.replace('_', ' ')} and cannot become {after.replace('_', ' ')}."
        raise Refusal(message, "Nothing was saved.", hint, key)
    if report_open and after in OVER:
        hint = "Judge it first: two people in different roles confirm it or find it unfounded."
        raise Refusal(f"{key} reports harm and is still open.", "Nothing was saved.", hint, key)
    if after in (FeedbackStatus.ANSWERED, FeedbackStatus.DECLINED):
        check_answer(answer_kind, answer)
        if after == FeedbackStatus.DECLINED and answer_kind == AnswerKind.DID:
            hint = "Say what was not done and why, or mark it as answered."
            raise InvalidInput("What is declined was not done.", hint=hint, field="answer_kind")
    return True


def check_answer(kind: AnswerKind | None, answer: str) -> None:
    """An answer says what was done, or why it was not. Raises ``InvalidInput``."""
    if kind is None:
        raise InvalidInput(
            "Say whether it was done or not.", hint="We did, or we did not because.", field="answer_kind"
        )
    if not has_visible(answer) or no_content(answer):
        what = "was done" if kind == AnswerKind.DID else "was not done, and why"
        raise InvalidInput("An answer needs words.", hint=f"Say in a sentence what {what}.", field="answer")


_ENDED = ('."', '!"', '?"', '…"')


def answer_words(row: FeedbackRow) -> str:
    """``You said "...", we did: ...``; what was said alone while an answer is owed."""
    said = f'You said "{shortened(shown(row.quote), 200)}"' if has_visible(row.quote) else "You gave a rating"
    if row.answer_kind is None or not has_visible(row.answer):
        return said if said.endswith(_ENDED) else f"{said}."
    did = "we did" if row.answer_kind == AnswerKind.DID else "we did not, because"
    return f"{said}, {did}: {shown(row.answer)}"
