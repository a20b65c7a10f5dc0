"""The order of a list as text: each row carries a rank, and a new one always fits between two neighbours.

A rank is a fraction written in base 62 without the leading "0." ("V" is about a half). The digits stand in
ASCII order, so a plain byte comparison sorts ranks alike in SQLite (BINARY) and PostgreSQL (collation "C").
A rank never ends in the lowest digit (else nothing would fit right before it) and is at most 64 characters
long; when a place is used up ``RankFull`` is raised and the list gets a fresh, longer range.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.errors import RankFull

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST = 64
_BASE = len(DIGITS)
_STEP = 4
_HALF = DIGITS[_BASE // 2]
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}


def is_rank(text: str) -> bool:
    """Whether the text can stand as a rank."""
    return 0 < len(text) <= LONGEST and text[-1] != DIGITS[0] and all(char in _VALUE for char in text)


def between(low: str | None, high: str | None) -> str:
    """A rank strictly between two neighbours; ``None`` is the open end.

    Short where there is room: appending and prepending step by one digit rather than by halves, so a list
    that only grows at one end keeps short ranks. Raises ``RankFull`` when the place is used up and
    ``ValueError`` when the neighbours are not two ranks in order.
    """
    for rank in (low, high):
        if rank is not None and not is_rank(rank):
            raise ValueError(f"not a rank: {rank!r}")
    if low is not None and high is not None and low >= high:
        raise ValueError(f"not in order: {low!r}, {high!r}")
    if high is None:
        return _HALF if low is None else _checked(_after(low))
    if low is None:
        return _checked(_before(high))
    return _checked(_middle(low, high))


def spread(count: int) -> list[str]:
    """``count`` ranks in order, evenly spaced, with room before, after and between (at least 62 places)."""
    digits = _digits_for(count)
    return [rank.rstrip(DIGITS[0]) for rank in _even(count, digits)]


def fresh(count: int, used: Iterable[str]) -> list[str]:
    """``count`` evenly spaced ranks, none of which is among ``used``.

    So a full list is renumbered row by row and no step meets a rank that another row still holds. All are
    of one length, longer than an even spread needs by as little as it takes to avoid the ones in use.
    """
    taken = set(used)
    for digits in range(_digits_for(count), LONGEST):
        ranks = [rank + _HALF for rank in _even(count, digits)]
        if taken.isdisjoint(ranks):
            return ranks
    raise RankFull("There is no room for a fresh order of this list.")


def _digits_for(count: int) -> int:
    digits = 1
    while _BASE**digits < (count + 1) * _BASE:
        digits += 1
    return digits


def _even(count: int, digits: int) -> list[str]:
    top = _BASE**digits
    values = [index * top // (count + 1) for index in range(1, count + 1)]
    if count < _BASE**2:
        return [_written(value, digits) for value in values]
    # Of many ranks, many begin alike: the last two digits are looked up.
    ends = [high + low for high in DIGITS for low in DIGITS]
    starts = {start: _written(start, digits - 2) for start in {value // len(ends) for value in values}}
    return [starts[value // len(ends)] + ends[value % len(ends)] for value in values]


def _written(value: int, digits: int) -> str:
    out = []
    for _ in range(digits):
        value, rest = divmod(value, _BASE)
        out.append(DIGITS[rest])
    return "".join(reversed(out))


def _read(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * _BASE + _VALUE[digit]
    return value


def _head(rank: str) -> int:
    return _read(rank[:_STEP].ljust(_STEP, DIGITS[0]))


def _after(low: str) -> str:
    """One step further at the fourth digit: 14 million steps before ranks grow longer."""
    value = _head(low) + 1
    if value < _BASE**_STEP:
        return _written(value, _STEP).rstrip(DIGITS[0])
    return low[:_STEP] + (_after(low[_STEP:]) if len(low) > _STEP else _HALF)


def _before(high: str) -> str:
    value = _head(high) - (len(high) <= _STEP)
    if value > 0:
        return _written(value, _STEP).rstrip(DIGITS[0])
    rest = high[_STEP:]
    return DIGITS[0] * _STEP + (_before(rest) if rest else _HALF)


def _middle(low: str, high: str) -> str:
    """The value half-way at the first digit where one fits strictly between."""
    below = above = 0
    for place in range(LONGEST):
        below = below * _BASE + (_VALUE[low[place]] if place < len(low) else 0)
        above = above * _BASE + (_VALUE[high[place]] if place < len(high) else 0)
        ceiling = above + (place + 1 < len(high))
        if ceiling - below >= 2:
            return _written((below + ceiling) // 2, place + 1).rstrip(DIGITS[0])
    return "".ljust(LONGEST + 1, _HALF)


def _checked(rank: str) -> str:
    if len(rank) > LONGEST:
        raise RankFull("There is no room left at this place of the list.", hint="Renumber the list and try again.")
    return rank
