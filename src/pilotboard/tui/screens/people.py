"""People: who works here, as what they open pilotboard, in which teams they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from pilotboard.domain.changes import Outcome
from pilotboard.domain.people import PersonRow
from pilotboard.tui.commands import Command
from pilotboard.tui.dialogs.form_spec import FormSpec
from pilotboard.tui.drawing import Span
from pilotboard.tui.screens.ledger import Ledger, ledger_acts
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import people
from pilotboard.usecases.pages import Page

FULL = 100


class PeopleScreen(Ledger):
    """The list of people."""

    PLACE = "people"
    NOUN = "person"
    FILTER_HINT = "words, or role:coach team:heron site:alder share>100"
    ACTS: ClassVar[tuple[Command, ...]] = ledger_acts("people", "a person")

    def to_read(self) -> Callable[[], Page[PersonRow]]:
        """The people that fit the filter."""
        ws, text = self.ws, self.filter_text
        return lambda: people.list_people(ws, text, sort="name")

    def columns(self) -> Sequence[Column]:
        """Name, role, teams, time."""
        labels = self.labels
        return (
            Column("key", 6, ink="quiet"),
            Column("name", most=22),
            Column("short name", 14, ink="quiet", from_width=92),
            Column("opens it as", 12, ink="soft"),
            Column(labels.plural("team"), ink="soft"),
            Column("time", 7, "right", "soft"),
            Column(labels("site"), 26, ink="quiet", from_width=120),
        )

    def cells(self, row: PersonRow) -> Sequence[Cell]:
        """One person."""
        share: Span = (f"! {row.share} %", "bad") if row.share > FULL else (f"{row.share} %", "soft")
        return (
            row.key,
            (row.name, "text" if row.active else "quiet"),
            row.handle,
            self.labels.person_role(row.role),
            ", ".join(row.teams) if row.active else "no longer active",
            share if row.share else "",
            row.site_name or "",
        )

    def story(self) -> Story:
        """The person under the cursor."""
        row: PersonRow | None = self.cursor_row
        if row is None:
            return NOTHING
        where = ", ".join(row.teams) or f"in no {self.labels('team')} today"
        pieces: list[Span] = [(self.labels.person_role(row.role), "text"), (where, "text")]
        if row.share > FULL:
            pieces.append((f"! {row.share} % of their time is promised", "bad"))
        below = " · ".join(part for part in (row.site_name or "", row.email, f"short name {row.handle}") if part)
        return Story(row.key, row.name, tuple(pieces), ((below, "soft"),))

    def form(self, row: Any | None) -> Callable[[], FormSpec]:
        """New, or over a person."""
        from pilotboard.tui.forms import people as forms

        ws, labels = self.ws, self.labels
        if row is None:
            return lambda: forms.new_person(ws, labels)
        return lambda: forms.edit_person(ws, labels, row.key)

    def remover(self, row: Any) -> Callable[[], Outcome]:
        """Remove somebody that nothing names."""
        ws, key = self.ws, row.key
        return lambda: people.remove_person(ws, key)
