"""The must-haves (gates) of a decision, G1 to G8: what each asks, and how a recorded check is read."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from pilotboard.domain.dates import plain_day
from pilotboard.domain.decision_rules import Size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


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


GATES: Final = tuple(Gate)
"""All of them, G1 first."""


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


PASSES: Final = frozenset({GateState.PASS, GateState.WATCH})
WAIVABLE: Final = frozenset({Gate.RULE, Gate.DELIVERED, Gate.EQUITY, Gate.ACCEPTABLE})
NEVER_FAILS: Final = frozenset({Gate.PURPOSE, Gate.RULE})
"""These are only met or not met yet."""

NEEDED: Final[Mapping[Size, tuple[Gate, ...]]] = {
    Size.SMALL: (Gate.PURPOSE, Gate.SAFETY, Gate.DELIVERED, Gate.ACCEPTABLE, Gate.FUNDED),
    Size.LARGE: tuple(Gate),
}

NAMES: Final[Mapping[Gate, str]] = {
    Gate.PURPOSE: "purpose",
    Gate.SAFETY: "safety",
    Gate.RULE: "rule",
    Gate.EFFECT: "effect",
    Gate.DELIVERED: "done as planned",
    Gate.EQUITY: "equity",
    Gate.ACCEPTABLE: "acceptable",
    Gate.FUNDED: "funded",
}
"""One or two words for a column or a line."""

QUESTIONS: Final[Mapping[Gate, str]] = {
    Gate.PURPOSE: "Does it serve a goal, and who answers for it afterwards?",
    Gate.SAFETY: "Has somebody looked at privacy and safety, and is no confirmed harm open?",
    Gate.RULE: "Was the rule locked before the data that decide?",
    Gate.EFFECT: "Is the change big enough, and sure enough?",
    Gate.DELIVERED: "Was at least 70 % of it done as planned?",
    Gate.EQUITY: "Is no group of students worse off?",
    Gate.ACCEPTABLE: "Do those who were asked accept it (3.5 of 5 or more)?",
    Gate.FUNDED: "Does a budget line pay for what it costs each year at scale?",
}

FITTING: Final[Mapping[Gate, tuple[Detail, ...]]] = {
    Gate.SAFETY: (Detail.FIXABLE, Detail.NOT_FIXABLE),
    Gate.EFFECT: (Detail.PROBABLY_BELOW, Detail.UNCERTAIN),
    Gate.FUNDED: (Detail.CHEAPER_FORM, Detail.NO_CHEAPER_FORM),
}
"""Which details a check of a must-have may carry; the others carry none."""

DELIVERED_BAR: Final = 0.70
ACCEPTED_BAR: Final = 3.5
FAIR_CHANCE: Final = 0.25
WATCH_CHANCE: Final = 0.25
WORSE_CHANCE: Final = 0.75
MIN_N: Final = 10
WORSE_N: Final = 30
UNFIXABLE_PEOPLE: Final = 2


class Check(NamedTuple):
    """What somebody recorded about a must-have, and the evidence it rests on; the newest of a gate counts.

    ``value`` is the share done as planned (0 to 1) for G5, the mean of 1 to 5 for G7, the change itself for G4.
    ``chance`` (0 to 1) is that the effect clears the smallest change for G4, that a group is worse off for G6;
    ``half_width`` is half the interval of the effect, in the unit of the measure. ``n`` people or places stand
    behind the figure, of ``asked`` who were asked. ``on`` is the day the figure is from.
    """

    gate: Gate
    state: GateState
    detail: Detail | None
    value: float | None
    chance: float | None
    half_width: float | None
    n: int | None
    asked: int | None
    groups: str
    evidence: str
    on: date
    by: str


class Waiver(NamedTuple):
    """An unknown must-have that a named person lets pass, with a plan and the day it is to be known."""

    gate: Gate
    by: str
    plan: str
    due: date


class Overdue(NamedTuple):
    """A waiver whose day has passed while the must-have is still not known."""

    pilot_key: str
    pilot: str
    gate: Gate
    by: str
    due: date

    def words(self) -> str:
        """``acceptable (G7) was to be known by 1 Mar 2026``."""
        return f"{NAMES[self.gate]} ({self.gate}) was to be known by {plain_day(self.due)}"


class GateView(NamedTuple):
    """Where a must-have stands: ``words`` is a sentence for people, ``evidence`` what it rests on."""

    gate: Gate
    state: GateState
    detail: Detail | None = None
    words: str = ""
    evidence: str = ""
    on: date | None = None
    by: str = ""


def passes(state: GateState) -> bool:
    """Whether a must-have in this state is met; on watch is."""
    return state in PASSES


def newest(checks: Iterable[Check]) -> dict[Gate, Check]:
    """The check of each gate that counts: the one of the latest day, of two from one day the one that came later."""
    found: dict[Gate, Check] = {}
    for one in checks:
        before = found.get(one.gate)
        if before is None or one.on >= before.on:
            found[one.gate] = one
    return found


def unfixable_by(checks: Iterable[Check]) -> tuple[str, ...]:
    """Who holds the harm to be unfixable: by each person's latest word on safety, in alphabetical order."""
    latest: dict[str, Check] = {}
    for one in checks:
        if one.gate == Gate.SAFETY and (one.by not in latest or one.on >= latest[one.by].on):
            latest[one.by] = one
    return tuple(sorted(by for by, one in latest.items() if one.detail == Detail.NOT_FIXABLE))
