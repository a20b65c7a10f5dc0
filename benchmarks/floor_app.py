"""The floor: a bare Textual app with one line of text. Nothing that uses Textual starts faster."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class FloorApp(App[None]):
    """One Static."""

    def compose(self) -> ComposeResult:
        yield Static("floor is ready")


if __name__ == "__main__":
    FloorApp().run()
