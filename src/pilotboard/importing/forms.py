"""Answers without an id of their own, as Google Forms gives them.

An answer is known by its time and a running number among the answers of that same time. Its content is hashed
apart: two equal answers stay two voices, and a question added to the form later changes no earlier answer's id.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from pilotboard.importing.table import normalised


class RunningIds:
    """Gives ids to rows without one, in the order of the file."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def next(self, basis: str) -> str:
        """The basis (a time, or a fingerprint of what the row says) with its running number: ``...#1``, ``...#2``."""
        self._seen[basis] += 1
        return f"{basis}#{self._seen[basis]}"


def fingerprint(*texts: str) -> str:
    """A short, stable name for what texts say."""
    joined = "\x1f".join(text.strip() for text in texts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def question_key(title: str, nth: int) -> str:
    """What tells the answers to one question of a row from those to another: the question, normalised."""
    plain = normalised(title)
    short = plain if len(plain) <= 40 else f"{plain[:30]}-{fingerprint(plain)[:8]}"
    return short if nth == 1 else f"{short}~{nth}"
