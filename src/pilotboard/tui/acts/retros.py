"""What can be done on the page of a retrospective: notes and dots, actions, its phases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pilotboard.domain.retros import ActionRow, NoteCard, NotesAfter, RetroDetail, usual_notes_after, which_three
from pilotboard.tui.commands import Command
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.board_view import BoardView
from pilotboard.tui.widgets.page import Page
from pilotboard.usecases import retro_actions, retro_notes, retros

_HERE = ("retro",)
_ACTION = ("action", "write")


def _act(
    command: str, key: str, label: str, says: str, footer: int = 0, needs: tuple[str, ...] = ("write",)
) -> Command:
    return Command(f"retro.{command}", (key,), label, says, "Change", _HERE, footer, needs)


RETRO_ACTS = (
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
    _act("change", "E", "edit it", "Change its day, its sprint, or how notes are asked for."),
    _act("release", "R", "release", "Let leaders see the actions; notes stay in the team.", 0, ("write",)),
    Command("retro.pane", ("tab",), "next part", "From actions to notes and on.", "Move around", _HERE, 65),
)


class RetroActs(DeskScreen):
    """Mixed into the page; each act ends in one use case and one sentence."""

    key: str
    _detail: RetroDetail | None

    @property
    def cursor_note(self) -> NoteCard | None:
        """The note under the cursor."""
        raise LookupError

    @property
    def cursor_action(self) -> ActionRow | None:
        """The action under the cursor."""
        raise LookupError

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
        self.host.save(lambda: retro_notes.write_note(self.ws, self.key, prompt, text))

    def do_retro_dot(self) -> None:
        """A dot more."""
        self._dots(1)

    def do_retro_undot(self) -> None:
        """A dot less."""
        self._dots(-1)

    def _dots(self, number: int) -> None:
        note = self.cursor_note
        if note is not None:
            self.host.save(lambda: retro_notes.vote(self.ws, self.key, note.id, number))

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

    def do_retro_change(self) -> None:
        """The form over the retrospective."""
        from pilotboard.tui.forms.retros import edit_retro

        self.open_form(lambda: edit_retro(self.ws, self.labels, self.key))

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
