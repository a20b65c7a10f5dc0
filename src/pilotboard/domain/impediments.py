"""Impediments: what is in a team's way, who has to answer, and how long that took."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from pilotboard.domain.dates import age_words
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pilotboard.domain.matching import Subject


class Level(StrEnum):
    """Who is asked to clear it away, from near to far."""

    TEAM = "team"
    COACH = "coach"
    EXECUTIVE = "executive"


@dataclass(frozen=True, slots=True)
class ImpedimentRow:
    """An impediment as one line of a list. It waits until it has an answer. Times are aware UTC."""

    id: int
    key: str
    team_key: str
    team: str
    sprint_key: str | None
    item_key: str | None
    title: str
    level: Level
    raised_at: datetime
    raised_by: str
    answered_at: datetime | None
    answer: str
    owner: str | None
    owner_key: str | None
    version: int

    @property
    def waiting(self) -> bool:
        """Whether it has no answer yet."""
        return self.answered_at is None

    def days(self, now: datetime) -> int:
        """Whole days from raising to the answer, or to now."""
        return max(((self.answered_at or now) - self.raised_at).days, 0)


def level_above(level: Level) -> Level | None:
    """Who is asked next when nothing happens; ``None`` at the top."""
    levels = tuple(Level)
    place = levels.index(level) + 1
    return levels[place] if place < len(levels) else None


def check_raise(impediment: ImpedimentRow) -> Level:
    """The level it goes to when it is raised. Raises ``Refusal`` when it is answered or at the top already."""
    if not impediment.waiting:
        raise Refusal(
            f"{impediment.key} has been answered.", hint="Write a new one if it came back.", at=impediment.key
        )
    above = level_above(impediment.level)
    if above is None:
        raise Refusal(f"{impediment.key} is at the executive level already.", at=impediment.key)
    return above


def check_answer(impediment: ImpedimentRow, answer: str) -> None:
    """An answer says what was done, or why nothing can be done. Raises ``InvalidInput`` or ``Refusal``."""
    if not impediment.waiting:
        raise Refusal(f"{impediment.key} has been answered already.", at=impediment.key)
    if not has_visible(answer):
        raise InvalidInput("An answer needs words.", hint="Say what was done, or why it cannot be.", field="answer")


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """How long answers took: whole days, the median of ``n`` answered; ``waiting`` have none yet."""

    n: int
    median_days: float | None
    waiting: int
    oldest_days: int | None

    def words(self) -> str:
        """``2 waiting, the oldest 12 d; answers took 3 days (median of 8)``."""
        parts = []
        if self.oldest_days is not None:
            parts.append(f"{self.waiting} waiting, the oldest {age_words(self.oldest_days)}")
        if self.median_days is not None:
            parts.append(f"answers took {self.median_days:g} days (median of {self.n})")
        return "; ".join(parts) or "nothing in the way"


def answer_time(rows: Iterable[ImpedimentRow], now: datetime) -> AnswerTime:
    """Median days to an answer (aware times, whole days) over the answered ones; how many still wait."""
    kept = list(rows)
    answered = [row.days(now) for row in kept if not row.waiting]
    waiting = [row.days(now) for row in kept if row.waiting]
    return AnswerTime(
        len(answered), float(median(answered)) if answered else None, len(waiting), max(waiting, default=None)
    )


def impediment_subject() -> Subject[ImpedimentRow]:
    """What a filter over impediments may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the impediment's key, such as I-03"),
            Field("title", "text", "words of its title"),
            Field("team", "text", "the team's key or name"),
            Field("sprint", "text", "the sprint's key", optional=True),
            Field("item", "text", "the item's key", optional=True),
            Field("level", "word", "team, coach or executive", values=tuple(Level)),
            Field("owner", "person", "who looks after it; me, nobody or a name", optional=True),
            YEAR,
            Field("waiting", "flag", "without an answer yet", aliases=("open",)),
        ),
        {
            "key": lambda row: row.key,
            "title": lambda row: row.title,
            "team": lambda row: (row.team_key, row.team),
            "sprint": lambda row: row.sprint_key,
            "item": lambda row: row.item_key,
            "level": lambda row: row.level,
            "owner": lambda row: row.owner,
            "year": lambda row: (row.raised_at.date(), row.answered_at.date() if row.answered_at else None),
            "waiting": lambda row: row.waiting,
        },
        lambda row: (row.key, row.title, row.answer),
    )
