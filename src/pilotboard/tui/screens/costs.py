"""The money of a pilot, line by line: once, each year, at scale, and the budget line that pays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from pilotboard.domain.changes import Outcome
from pilotboard.domain.costs import (
    BASIS_WORDS,
    KIND_WORDS,
    CostBasis,
    CostKind,
    CostRow,
    in_order,
    money_lines,
    summarise,
)
from pilotboard.domain.dates import friendly_day
from pilotboard.domain.money import money
from pilotboard.tui.commands import Command
from pilotboard.tui.dialogs.form_spec import FormSpec
from pilotboard.tui.drawing import Span
from pilotboard.tui.screens.ledger import Ledger, ledger_acts
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import Story
from pilotboard.usecases import costs
from pilotboard.usecases.organisation import show_organisation


class _Answer(NamedTuple):
    rows: Sequence[CostRow]
    whole: Sequence[CostRow]
    sign: str


class MoneyPage(Ledger):
    """What one pilot costs."""

    PLACE = "money"
    NOUN = "cost"
    FILTER_HINT = "words, or basis:at_scale amount>1000 -funded"
    ACTS: ClassVar[tuple[Command, ...]] = ledger_acts("money", "a line of money")

    def __init__(self, pilot: str, title: str) -> None:
        super().__init__()
        self._pilot, self._title = pilot, title
        self._answer = _Answer((), (), "$")

    def to_read(self) -> Callable[[], _Answer]:
        """The lines of the pilot that fit the filter, and all of them for the sums."""
        ws, pilot, text = self.ws, self._pilot, self.filter_text

        def query() -> _Answer:
            whole = costs.list_costs(ws, pilot=pilot).rows
            fitting = costs.list_costs(ws, text, pilot=pilot).rows if text else whole
            return _Answer(in_order(fitting), whole, show_organisation(ws).money)

        return query

    def show_answer(self, answer: _Answer) -> None:
        """Fill the list."""
        self._answer = answer
        self.query_one(LineList).load([row.key for row in answer.rows], {row.key: row for row in answer.rows})
        once = summarise(answer.whole)
        yearly = once.yearly.amount
        said = f"at scale {money(yearly, answer.sign)} a year" if yearly is not None else "at scale not known yet"
        self.query_one(TitleLine).tell(f"Money · {self._pilot}  {self._title}", said if answer.whole else "")

    def columns(self) -> Sequence[Column]:
        """Which money, what for, how much, from where."""
        return (
            Column("key", 6, ink="quiet"),
            Column("which", 9, ink="soft"),
            Column("what for", most=56),
            Column("amount", 15, "right"),
            Column("paid from", 18, ink="soft", below_width=112),
            Column("paid from", ink="soft", from_width=112, most=36),
            Column("day", 15, ink="quiet", from_width=100),
        )

    def cells(self, row: CostRow) -> Sequence[Cell]:
        """One line of money."""
        owed = row.basis is CostBasis.AT_SCALE and row.kind is CostKind.RECURRING and row.amount and not row.funding
        paid: Cell = ("? none yet", "warning") if owed else row.funding
        return (
            row.key,
            (BASIS_WORDS[row.basis], "accent" if row.basis is CostBasis.AT_SCALE else "soft"),
            row.label,
            f"{money(row.amount, self._answer.sign)} {KIND_WORDS[row.kind]}",
            paid,
            paid,
            friendly_day(row.on, self.ws.today()) if row.on else "",
        )

    def story(self) -> Story:
        """The sums, whatever line the cursor is on."""
        lines = money_lines(summarise(self._answer.whole), self._answer.sign)
        pieces: list[Span] = [(f"{what}: {said}", "text") for what, said in lines[:-1]]
        below: list[Span] = [(f"{what}: {said}", "soft") for what, said in lines[-1:]]
        return Story(self._pilot, self._title, tuple(pieces), tuple(below))

    def form(self, row: Any | None) -> Callable[[], FormSpec]:
        """New, or over a line."""
        from pilotboard.tui.forms import costs as forms

        ws, pilot = self.ws, self._pilot
        return (lambda: forms.new_cost(ws, pilot)) if row is None else lambda: forms.edit_cost(ws, row.key)

    def remover(self, row: Any) -> Callable[[], Outcome]:
        """Take a line out."""
        ws, key = self.ws, row.key
        return lambda: costs.remove_cost(ws, key)

    def do_row_remove(self) -> None:
        """Remove, after asking."""
        row: CostRow | None = self.cursor_row
        if row is not None:
            remove = self.remover(row)
            question = f"Remove {row.key} {row.label}, {money(row.amount, self._answer.sign)}?"
            self.ask_sure(question, "remove", ["Undo (u) brings it back."], lambda: self.host.save(remove), "X")
