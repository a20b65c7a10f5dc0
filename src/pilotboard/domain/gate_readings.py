"""How each must-have is read: from stored facts where there are any, else from what somebody recorded by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.chances import chance_words
from pilotboard.domain.criteria import rounded_down
from pilotboard.domain.dates import plain_day
from pilotboard.domain.decision_rules import USUAL_CERTAINTY, RuleView
from pilotboard.domain.gates import (
    ACCEPTED_BAR,
    DELIVERED_BAR,
    FAIR_CHANCE,
    MIN_N,
    NEVER_FAILS,
    WAIVABLE,
    WATCH_CHANCE,
    WORSE_CHANCE,
    WORSE_N,
    Check,
    Detail,
    Gate,
    GateState,
    GateView,
    Waiver,
    newest,
)
from pilotboard.domain.reports import SafetyState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class ScaleCost(NamedTuple):
    """A line of what a year costs at scale, in whole money, and whether a budget line pays for it."""

    amount: int
    funded: bool


class GateFacts(NamedTuple):
    """What is stored about a pilot that its must-haves rest on.

    ``goal`` and ``owner_after`` are names or keys, ``""`` = none yet; ``checks`` come in the order they were recorded;
    ``costs`` are the yearly lines at scale, empty = not known.
    """

    goal: str
    owner_after: str
    reports: SafetyState
    rule: RuleView | None
    checks: tuple[Check, ...] = ()
    costs: tuple[ScaleCost, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    min_n: int = MIN_N


_BY_HAND = {GateState.PASS: "Met", GateState.WATCH: "Met, one group on watch", GateState.FAIL: "Not met"}
_NO_CHANCE_YET = ": too little to say yes, and it has not had a fair chance to show."
_CHEAPER = {Detail.CHEAPER_FORM: " A cheaper form exists.", Detail.NO_CHEAPER_FORM: " There is no cheaper form."}


def gate_views(facts: GateFacts, today: date | None = None) -> dict[Gate, GateView]:
    """Where each of the eight must-haves stands, G1 first.

    With a day the words of a waiver tell whether it is overdue; states never depend on the day.
    """
    last = newest(facts.checks)
    waived = {one.gate: one for one in facts.waivers if one.gate in WAIVABLE}
    found = {gate: read(facts, last.get(gate)) for gate, read in _READERS.items()}
    for gate, waiver in waived.items():
        found[gate] = _waived(found[gate], waiver, today)
    return found


def _waived(view: GateView, waiver: Waiver, today: date | None) -> GateView:
    if view.state != GateState.UNKNOWN:
        return view
    late = "overdue, was " if today is not None and waiver.due < today else ""
    words = f"{view.words} Waived by {waiver.by}: {late}to be known by {plain_day(waiver.due)} ({waiver.plan})."
    return view._replace(state=GateState.WAIVED, words=words.lstrip(), by=waiver.by)


def _view(
    gate: Gate, state: GateState, words: str, check: Check | None = None, detail: Detail | None = None
) -> GateView:
    if check is None:
        return GateView(gate, state, detail, words)
    return GateView(gate, state, detail, words, check.evidence, check.on, check.by)


def _by_hand(gate: Gate, check: Check | None, unknown: str) -> GateView:
    """The state somebody recorded; without one, or where a failure has no meaning, it is not known."""
    if check is None or check.state == GateState.UNKNOWN:
        return _view(gate, GateState.UNKNOWN, unknown, check, check.detail if check else None)
    if check.state == GateState.FAIL and gate in NEVER_FAILS:
        return _view(gate, GateState.UNKNOWN, unknown, check)
    words = f"{_BY_HAND.get(check.state, 'Not known')}, recorded by hand on {plain_day(check.on)} by {check.by}."
    return _view(gate, check.state, words, check, check.detail)


def _purpose(facts: GateFacts, check: Check | None) -> GateView:
    if facts.goal and facts.owner_after:
        words = f"Serves {facts.goal}; {facts.owner_after} answers for it afterwards."
        return _view(Gate.PURPOSE, GateState.PASS, words)
    lacks = [
        what
        for what, there in (("a goal", facts.goal), ("who answers for it after scaling", facts.owner_after))
        if not there
    ]
    return _by_hand(Gate.PURPOSE, check, f"Not written yet: {' and '.join(lacks)}.")


def _safety(facts: GateFacts, check: Check | None) -> GateView:
    detail = check.detail if check else None
    if facts.reports == SafetyState.FAILS:
        return _view(Gate.SAFETY, GateState.FAIL, "A confirmed report of harm is open.", check, detail)
    if check is not None and check.state == GateState.FAIL:
        words = f"Not safe, says {check.by} on {plain_day(check.on)}."
        return _view(Gate.SAFETY, GateState.FAIL, words, check, detail)
    if facts.reports == SafetyState.UNKNOWN:
        words = "A report of harm is not judged yet: two roles judge it."
        return _view(Gate.SAFETY, GateState.UNKNOWN, words, check, detail)
    if check is None or check.state not in (GateState.PASS, GateState.WATCH):
        words = "Nobody has stated that privacy and safety were looked at."
        return _view(Gate.SAFETY, GateState.UNKNOWN, words, check, detail)
    words = f"{check.by} stated on {plain_day(check.on)} that it is safe; no report of harm is open."
    return _view(Gate.SAFETY, GateState.PASS, words, check)


def _rule(facts: GateFacts, check: Check | None) -> GateView:
    rule = facts.rule
    if rule is None or rule.locked_on is None:
        said = "No rule is written yet." if rule is None else "The rule is not locked yet."
        return _view(Gate.RULE, GateState.UNKNOWN, said, check)
    if rule.baseline is None:
        return _view(Gate.RULE, GateState.UNKNOWN, "The rule is locked, but it has no baseline.", check)
    late = ", late" if rule.locked_late else ""
    locked = f"Locked on {plain_day(rule.locked_on)} by {rule.locked_by}{late}"
    figures = [one for one in facts.checks if one.gate == Gate.EFFECT and _has_figure(one) and one.on >= rule.locked_on]
    if figures:
        words = f"{locked}; the newest figure after it is from {plain_day(max(one.on for one in figures))}."
        return _view(Gate.RULE, GateState.PASS, words)
    return _by_hand(Gate.RULE, check, f"{locked}; there is no figure from after that day yet.")


def _has_figure(check: Check) -> bool:
    return check.state != GateState.UNKNOWN or check.chance is not None or check.value is not None


def _effect(facts: GateFacts, check: Check | None) -> GateView:
    rule = facts.rule
    if check is None:
        return _view(Gate.EFFECT, GateState.UNKNOWN, "No figure yet.")
    if rule is not None and not rule.compares_enough():
        words = "The figure rises by itself during a year: it needs a comparison before it can be read."
        return _view(Gate.EFFECT, GateState.UNKNOWN, words, check, Detail.UNCERTAIN)
    if rule is not None and rule.locked_on is not None and check.on < rule.locked_on:
        words = f"The newest figure ({plain_day(check.on)}) is from before the rule was locked: it informs only."
        return _view(Gate.EFFECT, GateState.UNKNOWN, words, check, Detail.UNCERTAIN)
    if check.chance is None:
        return _by_hand(Gate.EFFECT, check, "Looked at, and not clear.")
    certainty = rule.certainty if rule else USUAL_CERTAINTY
    state, detail = effect_state(check.chance, check.half_width, certainty, rule.smallest_change if rule else None)
    if state == GateState.PASS:
        more = "."
    elif state == GateState.FAIL:
        more = "; it had a fair chance to show."
    else:
        more = _NO_CHANCE_YET if detail == Detail.PROBABLY_BELOW else f"; {certainty} % is needed."
    people = f" (n {check.n:,})" if check.n is not None else ""
    words = f"The chance that it clears the bar is {chance_words(check.chance)}{people}{more}"
    return _view(Gate.EFFECT, state, words, check, detail)


def effect_state(
    chance: float, half_width: float | None, certainty: float, smallest_change: float | None
) -> tuple[GateState, Detail | None]:
    """G4 from the chance (0 to 1) that the effect clears the smallest change; ``certainty`` in per cent.

    Passes when chance >= certainty. Fails when chance <= 1 in 4 *and* half the interval is no wider than the smallest
    change: then it had a fair chance to show. Anything between is not known.
    """
    if 100 * chance >= certainty - 1e-9:
        return GateState.PASS, None
    if chance > FAIR_CHANCE:
        return GateState.UNKNOWN, Detail.UNCERTAIN
    if half_width is not None and smallest_change is not None and half_width <= smallest_change:
        return GateState.FAIL, Detail.PROBABLY_BELOW
    return GateState.UNKNOWN, Detail.PROBABLY_BELOW


def _delivered(_: GateFacts, check: Check | None) -> GateView:
    if check is None or check.value is None:
        return _by_hand(Gate.DELIVERED, check, "Not recorded yet how much was done as planned.")
    state = GateState.PASS if check.value >= DELIVERED_BAR else GateState.FAIL
    words = f"{rounded_down(100 * check.value)} % was done as planned; 70 % is needed."
    return _view(Gate.DELIVERED, state, words, check)


def _equity(facts: GateFacts, check: Check | None) -> GateView:
    if check is None or check.chance is None:
        return _by_hand(Gate.EQUITY, check, "No group has been looked at yet.")
    n = check.n or 0
    group = check.groups or "one group"
    state = equity_state(check.chance, n, facts.min_n)
    more = "; it goes on watch." if state == GateState.WATCH else "."
    if state == GateState.UNKNOWN:
        more = f"; a group needs at least {facts.min_n} people before it can be judged."
    chance = chance_words(check.chance)
    words = f"{group[:1].upper()}{group[1:]} (n {n:,}): the chance that it is worse off is {chance}{more}"
    return _view(Gate.EQUITY, state, words, check)


def equity_state(chance_worse: float, n: int, min_n: int = MIN_N) -> GateState:
    """G6 of one group of ``n``: ``chance_worse`` (0 to 1) that it is worse off, shrunk towards the whole.

    Fails from n >= 30 with 3 in 4; goes on watch from n >= ``min_n`` with 1 in 4; a smaller group is not known.
    """
    if n < min_n:
        return GateState.UNKNOWN
    if n >= WORSE_N and chance_worse >= WORSE_CHANCE:
        return GateState.FAIL
    return GateState.WATCH if chance_worse >= WATCH_CHANCE else GateState.PASS


def _acceptable(_: GateFacts, check: Check | None) -> GateView:
    if check is None or check.value is None:
        return _by_hand(Gate.ACCEPTABLE, check, "Nobody has been asked yet.")
    state = GateState.PASS if check.value >= ACCEPTED_BAR else GateState.FAIL
    asked = ""
    if check.n is not None and check.asked:
        asked = f" (n {check.n:,} of {check.asked:,} asked, {100 * check.n / check.asked:.0f} %)"
    elif check.n is not None:
        asked = f" (n {check.n:,})"
    return _view(Gate.ACCEPTABLE, state, f"{rounded_down(10 * check.value) / 10} of 5{asked}; 3.5 is needed.", check)


def _funded(facts: GateFacts, check: Check | None) -> GateView:
    detail = check.detail if check else None
    if not facts.costs:
        return _by_hand(Gate.FUNDED, check, "Not known yet what a year costs at scale.")
    open_money = sum(one.amount for one in facts.costs if not one.funded)
    if open_money:
        words = f"{open_money:,} a year has no budget line.{_CHEAPER.get(detail, '') if detail else ''}"
        return _view(Gate.FUNDED, GateState.FAIL, words, check, detail)
    whole = sum(one.amount for one in facts.costs)
    return _view(Gate.FUNDED, GateState.PASS, f"Budget lines pay for {whole:,} a year at scale.")


_READERS: dict[Gate, Callable[[GateFacts, Check | None], GateView]] = {
    Gate.PURPOSE: _purpose,
    Gate.SAFETY: _safety,
    Gate.RULE: _rule,
    Gate.EFFECT: _effect,
    Gate.DELIVERED: _delivered,
    Gate.EQUITY: _equity,
    Gate.ACCEPTABLE: _acceptable,
    Gate.FUNDED: _funded,
}
