"""Reports: the papers that can be written on the left, what the one under the cursor says on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.document import Audience, Document
from pilotboard.domain.errors import PilotboardError
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import READABLE
from pilotboard.tui.lines.papers import paper_sections
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.columns import Cell, Column, Heading
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import reports

if TYPE_CHECKING:
    from textual.widget import Widget

    from pilotboard.usecases.reports import PaperLine

_HERE = ("reports",)
PATIENCE = 0.08
"""Seconds the cursor rests on a paper before it is put together."""

WORDS = {
    Audience.INTERNAL: "for the house",
    Audience.BOARD_CLOSED: "for a closed session of the Board",
}
ACTS = (
    Command(
        "paper.export", ("x",), "export", "Write the paper into a file, in the format you choose.", "This screen",
        _HERE, 10, ("paper",),
    ),
    Command(
        "paper.audience", ("a",), "audience", "For whom it is: the house, or a closed session of the Board.",
        "This screen", _HERE, 20,
    ),
    Command("paper.pane", ("tab",), "list/paper", "From the list to the paper and back.", "Move around", _HERE, 30),
)  # fmt: skip


class ReportsScreen(DeskScreen):
    """Two panes; the right one is put together when the cursor rests."""

    PLACE = "reports"
    CSS = """
    ReportsScreen #panes { height: 1fr; }
    ReportsScreen #papers { width: 2fr; max-width: 56; }
    ReportsScreen #preview { width: 3fr; border-left: solid $rule; }
    """
    ACTS: ClassVar[tuple[Command, ...]] = ACTS

    def __init__(self) -> None:
        super().__init__()
        self._audience = Audience.INTERNAL
        self._shown: tuple[str, Document | PilotboardError] | None = None
        self._drawn_at = 0

    def compose_body(self) -> ComposeResult:
        """A title, the list, the paper."""
        yield TitleLine()
        with Horizontal(id="panes"):
            yield LineList(
                [Column("paper"), Column("day", 10, "right", "quiet", from_width=38)],
                self._cells,
                empty="Nothing to report yet: close a sprint, or log a voice.",
                name="papers",
            )
            yield Page(name="preview")

    def to_read(self) -> Callable[[], list[PaperLine]]:
        """The papers that can be written."""
        ws, scope = self.ws, self.scope_key
        return lambda: reports.list_papers(ws, scope)

    def show_answer(self, answer: list[PaperLine]) -> None:
        """Fill the list, and put the paper under the cursor together anew."""
        entries: list[Any] = []
        for heading, lines in groupby(answer, lambda line: self._group(line.what)):
            entries += [Heading(heading), *map(_id, lines)]
        self._list.load(entries, {_id(line): line for line in answer})
        self._shown = None
        self._look()
        self._tell_title()

    def _group(self, what: str) -> str:
        words = {
            "sprint": f"{self.labels('sprint')} reports",
            "retro": self.labels.plural("retrospective"),
            "pilot": f"{self.labels('pilot')} briefs",
            "decision": "decision records",
        }
        return words.get(what, "overviews").upper()

    @property
    def _list(self) -> LineList:
        return self.query_one("#papers", LineList)

    @property
    def cursor_paper(self) -> PaperLine | None:
        """The paper under the cursor."""
        found: PaperLine | None = self._list.cursor_row
        return found

    def _cells(self, line: PaperLine) -> Sequence[Cell]:
        named = f"{line.key:<6}{line.title}" if line.key and line.what != "feedback" else line.title
        title = named if line.ready else f"{named} · {line.why_not}"
        return [(title, "text" if line.ready else "quiet"), friendly_day(line.on, self.ws.today()) if line.on else ""]

    def _tell_title(self) -> None:
        where = self.host.scope.pilot_label or self.host.scope.team_label or "everything"
        self.query_one(TitleLine).tell("Reports", f"{where} · {WORDS[self._audience]}")

    # -- the preview

    def cursor_moved(self, widget: Widget) -> None:
        """Another paper, once the cursor rests."""
        super().cursor_moved(widget)
        if widget is self._list:
            self.set_timer(PATIENCE, self._look)

    def _look(self) -> None:
        """Put the paper under the cursor together, unless it is there."""
        line = self.cursor_paper
        if line is None or (self._shown is not None and self._shown[0] == _id(line)):
            return
        ws, audience, wanted = self.ws, self._audience.value, _id(line)

        def show(found: Document | PilotboardError) -> None:
            if self.cursor_paper is not None and _id(self.cursor_paper) == wanted:
                self._shown = (wanted, found)
                self._draw()

        self.ask("paper", lambda: reports.make_paper(ws, line.what, line.key, audience), show, show)

    def _draw(self) -> None:
        page = self.query_one("#preview", Page)
        found = None if self._shown is None else self._shown[1]
        self._drawn_at = page.size.width
        if isinstance(found, Document):
            page.show(paper_sections(found, max(min(page.size.width - 6, READABLE), 20)))
        elif found is not None:
            said = [found.message, found.kept, found.hint]
            page.show([Section("", [Part("refused", text, "soft") for text in said if text])])
        self.tell_footer()

    def on_resize(self, event: Any) -> None:
        """Tables are as wide as the pane."""
        super().on_resize(event)
        self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        if self._shown is not None and self.query_one("#preview", Page).size.width != self._drawn_at:
            self._draw()

    def story(self) -> Story:
        """The paper under the cursor in a sentence."""
        line = self.cursor_paper
        if line is None:
            return NOTHING
        said = line.why_not or "x writes it as PDF, web page, workbook, Markdown, CSV or JSON"
        return Story(line.key, line.title, ((line.detail, "soft"),), ((said, "quiet"),))

    def open_row(self, row_id: Any) -> None:
        """Enter goes over to the paper."""
        self.query_one("#preview").focus()

    # -- what keys do

    def lacks_paper(self) -> str | None:
        """There has to be a paper."""
        if self._shown is None:
            return "The paper is not there yet."
        found = self._shown[1]
        return found.message if isinstance(found, PilotboardError) else None

    def do_paper_pane(self) -> None:
        """To the paper and back."""
        (self.query_one("#preview") if self._list.has_focus else self._list).focus()

    def do_paper_audience(self) -> None:
        """Choose for whom."""

        def chosen(choice: Choice) -> None:
            self._audience = choice.id
            self._shown = None
            self._tell_title()
            self._look()

        choices = [Choice(one, words.capitalize(), one.value) for one, words in WORDS.items()]
        self.ask_pick("For whom?", choices, chosen, self._audience)

    def do_paper_export(self) -> None:
        """Ask for the format and the file."""
        if self._shown is None or not isinstance(self._shown[1], Document):
            return
        from pilotboard.tui.paper_writing import ask_and_write

        ask_and_write(self, self._shown[1])


def _id(line: PaperLine) -> str:
    return f"{line.what} {line.key}".strip()
