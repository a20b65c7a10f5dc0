"""The page of a pilot: one page that a leader could read aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.pilots import PilotDetail
from pilotboard.domain.stages import missing_words
from pilotboard.tui.commands import Command
from pilotboard.tui.pilot_story import PilotStory, read_story
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.sections.pilot import sections
from pilotboard.tui.widgets.page import Page
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import Story

_TELLS = {"gates": "evidence", "scale": "scale", "decision": "scale"}
"""The places that tell more about parts of the page."""


class PilotPage(DeskScreen):
    """One pilot."""

    PLACE = "pilot"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("pilot.edit", ("e",), "edit", "Change the pilot.", "Change", ("pilot",), 20, ("write",)),
        Command("pilot.work", ("b",), "board", "The board of this pilot.", "Go to", ("pilot",), 30),
        Command("pilot.voices", ("o",), "voices", "What people said about this pilot.", "Go to", ("pilot",), 45),
        Command("pilot.money", ("dollar_sign",), "money", "What it costs, line by line.", "Go to", ("pilot",), 48),
        Command("pilot.paper", ("x",), "export", "Write its brief, one page.", "This screen", ("pilot",), 50),
        Command("pilot.list", ("l",), "backlog", "The backlog of this pilot.", "Go to", ("pilot",), 40),
    )

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._detail: PilotDetail | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], PilotStory]:
        """Everything about the pilot."""
        ws, key = self.ws, self.key
        return lambda: read_story(ws, key)

    def show_answer(self, answer: PilotStory) -> None:
        """Fill the page."""
        detail = self._detail = answer.detail
        stage = f"{self.labels.stage(detail.row.stage)}: {detail.stage.because}"
        self.query_one(TitleLine).tell(f"{detail.row.key}  {detail.row.title}", [(stage, "soft")], breaks=True)
        self.query_one(Page).show(sections(self.labels, answer, self.ws.now(), self.ws.today()))

    def story(self) -> Story:
        """What enter does here."""
        if self._detail is None:
            return Story()
        part = self.query_one(Page).cursor_part
        below = f"enter opens {part[1]}" if isinstance(part, tuple) else missing_words(self._detail.stage, self.labels)
        row = self._detail.row
        return Story(row.key, row.title, ((self.labels.stage(row.stage), "text"),), ((below, "soft"),))

    def lacks_open(self) -> str | None:
        """Most lines lead to what they are about; texts do not."""
        part = self.query_one(Page).cursor_part
        leads = isinstance(part, tuple) or part == "money" or part in _TELLS
        return None if leads else f"Put the cursor on {self.labels.a('item')}, a voice or a line of money to open it."

    def open_row(self, row_id: Any) -> None:
        """Open the item, the voice, the sprint under the cursor, or what tells more about the line."""
        part = row_id[0]
        if isinstance(part, tuple):
            self.host.go_found(*part)
        elif part == "money":
            self.do_pilot_money()
        elif part in _TELLS:
            self.host.go_to(_TELLS[part], self.key)

    def do_pilot_edit(self) -> None:
        """The form over this pilot."""
        from pilotboard.tui.forms.pilots import edit_pilot

        self.open_form(lambda: edit_pilot(self.ws, self.labels, self.key))

    def do_pilot_money(self) -> None:
        """The lines of money."""
        from pilotboard.tui.screens.costs import MoneyPage

        if self._detail is not None:
            self.host.open_page(MoneyPage(self.key, self._detail.row.title))

    def do_pilot_work(self) -> None:
        """Look at the board of this pilot only."""
        self._go("board")

    @property
    def voice_pilot(self) -> str:
        """What a new voice is about."""
        return self.key

    def do_pilot_voices(self) -> None:
        """Look at the voices of this pilot only."""
        self._go("feedback")

    def do_pilot_list(self) -> None:
        """Look at the backlog of this pilot only."""
        self._go("backlog")

    def do_pilot_paper(self) -> None:
        """Write the brief of this pilot into a file."""
        from pilotboard.tui.paper_writing import ask_and_write
        from pilotboard.usecases.decision_papers import pilot_paper

        self.ask("paper", lambda: pilot_paper(self.ws, self.key), lambda made: ask_and_write(self, made))

    def _go(self, place: str) -> None:
        if self._detail is not None:
            self.look_at_pilot(self.key, self._detail.row.title)
            self.host.go_to(place)
