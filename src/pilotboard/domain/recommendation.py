"""What the stored evidence says to do with a pilot: one outcome for everything that can be stored."""

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
