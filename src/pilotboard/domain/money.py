"""How an amount of money reads, in full and short."""

from __future__ import annotations


def money(amount: int | None, sign: str = "$") -> str:
    """``$88,000``; ``EUR 88,000`` where the sign is a word; ``not known`` without an amount."""
    if amount is None:
        return "not known"
    return f"{sign}{' ' if sign[-1:].isalpha() else ''}{amount:,}"


def short_money(amount: int | None, sign: str = "$") -> str:
    """For a column: ``$88k``, ``$1.2M``, ``$950``; ``?`` when it is not known."""
    if amount is None:
        return "?"
    for size, letter in ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k")):
        if amount >= size:
            whole, tenth = divmod(round(amount / size * 10), 10)
            return f"{money(whole, sign)}{f'.{tenth}' if tenth and whole < 10 else ''}{letter}"
    return money(amount, sign)
