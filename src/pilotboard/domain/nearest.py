"""The nearest words to one that is not known, for "did you mean"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60
_MOST_CANDIDATES = 5000


def nearest(word: str, candidates: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to ``most`` candidates that ``word`` was probably meant to be, best first; often none.

    Compared without case. A candidate that begins with the word, or has a word that does, is near; else the number
    of slips (a letter too many, missing, wrong, or two swapped) may be one in three letters, at least one.
    """
    said = word.strip().casefold()
    if not said or len(said) > _LONGEST:
        return ()
    tolerance = max(1, len(said) // 3)
    ranked: list[tuple[float, int, str]] = []
    seen: set[str] = set()
    for order, candidate in enumerate(candidates):
        if order >= _MOST_CANDIDATES:
            break
        if candidate in seen:
            continue
        seen.add(candidate)
        other = candidate.casefold()
        if other == said:
            ranked.append((-1.0, order, candidate))
        elif len(said) >= 2 and other.startswith(said):
            ranked.append((0.5, order, candidate))
        elif len(said) >= 3 and any(part.startswith(said) for part in other.split()):
            ranked.append((0.7, order, candidate))
        elif abs(len(other) - len(said)) <= tolerance:
            slips = distance(said, other, tolerance)
            if slips <= tolerance and slips < len(other):
                ranked.append((float(slips), order, candidate))
    ranked.sort()
    return tuple(candidate for _, _, candidate in ranked[:most])


def did_you_mean(word: str, candidates: Iterable[str], most: int = 3) -> str:
    """The question ``Did you mean done, due or doing?``, or nothing when no candidate is near."""
    found = nearest(word, candidates, most)
    return f"Did you mean {either(found)}?" if found else ""


def either(words: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    several = list(words)
    if len(several) < 2:
        return "".join(several)
    return f"{', '.join(several[:-1])} or {several[-1]}"


def distance(one: str, other: str, limit: int) -> int:
    """Slips between two words: insertions, deletions, substitutions and swaps of neighbours.

    Optimal string alignment distance (Damerau 1964, restricted). Anything above ``limit`` is ``limit + 1``.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, last = row, before
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != against))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
