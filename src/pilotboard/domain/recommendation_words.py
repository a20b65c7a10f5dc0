"""The reasons of a recommendation, and what is missing, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pilotboard.domain.cases import COVERAGE_BAR, FLOOR_BAR, MOST_WAIVED, SCORE_BAR, Case, Standing, gate_word, state_of
from pilotboard.domain.criteria import rounded_down
from pilotboard.domain.dates import plain_day
from pilotboard.domain.decision_rules import Size
from pilotboard.domain.gates import PASSES, UNFIXABLE_PEOPLE, Gate, GateState
from pilotboard.domain.outcomes import Recommended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TO_CHANGE: Final[Mapping[Gate, str]] = {
    Gate.PURPOSE: "Say which goal it serves and who answers for it afterwards.",
    Gate.SAFETY: "Mend what did harm, and have two roles look again.",
    Gate.RULE: "Write a rule and lock it before the next data.",
    Gate.EFFECT: "Record how much was done as planned: only then can it be told from an idea that does not help.",
    Gate.DELIVERED: "Find out what kept people from doing it as planned, and make it easier to do.",
    Gate.EQUITY: "Ask the group that is worse off what gets in its way, and change that.",
    Gate.ACCEPTABLE: "Ask those who do not accept it what they would change, and change it with them.",
    Gate.FUNDED: "Find a budget line, something to stop in its place, or a cheaper form.",
}

_TO_LEARN: Final[Mapping[Gate, str]] = {
    Gate.PURPOSE: "Write down which goal it serves and who answers for it afterwards.",
    Gate.SAFETY: "Have a named person state that privacy and safety were looked at; have open reports judged.",
    Gate.RULE: "Write the rule, lock it, and take a figure after that.",
    Gate.EFFECT: "Take a figure that can show the smallest change that matters.",
    Gate.DELIVERED: "Record how much was done as planned.",
    Gate.EQUITY: "Look at how the groups of students fared.",
    Gate.ACCEPTABLE: "Ask those affected how they like it.",
    Gate.FUNDED: "Write down what a year costs at scale and which budget line pays for it.",
}

_LEVEL_TO_CHANGE: Final[Mapping[str, str]] = {
    "effectiveness": "change what is done, so that it can help more",
    "equity": "change it for the groups it does not reach or serves worse",
    "acceptability": "change it with those who do not like it",
    "feasibility": "make it easier to do as planned",
}


MOST_NAMED: Final = 4
"""More than these are counted in a reason, not named; what is missing names them all."""


def reasons_for(case: Case, stands: Standing, evidence: Recommended, again: bool) -> tuple[str, ...]:
    """Why this outcome, the weightiest first."""
    found = _REASONS[evidence](case, stands)
    if again:
        first = (
            "It was extended or adapted twice in a row: now the people choose. "
            f"The evidence alone would say {evidence.replace('_', ' ')} again."
        )
        return (first, *found)
    return tuple(found)


def _scale(case: Case, stands: Standing) -> list[str]:
    count = "all eight must-haves" if case.size == Size.LARGE else "all must-haves of a small pilot"
    found = [f"It meets {count} and scores {stands.points.words()}."]
    if state_of(case, Gate.EQUITY) == GateState.WATCH:
        found.append(f"One group stays on watch: {_said(case, Gate.EQUITY)}")
    found += [f"{_first(gate_word(gate))} is waived: {_said(case, gate)}" for gate in stands.waived]
    return found


def _when_funded(case: Case, stands: Standing) -> list[str]:
    return [f"It meets all that is asked but the money, and scores {stands.points.words()}.", _said(case, Gate.FUNDED)]


def _stop(case: Case, _: Standing) -> list[str]:
    if case.unfixable_by >= UNFIXABLE_PEOPLE:
        return [f"{case.unfixable_by} named people hold the harm it does to be unfixable."]
    return [
        "It was done as planned, it had a fair chance to show, and it did not help enough.",
        _said(case, Gate.EFFECT),
    ]


def _adapt(case: Case, stands: Standing) -> list[str]:
    found = [f"{_first(gate_word(gate))} is not met: {_said(case, gate)} {_TO_CHANGE[gate]}" for gate in stands.failed]
    low = [f"{_first(name)} is {case.levels[name]:g} of 3: {_LEVEL_TO_CHANGE[name]}." for name in stands.low]
    return found + low


def _extend(case: Case, stands: Standing) -> list[str]:
    by = f" by {plain_day(case.decision_due)}" if case.decision_due else ""
    unknown = [gate_word(gate) for gate in stands.unknown]
    if len(unknown) > MOST_NAMED:
        return [f"Too much is not known yet to decide: {len(unknown)} must-haves are to be learned{by}."]
    if unknown:
        return [f"Too much is not known yet to decide; to be learned{by}: {_listed(unknown)}."]
    if stands.not_rated:
        return [f"Nothing fails; to be judged{by}: {_listed(stands.not_rated)}."]
    if stands.raters_short:
        return [f"Nothing fails; a second person has to judge it{by}."]
    if len(stands.waived) > MOST_WAIVED:
        return [
            f"Too many must-haves are waived; to be learned{by}: {_listed([gate_word(one) for one in stands.waived])}."
        ]
    return [f"Nothing fails, but it does not reach the bar yet: {stands.points.words()}. What it brings must grow{by}."]


_REASONS = {
    Recommended.SCALE: _scale,
    Recommended.SCALE_WHEN_FUNDED: _when_funded,
    Recommended.EXTEND: _extend,
    Recommended.ADAPT: _adapt,
    Recommended.STOP: _stop,
}


def missing_words(case: Case, stands: Standing, evidence: Recommended, held: Sequence[Gate]) -> tuple[str, ...]:
    """What lacks for the step to scale, one sentence each; empty where nothing does."""
    if evidence == Recommended.SCALE:
        return ()
    found = []
    if held:
        what = _listed([gate_word(one) for one in held])
        found.append(f"Only {what} {'holds' if len(held) == 1 else 'hold'} it back: met, it would be scaled.")
    found += [f"{_first(gate_word(gate))} is not known: {_TO_LEARN[gate]}" for gate in stands.unknown]
    if (
        Gate.EFFECT in stands.failed
        and state_of(case, Gate.DELIVERED) not in PASSES
        and Gate.DELIVERED not in stands.unknown
    ):
        found.append("It is not known that it was done as planned: record delivery.")
    if len(stands.waived) > MOST_WAIVED:
        found.append(f"{len(stands.waived)} must-haves are waived; one may be: find out the others.")
    found += [f"{_first(name)} is not rated." for name in stands.not_rated]
    if stands.raters_short:
        found.append("A second person has to rate it." if case.raters else "Nobody has rated it yet.")
    found += _bars(stands)
    return tuple(found)


def _bars(stands: Standing) -> list[str]:
    points, found = stands.points, []
    if points.coverage < COVERAGE_BAR:
        found.append(f"Judged on {rounded_down(100 * points.coverage)} % of the weight; 90 % is needed.")
    if points.value is not None and points.value < SCORE_BAR:
        found.append(f"The score is {rounded_down(points.value)}; {SCORE_BAR} is needed.")
    if points.value is not None and points.floor < FLOOR_BAR:
        found.append(f"The score would be {rounded_down(points.floor)} if all unknowns were 0; {FLOOR_BAR} is needed.")
    return found


def _said(case: Case, gate: Gate) -> str:
    view = case.gates.get(gate)
    return view.words if view and view.words else "No details are written."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]
