"""What people write about feedback: the voice, its answer, and the judgement of a report of harm."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, model_validator

from pilotboard.domain.drafts.checks import FIELD, Draft
from pilotboard.domain.drafts.fields import Day, LabelWords, Line, Note, Prose, Ref, ShortLine, whole, word_of, wrong
from pilotboard.domain.feedback import (
    CHANNEL_WORDS,
    ROLE_WORDS,
    AnswerKind,
    Channel,
    Consent,
    Identity,
    Sentiment,
    Severity,
    VoiceRole,
)
from pilotboard.domain.people import PersonRole
from pilotboard.domain.ratings import MAX_VALUE, GoodEnd, Scale
from pilotboard.domain.reports import Verdict
from pilotboard.domain.text import has_visible

_SEVERITY_WORDS = {"info": 1, "good to know": 1, "nuisance": 2, "serious": 3, "harm": 4}

Number = Annotated[int, whole(-MAX_VALUE, MAX_VALUE)]


def _severity(value: object) -> Severity:
    number = _SEVERITY_WORDS.get(value.strip().casefold(), value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= 4:
        raise wrong(f"{FIELD} is 1 (good to know), 2 (a nuisance), 3 (serious) or 4 (harm).")
    return Severity(number)


SeverityNumber = Annotated[Severity, BeforeValidator(_severity)]


class FeedbackChanges(Draft):
    """Fields of a voice that may be edited. Pilot, sprint, site, owner and item are keys or names.

    A rating comes with its scale (``scale_low``, ``scale_high``, which end is good).
    """

    sprint: Ref | None = None
    on: Day | None = None
    role: Annotated[VoiceRole, word_of(VoiceRole, ROLE_WORDS)] = VoiceRole.FAMILY
    site: Ref | None = None
    focal_group: ShortLine = ""
    channel: Annotated[Channel, word_of(Channel, CHANNEL_WORDS)] = Channel.HALLWAY
    prompt: Line = ""
    rating: Number | None = None
    scale_low: Number | None = None
    scale_high: Number | None = None
    good_end: Annotated[GoodEnd, word_of(GoodEnd)] = GoodEnd.HIGH
    quote: Prose = ""
    themes: LabelWords = ()
    sentiment: Annotated[Sentiment, word_of(Sentiment)] | None = None
    severity: SeverityNumber = Severity.INFO
    owner: Ref | None = None
    consent: Annotated[Consent, word_of(Consent)] = Consent.NONE
    identity: Annotated[Identity, word_of(Identity)] = Identity.ANONYMOUS
    item: Ref | None = None

    @model_validator(mode="after")
    def _scaled(self) -> FeedbackChanges:
        low, high = self.scale_low, self.scale_high
        if (low is None) != (high is None):
            raise wrong(
                "A scale has two ends.", "For example 1 and 5.", field="scale_high" if high is None else "scale_low"
            )
        if low is not None and high is not None and low >= high:
            raise wrong("A scale runs from a lower to a higher number.", "For example 1 to 5.", field="scale_high")
        if self.rating is not None and low is None:
            raise wrong("A rating needs its scale.", "For example 4/5.", field="rating")
        return self

    @property
    def scale(self) -> Scale | None:
        """The scale, when one was given."""
        if self.scale_low is None or self.scale_high is None:
            return None
        return Scale(self.scale_low, self.scale_high, self.good_end)


class FeedbackDraft(FeedbackChanges):
    """A new voice: the pilot, as what they speak, and what they said or how they rated it.

    Ratings outside the scale are kept as the codes they are (imports have them).
    """

    pilot: Ref
    role: Annotated[VoiceRole, word_of(VoiceRole, ROLE_WORDS)]

    @model_validator(mode="after")
    def _says_something(self) -> FeedbackDraft:
        if not has_visible(self.quote) and self.rating is None:
            raise wrong(
                "A voice needs words or a rating.", "Write down what they said, as they said it.", field="quote"
            )
        return self


class FeedbackAnswerDraft(Draft):
    """We did, or we did not because."""

    kind: Annotated[AnswerKind, word_of(AnswerKind)]
    text: Note
    on: Day | None = None


class JudgementDraft(Draft):
    """What one role finds about a report of harm."""

    role: Annotated[PersonRole, word_of(PersonRole)]
    verdict: Annotated[Verdict, word_of(Verdict)]
    reason: Note


class RedactDraft(Draft):
    """Why a text is taken out of everything."""

    reason: Note
