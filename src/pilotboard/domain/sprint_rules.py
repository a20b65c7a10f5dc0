"""The rules of sprints: planning, starting, changing the scope, cancelling, closing and amending one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.items import OPEN_STATES, ItemState
from pilotboard.domain.sprint_states import OVER, SprintState
from pilotboard.domain.sprints import SprintItemRow, SprintRow
from pilotboard.domain.teams import MembershipRole
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

MAX_DAYS = 31


def check_dates(start: date, end: date) -> None:
    """A sprint's days are in order and at most 31 (Scrum Guide 2020: a month or less). Raises ``InvalidInput``."""
    if end < start:
        message = f"The last day ({end.isoformat()}) is before the first day ({start.isoformat()})."
        raise InvalidInput(message, hint="Swap the two days.", field="end")
    days = (end - start).days + 1
    if days > MAX_DAYS:
        hint = f"Let it end on {friendly_day(start.fromordinal(start.toordinal() + MAX_DAYS - 1))} or before."
        raise InvalidInput(f"A sprint has at most {MAX_DAYS} days; this one has {days:,}.", hint=hint, field="end")


def check_overlap(start: date, end: date, others: Iterable[SprintRow]) -> None:
    """No other sprint of the team (planned, active or closed) shares a day. Raises ``InvalidInput`` that names it."""
    for other in others:
        if other.state == SprintState.CANCELLED or other.start is None or other.end is None:
            continue
        if other.start <= end and start <= other.end:
            hint = "Choose days after it, or change its days."
            if other.state == SprintState.ACTIVE:
                hint = f"Close it first: pilotboard sprints close {other.key}. Or choose days after it."
            raise InvalidInput(f"These days overlap with {other.name()}.", hint=hint, field="start", at=other.key)


def check_start(sprint: SprintRow, others: Iterable[SprintRow]) -> None:
    """Whether the sprint may start: it is planned, has days and a goal, and no other one of the team is active.

    Raises ``InvalidInput`` for what is missing, ``Refusal`` for what stands against it.
    """
    if sprint.state != SprintState.PLANNED:
        raise Refusal(f"{sprint.key} is {sprint.state}; only a planned sprint can start.", at=sprint.key)
    if not has_visible(sprint.goal):
        hint = "Say in one sentence what will be better for whom when it is over."
        raise InvalidInput("A sprint starts with a goal.", hint=hint, field="goal")
    if sprint.start is None or sprint.end is None:
        raise InvalidInput("A sprint starts with its first and last day.", field="start")
    check_dates(sprint.start, sprint.end)
    for other in others:
        if other.state == SprintState.ACTIVE and other.id != sprint.id:
            message = f"{sprint.team} has an active sprint: {other.name()}."
            raise Refusal(
                message, "Nothing was saved.", f"Close it first: pilotboard sprints close {other.key}.", other.key
            )


def start_warnings(sprint: SprintRow, items: Collection[SprintItemRow], today: date, points: bool) -> tuple[str, ...]:
    """What somebody should know before starting; none of it stops the start. ``points``: the team counts points."""
    found = []
    if not items:
        found.append("There is nothing in it yet: the commitment will be empty.")
    if sprint.end is not None and sprint.end < today:
        found.append(f"Its last day, {friendly_day(sprint.end, today)}, is over.")
    elif sprint.start is not None and sprint.start != today:
        found.append(f"Its first day is {friendly_day(sprint.start, today)}; the commitment is stored now.")
    bare = sum(item.estimate is None for item in items)
    if points and bare:
        found.append(f"{bare} of {len(items)} have no estimate and count 0 points.")
    return tuple(found)


def check_scope(sprint: SprintRow, team_key: str | None, state: ItemState, reason: str | None, item_key: str) -> None:
    """Whether an item may come into a sprint: same team, still open, and with a reason once the sprint runs."""
    if sprint.state in OVER:
        hint = "Plan it into a sprint that is not over; corrections of this one are amendments."
        raise Refusal(f"{sprint.key} is {sprint.state} and changes no more.", hint=hint, at=sprint.key)
    if team_key != sprint.team_key:
        whose = f"to {team_key}" if team_key else "to no team"
        message = f"{item_key} belongs {whose}, {sprint.key} to {sprint.team_key}."
        raise InvalidInput(message, hint="Choose a sprint of the item's own team.", field="sprint", at=item_key)
    if state not in OPEN_STATES:
        raise Refusal(f"{item_key} is {state} already.", hint="Only open items are planned.", at=item_key)
    check_scope_reason(sprint, reason)


def check_scope_reason(sprint: SprintRow, reason: str | None) -> None:
    """Whoever adds, takes out or re-estimates in a running sprint says why. Raises ``InvalidInput``."""
    if sprint.state == SprintState.ACTIVE and not (reason and has_visible(reason)):
        hint = "Say in a few words what made it necessary; it stands in the sprint's record."
        raise InvalidInput(f"{sprint.key} is running: a change of its scope needs a reason.", hint=hint, field="reason")


def check_cancel(sprint: SprintRow, reason: str | None) -> None:
    """A planned or active sprint is cancelled with a reason. Raises ``Refusal`` or ``InvalidInput``."""
    if sprint.state in OVER:
        raise Refusal(f"{sprint.key} is {sprint.state} already.", at=sprint.key)
    if not (reason and has_visible(reason)):
        hint = "Say why its goal makes no sense any more."
        raise InvalidInput("Cancelling a sprint needs a reason.", hint=hint, field="reason")


def cancel_courtesy(roles: Collection[MembershipRole]) -> str:
    """What to ask somebody who is neither product owner nor coach of the team before they cancel; else nothing.

    A file open to all guards against mistakes, not against people: it asks, it does not forbid.
    """
    if MembershipRole.PRODUCT_OWNER in roles or MembershipRole.COACH in roles:
        return ""
    return "Only the product owner or the coach cancels a sprint. Have they agreed?"


def check_close(sprint: SprintRow) -> None:
    """Only an active sprint is closed. Raises ``Refusal``."""
    if sprint.state == SprintState.PLANNED:
        raise Refusal(f"{sprint.key} has not started.", hint="Start it, or cancel it with a reason.", at=sprint.key)
    if sprint.state in OVER:
        raise Refusal(f"{sprint.key} is {sprint.state} already.", hint="Corrections are amendments.", at=sprint.key)


def check_amend(sprint: SprintRow) -> None:
    """Only a closed sprint has a record to amend. Raises ``Refusal``."""
    if sprint.state != SprintState.CLOSED:
        hint = "Change it directly." if sprint.state not in OVER else ""
        raise Refusal(f"{sprint.key} is {sprint.state}: there is no record to amend.", hint=hint, at=sprint.key)
