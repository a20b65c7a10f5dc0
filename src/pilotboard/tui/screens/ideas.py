"""Ideas: what people propose, and below it the support that is asked for; what waits for an answer stands first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.ideas import IdeaRow, waiting_words
from pilotboard.domain.support import SupportRow, support_time
from pilotboard.tui.acts.ideas import IDEA_ACTS, IdeaActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.ideas import (
    idea_cells,
    idea_columns,
    idea_story,
    support_cells,
    support_columns,
    support_story,
)
from pilotboard.tui.widgets.columns import Cell, Heading
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import ideas, support


class _Answer(NamedTuple):
    ideas: list[IdeaRow]
    support: list[SupportRow]


class IdeasScreen(IdeaActs):
    """Two lists: ideas above, requests for support below."""

    PLACE = "ideas"
    FILTERS = True
    FILTER_HINT = "words, or waiting state:assessed by:me site:willow (the ideas only)"
    CSS = """
    IdeasScreen #ideas { height: 1fr; }
    IdeasScreen #support { height: auto; min-height: 5; max-height: 45%; border-top: solid $rule; }
    """
    ACTS: ClassVar[tuple[Command, ...]] = (
        *IDEA_ACTS,
        Command("idea.pane", ("tab",), "ideas/support", "From one list to the other.", "Move around", ("ideas",), 65),
    )

    def compose_body(self) -> ComposeResult:
        """A title and both lists."""
        labels = self.labels
        yield TitleLine()
        yield LineList(
            idea_columns(labels),
            self._idea,
            empty="No ideas yet. Anyone can propose one in a minute: press n, say what need you saw and for whom.",
            name="ideas",
        )
        yield LineList(
            support_columns(),
            self._request,
            empty="No support is asked for. S asks for time, money, coaching, training, data or technology.",
            name="support",
        )

    def to_read(self) -> Callable[[], _Answer]:
        """The ideas that fit the filter, and every request."""
        ws, text = self.ws, self.filter_text
        return lambda: _Answer(ideas.list_ideas(ws, text).rows, support.list_support(ws).rows)

    def show_answer(self, answer: _Answer) -> None:
        """Fill both lists; what waits first."""
        today = self.ws.today()
        self._fill("#ideas", answer.ideas, "ANSWERED")
        self._fill("#support", answer.support, "ANSWERED")
        told = (waiting_words(answer.ideas, today), support_time(answer.support, today).words())
        spans: list[Span] = [(" · ".join(filter(None, told)), "soft")]
        self.query_one(TitleLine).tell(self.labels.plural_capital("idea"), spans, breaks=True)

    def _fill(self, name: str, rows: Sequence[IdeaRow | SupportRow], over: str) -> None:
        waiting = [row.key for row in rows if row.waiting]
        done = [row.key for row in rows if not row.waiting]
        entries: list[Any] = [Heading(f"WAITING FOR AN ANSWER {len(waiting)}"), *waiting] if waiting else []
        entries += [Heading(f"{over} {len(done)}"), *done] if done else []
        self.query_one(name, LineList).load(entries, {row.key: row for row in rows})

    def _idea(self, row: IdeaRow) -> Sequence[Cell]:
        return idea_cells(row, self.ws.today())

    def _request(self, row: SupportRow) -> Sequence[Cell]:
        return support_cells(row, self.ws.today())

    @property
    def _in_support(self) -> bool:
        return self.focused is not None and self.focused.id == "support"

    @property
    def cursor_idea(self) -> IdeaRow | None:
        """The idea under the cursor, unless one is among the requests."""
        found: IdeaRow | None = None if self._in_support else self.query_one("#ideas", LineList).cursor_row
        return found

    @property
    def cursor_request(self) -> SupportRow | None:
        """The request under the cursor, when one is among them."""
        found: SupportRow | None = self.query_one("#support", LineList).cursor_row if self._in_support else None
        return found

    def story(self) -> Story:
        """What is under the cursor."""
        idea, request, today = self.cursor_idea, self.cursor_request, self.ws.today()
        if request is not None:
            return support_story(request, today)
        return NOTHING if idea is None else idea_story(idea, today)

    def aim_at(self, row_id: Any) -> None:
        """Go to an idea or a request."""
        if str(row_id).startswith("SU-"):
            self.query_one("#support", LineList).focus()
        super().aim_at(row_id)

    def open_row(self, row_id: Any) -> None:
        """The page of the idea; of a request the page of what it is for."""
        request = self.cursor_request
        key = request.for_key if request is not None else str(row_id)
        self.host.go_found("idea" if key.startswith("ID-") else "pilot", key)

    def on_descendant_focus(self) -> None:
        """The other list has the focus: another story, other keys."""
        if self.is_mounted:
            self.tell_story()
            self.tell_footer()

    def do_idea_pane(self) -> None:
        """To the other list."""
        self.query_one("#ideas" if self._in_support else "#support").focus()
