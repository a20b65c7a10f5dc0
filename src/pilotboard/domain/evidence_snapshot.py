"""The evidence that people had when they decided, as a document that is frozen with the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pilotboard.domain.gates import Gate

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.gates import GateView
    from pilotboard.domain.scale import PilotCase


def evidence_of(case: PilotCase, as_of: date) -> dict[str, Any]:
    """Everything the recommendation rested on that day: figures, words, who said what. Nothing of any one voice."""
    found = case.recommendation
    return {
        "as_of": as_of.isoformat(),
        "pilot": case.key,
        "title": case.title,
        "size": case.size.value,
        "rule": _rule(case),
        "gates": {gate.value: _gate(case.case.gates[gate]) for gate in Gate},
        "needed": [gate.value for gate in case.needed],
        "waivers": [
            {"gate": one.gate.value, "by": one.by, "plan": one.plan, "due": one.due.isoformat()} for one in case.waivers
        ],
        "criteria_version": case.criteria.number,
        "criteria": {
            one.name: {
                "weight": one.weight,
                "level": case.judged[one.name].level,
                "low": case.judged[one.name].low,
                "high": case.judged[one.name].high,
                "raters": case.judged[one.name].raters,
                "cannot_tell": case.judged[one.name].unsure,
            }
            for one in case.criteria.criteria
        },
        "score": found.score,
        "floor": found.floor,
        "coverage": found.coverage,
        "chance": case.chance,
        "recommendation": found.outcome.value,
        "evidence_alone": found.evidence.value,
        "reasons": list(found.reasons),
        "missing": list(found.missing),
        "voices": case.voices,
        "yearly_cost": case.yearly_cost,
        "decision_due": None if case.case.decision_due is None else case.case.decision_due.isoformat(),
    }


def _rule(case: PilotCase) -> dict[str, Any] | None:
    rule = case.rule
    if rule is None:
        return None
    return {
        **{name: _plain(value) for name, value in rule._asdict().items()},
        "amendments": [
            {"on": one.at.date().isoformat(), "by": one.author, "reason": one.reason, "change": one.change}
            for one in case.amendments
        ],
    }


def _gate(view: GateView) -> dict[str, Any]:
    return {
        "state": view.state.value,
        "detail": None if view.detail is None else view.detail.value,
        "words": view.words,
        "evidence": view.evidence,
        "on": None if view.on is None else view.on.isoformat(),
        "by": view.by,
    }


def _plain(value: object) -> object:
    iso = getattr(value, "isoformat", None)
    return value if iso is None else iso()
