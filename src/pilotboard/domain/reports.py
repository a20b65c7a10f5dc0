"""Reports of harm (feedback of severity 4): two roles judge one before it counts, and its reporter never closes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.people import PersonRole
from pilotboard.domain.text import folded, has_visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Verdict(StrEnum):
    """What one person says about a report. ``closed``: it is dealt with and cannot happen again."""

    CONFIRMED = "confirmed"
    UNFOUNDED = "unfounded"
    CLOSED = "closed"


class ReportState(StrEnum):
    """Where a report stands, read from its judgements."""

    REPORTED = "reported"
    HALF_JUDGED = "half_judged"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    UNFOUNDED = "unfounded"
    CLOSED = "closed"


class SafetyState(StrEnum):
    """What reports do to the safety gate of a pilot."""

    CLEAR = "clear"
    UNKNOWN = "unknown"
    FAILS = "fails"


JUDGES = (PersonRole.COACH, PersonRole.LEADER, PersonRole.STEWARD)
"""Who may judge; two different ones of these are needed."""

NEEDED = 2


@dataclass(frozen=True, slots=True)
class JudgementView:
    """One judgement: in which role, by whom, what, when (aware UTC) and why."""

    role: PersonRole
    by: str
    verdict: Verdict
    at: datetime
    reason: str


def report_state(judgements: Iterable[JudgementView]) -> ReportState:
    """Where a report stands after these judgements, in the order of their time.

    The latest word of each role counts, and one person's latest word once. Two roles that agree decide; two that do
    not leave it disputed until a third one agrees with either. A closing holds until a role confirms it again.
    """
    said: dict[PersonRole, JudgementView] = {}
    closed = False
    for one in sorted(judgements, key=lambda judgement: judgement.at):
        if one.verdict == Verdict.CLOSED:
            closed = True
            continue
        closed = closed and one.verdict != Verdict.CONFIRMED
        said = {role: other for role, other in said.items() if folded(other.by) != folded(one.by)}
        said[one.role] = one
    if closed:
        return ReportState.CLOSED
    confirmed = sum(one.verdict == Verdict.CONFIRMED for one in said.values())
    unfounded = len(said) - confirmed
    if len(said) < NEEDED:
        return ReportState.HALF_JUDGED if said else ReportState.REPORTED
    if confirmed == unfounded:
        return ReportState.DISPUTED
    return ReportState.CONFIRMED if confirmed > unfounded else ReportState.UNFOUNDED


def is_open(state: ReportState) -> bool:
    """Whether something still has to happen to the report."""
    return state not in (ReportState.CLOSED, ReportState.UNFOUNDED)


def safety(states: Iterable[ReportState]) -> SafetyState:
    """What the reports of a pilot say: it fails while one is confirmed and open, is unknown while one is not judged."""
    found = set(states)
    if ReportState.CONFIRMED in found:
        return SafetyState.FAILS
    if found & {ReportState.REPORTED, ReportState.HALF_JUDGED, ReportState.DISPUTED}:
        return SafetyState.UNKNOWN
    return SafetyState.CLEAR


def check_judgement(
    key: str,
    judgements: Iterable[JudgementView],
    *,
    role: PersonRole,
    by: str,
    verdict: Verdict,
    reason: str,
    reporter: str,
) -> None:
    """The rules of a judgement; ``by`` and ``reporter`` are short names. Raises ``Refusal`` or ``InvalidInput``.

    Coaches, leaders and stewards judge, with a reason. One person judges in one role only. Only a confirmed report is
    closed, and not by who reported it.
    """
    kept = list(judgements)
    if role not in JUDGES:
        hint = "A coach, a leader or a steward judges it."
        raise Refusal(f"A {role} does not judge reports of harm.", "Nothing was saved.", hint, key)
    if not has_visible(reason):
        hint = "Say what you looked at and what you found."
        raise InvalidInput("A judgement needs a reason.", hint=hint, field="reason")
    for one in kept:
        if folded(one.by) == folded(by) and one.role != role:
            hint = "Two different people judge a report."
            raise Refusal(f"{by} has judged {key} as {one.role} already.", "Nothing was saved.", hint, key)
    if verdict == Verdict.CLOSED:
        if folded(by) == folded(reporter):
            hint = "Somebody else looks whether it is dealt with, and closes it."
            raise Refusal(f"You reported {key}: you cannot close it.", "The report stays open.", hint, key)
        state = report_state(kept)
        if state != ReportState.CONFIRMED:
            hint = "Judge it first." if is_open(state) else ""
            message = f"{key} is {state.replace('_', ' ')}; only a confirmed report is closed."
            raise Refusal(message, "Nothing was saved.", hint, key)


def report_words(judgements: Iterable[JudgementView]) -> str:
    """Where a report stands and what is missing, in one sentence."""
    kept = sorted(judgements, key=lambda judgement: judgement.at)
    state = report_state(kept)
    said = ", ".join(f"{one.verdict} by {one.by} ({one.role})" for one in kept)
    missing = {
        ReportState.REPORTED: "Reported and not judged yet: two roles judge it.",
        ReportState.HALF_JUDGED: f"Judged by one role ({said}): a second one is needed.",
        ReportState.DISPUTED: f"The roles do not agree ({said}): a third one decides.",
        ReportState.CONFIRMED: f"Confirmed and open ({said}): the pilot cannot be scaled until it is dealt with.",
        ReportState.UNFOUNDED: f"Found to be unfounded ({said}).",
        ReportState.CLOSED: f"Dealt with and closed ({said}).",
    }
    return missing[state]
