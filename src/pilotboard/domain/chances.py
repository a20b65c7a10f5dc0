"""Chances as people say them: small numbers in words, never 0 and never all."""

from __future__ import annotations


def chance_words(chance: float) -> str:
    """A chance in a sentence: ``about 8 in 10``, ``about 1 in 50``, ``nearly certain``, ``next to none``."""
    if chance >= 0.995:
        return "nearly certain"
    if chance < 0.005:
        return "next to none"
    return f"about {chance_short(chance)}"


def chance_short(chance: float) -> str:
    """A chance in a column: ``8 in 10``, ``1 in 50``, ``99 in 100``; never 0 and never all."""
    if chance >= 0.945:
        return f"{min(99, round(100 * chance))} in 100"
    if chance >= 0.095:
        return f"{round(10 * chance)} in 10"
    return f"1 in {min(1000, round(1 / max(chance, 0.001)))}"
