"""Bringing in work and voices from another tool: pick a file, see how it is read, mend that, apply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.intake import Target
from pilotboard.domain.intake_report import counts_words
from pilotboard.tui import import_desk as desks
from pilotboard.tui.acts.imports import IMPORT_ACTS
from pilotboard.tui.commands import Command
from pilotboard.tui.course import Course
from pilotboard.tui.drawing import Span
from pilotboard.tui.import_desk import ImportDesk
from pilotboard.tui.import_needs import ImportNeeds
from pilotboard.tui.lines.imports import COLUMNS, Line, lines_of
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.columns import Cell, Heading
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import intake
from pilotboard.usecases.store_file import holds_store

LOOK_EVERY = 0.2
"""Seconds between two looks at how far it is."""
EMPTY = "Nothing chosen yet. Press o to choose a file exported from another tool; nothing is written before you say so."


class ImportScreen(ImportNeeds):
    """One import from the file to its report."""

    PLACE = "import"
    ACTS: ClassVar[tuple[Command, ...]] = IMPORT_ACTS

    def compose_body(self) -> ComposeResult:
        """A title and the lines."""
        yield TitleLine()
        yield LineList(COLUMNS, _cells, empty=EMPTY)

    def on_mount(self) -> None:
        """Nothing is read before a file is chosen."""
        super().on_mount()
        self._show()
        self.set_interval(LOOK_EVERY, self._tell_course)

    def story(self) -> Story:
        """What stands under the cursor, whole."""
        line = self._line
        if line is None:
            return NOTHING
        does = {"column": "enter says what it is", "guess": "enter takes it"}.get(line.act, "")
        pieces: tuple[Span, ...] = ((line.rest, "soft"),) if line.rest else ()
        below: tuple[Span, ...] = ((does, "quiet"),) if does else ()
        return Story(line.first, line.second, pieces, below)

    # -- what keys do

    def open_row(self, row_id: Any) -> None:
        """Enter changes what stands under the cursor."""
        line = self._line
        desk = self._desk
        if line is None or desk is None:
            return
        acts: dict[str, Callable[[], None]] = {
            "file": self.do_import_file,
            "target": self.do_import_target,
            "into": self.do_import_into,
            "bad": self.do_import_bad,
            "dates": self.do_import_dates,
            "guess": lambda: self._work("Reading", lambda course: desks.accepted(self.ws, desk, str(line.at), course)),
            "column": lambda: self._ask_field(int(line.at)),
        }
        act = acts.get(line.act)
        if act is not None:
            act()

    def _ask_field(self, position: int) -> None:
        desk = self._desk
        if desk is None:
            return
        choices = [Choice("", "not read"), *(Choice(name, name.replace("_", " ")) for name in desk.fields())]
        self.ask_pick(
            f"What is {desk.source.table.title(position)}?",
            choices,
            lambda choice: self._change(
                lambda now, course: desks.with_field(self.ws, now, position, choice.id, course)
            ),
            desk.field_of(position),
        )

    def do_import_file(self) -> None:
        """Ask for a file, then read it."""
        from pilotboard.tui.dialogs.path import PickFile

        def chosen(path: str | None) -> None:
            if path:
                self.open_file(Path(path).expanduser())

        before = "" if self._desk is None else f"{self._desk.path.parent}/"
        self.app.push_screen(PickFile("Which file?", before), chosen)

    def open_file(self, path: Path) -> None:
        """Read a file and show what it is taken for; one that holds a whole store goes into a new one."""
        self.ask("kind", lambda: holds_store(path), lambda whole: self._load(path) if whole else self._read(path))

    def _load(self, path: Path) -> None:
        from pilotboard.tui.whole_store import ask_and_load

        ask_and_load(self.host, self.ws, path)

    def _read(self, path: Path) -> None:
        into = self.host.scope.pilot or (self._desk.into if self._desk is not None else "")
        self._work("Reading", lambda course: desks.opened(self.ws, path, into, course))

    def do_import_accept(self) -> None:
        """Take all guesses."""
        self._change(lambda desk, course: desks.accepted(self.ws, desk, None, course))

    def do_import_dates(self) -> None:
        """Choose the order of dates."""
        choices = [Choice("dmy", "Day first", "31/12/2026"), Choice("mdy", "Month first", "12/31/2026")]
        self.ask_pick(
            "How are dates written?",
            choices,
            lambda choice: self._change(lambda desk, course: desks.dated(self.ws, desk, choice.id, course)),
        )

    def do_import_target(self) -> None:
        """Choose what the rows become."""
        choices = [Choice(target, target.value.capitalize()) for target in Target]
        self.ask_pick(
            "What do the rows become?",
            choices,
            lambda choice: self._change(lambda desk, course: desks.read_as(self.ws, desk, choice.id, course)),
        )

    def do_import_into(self) -> None:
        """Choose the pilot."""
        pilots = self.host.shell.pilots
        if pilots is not None:
            self.ask_pick(
                f"Into which {self.labels('pilot')}?",
                pilots,
                lambda choice: self._change(lambda desk, _course: desks.aimed(self.ws, desk, choice.id)),
            )

    def do_import_bad(self) -> None:
        """Leave rows at fault out, or not."""
        from dataclasses import replace

        if self._desk is not None:
            self._desk = replace(self._desk, skip_bad=not self._desk.skip_bad)
            self._show()

    def do_import_map(self) -> None:
        """Read the file by a saved map."""
        ws = self.ws
        self.ask_pick(
            "Read it by which map?",
            lambda: [Choice(one.content, one.name) for one in intake.list_maps(ws)],
            lambda choice: self._change(lambda desk, course: desks.by_map(ws, desk, choice.id, course)),
        )

    def do_import_keep(self) -> None:
        """Save the map under a name."""
        desk = self._desk
        if desk is not None:
            content = desks.map_file(desk)
            self.ask_text(
                "Save the map as", lambda name: self.host.save(lambda: intake.save_map(self.ws, name, content)), most=60
            )

    def do_import_report(self) -> None:
        """Write the report beside the file."""
        desk = self._desk
        if desk is None or desk.report is None:
            return
        report, place = desk.report, desk.path.with_name(f"{desk.path.stem}-report.csv")

        def write() -> str:
            return desks.write_report(report, place)

        self.ask("report", write, self.host.hint)

    def do_import_stop(self) -> None:
        """Stop what is under way."""
        if self._course is not None:
            self._course.stopped.set()

    def do_import_apply(self) -> None:
        """Write it."""
        desk = self._desk
        if desk is None:
            return
        course = self._begin("Writing")

        def done(applied: ImportDesk) -> None:
            self._end(applied)

        self.host.save(lambda: desks.applied(self.ws, desk, course), done, self._failed)

    # -- work in threads

    def _change(self, change: Callable[[ImportDesk, Course], ImportDesk]) -> None:
        desk = self._desk
        if desk is not None:
            self._work("Reading", lambda course: change(desk, course))

    def _work(self, what: str, step: Callable[[Course], ImportDesk]) -> None:
        course = self._begin(what)
        self.ask("import", lambda: step(course), self._end, self._failed)

    def _begin(self, what: str) -> Course:
        if self._course is not None:
            self._course.stopped.set()
        self._what, self._course = what, Course()
        self.tell_footer()
        return self._course

    def _end(self, desk: ImportDesk) -> None:
        self._desk, self._course = desk, None
        self._show()

    def _failed(self, error: Any) -> None:
        self._course = None
        self._show()
        self.work_failed(error)

    def mark_stale(self) -> None:
        """Somebody wrote: what would happen may be something else now."""
        desk = self._desk
        if desk is not None and self._course is None:
            self.ask("compare", lambda: desks.compared(self.ws, desk), self._compared_again, lambda _: None)

    def _compared_again(self, desk: ImportDesk) -> None:
        before = self._desk
        if before is None or self._course is not None or before.parsed is not desk.parsed:
            return
        stands = before.report is not None and before.report.applied and desk.report is not None
        if not (stands and desk.report is not None and not desk.report.changes):
            self._desk = desk
            self._show()

    # -- showing

    @property
    def _line(self) -> Line | None:
        found: Line | None = self.query_one(LineList).cursor_row
        return found

    def _show(self) -> None:
        desk = self._desk
        entries: list[Any] = []
        rows: dict[Any, Line] = {}
        if desk is not None:
            for line in lines_of(desk, self._into(desk)):
                if isinstance(line, Heading):
                    entries.append(line)
                else:
                    rows[line.act, line.at] = line
                    entries.append((line.act, line.at))
        self.query_one(LineList).load(entries, rows)
        self._tell_course()
        self.tell_story()
        self.tell_footer()

    def _into(self, desk: ImportDesk) -> str:
        return desk.into or (desk.report.into if desk.report is not None else "")

    def _tell_course(self) -> None:
        course, desk = self._course, self._desk
        summary = "" if desk is None else desk.path.name
        if desk is not None and desk.report is not None:
            summary += f" · {'imported: ' if desk.report.applied else ''}{counts_words(desk.report)}"
        if course is not None:
            how_far = f" {course.done:,} of {course.total:,}" if course.total else ""
            summary = f"{self._what}{how_far}, x stops"
        self.query_one(TitleLine).tell("Import", summary)


def _cells(line: Line) -> Sequence[Cell]:
    return [(line.first, line.ink), (line.second, line.ink), line.sure, line.full, line.rest]
