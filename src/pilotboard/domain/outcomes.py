"""What the evidence can say to do with a pilot, and how that reads."""

from __future__ import annotations

from enum import StrEnum


class Recommended(StrEnum):
    """States of the recommendation, best first; the last asks the people to choose."""

    SCALE = "scale"
    SCALE_WHEN_FUNDED = "scale_when_funded"
    EXTEND = "extend"
    ADAPT = "adapt"
    STOP = "stop"
    DECIDE_NOW = "decide_now"


def outcome_words(outcome: Recommended) -> str:
    """``scale when funded``."""
    return outcome.replace("_", " ")
