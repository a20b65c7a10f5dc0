"""Fields to type in that never hold a control character, whether typed, pasted or stored before."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from pilotboard.domain.text import clean


def tidied(text: str, lines: bool = False) -> str:
    """Cleaned text with its blank ends: they matter while somebody is typing."""
    return clean(f"|{text}|", lines).text[1:-1]


class Entry(Input):
    """One line of text; a long paste stays editable."""

    def __init__(self, value: str = "", placeholder: str = "", **kwargs: Any) -> None:
        super().__init__(tidied(value), placeholder=placeholder, compact=True, select_on_focus=False, **kwargs)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """What Textual is about to hold."""
        return tidied(value)


class Area(TextArea):
    """Several lines of text."""

    def __init__(self, text: str = "", **kwargs: Any) -> None:
        super().__init__(
            tidied(text, lines=True),
            soft_wrap=True,
            compact=True,
            tab_behavior="focus",
            show_line_numbers=False,
            **kwargs,
        )
        self.cursor_blink = False

    def edit(self, edit: Edit) -> EditResult:
        """Every change of the text comes through here."""
        edit.text = tidied(edit.text, lines=True)
        return super().edit(edit)

    def load_text(self, text: str) -> None:
        """Another text."""
        super().load_text(tidied(text, lines=True))
