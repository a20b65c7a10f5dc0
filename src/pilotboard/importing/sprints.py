"""Rows into drafts of sprints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.intake import IncomingSprint
from pilotboard.domain.text import clean, folded, has_visible, shortened
from pilotboard.importing.reading import Reading

if TYPE_CHECKING:
    from datetime import tzinfo

    from pilotboard.importing.mapping import ImportMap
    from pilotboard.importing.source import Source

_MAX_NAME = 120


class SprintReader(Reading):
    """Reads sprints of the past."""

    def __init__(self, source: Source, mapping: ImportMap, zone: tzinfo) -> None:
        super().__init__(source.table, mapping, zone)

    def read(self, index: int) -> None:
        """Turn a row into a draft, or into the errors that keep it out."""
        self.turn_to(index)
        name = clean(self.cell("name")).text
        if not has_visible(name):
            self.error("name", "A sprint needs a name.", name)
        container = self.container()
        start, end = self.day("start"), self.day("end")
        if start is not None and end is not None and end < start:
            self.error("end", f"The last day ({end.isoformat()}) is before the first ({start.isoformat()}).")
        sprint = IncomingSprint(
            row=self.line,
            external_id=self.id or name,
            container=container,
            hash="",
            name=shortened(name, _MAX_NAME),
            goal=self.prose_of("goal"),
            state=self._state(),
            start=start,
            end=end,
            completed=self.day("completed"),
        )
        sprint.hash = self.hash(sprint.state)
        if not self.wrong and self.first_time(container, sprint.external_id):
            self.found.sprints.append(sprint)

    def _state(self) -> str:
        word = self.cell("state").strip()
        if not word:
            return ""
        found = self.mapping.states.get(folded(word), "")
        if not found:
            self.error("state", "This state of a sprint is not known; give it one in the map.", word)
        return found

    def finish(self) -> None:
        """Nothing is left to add."""
