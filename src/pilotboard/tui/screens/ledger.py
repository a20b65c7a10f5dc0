"""The base of places that are one list of things somebody writes down, changes and removes: people, sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.changes import Outcome
from pilotboard.tui.commands import Command
from pilotboard.tui.dialogs.form_spec import FormSpec
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine

_ROW = ("row", "write")


def ledger_acts(place: str, what: str) -> tuple[Command, ...]:
    """The acts of such a place; `what` is one of its things, with its article."""
    here = (place,)
    return (
        Command("row.new", ("n",), "new", f"Write down {what}.", "Change", here, 20, ("write",)),
        Command("row.edit", ("e",), "edit", f"Change {what}.", "Change", here, 30, _ROW),
        Command(
            "row.remove", ("X", "delete"), "remove", f"Remove {what} that nothing names.", "Change", here, 40, _ROW
        ),
    )


class Ledger(DeskScreen):
    """One list; a subclass answers what is in it. Rows have a ``key`` and an ``active``."""

    FILTERS = True
    NOUN: ClassVar[str] = ""
    """The label key of one thing."""
    WHY: ClassVar[str] = ""
    """What such things are good for, said where there is none yet."""

    def columns(self) -> Sequence[Column]:
        """The columns."""
        raise LookupError

    def cells(self, row: Any) -> Sequence[Cell]:
        """One line."""
        raise LookupError

    def form(self, row: Any | None) -> Callable[[], FormSpec]:
        """How the form over a row, or of a new one, is built; in a thread."""
        raise LookupError

    def remover(self, row: Any) -> Callable[[], Outcome]:
        """How a row is removed; in a thread."""
        raise LookupError

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        labels = self.labels
        yield TitleLine()
        empty = f"No {labels.plural(self.NOUN)} yet. Press n to write down the first {labels(self.NOUN)}.{self.WHY}"
        yield LineList(self.columns(), self.cells, empty=empty)

    def show_answer(self, answer: Any) -> None:
        """Fill the list, what is in use first."""
        rows = sorted(answer.rows, key=lambda row: not row.active)
        self.query_one(LineList).load([row.key for row in rows], {row.key: row for row in rows})
        past = sum(1 for row in rows if not row.active)
        more = f" · {past} no longer active" if past else ""
        said = f"{len(rows) - past} active{more}" if rows else ""
        self.query_one(TitleLine).tell(self.labels.plural_capital(self.NOUN), said)

    @property
    def cursor_row(self) -> Any:
        """The row under the cursor."""
        return self.query_one(LineList).cursor_row

    def open_row(self, row_id: Any) -> None:
        """Opening is changing here."""
        self.do_row_edit()

    def do_row_new(self) -> None:
        """The form of a new one."""
        self.open_form(self.form(None))

    def do_row_edit(self) -> None:
        """The form over the one under the cursor."""
        row = self.cursor_row
        if row is not None:
            self.open_form(self.form(row))

    def do_row_remove(self) -> None:
        """Remove, after asking; what is still named stays and says by what."""
        row = self.cursor_row
        if row is not None:
            detail = ["Undo (u) brings it back."]
            remove = self.remover(row)
            self.ask_sure(f"Remove {row.key} {row.name}?", "remove", detail, lambda: self.host.save(remove), "X")
