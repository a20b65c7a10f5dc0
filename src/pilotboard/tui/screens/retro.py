"""The page of one retrospective: open actions of earlier ones, notes by prompt, what is agreed now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.timer import Timer

from pilotboard.domain.retros import (
    ActionRow,
    NoteCard,
    RetroDetail,
    RetroPhase,
    anonymity_words,
)
from pilotboard.tui.acts.retros import RETRO_ACTS, RetroActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.widgets.board_view import BoardView
from pilotboard.tui.widgets.lanes import Card, Lane
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import Story
from pilotboard.usecases import retros

LOOK_EVERY = 1.0
"""Seconds between two looks whether anybody wrote a note: the journal does not tell."""


class RetroPage(RetroActs):
    """One retrospective."""

    PLACE = "retro"
    CSS = """
    RetroPage #before { height: auto; max-height: 30%; }
    RetroPage #agreed { height: auto; max-height: 35%; border-top: solid $rule; }
    RetroPage .-none { display: none; }
    """
    ACTS: ClassVar[tuple[Command, ...]] = RETRO_ACTS

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._detail: RetroDetail | None = None
        self._changed: int | None = None
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """What is open still, the columns of notes, what is agreed."""
        yield TitleLine()
        yield Page(name="before")
        yield BoardView(name="notes")
        yield Page(name="agreed")

    def on_mount(self) -> None:
        """Look for notes of others now and then."""
        self._timer = self.set_interval(LOOK_EVERY, self._look)
        self.query_one(BoardView).focus()

    def _look(self) -> None:
        if self.is_current:
            self.ask("notes", lambda: retros.notes_changed(self.ws, self.key), self._looked, lambda _: None)

    def _looked(self, changed: int) -> None:
        if self._changed not in (None, changed):
            self.reload()
        self._changed = changed

    def to_read(self) -> Callable[[], RetroDetail]:
        """The retrospective with its notes and actions."""
        return lambda: retros.show_retro(self.ws, self.key)

    def show_answer(self, answer: RetroDetail) -> None:
        """Fill the page."""
        self._detail = answer
        row, labels = answer.row, self.labels
        summary: list[Span] = [
            (" · ".join(filter(None, (answer.format.name, row.sprint_key, f"{row.writers} take part", ""))), "soft"),
            (" · ", "soft"),
            (labels(f"phase.{row.phase}"), "accent"),
        ]
        if row.phase == RetroPhase.COLLECT:
            summary.append((" · notes are hidden", "quiet"))
        self.query_one(TitleLine).tell(f"{row.key}  {row.team}", summary, breaks=True)
        notes = self.query_one(BoardView)
        without = row.phase == RetroPhase.CLOSED and not any(count for _, count in answer.note_counts)
        notes.empty = f"{row.key} was closed without notes." if without else ""
        notes.load(self._lanes(answer))
        before, agreed = self.query_one("#before", Page), self.query_one("#agreed", Page)
        before.set_class(not answer.before, "-none")
        before.show([Section("Open since last time", [self._action(one) for one in answer.before])])
        agreed.show(
            [Section("Agreed", [self._action(one) for one in answer.actions], "Nothing yet: a adds an action.")]
        )

    def _lanes(self, answer: RetroDetail) -> list[Lane]:
        counts = dict(answer.note_counts)
        return [
            Lane(
                id=prompt.key,
                title=prompt.title,
                cards=[self._card(card) for card in answer.notes if card.prompt == prompt.key],
                total=counts[prompt.key],
                closed="still hidden" if answer.row.phase == RetroPhase.COLLECT else "",
            )
            for prompt in answer.format.prompts
        ]

    def _card(self, card: NoteCard) -> Card:
        dots = "•" * card.dots if card.dots <= 6 else f"• {card.dots}"
        detail: tuple[Span, ...] = ((card.author, "quiet"),) if card.author else ()
        return Card(card.id, "", card.text, tail=(dots, "accent"), detail=detail)

    def _action(self, one: ActionRow) -> Part:
        today = self.ws.today()
        late = one.overdue(today)
        words = one.words(today)
        if one.done_on is not None:
            words = f"done after {one.age_days(today)} d"
        elif one.drop_reason:
            words = f"let go: {one.drop_reason}"
        tail: list[Span] = [(f"   {one.owner or 'nobody'}", "soft"), (f"   {words}", "bad" if late else "quiet")]
        if one.item_key is not None:
            tail.append((f"   {one.item_key}", "neutral"))
        mark: Span = ("! ", "bad") if late else ("✓ ", "good") if one.done_on is not None else ("  ", "text")
        lead: tuple[Span, ...] = (mark, (f"{one.key:<6}", "quiet"))
        return Part(("action", one.key), one.text, "text" if one.open else "quiet", lead, tuple(tail))

    # -- what is under the cursor

    @property
    def cursor_note(self) -> NoteCard | None:
        """The note under the cursor."""
        if self._detail is None or self.focused is not self.query_one(BoardView):
            return None
        found = self.query_one(BoardView).cursor_id
        return next((card for card in self._detail.notes if card.id == found), None)

    @property
    def cursor_action(self) -> ActionRow | None:
        """The action under the cursor."""
        detail, widget = self._detail, self.focused
        if detail is None or not isinstance(widget, Page):
            return None
        part = widget.cursor_part
        key = part[1] if isinstance(part, tuple) else None
        return next((one for one in (*detail.before, *detail.actions) if one.key == key), None)

    def story(self) -> Story:
        """The note or action under the cursor, else what is kept of a note."""
        note, action, detail = self.cursor_note, self.cursor_action, self._detail
        if note is not None:
            dots = f"{note.dots} dot{'' if note.dots == 1 else 's'}"
            return Story("", note.text, ((dots, "accent"),))
        if action is not None:
            return Story(action.key, action.text, ((action.words(self.ws.today()), "soft"),))
        if detail is None:
            return Story()
        lane = self.query_one(BoardView).cursor_lane
        prompt = detail.format.prompt(str(lane.id)) if lane is not None else None
        question: tuple[Span, ...] = ((prompt.question, "soft"),) if prompt is not None else ()
        return Story("", "", question, ((anonymity_words(detail.row.anonymous), "quiet"),))

    def _phase(self) -> RetroPhase | None:
        return None if self._detail is None else self._detail.row.phase

    def lacks_running(self) -> str | None:
        """An act needs a retrospective that is not closed."""
        return f"{self.key} is closed." if self._phase() == RetroPhase.CLOSED else None

    def lacks_collect(self) -> str | None:
        """Notes are shown once."""
        return None if self._phase() == RetroPhase.COLLECT else "The notes are shown already."

    def lacks_acting(self) -> str | None:
        """A close comes after the notes were shown."""
        if self._phase() == RetroPhase.ACT:
            return None
        return self.lacks_running() or "Show the notes first (s), and agree on what to do."

    def lacks_note(self) -> str | None:
        """Dots need notes that are shown."""
        if self._phase() != RetroPhase.ACT:
            return self.lacks_running() or "Dots come after the notes are shown."
        return None if self.cursor_note is not None else "Put the cursor on a note first."

    def lacks_action(self) -> str | None:
        """An act needs an open action."""
        action = self.cursor_action
        if action is None:
            return "Press tab and put the cursor on an action first."
        return None if action.open else f"{action.key} is not open any more."

    def open_row(self, row_id: Any) -> None:
        """Enter on an action: its item, or its form. On a note: the whole of it stands below."""
        action = self.cursor_action
        if action is not None and action.item_key is not None:
            self.host.go_found("item", action.item_key)
        elif action is not None and action.open:
            self.do_retro_edit()

    def do_retro_pane(self) -> None:
        """To the next part."""
        parts = [self.query_one("#before"), self.query_one("#notes"), self.query_one("#agreed")]
        seen = [part for part in parts if part.display]
        at = seen.index(self.focused) if self.focused in seen else 0
        seen[(at + 1) % len(seen)].focus()
        self.tell_story()
        self.tell_footer()
