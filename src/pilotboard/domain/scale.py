"""Which pilots to scale: what is stored about each, worked out to a line of the list and to the page of one pilot."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.cases import Case
from pilotboard.domain.criteria import Judged, RatingView
from pilotboard.domain.decision_rules import AmendmentView, RuleView, Size
from pilotboard.domain.decisions import DecisionKind, DecisionLine, LastDecision, later_evidence
from pilotboard.domain.gates import GATES, Check, Detail, Gate, GateState, GateView, Overdue, Waiver
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.recommendation import Recommendation, recommend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pilotboard.domain.criteria_sets import SetView
    from pilotboard.domain.matching import Subject


LETTERS = {
    GateState.PASS: "p",
    GateState.WATCH: "w",
    GateState.FAIL: "f",
    GateState.UNKNOWN: "u",
    GateState.WAIVED: "v",
}
"""How the states of the must-haves are kept, a letter each."""
_STATES = {letter: state for state, letter in LETTERS.items()}


class ScaleRow(NamedTuple):
    """A pilot as one line of the list, best first; ``score`` and ``floor`` of 100, ``coverage`` and ``chance`` 0 to 1.

    ``gates`` are the eight must-haves in their order, ``size`` how much rigour its decision needs, ``decision`` the
    newest that stands. What only the line under the cursor tells is ``ScaleView.told``.
    """

    key: str
    title: str
    recommendation: Recommended
    score: float | None
    floor: float
    coverage: float
    chance: float | None
    gates: tuple[GateState, ...]
    voices: int
    yearly_cost: int | None
    size: Size
    decision_due: date | None
    decision: LastDecision | None

    @property
    def flag(self) -> str:
        """That later evidence would change the last decision; ``""`` while it would not."""
        last = self.decision
        return "" if last is None else later_evidence(last.recommended, self.recommendation, last.decided_on)

    @property
    def due_on(self) -> date | None:
        """The day people decide next: the one they set, or the next review once they have decided for that."""
        last, due = self.decision, self.decision_due
        if last is None or (due is not None and last.decided_on < due):
            return due
        return last.review_on

    def is_due(self, today: date) -> bool:
        """Whether the day to decide has come."""
        return self.due_on is not None and self.due_on <= today

    def case(self, told: Told, weights: Mapping[str, float]) -> Case:
        """The case of the pilot under these weights."""
        each = zip(GATES, self.gates, told.details, told.words, strict=True)
        return Case(
            size=self.size,
            gates={gate: GateView(gate, state, detail, words) for gate, state, detail, words in each},
            levels=told.levels,
            weights=weights,
            raters=told.raters,
            unfixable_by=told.unfixable_by,
            past=told.past,
            decision_due=self.decision_due,
        )

    def weighed(self, told: Told, weights: Mapping[str, float]) -> tuple[ScaleRow, Told]:
        """The line as it would be under other weights, and what it would tell."""
        found = recommend(self.case(told, weights))
        row = self._replace(recommendation=found.outcome, score=found.score, floor=found.floor, coverage=found.coverage)
        return row, told._replace(reasons=found.reasons, missing=found.missing)


class Told(NamedTuple):
    """What more is known of a line: ``levels`` by criterion (``None`` = not known), ``words`` and ``details`` of each
    must-have, ``reasons`` why it is recommended, the weightiest first, ``missing`` what lacks for the step to scale.
    """

    levels: Mapping[str, float | None]
    raters: int
    unfixable_by: int
    past: tuple[DecisionKind, ...]
    words: tuple[str, ...]
    details: tuple[Detail | None, ...]
    reasons: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def first(self) -> str:
        """The one sentence most useful next: what is missing first, else why."""
        return next(iter((*self.missing, *self.reasons)), "")


def told_from(content: str) -> Told:
    """The same from the text that is kept."""
    found: Mapping[str, Any] = json.loads(content)
    return Told(
        found["levels"],
        found["raters"],
        found["unfixable_by"],
        tuple(map(DecisionKind, found["past"])),
        tuple(found["words"]),
        tuple(None if one is None else Detail(one) for one in found["details"]),
        tuple(found["reasons"]),
        tuple(found["missing"]),
    )


@lru_cache(maxsize=4096)
def gate_states(letters: str) -> tuple[GateState, ...]:
    """The states of the eight must-haves from their letters."""
    return tuple(_STATES[letter] for letter in letters)


_PLACES = {outcome: place for place, outcome in enumerate(Recommended)}


def best_first(row: ScaleRow) -> tuple[object, ...]:
    """The order of the list: by group; inside a group the highest score first, the most looked at of two equals."""
    return (
        _PLACES[row.recommendation],
        -(row.score if row.score is not None else -1),
        -row.coverage,
        len(row.key),
        row.key,
    )


class ScaleView(NamedTuple):
    """The list of pilots to scale: ``weights`` are those it was judged by, ``due`` how many decisions are due.

    ``own_weights`` tells that somebody tries other weights than those of the criteria in use; ``contents`` are what
    ``told`` reads, ``overdue`` the waivers whose day has passed, by pilot, of a list that was asked for both.
    """

    rows: list[ScaleRow]
    total: int
    criteria: SetView
    weights: Mapping[str, float]
    own_weights: bool
    due: int
    as_of: date
    contents: Mapping[str, str | Told]
    overdue: Mapping[str, tuple[Overdue, ...]]

    def told(self, key: str) -> Told:
        """What more is known of a line; only of a list that was asked for ``told``."""
        found = self.contents[key]
        return told_from(found) if isinstance(found, str) else found


class PilotCase(NamedTuple):
    """Everything that the page of a pilot shows about its decision.

    ``checks`` are all that were recorded, the newest first; ``decisions`` likewise, the withdrawn among them;
    ``judged`` is what the raters found together, by criterion. ``needed`` are the must-haves that its size asks for.
    """

    key: str
    title: str
    rule: RuleView | None
    amendments: tuple[AmendmentView, ...]
    needed: tuple[Gate, ...]
    checks: tuple[Check, ...]
    waivers: tuple[Waiver, ...]
    criteria: SetView
    ratings: tuple[RatingView, ...]
    judged: Mapping[str, Judged]
    case: Case
    recommendation: Recommendation
    decisions: tuple[DecisionLine, ...]
    chance: float | None
    voices: int
    yearly_cost: int | None
    flag: str

    @property
    def gates(self) -> tuple[GateView, ...]:
        """Where each must-have stands, G1 first."""
        return tuple(self.case.gates[gate] for gate in Gate)

    @property
    def size(self) -> Size:
        """How much rigour the decision needs."""
        return self.case.size


def last_standing(decisions: Sequence[DecisionLine]) -> DecisionLine | None:
    """The newest decision that has not been withdrawn; ``decisions`` come newest first."""
    return next((one for one in decisions if not one.withdrawn), None)


def scale_subject() -> Subject[ScaleRow]:
    """What a filter over the pilots to scale may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the pilot's key, such as P-07"),
            Field("title", "text", "words of the title"),
            Field("recommendation", "word", "what the evidence says", aliases=("is",), values=tuple(Recommended)),
            Field("score", "number", "its score of 100", optional=True),
            Field("voices", "number", "how many voices were heard"),
            Field("cost", "number", "what a year costs at scale", aliases=("yearly_cost",), optional=True),
            Field("due", "date", "the day its decision is due", aliases=("decision_due",), optional=True),
            Field("decision", "word", "what people decided last", values=tuple(DecisionKind), optional=True),
            Field("fails", "text", "a must-have that it fails, such as G5", optional=True),
            Field("unknown", "text", "a must-have that is not known, such as G7", optional=True),
            Field("flagged", "flag", "later evidence would change the last decision"),
        ),
        {
            "key": lambda row: row.key,
            "title": lambda row: row.title,
            "recommendation": lambda row: row.recommendation,
            "score": lambda row: row.score,
            "voices": lambda row: row.voices,
            "cost": lambda row: row.yearly_cost,
            "due": lambda row: row.due_on,
            "decision": lambda row: None if row.decision is None else row.decision.kind,
            "fails": lambda row: _in_state(row, GateState.FAIL),
            "unknown": lambda row: _in_state(row, GateState.UNKNOWN),
            "flagged": lambda row: bool(row.flag),
        },
        lambda row: (row.key, row.title),
    )


def _in_state(row: ScaleRow, wanted: GateState) -> tuple[Gate, ...]:
    return tuple(gate for gate, state in zip(Gate, row.gates, strict=True) if state == wanted)
