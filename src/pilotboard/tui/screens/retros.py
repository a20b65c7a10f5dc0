"""Retros: the coach's desk over all teams, and every retrospective there was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.coaching import CoachRow
from pilotboard.domain.dates import age_words, friendly_day
from pilotboard.domain.retro_formats import format_of
from pilotboard.domain.retros import RetroPhase, RetroRow, open_words
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import retros

_HERE = ("retros",)


class _Answer(NamedTuple):
    desk: tuple[CoachRow, ...]
    rows: list[RetroRow]


class RetrosScreen(DeskScreen):
    """A row a team above, the one that may need somebody first; the retrospectives below."""

    PLACE = "retros"
    FILTERS = True
    FILTER_HINT = "words, or year:this team:heron open"
    CSS = """
    RetrosScreen #desk { height: auto; min-height: 3; max-height: 50%; }
    RetrosScreen #retros { height: 1fr; border-top: solid $rule; }
    """
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("retro.new", ("n",), "new", "Open a retrospective.", "Change", _HERE, 20, ("write",)),
        Command(
            "retro.pane", ("tab",), "teams/retros", "From the teams to the list and back.", "Move around", _HERE, 30
        ),
    )

    def compose_body(self) -> ComposeResult:
        """The desk and the list."""
        yield TitleLine()
        yield LineList(
            [
                Column("team", most=28),
                Column("looked back", 12, "right", "soft"),
                Column("open", 5, "right"),
                Column("oldest", 7, "right", "soft"),
                Column("late", 5, "right", "warning"),
                Column("in the way", 10, "right", "warning", from_width=76),
                Column("silent", 7, "right", "soft", from_width=84),
                Column("what stands out", 0, ink="quiet", from_width=110),
            ],
            self._team_cells,
            empty="No teams yet. Press 0 to form the first one.",
            name="desk",
        )
        yield LineList(
            [
                Column("key", 6, ink="quiet"),
                Column("day", 12, ink="soft"),
                Column("team", most=28),
                Column("sprint", 6, ink="quiet", from_width=84),
                Column("format", 24, ink="soft", from_width=100),
                Column("phase", 16),
                Column("notes", 6, "right", "soft", from_width=84),
                Column("actions", 7, "right"),
                Column("open", 5, "right"),
            ],
            self._retro_cells,
            empty="Nobody has looked back yet. Press n to open the first retrospective.",
            name="retros",
        )

    def to_read(self) -> Callable[[], _Answer]:
        """The desk, and the retrospectives of the team that is looked at, or of all."""
        ws, team, text = self.ws, self.host.scope.team, self.filter_text
        return lambda: _Answer(retros.coach(ws), retros.list_retros(ws, text, team=team).rows)

    def show_answer(self, answer: _Answer) -> None:
        """Fill both."""
        self.query_one("#desk", LineList).load(
            [row.team_key for row in answer.desk], {row.team_key: row for row in answer.desk}
        )
        self.query_one("#retros", LineList).load(
            [row.key for row in answer.rows], {row.key: row for row in answer.rows}
        )
        actions = [action for row in answer.desk for action in row.actions]
        self.query_one(TitleLine).tell(
            self.labels.plural_capital("retrospective"),
            f"all {self.labels.plural('team')}: {open_words(actions, self.ws.today())}",
        )

    def _team_cells(self, row: CoachRow) -> Sequence[Cell]:
        return [
            row.team,
            ("never", "warning") if row.retro_days is None else f"{age_words(row.retro_days)} ago",
            str(len(row.actions) or "·"),
            "" if row.oldest_days is None else age_words(row.oldest_days),
            f"! {row.overdue}" if row.overdue else "",
            f"! {len(row.waiting)}" if row.waiting else "",
            _silence(row),
            row.words(),
        ]

    def _retro_cells(self, row: RetroRow) -> Sequence[Cell]:
        closed = row.phase == RetroPhase.CLOSED
        return [
            row.key,
            friendly_day(row.on, self.ws.today()),
            row.team,
            row.sprint_key or "",
            format_of(row.format).name,
            (self.labels(f"phase.{row.phase}"), "quiet" if closed else "accent"),
            str(row.notes or ""),
            str(row.actions or ""),
            str(row.open_actions or ""),
        ]

    def story(self) -> Story:
        """The team or the retrospective under the cursor in a sentence."""
        widget = self.focused
        row = widget.cursor_row if isinstance(widget, LineList) else None
        if isinstance(row, CoachRow):
            oldest = row.actions[0] if row.actions else None
            below: list[Span] = []
            if oldest is not None:
                below = [(f"oldest action: {oldest.text} ({oldest.owner or 'nobody'}), ", "soft")]
                below.append((oldest.words(self.ws.today()), "quiet"))
            return Story(row.team_key, row.team, ((row.words(), "soft"),), tuple(below))
        if isinstance(row, RetroRow):
            names = "without names" if row.anonymous else "with names"
            pieces: tuple[Span, ...] = (
                (f"{row.writers} take part, {names}", "soft"),
                ("released to leaders" if row.released else "stays in the team", "quiet"),
            )
            return Story(row.key, row.team, pieces)
        return NOTHING

    def open_row(self, row_id: Any) -> None:
        """The page of a retrospective; of a team its newest one."""
        from pilotboard.tui.screens.retro import RetroPage

        key = str(row_id)
        if not key.startswith("T-"):
            self.host.open_page(RetroPage(key))
            return

        def found(newest: str | None) -> None:
            if newest is None:
                self.host.hint("This team has not looked back yet: n opens the first one.")
            else:
                self.host.open_page(RetroPage(newest))

        self.ask("newest", lambda: _newest(self.ws, key), found)

    def do_retro_pane(self) -> None:
        """To the list and back."""
        target = "#retros" if self.focused is not None and self.focused.id == "desk" else "#desk"
        self.query_one(target).focus()

    def do_retro_new(self) -> None:
        """Open one, of the team under the cursor or the one that is looked at."""
        from pilotboard.tui.forms.retros import new_retro

        widget = self.focused
        row = widget.cursor_row if isinstance(widget, LineList) else None
        team = row.team_key if isinstance(row, CoachRow) else self.host.scope.team
        self.open_form(lambda: new_retro(self.ws, self.labels, team))


def _silence(row: CoachRow) -> Cell:
    if row.silent_days is None:
        return ("never", "warning")
    return (f"! {age_words(row.silent_days)}", "warning") if row.silent else age_words(row.silent_days)


def _newest(ws: Any, team: str) -> str | None:
    rows = retros.list_retros(ws, team=team, limit=1).rows
    return rows[0].key if rows else None
