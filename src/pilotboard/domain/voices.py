"""Figures about many voices: answers owed, who is not heard, themes over time, answers without content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.dates import age_words
from pilotboard.domain.feedback import WAITING, FeedbackRow, FeedbackStatus, Severity, VoiceRole
from pilotboard.domain.no_content import no_content
from pilotboard.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

FEW = 5
"""Below this many voices expected, nothing is said about a group being heard too little."""


@dataclass(frozen=True, slots=True)
class AnswersOwed:
    """The loop "you said, we did". Days run from the day a voice was heard. ``oldest`` is the key waiting longest.

    ``closed`` counts voices that are over (closed or declined); what was passed on is not kept and not counted.
    """

    owed: int
    oldest: str | None
    oldest_days: int | None
    answered: int
    median_days: float | None
    closed: int
    closed_with_answer: int

    @property
    def answered_share(self) -> float | None:
        """Share of the closed ones that got an answer, 0 to 1."""
        return self.closed_with_answer / self.closed if self.closed else None

    def words(self) -> str:
        """``3 answers owed, the oldest 12 d; answers took 4 days (median of 20); 18 of 19 closed with an answer``."""
        parts = [f"{self.owed} answer{'' if self.owed == 1 else 's'} owed" if self.owed else "no answer owed"]
        if self.oldest_days is not None:
            parts[0] += f", the oldest {age_words(self.oldest_days)}"
        if self.median_days is not None:
            parts.append(f"answers took {self.median_days:g} days (median of {self.answered})")
        if self.closed:
            parts.append(f"{self.closed_with_answer} of {self.closed} closed with an answer")
        return "; ".join(parts)


def answers_owed(rows: Iterable[FeedbackRow], today: date) -> AnswersOwed:
    """Median days to answer, the share closed with an answer, and what is still owed (report of harm or not)."""
    kept = list(rows)
    waiting = sorted((row for row in kept if row.status in WAITING), key=lambda row: (row.on, row.id))
    took = [row.days_owed(today) for row in kept if row.answered_on is not None]
    over = [row for row in kept if row.status in (FeedbackStatus.CLOSED, FeedbackStatus.DECLINED)]
    return AnswersOwed(
        len(waiting),
        waiting[0].key if waiting else None,
        waiting[0].days_owed(today) if waiting else None,
        len(took),
        float(median(took)) if took else None,
        len(over),
        sum(row.answered_on is not None for row in over),
    )


class GroupKey(NamedTuple):
    """Voices are looked at by role, by site, or by both; what is not asked is ``None``."""

    role: VoiceRole | None
    site_key: str | None


class Hearing(StrEnum):
    """How a group is heard, against its share of the people."""

    NOT_HEARD = "not_heard"
    TOO_LITTLE = "too_little"
    ABOUT = "about"
    MORE = "more"
    UNKNOWN = "unknown"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class GroupHeard:
    """One group: its voices of all ``n``, its people of all counted; ``people`` is ``None`` when nobody counted."""

    group: GroupKey
    voices: int
    n: int
    people: int | None
    all_people: int

    @property
    def voice_share(self) -> float:
        """Its share of the voices, 0 to 1."""
        return self.voices / self.n if self.n else 0.0

    @property
    def people_share(self) -> float | None:
        """Its share of the people, 0 to 1."""
        return self.people / self.all_people if self.people is not None and self.all_people else None

    @property
    def hearing(self) -> Hearing:
        """Not heard at all, less than half its share, about it, or more than twice it.

        Nothing is said where fewer than five voices would be its share: chance alone would do that.
        """
        share = self.people_share
        if share is None:
            return Hearing.UNKNOWN
        expected = share * self.n
        if expected < FEW:
            return Hearing.TOO_FEW if not self.voices or self.voices <= 2 * expected else Hearing.MORE
        if not self.voices:
            return Hearing.NOT_HEARD
        if self.voices * 2 < expected:
            return Hearing.TOO_LITTLE
        return Hearing.MORE if self.voices > expected * 2 else Hearing.ABOUT

    def words(self, name: str) -> str:
        """``Site B, family: 3 of 126 voices (2 %), 18 % of the people: heard too little``."""
        said = f"{name}: {self.voices} of {self.n} voices"
        if self.n:
            said += f" ({self.voice_share:.0%})".replace("%", " %")
        share = self.people_share
        if share is not None:
            said += f", {share:.0%} of the people".replace("%", " %")
        judged = {
            Hearing.NOT_HEARD: ": not heard",
            Hearing.TOO_LITTLE: ": heard too little",
            Hearing.MORE: ": heard more than others",
        }
        return said + judged.get(self.hearing, "")


def who_is_heard(
    voices: Iterable[tuple[VoiceRole, str | None]], people: Iterable[tuple[GroupKey, int]]
) -> tuple[GroupHeard, ...]:
    """Every group of the population and every other group that spoke; those heard least against their share first.

    ``people`` says how many belong to each group; the groups must not overlap: all by role, all by site, or all by
    both. What the first of them leaves open is left open for the voices too. A voice without that site is a group
    of its own.
    """
    counted = dict(people)
    by_role = any(group.role is not None for group in counted) or not counted
    by_site = any(group.site_key is not None for group in counted) or not counted
    heard = Counter(GroupKey(role if by_role else None, site if by_site else None) for role, site in voices)
    n, everybody = sum(heard.values()), sum(counted.values())
    groups = [GroupHeard(group, heard[group], n, counted.get(group), everybody) for group in {*counted, *heard}]
    order = (Hearing.NOT_HEARD, Hearing.TOO_LITTLE, Hearing.ABOUT, Hearing.MORE, Hearing.TOO_FEW, Hearing.UNKNOWN)

    def place(one: GroupHeard) -> tuple[int, float, str, str]:
        lack = one.voice_share - (one.people_share or 0)
        return order.index(one.hearing), lack, one.group.role or "", one.group.site_key or ""

    return tuple(sorted(groups, key=place))


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme with its voices: ``n`` in all, how many a period (as asked for, oldest first), owed, of harm."""

    theme: str
    n: int
    periods: tuple[int, ...]
    owed: int
    harm: int
    last_on: date


def theme_counts(rows: Iterable[FeedbackRow], starts: Iterable[date] = ()) -> tuple[ThemeCount, ...]:
    """Themes by number of voices. ``starts`` are the first days of the periods; each lasts until the next begins."""
    edges = sorted(starts)
    by_theme: dict[str, list[FeedbackRow]] = {}
    names: dict[str, str] = {}
    for row in rows:
        for theme in dict.fromkeys(row.themes):
            names.setdefault(folded(theme), theme)
            by_theme.setdefault(folded(theme), []).append(row)
    found = []
    for key, theirs in by_theme.items():
        periods = [0] * len(edges)
        for row in theirs:
            place = sum(edge <= row.on for edge in edges) - 1
            if place >= 0:
                periods[place] += 1
        found.append(
            ThemeCount(
                names[key],
                len(theirs),
                tuple(periods),
                sum(row.owed for row in theirs),
                sum(row.severity == Severity.HARM for row in theirs),
                max(row.on for row in theirs),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.n, folded(one.theme))))


class ContentCount(NamedTuple):
    """Answers that say something, that say nothing ("N/A"), and that are a bare rating."""

    said: int
    nothing: int
    rating_only: int


def content_count(rows: Iterable[FeedbackRow]) -> ContentCount:
    """How many of the voices have content; an empty quote beside a rating is a rating, not a refusal to answer."""
    said = nothing = bare = 0
    for row in rows:
        if not no_content(row.quote):
            said += 1
        elif not folded(row.quote) and row.rating is not None:
            bare += 1
        else:
            nothing += 1
    return ContentCount(said, nothing, bare)
