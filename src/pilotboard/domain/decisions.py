"""What people decide about a pilot, in steps, apart from what the tool recommends."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pilotboard.domain.canonical import canonical, digest_of
from pilotboard.domain.dates import plain_day
from pilotboard.domain.errors import DamagedData
from pilotboard.domain.keys import decision_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from pilotboard.domain.outcomes import Recommended

FORM: Final = "pilotboard/decision-evidence/1"


class DecisionKind(StrEnum):
    """What people decide."""

    SCALE = "scale"
    EXTEND = "extend"
    ADAPT = "adapt"
    STOP = "stop"


class DecisionStep(StrEnum):
    """Whose word it is: the staff recommend, the Board acts."""

    STAFF = "staff"
    BOARD = "board"


SYNONYMS: Final = {
    "adopt": "scale",
    "pivot": "adapt",
    "continue": "extend",
    "persevere": "extend",
    "abandon": "stop",
    "discontinue": "stop",
    "retire": "stop",
}
"""Words that other tools use for the same decisions."""


class DecisionLine(NamedTuple):
    """A decision as one line. ``recommended`` is what the tool said that day; ``made_at`` is an aware moment."""

    key: str
    pilot_key: str
    pilot: str
    step: DecisionStep
    kind: DecisionKind
    recommended: Recommended
    decided_on: date
    deciders: str
    reason: str
    conditions: str
    item: str
    vote: str
    review_on: date | None
    digest: str
    made_at: datetime
    made_by: str
    withdrawn: bool


class LastDecision(NamedTuple):
    """The newest decision that stands, in short. ``recommended`` is what the tool said that day."""

    number: int
    kind: DecisionKind
    recommended: Recommended
    decided_on: date
    review_on: date | None

    @property
    def key(self) -> str:
        """``D-08``."""
        return decision_key(self.number)


class Made(NamedTuple):
    """Of a decision only what tells its round."""

    step: DecisionStep
    kind: DecisionKind
    withdrawn: bool


def rounds(decisions: Iterable[DecisionLine | Made]) -> tuple[DecisionKind, ...]:
    """The decisions that stand, oldest first: a Board's act takes the place of the staff's word just before it."""
    found: list[tuple[DecisionStep, DecisionKind]] = []
    for one in decisions:
        if one.withdrawn:
            continue
        if one.step == DecisionStep.BOARD and found and found[-1][0] == DecisionStep.STAFF:
            found.pop()
        found.append((one.step, one.kind))
    return tuple(kind for _, kind in found)


def differs(kind: DecisionKind, recommended: Recommended) -> bool:
    """Whether people decide otherwise than the tool recommends; where they must choose, nothing differs."""
    return recommended != "decide_now" and kind.value != recommended.value


def override_words(kind: DecisionKind, recommended: Recommended) -> str:
    """What a form says before such a decision is recorded; ``""`` where nothing differs."""
    if not differs(kind, recommended):
        return ""
    said = recommended.replace("_", " ")
    return f"The evidence says {said}; you decide {kind}. That is yours to decide: the reason says why, both are kept."


def later_evidence(then: Recommended, now: Recommended, since: date) -> str:
    """The flag that something learned after the decision would change it; ``""`` while it would not.

    That people must decide now follows from their own decisions, not from evidence: it stands for another round.
    """
    again = {"extend", "adapt", "decide_now"}
    if then == now or ("decide_now" in (then, now) and {then.value, now.value} <= again):
        return ""
    was, says = then.replace("_", " "), now.replace("_", " ")
    return f"Later evidence would change it: on {plain_day(since)} it said {was}, now it says {says}."


def snapshot_text(content: Mapping[str, Any]) -> str:
    """The canonical text of the evidence that people had when they decided. Its digest is ``digest_of``."""
    return canonical({**content, "form": FORM})


def read_snapshot(text: str, digest: str) -> Mapping[str, Any]:
    """The evidence as it was frozen. Raises ``DamagedData`` when it is not the text of the digest, or unreadable."""
    if digest_of(text) != digest:
        hint = "Compare it with a backup: pilotboard doctor tells the newest good one."
        raise DamagedData("The evidence of this decision is not what was frozen.", "It was left as it is.", hint)
    try:
        content: Mapping[str, Any] = json.loads(text)
        if content["form"] != FORM:
            raise ValueError(content["form"])
    except (ValueError, KeyError, TypeError) as fault:
        hint = "A newer pilotboard may have written it."
        raise DamagedData("The evidence of this decision cannot be read.", "It was left as it is.", hint) from fault
    return content
