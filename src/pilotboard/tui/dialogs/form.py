"""A form from a declaration: checked while you type, kept on disk while unfinished, nothing lost on a conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from pilotboard.domain.errors import Conflict, InvalidInput, PilotboardError
from pilotboard.tui.dialogs.base import Dialog
from pilotboard.tui.dialogs.fields import ChoiceLine, FieldBox
from pilotboard.tui.dialogs.form_spec import FormSpec
from pilotboard.tui.drafts import DraftFile
from pilotboard.tui.drawing import content
from pilotboard.tui.shell import Choice, Said

KEEP_EVERY = 2.0
"""Seconds between two savings of the draft while there is something new in it."""


class Form(Dialog[Said]):
    """``ctrl+s`` saves, ``esc`` asks only when something was changed. Answers the outcome, or ``None``."""

    WIDTH = "-wide"
    BINDINGS = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False),
        Binding("ctrl+r", "start_over", show=False, priority=True),
    ]
    KEYS = (("ctrl+s", "save"), ("tab", "next field"), ("esc", "leave"))

    def __init__(self, spec: FormSpec) -> None:
        super().__init__(spec.title, self.KEYS)
        self.spec = spec
        self._start = {field.name: field.value for field in spec.fields}
        self._kept: dict[str, str] = {}
        self._draft = DraftFile(None, spec.form_id)
        self._saving = False
        self._saved_as: Said | None = None

    # -- building

    def compose_inside(self) -> ComposeResult:
        """The fields, with what an earlier run left unfinished."""
        self._draft = DraftFile(self.host.shell.drafts, self.spec.form_id)
        draft = self._draft.load()
        kept = {name: value for name, value in draft.values.items() if name in self._start} if draft else {}
        self._kept = {**self._start, **kept}
        yield Static(id="note", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            for field in self.spec.fields:
                yield FieldBox(field, self._kept[field.name])

    def on_mount(self) -> None:
        """Focus the first field; say when a draft came back."""
        boxes = self.query(FieldBox)
        if not boxes or not boxes.first().children:
            return  # it was left before it was there
        boxes.first().control.focus()
        restored = self._kept != self._start
        self.say("What you had typed earlier is back. ctrl+r starts over." if restored else "", wrong=False)
        self.set_interval(KEEP_EVERY, self.keep_draft)

    def say(self, text: str, *, wrong: bool = True) -> None:
        """One line above the fields."""
        note = self.query_one("#note", Static)
        note.update(content(text, lines=True))
        note.set_class(wrong and bool(text), "-wrong")
        note.display = bool(text)

    # -- values

    @property
    def values(self) -> dict[str, str]:
        """What the fields hold."""
        return {box.spec.name: box.value for box in self.query(FieldBox)}

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what the form was opened with."""
        return self.values != self._start

    def keep_draft(self) -> None:
        """Write the draft file when there is something new to keep."""
        values = self.values
        if values == self._kept or self._saving:
            return
        self._kept = values
        if values == self._start:
            self._draft.remove()
        else:
            self._draft.save(self.spec.title, values)

    def action_start_over(self) -> None:
        """Back to what the form was opened with."""
        for box in self.query(FieldBox):
            box.put(self._start[box.spec.name])
        self._draft.remove()
        self._kept = dict(self._start)
        self.say("")

    # -- checking

    def on_field_box_changed(self, message: FieldBox.Changed) -> None:
        """Check while typing; a newer letter makes an older answer stale."""
        message.stop()
        message.box.say(message.box.too_long)
        check, values = self.spec.check, self.values
        if check is not None:
            name = message.box.spec.name
            self.ask("check", lambda: check(values), lambda wrong: self._checked(wrong, name))

    def _checked(self, wrong: dict[str, str], typed: str) -> None:
        for box in self.query(FieldBox):
            name = box.spec.name
            # A field that was not touched yet is not complained about.
            touched = name == typed or box.value != self._start[name]
            box.say(box.too_long or (wrong.get(name, "") if touched else ""))

    def on_choice_line_wanted(self, message: ChoiceLine.Wanted) -> None:
        """List the choices of a field; not any more once it is being saved."""
        message.stop()
        if self._saving:
            return
        from pilotboard.tui.dialogs.pick import Pick

        def picked(choice: Choice | None) -> None:
            if choice is not None:
                message.line.choose(str(choice.id))

        current = next((choice.id for choice in message.line.choices if str(choice.id) == message.line.value), None)
        self.app.push_screen(Pick("Choose", message.line.choices, current=current), picked)

    # -- saving and leaving

    def action_save(self) -> None:
        """Save, unless a text is too long or it is being saved already."""
        if self._saving:
            return
        for box in self.query(FieldBox):
            if box.too_long:
                box.say(box.too_long)
                box.control.focus()
                return
        values = self.values
        self._begin(lambda: self.spec.save(values))

    def _begin(self, call: Callable[[], Said]) -> None:
        self.keep_draft()
        self._saving = True
        self.say("Saving…", wrong=False)
        self.host.save(call, self._saved, self._refused)

    def _saved(self, outcome: Said) -> None:
        self._draft.remove()
        self._saved_as = outcome
        self.dismiss(outcome)

    def on_screen_resume(self) -> None:
        """What lay over the form is gone: a form that was saved meanwhile has nothing left to do."""
        if self._saved_as is not None:
            self.dismiss(self._saved_as)

    def _refused(self, error: PilotboardError) -> None:
        """Nothing typed is lost: the form stays, with what went wrong above the fields or at one of them."""
        self._saving = False
        if isinstance(error, Conflict) and self.spec.resolve is not None:
            self.say(" ".join(error.sentences()))
            self._compare(error)
            return
        boxes = {box.spec.name: box for box in self.query(FieldBox)}
        if isinstance(error, InvalidInput) and any(problem.field in boxes for problem in error.fields):
            self.say("")
            for problem in error.fields:
                if problem.field in boxes:
                    boxes[problem.field].say(" ".join(part for part in (problem.message, problem.hint) if part))
            first = next(problem.field for problem in error.fields if problem.field in boxes)
            boxes[first].control.focus()
            return
        self.say(" ".join(error.sentences()))

    def _compare(self, conflict: Conflict) -> None:
        from pilotboard.tui.dialogs.conflict import ConflictDialog

        labels = {field.name: field.label for field in self.spec.fields}

        def chosen(picked: dict[str, Any] | None) -> None:
            resolve = self.spec.resolve
            if picked is None or resolve is None:
                return
            for box in self.query(FieldBox):
                if box.spec.name in picked:
                    box.put(str(picked[box.spec.name]))
            values = {**self.values, **{name: str(value) for name, value in picked.items()}}
            self._begin(lambda: resolve(values, conflict))

        self.app.push_screen(ConflictDialog(conflict, labels), chosen)

    def action_leave(self) -> None:
        """Leave; ask first when something was typed. Not while it is being saved: that ends in a moment."""
        if self._saving:
            return
        if not self.dirty:
            self._draft.remove()
            self.dismiss(None)
            return
        from pilotboard.tui.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self._draft.remove()
                self.dismiss(None)

        question = "Leave without saving what you typed?"
        self.app.push_screen(Confirm(question, "throw it away", keep="go on typing"), answered)
