"""The leftovers of a sprint: each one carried, returned to the backlog or dropped before it can be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import FieldProblem, InvalidInput
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.sprint_states import ItemOutcome
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class LeftoverDecision(NamedTuple):
    """What becomes of one leftover: carried, returned or dropped, and why (dropping needs a reason)."""

    item_key: str
    outcome: ItemOutcome
    reason: str = ""


def leftover_decisions(
    carry: Iterable[str] = (), back: Iterable[str] = (), drop: Mapping[str, str] | None = None
) -> tuple[LeftoverDecision, ...]:
    """Decisions as they come from a command line. Raises ``InvalidInput`` when an item is decided twice."""
    found: dict[str, LeftoverDecision] = {}
    said = [
        *(LeftoverDecision(key, ItemOutcome.CARRIED) for key in carry),
        *(LeftoverDecision(key, ItemOutcome.RETURNED) for key in back),
        *(LeftoverDecision(key, ItemOutcome.DROPPED, reason) for key, reason in (drop or {}).items()),
    ]
    for one in said:
        before = found.setdefault(one.item_key, one)
        if before.outcome != one.outcome:
            message = f"{one.item_key} is to be {before.outcome} and to be {one.outcome}."
            raise InvalidInput(message, hint="Decide one of the two.", field="leftovers", at=one.item_key)
    return tuple(found.values())


def check_leftovers(
    left_over: Collection[str], decisions: Iterable[LeftoverDecision], *, next_sprint: str | None
) -> tuple[LeftoverDecision, ...]:
    """The decisions in the order of the leftovers, when every one of them is decided and nothing else is.

    Carrying needs a planned sprint of the team to carry to. Raises ``InvalidInput`` that names every item at fault.
    """
    made = {one.item_key: one for one in decisions}
    problems = []
    for key in left_over:
        one = made.get(key)
        if one is None:
            problems.append(
                FieldProblem(key, f"{key} is not decided.", "Carry it, send it back, or drop it and say why.")
            )
        elif one.outcome == ItemOutcome.DONE:
            problems.append(FieldProblem(key, f"{key} is not done.", "Move it to done first, or decide it otherwise."))
        elif one.outcome == ItemOutcome.DROPPED and not has_visible(one.reason):
            problems.append(FieldProblem(key, f"Dropping {key} needs a reason.", "Say why it will not be done."))
        elif one.outcome == ItemOutcome.CARRIED and next_sprint is None:
            hint = "Plan the next sprint first, or send it back to the backlog."
            problems.append(FieldProblem(key, f"There is no planned sprint to carry {key} to.", hint))
    for key in made.keys() - set(left_over):
        hint = did_you_mean(key, left_over) or "Only what is left over is decided."
        problems.append(FieldProblem(key, f"{key} is not left over in this sprint.", hint))
    if problems:
        first, others = problems[0], len(problems) - 1
        more = f" {others} more need{'s' if others == 1 else ''} a decision." if others else ""
        kept = "The sprint is still open; nothing was saved."
        raise InvalidInput(first.message + more, kept, first.hint, fields=problems)
    return tuple(made[key] for key in left_over)
