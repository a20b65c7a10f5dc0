"""The decision rule of a pilot, written and locked before its data."""

from __future__ import annotations

from enum import StrEnum


class MeasureKind(StrEnum):
    """A share of people (0 to 100 %), or a mean of a number."""

    RATE = "rate"
    MEAN = "mean"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Size(StrEnum):
    """How much rigour the decision needs: small ones can be undone and cost little."""

    SMALL = "small"
    LARGE = "large"
