"""A reference for lists: Textual's own DataTable with 1,000 rows of five columns."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class TableApp(App[None]):
    """One table, the cursor on a row."""

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("key", "title", "state", "who", "due")
        table.add_rows(
            (f"P01-{row}", f"Ask ten families about the letter, part {row}", "backlog", "Ana Ruiz", "2026-04-01")
            for row in range(1000)
        )
        table.focus()


if __name__ == "__main__":
    TableApp().run()
