"""Figures that are not whole: measures, shares, chances."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import BeforeValidator

from pilotboard.domain.drafts.checks import FIELD
from pilotboard.domain.drafts.fields import whole, wrong

MOST = 1_000_000_000_000.0


def figure(least: float, most: float, words: str) -> BeforeValidator:
    """A finite number in that range; ``words`` says the range to people."""

    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise wrong(f"{FIELD} takes a number.")
        if not least <= value <= most:
            raise wrong(f"{FIELD} takes {words}.")
        return float(value)

    return BeforeValidator(check)


Figure = Annotated[float, figure(-MOST, MOST, "a smaller number")]
Positive = Annotated[float, figure(math.ulp(0.0), MOST, "a number above 0")]
Chance = Annotated[float, figure(0, 1, "a chance from 0 to 1 (80 % is 0.8)")]
HalfWidth = Annotated[float, figure(0, MOST, "a number, 0 or more")]
People = Annotated[int, whole(1, 100_000_000)]
Counted = Annotated[int, whole(0, 100_000_000)]
"""People who were counted: 0 is a finding too."""
