"""Programmes: what exists already, what it costs a year, and which pilots would take its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from pilotboard.domain.changes import Outcome
from pilotboard.domain.dates import due_words, friendly_day
from pilotboard.domain.money import money, short_money
from pilotboard.domain.programmes import ProgrammeRow
from pilotboard.tui.commands import Command
from pilotboard.tui.dialogs.form_spec import FormSpec
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.items import near_day
from pilotboard.tui.screens.ledger import Ledger, ledger_acts
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import programmes
from pilotboard.usecases.organisation import show_organisation


class _Answer(NamedTuple):
    rows: list[ProgrammeRow]
    sign: str


class ProgrammesScreen(Ledger):
    """The list of programmes."""

    PLACE = "programmes"
    NOUN = "programme"
    WHY = " It is what runs already and costs money each year: its place could go to a pilot."
    FILTER_HINT = "words, or cost>10000 reach<100 review<2027-01-01"
    ACTS: ClassVar[tuple[Command, ...]] = (
        *ledger_acts("programmes", "a programme"),
        Command(
            "programme.close",
            ("c",),
            "end",
            "Write down that it has ended, or that it runs again.",
            "Change",
            ("programmes",),
            35,
            ("row", "write"),
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self._sign = "$"

    def to_read(self) -> Callable[[], _Answer]:
        """The programmes that fit the filter, the dearest first."""
        ws, text = self.ws, self.filter_text
        return lambda: _Answer(programmes.list_programmes(ws, text, sort="cost").rows, show_organisation(ws).money)

    def show_answer(self, answer: _Answer) -> None:
        """Fill the list."""
        self._sign = answer.sign
        super().show_answer(answer)

    def columns(self) -> Sequence[Column]:
        """Name, owner, money, people, the next look."""
        return (
            Column("key", 6, ink="quiet"),
            Column("programme", most=48),
            Column("answers for it", ink="soft", from_width=100, most=30),
            Column("a year", 7, "right"),
            Column("reaches", 7, "right"),
            Column("each", 6, "right", "soft", from_width=92),
            Column("replaced by", 12, ink="accent", from_width=76),
            Column("review", 10, ink="soft"),
        )

    def cells(self, row: ProgrammeRow) -> Sequence[Cell]:
        """One programme."""
        known = row.yearly_cost is not None
        review = near_day(row.review_on, self.ws.today()) if row.review_on and row.active else ""
        return (
            row.key,
            (row.name, "text" if row.active else "quiet"),
            row.owner,
            (short_money(row.yearly_cost, self._sign), "text" if known else "quiet"),
            ("?", "quiet") if row.reach is None else f"{row.reach:,}",
            "" if row.per_person is None else short_money(row.per_person, self._sign),
            ", ".join(row.pilots),
            review if row.active else ("■ ended", "quiet"),
        )

    def story(self) -> Story:
        """The programme under the cursor."""
        row: ProgrammeRow | None = self.cursor_row
        if row is None:
            return NOTHING
        cost = f"{money(row.yearly_cost, self._sign)} a year" if row.yearly_cost is not None else "cost not known"
        reach = f"reaches {row.reach:,} people" if row.reach is not None else "reach not known"
        pieces: list[Span] = [(cost, "text"), (reach, "text")]
        if row.owner:
            pieces.append((row.owner, "soft"))
        below: list[Span] = []
        if row.ended_on is not None:
            below.append((f"ended on {friendly_day(row.ended_on, self.ws.today())}; c takes it up again", "quiet"))
        elif row.pilots:
            below.append((f"{', '.join(row.pilots)} would take its place", "accent"))
        if row.review_on is not None and row.active:
            below.append((f"{' · ' if below else ''}review {due_words(row.review_on, self.ws.today())}", "soft"))
        return Story(row.key, row.name, tuple(pieces), tuple(below))

    def form(self, row: Any | None) -> Callable[[], FormSpec]:
        """New, or over a programme."""
        from pilotboard.tui.forms import programmes as forms

        ws = self.ws
        return (lambda: forms.new_programme(ws)) if row is None else lambda: forms.edit_programme(ws, row.key)

    def remover(self, row: Any) -> Callable[[], Outcome]:
        """Remove a programme that no pilot would replace."""
        ws, key = self.ws, row.key
        return lambda: programmes.remove_programme(ws, key)

    def do_programme_close(self) -> None:
        """End, or take up again; either is undone by a key."""
        row: ProgrammeRow | None = self.cursor_row
        if row is not None:
            ws, key = self.ws, row.key
            act = programmes.close_programme if row.active else programmes.reopen_programme
            self.host.save(lambda: act(ws, key))
