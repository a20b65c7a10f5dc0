"""What a change is: how it is written down, and what its author hears back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class EntryKind(StrEnum):
    """Whether a journal entry is somebody's act, or turns an earlier entry back or forth."""

    ACTION = "action"
    UNDO = "undo"
    REDO = "redo"


class RowChange(StrEnum):
    """What an entry did to one row; `moved` is a new place in its list."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"


class Written(NamedTuple):
    """What an intent did: a sentence in the past tense, and the keys of the things it is about."""

    said: str
    keys: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What came of an intent: its journal entry (0 = there was nothing to change), the sentence, the keys.

    `repeated` tells that the same operation had been done before and was not done again.
    """

    entry: int
    said: str
    keys: tuple[str, ...]
    repeated: bool = False


class Opened(NamedTuple):
    """A thing as a form opened it: its version and the values of the fields shown."""

    version: int
    values: Mapping[str, object]
