"""The page of one retrospective: open actions of earlier ones, notes by prompt, what is agreed now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.timer import Timer

from pilotboard.domain.retros import (
    ActionRow,
    NoteCard,
    NotesAfter,
    RetroDetail,
    RetroPhase,
    anonymity_words,
    usual_notes_after,
    which_three,
)
from pilotboard.tui.commands import Command
from pilotboard.tui.lines import Span
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.board_view import BoardView, Card, Lane
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import Story
from pilotboard.usecases import retro_actions, retros

_HERE = ("retro",)
_ACTION = ("action", "write")
LOOK_EVERY = 1.0
"""Seconds between two looks whether anybody wrote a note: the journal does not tell."""


def _act(
    command: str, key: str, label: str, says: str, footer: int = 0, needs: tuple[str, ...] = ("write",)
) -> Command:
    return Command(f"retro.{command}", (key,), label, says, "Change", _HERE, footer, needs)


class RetroPage(DeskScreen):
    """One retrospective."""

    PLACE = "retro"
    CSS = """
    RetroPage #before { height: auto; max-height: 30%; }
    RetroPage #agreed { height: auto; max-height: 35%; border-top: solid $rule; }
    RetroPage .-none { display: none; }
    """
    ACTS: ClassVar[tuple[Command, ...]] = (
        _act("note", "n", "note", "Write a note under the prompt of this column.", 20, ("running", "write")),
        _act("dot", "plus", "dot", "Give the note under the cursor a dot.", 25, ("note", "write")),
        _act("undot", "minus", "take a dot", "Take a dot from the note under the cursor.", 0, ("note", "write")),
        _act("show", "s", "show notes", "Show the notes to everybody and go on to actions.", 30, ("collect", "write")),
        _act("action", "a", "action", "Agree on an action: what, who, until when.", 35, ("running", "write")),
        _act("close", "C", "close", "Close it; space selects the actions that stay.", 60, ("acting", "write")),
        _act("scribe", "S", "scribe", "Write a talk down, a note a line.", 50, ("running", "write")),
        _act("done", "d", "done", "The action under the cursor is done.", 40, _ACTION),
        _act("carry", "c", "carry on", "Carry the action under the cursor on to a new day.", 42, _ACTION),
        _act("drop", "x", "let go", "Let the action under the cursor go, with a reason.", 44, _ACTION),
        _act("item", "i", "to backlog", "Make the action under the cursor an item of the backlog.", 46, _ACTION),
        _act("edit", "e", "edit", "Change text, owner or day of the action under the cursor.", 0, _ACTION),
        _act("release", "R", "release", "Let leaders see the actions; notes stay in the team.", 0, ("write",)),
        Command("retro.pane", ("tab",), "next part", "From actions to notes and on.", "Move around", _HERE, 65),
    )

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
            (f"{answer.format.name} · {row.writers} take part · ", "soft"),
            (labels(f"phase.{row.phase}"), "accent"),
        ]
        if row.phase == RetroPhase.COLLECT:
            summary.append((" · notes are hidden", "quiet"))
        self.query_one(TitleLine).tell(f"{row.key}  {row.team}", summary, breaks=True)
        self.query_one(BoardView).load(self._lanes(answer))
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
                count=counts[prompt.key],
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

    # -- acts

    def do_retro_note(self) -> None:
        """A note under the prompt of the column; nothing of it is kept on the disk until it is saved."""
        lane = self.query_one(BoardView).cursor_lane
        detail = self._detail
        if lane is None or detail is None:
            return
        prompt = detail.format.prompt(str(lane.id))
        if prompt is not None:
            title = f"{prompt.title}: {prompt.question}"
            self.ask_text(title, lambda text: self._write(prompt.key, text), most=2000)

    def _write(self, prompt: str, text: str) -> None:
        self.host.save(lambda: retros.write_note(self.ws, self.key, prompt, text))

    def do_retro_dot(self) -> None:
        """A dot more."""
        self._dots(1)

    def do_retro_undot(self) -> None:
        """A dot less."""
        self._dots(-1)

    def _dots(self, number: int) -> None:
        note = self.cursor_note
        if note is not None:
            self.host.save(lambda: retros.vote(self.ws, self.key, note.id, number))

    def do_retro_show(self) -> None:
        """Show the notes, after asking."""
        if self._detail is None:
            return
        warning = retros.reveal_words(self._detail.row)
        detail = [*filter(None, [warning]), "Everybody sees them then; dots and actions follow."]
        self.ask_sure(f"Show the notes of {self.key}?", "show", detail, self._show, "s")

    def _show(self) -> None:
        self.host.save(lambda: retros.show_notes(self.ws, self.key))

    def do_retro_action(self) -> None:
        """Agree on an action; the note under the cursor gives it its words."""
        from pilotboard.tui.forms.retros import new_action

        note = self.cursor_note
        text = "" if note is None else note.text[:200]
        self.open_form(lambda: new_action(self.ws, self.labels, self.key, text))

    def do_retro_edit(self) -> None:
        """The form over the action."""
        from pilotboard.tui.forms.retros import edit_action

        action = self.cursor_action
        if action is not None:
            self.open_form(lambda: edit_action(self.ws, action.key))

    def do_retro_scribe(self) -> None:
        """Write a talk down."""
        from pilotboard.tui.forms.retros import scribe

        if self._detail is not None:
            prompts = [prompt.title for prompt in self._detail.format.prompts]
            self.open_form(lambda: scribe(self.ws, self.key, prompts))

    def do_retro_done(self) -> None:
        """It is done."""
        self._for_action(lambda key: retro_actions.finish_action(self.ws, key))

    def do_retro_drop(self) -> None:
        """Let it go."""
        action = self.cursor_action
        if action is not None:
            self.ask_text(f"Why is {action.key} let go?", lambda why: self._drop(action.key, why), do="let go")

    def _drop(self, key: str, why: str) -> None:
        self.host.save(lambda: retro_actions.drop_action(self.ws, key, why))

    def do_retro_carry(self) -> None:
        """Carry it on."""
        action = self.cursor_action
        if action is not None:
            self.ask_text(f"Until when now? {action.text}", lambda day: self._carry(action.key, day), value="+14d")

    def _carry(self, key: str, said: str) -> None:
        from pilotboard.domain.dates import parse_day

        self.host.save(lambda: retro_actions.carry_action(self.ws, key, parse_day(said, self.ws.today(), "due")))

    def do_retro_item(self) -> None:
        """Into the backlog; of several pilots one is chosen."""
        action = self.cursor_action
        if action is not None:
            self.ask(
                "pilots",
                lambda: retro_actions.team_pilots(self.ws, action.key),
                lambda found: self._item(action.key, found),
            )

    def _item(self, key: str, pilots: Sequence[tuple[str, str]]) -> None:
        if len(pilots) < 2:
            self.host.save(lambda: retro_actions.item_from_action(self.ws, key))
            return
        choices = [Choice(pilot, title, pilot) for pilot, title in pilots]
        self.ask_pick(
            "Into which pilot?",
            choices,
            lambda choice: self.host.save(lambda: retro_actions.item_from_action(self.ws, key, choice.id)),
        )

    def _for_action(self, act: Callable[[str], Any]) -> None:
        action = self.cursor_action
        if action is not None:
            self.host.save(lambda: act(action.key))

    def do_retro_release(self) -> None:
        """Let leaders see the actions."""
        self.host.save(lambda: retros.release_retro(self.ws, self.key))

    def do_retro_close(self) -> None:
        """Close; more than three actions have to be chosen from first."""
        detail = self._detail
        if detail is None:
            return
        standing = [one.key for one in detail.actions if one.open and one.item_key is None]
        chosen = self._selected()
        if which_three(standing) and not 1 <= len(chosen) <= 3:
            self.host.hint(f"{which_three(standing)} Select up to three with space, then press C.")
            self.query_one("#agreed").focus()
            return
        if not detail.row.notes:
            self._close(chosen, None)
            return
        usual = usual_notes_after(detail.row.anonymous)
        choices = [
            Choice(NotesAfter.DESTROY, "Destroy the notes for good", "cannot be undone"),
            Choice(NotesAfter.KEEP, "Keep the notes in the team"),
        ]
        self.ask_pick(
            f"Close {self.key}: what happens to its notes?",
            choices,
            lambda choice: self._close(chosen, choice.id),
            usual,
        )

    def _selected(self) -> list[str]:
        found = [entry[0][1] for entry in self.query_one("#agreed", Page).selected if entry[0][0] == "action"]
        return sorted(set(found))

    def _close(self, chosen: Sequence[str], notes: NotesAfter | None) -> None:
        values: dict[str, object] = {"actions": tuple(chosen)}
        if notes is not None:
            values["notes"] = notes
        self.host.save(lambda: retros.close_retro(self.ws, self.key, values))
