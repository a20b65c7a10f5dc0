"""A file and a map into drafts, row errors and remarks: the end of what this package does."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Protocol

from pilotboard.domain.intake import Parsed, Target
from pilotboard.domain.much_at_once import all_kept
from pilotboard.importing.items import ItemReader
from pilotboard.importing.limits import STEP, Cancelled
from pilotboard.importing.mapping import ImportMap, checked, fitted
from pilotboard.importing.pilots import PilotReader
from pilotboard.importing.sprints import SprintReader
from pilotboard.importing.voices import VoiceReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilotboard.importing.limits import Progress
    from pilotboard.importing.source import Source


class _Reader(Protocol):
    """Reads one row after the other into ``found``."""

    found: Parsed

    def read(self, index: int) -> None:
        """Turn a row into drafts or errors."""

    def finish(self) -> None:
        """Add what only all rows together tell."""


_READERS: dict[Target, Callable[[Source, ImportMap, tzinfo], _Reader]] = {
    Target.ITEMS: ItemReader,
    Target.VOICES: VoiceReader,
    Target.SPRINTS: SprintReader,
    Target.PILOTS: PilotReader,
}


@all_kept()
def parse(source: Source, mapping: ImportMap, *, zone: tzinfo = UTC, progress: Progress | None = None) -> Parsed:
    """Read every row. One bad row stops no other; guesses that nobody accepted are not used.

    ``zone`` is where the clock of the file stood, for times without a zone of their own. ``progress`` is told the
    rows done every thousand rows; when it answers ``False`` the reading ends with ``Cancelled``.
    Raises ``InvalidInput`` for a map that names what is not ours.
    """
    laid, _ = fitted(checked(mapping), source.table)
    reader = _READERS[mapping.target](source, laid, zone)
    total = len(source.table.rows)
    for index in range(total):
        if index % STEP == 0 and progress is not None and not progress(index, total):
            raise Cancelled
        reader.read(index)
    if progress is not None:
        progress(total, total)
    reader.finish()
    return reader.found
