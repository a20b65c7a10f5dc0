"""The fields of a form: what a form declares, and the widget of each kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from pilotboard.tui.dialogs.form_spec import Field
from pilotboard.tui.dialogs.prompt import counter
from pilotboard.tui.drawing import Span, content, spread
from pilotboard.tui.shell import Choice
from pilotboard.tui.theme import Ground
from pilotboard.tui.widgets.drawn import Drawn
from pilotboard.tui.widgets.entry import Area, Entry

_HINTS: dict[str, str] = {"date": "YYYY-MM-DD, today, +3d, fri", "words": "words, commas between"}


YES_NO = (Choice("yes", "yes"), Choice("no", "no"))


class ChoiceLine(Drawn, can_focus=True):
    """One of several, in one line: left and right go through them, enter lists them."""

    GROUND: Ground = "ground"

    @dataclass
    class Changed(Message):
        """Another one was chosen."""

        value: str

    @dataclass
    class Wanted(Message):
        """The whole list is wanted."""

        line: ChoiceLine

    def __init__(self, choices: Sequence[Choice], value: str) -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.value = value

    @property
    def _index(self) -> int:
        return next((i for i, choice in enumerate(self.choices) if str(choice.id) == self.value), -1)

    def choose(self, value: str) -> None:
        """Choose by id."""
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed(value))

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        index = self._index
        choice = self.choices[index] if index >= 0 else None
        here = self.has_focus
        label = choice.label if choice else "-"
        left: list[Span] = [(label, "strong" if here else "text")]
        right: list[Span] = [("← →  enter lists ", "soft")] if here else [("▾ ", "quiet")]
        return spread(left, right, cells)

    def on_key(self, event: events.Key) -> None:
        """Left and right choose, enter lists."""
        step = {"left": -1, "right": 1, "h": -1, "l": 1}.get(event.key)
        if step is not None and self.choices:
            event.stop()
            self.choose(str(self.choices[(self._index + step) % len(self.choices)].id))
        elif event.key in ("enter", "space", "slash"):
            event.stop()
            self.post_message(self.Wanted(self))

    def on_click(self) -> None:
        """A click lists them."""
        self.post_message(self.Wanted(self))

    def on_focus(self) -> None:
        self.GROUND = "selection"
        self.refresh()

    def on_blur(self) -> None:
        self.GROUND = "ground"
        self.refresh()


class FieldBox(Vertical):
    """A label, the widget of the field's kind, and a line that says what is wrong or how much room is left."""

    @dataclass
    class Changed(Message):
        """The field holds another value."""

        box: FieldBox

    def __init__(self, spec: Field, value: str) -> None:
        super().__init__()
        self.spec = spec
        self._start = value

    def compose(self) -> ComposeResult:
        """Label, widget, note. The label stands before what is typed, above it where several lines are."""
        mark = " (needed)" if self.spec.required else ""
        label = Static(content(self.spec.label + mark), classes="label")
        if self.spec.kind == "long":
            self.add_class("-long")
            yield label
            yield self.control
        else:
            with Horizontal(classes="line"):
                yield label
                yield self.control
        yield Static(classes="note", markup=False)

    @cached_property
    def control(self) -> Any:
        """The widget that is typed into."""
        spec = self.spec
        if spec.kind in ("choice", "person", "flag"):
            return ChoiceLine(spec.choices or YES_NO, self._start)
        if spec.kind == "long":
            return Area(self._start)
        return Entry(self._start, spec.hint or _HINTS.get(spec.kind, ""))

    @property
    def value(self) -> str:
        """What the field holds."""
        control = self.control
        return control.text if isinstance(control, TextArea) else str(control.value)

    def put(self, value: str) -> None:
        """Put another value in."""
        control = self.control
        if isinstance(control, TextArea):
            control.load_text(value)
        elif isinstance(control, ChoiceLine):
            control.choose(value)
        else:
            control.value = value

    def say(self, problem: str) -> None:
        """Show what is wrong; without, how much room is left."""
        note = self.query_one(".note", Static)
        note.set_class(bool(problem), "-wrong")
        text = problem or (counter(self.value, self.spec.most) if self.spec.kind in ("text", "long", "words") else "")
        note.update(content(text))
        note.display = bool(text)

    @property
    def too_long(self) -> str:
        """What is wrong with the length, or ``""``."""
        return counter(self.value, self.spec.most) if len(self.value) > self.spec.most else ""

    def on_mount(self) -> None:
        for note in self.query(".note"):  # none when the form was left before it was there
            note.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    def on_choice_line_changed(self, event: ChoiceLine.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))
