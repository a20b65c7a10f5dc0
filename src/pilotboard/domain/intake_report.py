"""What an import did, or would do: counts, the rows that did not go in, a sample of what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import Refusal
from pilotboard.domain.intake import RowError
from pilotboard.domain.text import shortened, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pilotboard.domain.intake import Remark, Target

    Progress = Callable[[int, int], bool]
    """Told how much of how much is done; answers whether to go on."""

SAMPLE = 20
"""Differences that a report shows."""


class Stopped(Refusal):
    """Somebody stopped long work; nothing of it was written."""

    code = "cancelled"

    def __init__(self, message: str = "The import was stopped.", kept: str = "Nothing was changed.") -> None:
        super().__init__(message, kept)


class Difference(NamedTuple):
    """A field of a known thing that the file has otherwise. ``key`` is ours; the values are short texts."""

    row: int
    key: str
    field: str
    ours: str
    theirs: str


@dataclass(slots=True)
class IntakeReport:
    """What an import does with every row of a file.

    ``skip`` counts rows that could go in and do not (changed or removed here since); ``error`` rows at fault.
    ``problems`` tells about both, a line a row and field. ``sprints`` counts the sprints made beside the items.
    ``unmatched`` are names of persons, sites or roles that nobody here goes by. Without ``applied`` nothing was
    written.
    """

    target: Target
    preset: str
    into: str
    create: int = 0
    update: int = 0
    unchanged: int = 0
    skip: int = 0
    error: int = 0
    sprints: int = 0
    problems: list[RowError] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    unmatched: tuple[str, ...] = ()
    batch: str | None = None
    applied: bool = False
    said: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """The five counts, by name."""
        return {name: getattr(self, name) for name in ("create", "update", "unchanged", "skip", "error")}

    @property
    def changes(self) -> int:
        """Rows that are new or differ."""
        return self.create + self.update

    def differs(self, row: int, key: str, name: str, ours: object, theirs: object) -> None:
        """Note a difference, as long as the sample has room."""
        if len(self.differences) < SAMPLE:
            self.differences.append(Difference(row, key, name, brief(ours), brief(theirs)))

    def skips(self, row: int, external_id: str, name: str, message: str, value: object = "") -> None:
        """Note a row that could go in and does not."""
        self.skip += 1
        self.problems.append(RowError(row, brief(external_id), name, message, brief(value)))


class BatchView(NamedTuple):
    """An applied import. ``standing`` is false once it was taken back."""

    batch: str
    file_name: str
    preset: str
    target: str
    at: datetime
    who: str
    counts: dict[str, int]
    standing: bool


class SavedMap(NamedTuple):
    """A saved map of columns; ``content`` is its file."""

    name: str
    content: str


def brief(value: object) -> str:
    """A value as it may stand in a report: one short line."""
    if value is None:
        return ""
    if isinstance(value, (tuple, list, set, frozenset)):
        value = ", ".join(map(str, value))
    return shortened(shown(str(value)[:240]).strip(), 60)


def counts_words(report: IntakeReport) -> str:
    """``192 new, 0 changed, 0 unchanged, 1 skipped, 2 with errors``; what is none is left out but for the new."""
    words = [f"{report.create:,} new"]
    words += [f"{report.update:,} changed"] if report.update else []
    words += [f"{report.unchanged:,} unchanged"] if report.unchanged else []
    words += [f"{report.skip:,} skipped"] if report.skip else []
    words += [f"{report.error:,} with errors"] if report.error else []
    return ", ".join(words)
