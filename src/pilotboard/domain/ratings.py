"""Ratings with their scale: which end is good is kept with every rating, because scales run either way."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import folded, shortened, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_VALUE = 1000
_OF = re.compile(r"\s*(-?[0-9]{1,4})\s*(?:/|of|out of)\s*(?:(-?[0-9]{1,4})\s*(?:-|–|to|\.\.)\s*)?([0-9]{1,4})\s*")


class GoodEnd(StrEnum):
    """Which end of a scale is the good one."""

    LOW = "low"
    HIGH = "high"


class Scale(NamedTuple):
    """A scale of whole numbers from ``low`` to ``high``."""

    low: int
    high: int
    good: GoodEnd = GoodEnd.HIGH

    def holds(self, rating: int) -> bool:
        """Whether the rating lies on it; codes outside (6 = "don't know") occur in real files."""
        return self.low <= rating <= self.high

    def good_share(self, rating: int) -> float | None:
        """0 at the bad end, 1 at the good end; ``None`` for a code outside."""
        if not self.holds(rating):
            return None
        share = (rating - self.low) / (self.high - self.low)
        return share if self.good == GoodEnd.HIGH else 1 - share

    def words(self) -> str:
        """``1-5, 5 is good``."""
        return f"{self.low}-{self.high}, {self.high if self.good == GoodEnd.HIGH else self.low} is good"


def check_scale(scale: Scale) -> Scale:
    """The scale itself when it has two ends in order. Raises ``InvalidInput``."""
    if not -MAX_VALUE <= scale.low < scale.high <= MAX_VALUE:
        raise InvalidInput("A scale runs from a lower to a higher number.", hint="For example 1-5.", field="scale")
    return scale


def parse_rating(text: str, good: GoodEnd = GoodEnd.HIGH) -> tuple[int, Scale]:
    """A rating as people write it: ``4/5``, ``4 of 5``, ``7 of 0-10``. Raises ``InvalidInput``.

    A scale begins at 1 unless its low end is said or the rating is 0.
    """
    found = _OF.fullmatch(text.casefold()) if len(text) <= 40 else None
    if found is None:
        said = shortened(shown(text), 40)
        hint = "Write 4/5, or 7 of 0-10 where the scale begins elsewhere."
        raise InvalidInput(f'"{said}" is not a rating.', hint=hint, field="rating")
    value, high = int(found[1]), int(found[3])
    low = int(found[2]) if found[2] else min(value, 1)
    scale = check_scale(Scale(low, high, good))
    if not scale.holds(value):
        raise InvalidInput(f"{value} does not lie on {low}-{high}.", hint="Give the whole scale.", field="rating")
    return value, scale


class Answer(NamedTuple):
    """One answer to a prompt with a scale; ``None``: no rating was given."""

    prompt: str
    scale: Scale
    rating: int | None


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """Ratings to one prompt on one scale. ``counts`` goes from the low to the high end; ``outside`` lists other codes.

    ``mean`` is on the scale itself, ``good_share`` 0 to 1 towards its good end; both rest on ``n``, ``None`` without.
    """

    prompt: str
    scale: Scale
    n: int
    counts: tuple[int, ...]
    mean: float | None
    good_share: float | None
    unrated: int
    outside: tuple[tuple[int, int], ...]

    def words(self) -> str:
        """``mean 3.8 of 1-5, 5 is good (n 42); 3 gave none``."""
        said = f"mean {self.mean:.1f} of {self.scale.words()} (n {self.n})" if self.mean is not None else "no ratings"
        if self.unrated:
            said += f"; {self.unrated} gave none"
        if self.outside:
            said += f"; {sum(n for _, n in self.outside)} outside the scale"
        return said


def summarise(answers: Iterable[Answer]) -> tuple[RatingSummary, ...]:
    """One summary for each prompt and scale: never an average over different ones. The most answered comes first."""
    groups: dict[tuple[str, Scale], list[Answer]] = {}
    for answer in answers:
        groups.setdefault((folded(answer.prompt), answer.scale), []).append(answer)
    found = [_summary(group[0].prompt, scale, group) for (_, scale), group in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.n, one.prompt, one.scale)))


def _summary(prompt: str, scale: Scale, answers: list[Answer]) -> RatingSummary:
    ratings = [answer.rating for answer in answers if answer.rating is not None]
    inside = [rating for rating in ratings if scale.holds(rating)]
    counted = Counter(inside)
    mean = sum(inside) / len(inside) if inside else None
    share = None
    if mean is not None:
        share = (mean - scale.low) / (scale.high - scale.low)
        share = share if scale.good == GoodEnd.HIGH else 1 - share
    outside = Counter(rating for rating in ratings if not scale.holds(rating))
    return RatingSummary(
        prompt,
        scale,
        len(inside),
        tuple(counted[value] for value in range(scale.low, scale.high + 1)),
        mean,
        share,
        len(answers) - len(ratings),
        tuple(sorted(outside.items())),
    )
