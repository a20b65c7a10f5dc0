"""Requests for support: what a pilot or an idea asks for, the answer, and how many days that took."""

from __future__ import annotations

from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pilotboard.domain.matching import Subject


class SupportKind(StrEnum):
    """What is asked for."""

    TIME = "time"
    MONEY = "money"
    COACHING = "coaching"
    TRAINING = "training"
    DATA = "data"
    TECHNOLOGY = "technology"


class SupportAnswer(StrEnum):
    """What the answer was."""

    GRANTED = "granted"
    PARTLY = "partly"
    DECLINED = "declined"


class SupportRow(NamedTuple):
    """A request as one line. It is for a pilot or for an idea (``for_key``); it waits until it has an answer."""

    id: int
    key: str
    kind: SupportKind
    text: str
    for_key: str
    for_title: str
    asked_by: str
    asked_on: date
    answer: SupportAnswer | None
    answered_on: date | None
    answered_by: str
    note: str
    version: int

    @property
    def waiting(self) -> bool:
        """Whether it has no answer yet."""
        return self.answer is None

    def days(self, today: date) -> int:
        """Whole days from asking to the answer, or to today."""
        return max(((self.answered_on or today) - self.asked_on).days, 0)

    def answer_words(self, today: date) -> str:
        """``waiting 12 days``, ``granted after 3 days``."""
        days = self.days(today)
        many = f"{days} day{'' if days == 1 else 's'}"
        return f"waiting {many}" if self.answer is None else f"{self.answer} after {many}"


class SupportTime(NamedTuple):
    """How long answers took: the median in whole days of ``n`` answered; ``waiting`` have none yet."""

    n: int
    median_days: float | None
    waiting: int
    oldest_days: int | None

    def words(self) -> str:
        """``2 requests wait, the oldest 12 days; answers took 4 days (median of 8)``; nothing when none was asked."""
        parts = []
        if self.oldest_days is not None:
            wait = "1 request waits" if self.waiting == 1 else f"{self.waiting} requests wait"
            oldest = f", the oldest {self.oldest_days} day{'' if self.oldest_days == 1 else 's'}"
            parts.append(wait + (oldest if self.oldest_days else ""))
        if self.median_days is not None:
            many = "" if self.median_days == 1 else "s"
            parts.append(f"answers took {self.median_days:g} day{many} (median of {self.n})")
        return "; ".join(parts)


def support_time(rows: Iterable[SupportRow], today: date) -> SupportTime:
    """Median days to an answer over the answered ones; how many still wait, and the oldest of them."""
    kept = list(rows)
    answered = [row.days(today) for row in kept if not row.waiting]
    waiting = [row.days(today) for row in kept if row.waiting]
    middle = float(median(answered)) if answered else None
    return SupportTime(len(answered), middle, len(waiting), max(waiting, default=None))


def check_waiting(row: SupportRow) -> None:
    """Only a request without an answer is changed or answered. Raises ``Refusal``."""
    if not row.waiting:
        raise Refusal(
            f"{row.key} has been answered already: {row.answer}.",
            kept="Nothing was changed.",
            hint="Reopen it first if the answer was wrong, or ask anew.",
            at=row.key,
        )


def check_note(answer: SupportAnswer, note: str) -> None:
    """Whoever gets less than they asked for hears why. Raises ``InvalidInput``."""
    if answer != SupportAnswer.GRANTED and not has_visible(note):
        what = "what is granted and what is not" if answer == SupportAnswer.PARTLY else "why not"
        raise InvalidInput(f"The answer needs a note: {what}.", "Nothing was saved.", field="note")


def support_subject() -> Subject[SupportRow]:
    """What a filter over requests may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "its key, such as SU-05"),
            Field("text", "text", "words of what is asked"),
            Field("kind", "word", "time, money, coaching, training, data, technology", values=tuple(SupportKind)),
            Field("for", "text", "the pilot or idea it is for, by key or words", aliases=("pilot", "idea")),
            Field("by", "person", "who asked; me or a name", aliases=("asked_by",)),
            Field("on", "date", "the day it was asked", aliases=("asked_on",)),
            YEAR,
            Field("answer", "word", "granted, partly or declined", values=tuple(SupportAnswer), optional=True),
            Field("waiting", "flag", "without an answer yet", aliases=("open",)),
        ),
        {
            "key": lambda row: row.key,
            "text": lambda row: row.text,
            "kind": lambda row: row.kind,
            "for": lambda row: (row.for_key, row.for_title),
            "by": lambda row: row.asked_by,
            "on": lambda row: row.asked_on,
            "year": lambda row: (row.asked_on, row.asked_on),
            "answer": lambda row: row.answer,
            "waiting": lambda row: row.waiting,
        },
        lambda row: (row.key, row.text, row.note, row.for_title),
    )
