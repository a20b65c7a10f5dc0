"""The must-haves (gates) of a decision, G1 to G8: what each asks, and how a recorded check is read."""

from __future__ import annotations

from enum import StrEnum


class Gate(StrEnum):
    """A must-have, by the name it has in files and commands."""

    PURPOSE = "G1"
    SAFETY = "G2"
    RULE = "G3"
    EFFECT = "G4"
    DELIVERED = "G5"
    EQUITY = "G6"
    ACCEPTABLE = "G7"
    FUNDED = "G8"


class GateState(StrEnum):
    """Where a must-have stands; ``watch`` passes with a monitoring line, ``waived`` is an unknown with a plan."""

    PASS = "pass"  # noqa: S105 -- a state, no password
    WATCH = "watch"
    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"


class Detail(StrEnum):
    """What a check says beyond its state."""

    FIXABLE = "fixable"
    NOT_FIXABLE = "not_fixable"
    PROBABLY_BELOW = "probably_below"
    UNCERTAIN = "uncertain"
    CHEAPER_FORM = "cheaper_form"
    NO_CHEAPER_FORM = "no_cheaper_form"
