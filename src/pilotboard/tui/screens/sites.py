"""Sites: the places where pilots run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from pilotboard.domain.changes import Outcome
from pilotboard.domain.sites import SiteRow
from pilotboard.tui.commands import Command
from pilotboard.tui.dialogs.form_spec import FormSpec
from pilotboard.tui.drawing import Span
from pilotboard.tui.screens.ledger import Ledger, ledger_acts
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import sites
from pilotboard.usecases.pages import Page


class SitesScreen(Ledger):
    """The list of sites."""

    PLACE = "sites"
    NOUN = "site"
    FILTER_HINT = "words, or kind:school focal population>200"
    ACTS: ClassVar[tuple[Command, ...]] = ledger_acts("sites", "a site")

    def to_read(self) -> Callable[[], Page[SiteRow]]:
        """The sites that fit the filter."""
        ws, text = self.ws, self.filter_text
        return lambda: sites.list_sites(ws, text, sort="name")

    def columns(self) -> Sequence[Column]:
        """Name, kind, how many."""
        labels = self.labels
        return (
            Column("key", 6, ink="quiet"),
            Column(labels("site"), most=48),
            Column("kind", 6, ink="soft"),
            Column("", 12, ink="accent", from_width=76),
            Column("serves", 7, "right", "soft"),
            Column(labels.plural("pilot"), 6, "right"),
            Column(labels.plural("person"), 6, "right", "soft"),
        )

    def cells(self, row: SiteRow) -> Sequence[Cell]:
        """One site."""
        return (
            row.key,
            (row.name, "text" if row.active else "quiet"),
            row.kind.value,
            "served first" if row.focal else "",
            "" if row.population is None else f"{row.population:,}",
            str(row.pilots),
            str(row.people),
        )

    def story(self) -> Story:
        """The site under the cursor."""
        row: SiteRow | None = self.cursor_row
        if row is None:
            return NOTHING
        labels = self.labels
        pieces: list[Span] = [(row.kind.value, "text")]
        if row.population is not None:
            pieces.append((f"serves {row.population:,} people", "text"))
        pieces.append((f"{labels.count(row.pilots, 'pilot')}, {labels.count(row.people, 'person')}", "soft"))
        if row.focal:
            pieces.append(("the plan serves it first", "accent"))
        if not row.active:
            pieces.append(("no longer in use", "quiet"))
        return Story(row.key, row.name, tuple(pieces))

    def form(self, row: Any | None) -> Callable[[], FormSpec]:
        """New, or over a site."""
        from pilotboard.tui.forms import sites as forms

        ws, labels = self.ws, self.labels
        if row is None:
            return lambda: forms.new_site(ws, labels)
        return lambda: forms.edit_site(ws, row.key)

    def remover(self, row: Any) -> Callable[[], Outcome]:
        """Remove a site that nothing names."""
        ws, key = self.ws, row.key
        return lambda: sites.remove_site(ws, key)
