"""What could pay for what: existing programmes and pilots to stop, so that others can be funded."""

from __future__ import annotations

from enum import IntEnum
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from pilotboard.domain.money import short_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_TOGETHER: Final = 3
MOST_TRIED: Final = 40


class Why(IntEnum):
    """Why something could be stopped; of two ways to find the same money the earlier reason comes first."""

    REPLACED = 1
    SAID_TO_STOP = 2
    REVIEW_DUE = 3
    RUNS = 4


WHY_WORDS: Final = {
    Why.REPLACED: "would be replaced",
    Why.SAID_TO_STOP: "the evidence says stop",
    Why.REVIEW_DUE: "its review is due",
    Why.RUNS: "runs already",
}


class Wanted(NamedTuple):
    """A pilot to fund, and what it costs a year at scale (``None`` = not known)."""

    key: str
    title: str
    yearly: int | None


class Candidate(NamedTuple):
    """A programme or a pilot that could be stopped, and what that frees a year (``None`` = not known)."""

    key: str
    title: str
    yearly: int | None
    why: Why


class Swap(NamedTuple):
    """What would be funded and what stopped for it, in whole money a year.

    ``need`` is what the budget at hand does not pay; ``short`` what stays open when everything were stopped.
    ``not_known`` are pilots that cannot be reckoned with because nobody knows what they cost.
    """

    fund: tuple[Wanted, ...]
    cost: int
    need: int
    stop: tuple[Candidate, ...]
    frees: int
    short: int
    not_known: tuple[Wanted, ...]

    def words(self, sign: str = "$") -> str:
        """``To fund P-07 and P-03 ($47k), stop P-02 ($88k).``; ``""`` when nothing is to be funded."""
        if not self.fund:
            return ""
        cost = f"To fund {_listed([one.key for one in self.fund])} ({short_money(self.cost, sign)})"
        if not self.need:
            return f"{cost}, nothing has to stop."
        if self.short:
            return f"{cost}, {short_money(self.short, sign)} would be missing even if all that can be were stopped."
        return f"{cost}, stop {_listed([one.key for one in self.stop])} ({short_money(self.frees, sign)})."


class SwapList(NamedTuple):
    """The swap for all pilots to scale together, one for each alone, and everything that could be stopped.

    ``budget`` is the money a year that is at hand, ``sign`` what stands before an amount.
    """

    together: Swap
    each: tuple[Swap, ...]
    candidates: tuple[Candidate, ...]
    budget: int
    sign: str

    def words_for(self, key: str) -> str:
        """The sentence for a pilot that is one of those to fund, or one of those to stop; ``""`` for the others."""
        named = {one.key for one in self.together.fund} | {one.key for one in self.together.stop}
        return self.together.words(self.sign) if key in named else ""


def find_swap(fund: Iterable[Wanted], candidates: Iterable[Candidate], budget: int = 0) -> Swap:
    """The smallest list of things to stop that pays for all of ``fund``, ``budget`` a year being at hand.

    As few as possible; of these the ones with the better reasons; of these the least money over. Exact up to three
    things of the forty with most money; where more are needed, the dearest are taken until it is enough.
    """
    wanted = tuple(fund)
    known = tuple(one for one in wanted if one.yearly is not None)
    cost = sum(one.yearly or 0 for one in known)
    need = max(0, cost - budget)
    funded = {one.key for one in wanted}
    usable = [one for one in candidates if one.yearly and one.key not in funded]
    usable.sort(key=lambda one: (-(one.yearly or 0), one.why, one.key))
    stop = _fewest(usable, need)
    frees = _sum(stop)
    missing = tuple(one for one in wanted if one.yearly is None)
    return Swap(known, cost, need, stop, frees, max(0, need - frees), missing)


def _fewest(usable: Sequence[Candidate], need: int) -> tuple[Candidate, ...]:
    count = next((size for size in range(len(usable) + 1) if _sum(usable[:size]) >= need), len(usable))
    if count == 0 or count > MOST_TOGETHER:
        return tuple(usable[:count])
    enough = (group for group in combinations(usable[:MOST_TRIED], count) if _sum(group) >= need)
    best = min(enough, default=None, key=lambda group: (sum(one.why for one in group), _sum(group)))
    return tuple(usable[:count]) if best is None else best


def swap_each(fund: Iterable[Wanted], candidates: Sequence[Candidate], budget: int = 0) -> tuple[Swap, ...]:
    """A swap for each pilot alone, in their order: what has to stop if only this one is funded."""
    return tuple(find_swap((one,), candidates, budget) for one in fund)


def _sum(group: Iterable[Candidate]) -> int:
    return sum(one.yearly or 0 for one in group)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
