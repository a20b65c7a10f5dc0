"""What is proposed for a file: shown to people, edited, accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotboard.domain.intake import Target

if TYPE_CHECKING:
    from pilotboard.importing.mapping import Guess, ImportMap

NEEDED = {Target.ITEMS: ("title", "external_id"), Target.SPRINTS: ("name",), Target.VOICES: ("text", "rating")} | {
    Target.PILOTS: ("title",)
}
"""One of these has to be mapped, or the rows would say nothing."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column as it is shown: what it is taken for ("" is not read), how sure (0 to 1), why, how full, a sample."""

    position: int
    name: str
    field: str
    confidence: float
    reason: str
    filled: int
    rows: int
    sample: str

    @property
    def share(self) -> float:
        """How full it is, 0 to 1."""
        return self.filled / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A rule that was applied and could have been another: ``key`` names it, ``others`` are the alternatives."""

    key: str
    taken: str
    sentence: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A map with everything a person needs to judge it.

    ``said`` tells how the file was read; ``confidence`` how sure the preset is; ``missing`` what a saved map names
    and the file lacks.
    """

    map: ImportMap
    title: str
    confidence: float
    said: tuple[str, ...]
    columns: tuple[ColumnView, ...]
    choices: tuple[Choice, ...]
    rows: int
    missing: tuple[str, ...] = ()

    @property
    def target(self) -> Target:
        """What the rows become."""
        return self.map.target

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """What was proposed and has to be accepted."""
        return self.map.guesses

    @property
    def unread(self) -> tuple[ColumnView, ...]:
        """The columns that are not read and hold something, fullest first."""
        left = [column for column in self.columns if not column.field and column.filled]
        return tuple(sorted(left, key=lambda column: -column.filled))

    @property
    def empty(self) -> tuple[ColumnView, ...]:
        """The columns that hold nothing at all."""
        return tuple(column for column in self.columns if not column.filled)

    @property
    def usable(self) -> bool:
        """Whether something is mapped that makes a row worth reading."""
        mapped = {column.field for column in self.map.columns}
        return any(name in mapped for name in NEEDED[self.target])
