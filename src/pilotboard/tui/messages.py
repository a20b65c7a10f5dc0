"""What happens between workers, widgets and screens: one small message each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from pilotboard.domain.errors import PilotboardError


@dataclass(eq=False, repr=False)
class Answered(Message):
    """A worker has an answer for whoever asked; a stale one is dropped there."""

    group: str
    ticket: int
    value: Any
    then: Callable[[Any], None]


@dataclass(eq=False, repr=False)
class Failed(Message):
    """A worker met a known error."""

    group: str
    ticket: int
    error: PilotboardError
    instead: Callable[[PilotboardError], None] | None


@dataclass(eq=False, repr=False)
class StoreMoved(Message):
    """Somebody wrote to the store, here or elsewhere; ``entry`` is the newest entry of its journal."""

    entry: int


@dataclass(eq=False, repr=False)
class RowOpened(Message):
    """Enter or a double click on a line."""

    id: Any


@dataclass(eq=False, repr=False)
class SelectionChanged(Message):
    """The selected lines are others now."""

    ids: frozenset[Any]


@dataclass(eq=False, repr=False)
class FilterChanged(Message):
    """The filter line holds another text."""

    text: str


@dataclass(eq=False, repr=False)
class FilterClosed(Message):
    """The filter line was left; ``keep`` tells whether its text stays in force."""

    keep: bool


@dataclass(eq=False, repr=False)
class TabChosen(Message):
    """A tab was clicked; ``place`` is ``""`` for "more"."""

    place: str


@dataclass(eq=False, repr=False)
class CommandChosen(Message):
    """A command was clicked in the footer."""

    command_id: str
