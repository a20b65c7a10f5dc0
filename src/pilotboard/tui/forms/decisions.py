"""The form of a decision: whose word it is, what, by whom and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pilotboard.domain.changes import Outcome
from pilotboard.domain.decisions import DecisionKind, DecisionStep, override_words
from pilotboard.domain.outcomes import outcome_words
from pilotboard.domain.scale import PilotCase
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import new_form
from pilotboard.tui.shell import Choice
from pilotboard.usecases import decisions
from pilotboard.usecases.cases import pilot_case
from pilotboard.usecases.workspace import Workspace

_STEPS = [Choice("staff", "the staff recommend"), Choice("board", "the Board decides")]
_KINDS = {
    DecisionKind.SCALE: "for everybody",
    DecisionKind.EXTEND: "go on, learn more",
    DecisionKind.ADAPT: "change it, try again",
    DecisionKind.STOP: "it ends",
}
_BOARD_ONLY = ("item", "vote")


def new_decision(ws: Workspace, key: str) -> FormSpec:
    """What people decide about a pilot; differing from the evidence is said, and is theirs. Raises NotFound."""
    case = pilot_case(ws, key)
    said = outcome_words(case.recommendation.outcome)
    evidence = case.recommendation.evidence.value
    known = evidence if evidence in set(DecisionKind) else ""
    fields = [
        Field("step", "Whose word it is", "choice", _step(case).value, choices=_STEPS),
        Field("kind", "Decision", "choice", known, required=True, choices=_kinds(known)),
        Field("by", "Decided by", required=True, hint="names, or the meeting"),
        Field("reason", "Why", "long", required=True, most=20_000),
        Field("conditions", "Under which conditions", "long", most=20_000),
        Field("item", "The Board's agenda item", hint="only for the Board"),
        Field("vote", "The vote", hint="only for the Board: 5-2"),
        Field("on", "Decided on", "date", hint="today, when left empty"),
        Field("review_on", "Looked at again on", "date"),
    ]

    def add(values: Mapping[str, object]) -> Outcome:
        given = {name: value for name, value in values.items() if name != "on" or value is not None}
        return decisions.record_decision(ws, key, given)

    return _warned(
        case, new_form(f"decision-{key}", f"Decide about {key}: the evidence says {said}", fields, add, ws.today())
    )


def _step(case: PilotCase) -> DecisionStep:
    """The Board's turn comes after the staff's word."""
    last = next((one for one in case.decisions if not one.withdrawn), None)
    return DecisionStep.BOARD if last is not None and last.step == DecisionStep.STAFF else DecisionStep.STAFF


def _kinds(known: str) -> list[Choice]:
    choose = [] if known else [Choice("", "choose")]
    return [*choose, *(Choice(kind.value, f"{kind.value}: {means}") for kind, means in _KINDS.items())]


def _warned(case: PilotCase, spec: FormSpec) -> FormSpec:
    """That the evidence says otherwise stands under the field; the decision can be saved all the same."""
    before = spec.check

    def check(texts: dict[str, str]) -> dict[str, str]:
        wrong = before(texts) if before is not None else {}
        kind = texts["kind"]
        if kind and "kind" not in wrong:
            warning = override_words(DecisionKind(kind), case.recommendation.outcome)
            wrong = {**wrong, "kind": warning} if warning else wrong
        if texts["step"] == DecisionStep.STAFF:
            wrong |= {name: "Only the Board has one." for name in _BOARD_ONLY if texts[name].strip()}
        return wrong

    return replace(spec, check=check)
