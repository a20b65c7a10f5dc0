"""What the commands of the Import screen need, and the sentence that says what is missing."""

from __future__ import annotations

from pilotboard.tui.course import Course
from pilotboard.tui.import_desk import ImportDesk
from pilotboard.tui.screens.desk import DeskScreen


class ImportNeeds(DeskScreen):
    """The state of an import on the screen: the desk, and the work under way."""

    def __init__(self) -> None:
        super().__init__()
        self._desk: ImportDesk | None = None
        self._course: Course | None = None
        self._what = ""

    def lacks_desk(self) -> str | None:
        """A file has to be chosen."""
        return None if self._desk is not None else "Choose a file first: o."

    def lacks_guesses(self) -> str | None:
        """There have to be guesses."""
        return None if self._desk is not None and self._desk.mapping.guesses else "There are no guesses to take."

    def lacks_report(self) -> str | None:
        """It has to be compared."""
        return None if self._desk is not None and self._desk.report is not None else "There is no report yet."

    def lacks_work(self) -> str | None:
        """Something has to be under way."""
        return None if self._course is not None else "Nothing is under way."

    def lacks_changes(self) -> str | None:
        """Something has to be new, and may go in."""
        desk = self._desk
        if self._course is not None:
            return "It is under way."
        if desk is None or desk.report is None:
            return (desk.trouble if desk is not None else "") or "Choose a file first: o."
        if desk.report.applied:
            return "That has been imported: u takes it back."
        if desk.report.error and not desk.skip_bad:
            return f"{desk.report.error:,} rows are at fault: mend the map, or b leaves them out."
        return None if desk.report.changes or desk.report.sprints else "Everything is here already."
