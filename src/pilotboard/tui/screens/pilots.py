"""Every pilot at a glance: how far it is, who does it, what waits, when it is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.pilots import PilotRow
from pilotboard.tui.acts.imports import IMPORT
from pilotboard.tui.commands import Command
from pilotboard.tui.lines.pilots import SOON_DAYS, Around, days_left, pilot_cells, pilot_columns, pilot_story
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.columns import Cell
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import feedback, parking, pilots
from pilotboard.usecases.organisation import show_organisation
from pilotboard.usecases.pages import Page
from pilotboard.usecases.sprints import RunningSprint, running_sprints


class _Answer(NamedTuple):
    """What the list is made of; voices are by pilot, running sprints by team."""

    page: Page[PilotRow]
    voices: dict[str, tuple[int, int]]
    sprints: dict[str, RunningSprint]
    sign: str


class PilotsScreen(DeskScreen):
    """The list of pilots; enter opens a pilot's page."""

    PLACE = "pilots"
    FILTERS = True
    FILTER_HINT = "words, or stage:testing team:heron due<2026-12-31"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("pilot.new", ("n",), "new", "Write down a new pilot.", "Change", ("pilots",), 20, ("write",)),
        Command("pilot.edit", ("e",), "edit", "Change the pilot.", "Change", ("pilots",), 30, ("row", "write")),
        Command("pilot.work", ("b",), "board", "The board of this pilot.", "Go to", ("pilots",), 40, ("row",)),
        Command(
            "pilot.close",
            ("c",),
            "close",
            "Close the pilot, or open it again.",
            "Change",
            ("pilots",),
            needs=("row", "write"),
        ),
        Command(
            "pilot.team",
            ("m",),
            "move to",
            "Give the pilot with its items to another team.",
            "Change",
            ("pilots",),
            needs=("row", "write"),
        ),
        Command(
            "pilot.copy",
            ("C",),
            "copy to a site",
            "Begin the pilot anew at another site; its results stay with the first.",
            "Change",
            ("pilots",),
            needs=("row", "write"),
        ),
        Command(
            "pilot.remove",
            ("X", "delete"),
            "remove",
            "Remove a pilot without items; others are closed.",
            "Change",
            ("pilots",),
            needs=("row", "write"),
        ),
        Command(
            "pilot.park",
            ("K",),
            "park",
            "Let the pilot wait, or take it up again.",
            "Change",
            ("pilots",),
            needs=("row", "write"),
        ),
        IMPORT,
    )

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        yield TitleLine()
        yield LineList(
            pilot_columns(self.labels),
            self._cells,
            empty="No pilots yet. Press n to write down the first one; a template brings first work.",
        )

    def __init__(self) -> None:
        super().__init__()
        self._answer = _Answer(Page([], 0), {}, {}, "")

    def to_read(self) -> Callable[[], _Answer]:
        """The pilots that fit the filter, their voices, the sprints of their teams."""
        ws, text = self.ws, self.filter_text
        return lambda: _Answer(
            pilots.list_pilots(ws, text),
            feedback.voices_by_pilot(ws),
            running_sprints(ws),
            show_organisation(ws).money,
        )

    def show_answer(self, answer: _Answer) -> None:
        """Fill the list, open pilots first."""
        self._answer = answer
        rows = sorted(answer.page.rows, key=lambda row: (row.closed_on is not None, not row.at_work))
        self.query_one(LineList).load([row.key for row in rows], {row.key: row for row in rows})
        today = self.ws.today()
        soon = sum(1 for row in rows if row.at_work and days_left(row, today) <= SOON_DAYS)
        words = self.labels.count(len(rows), "pilot") if rows else ""
        due = f" · {soon} {'decision' if soon == 1 else 'decisions'} due within three weeks" if soon else ""
        self.query_one(TitleLine).tell(self.labels.plural_capital("pilot"), words + due)

    def story(self) -> Story:
        """The pilot under the cursor in a sentence."""
        row = self.cursor_pilot
        if row is None:
            return NOTHING
        return pilot_story(self.labels, row, self._around(row), self.ws.today())

    def _around(self, row: PilotRow) -> Around:
        found = self._answer
        return Around(*found.voices.get(row.key, (0, 0)), found.sprints.get(row.team_key or ""), found.sign)

    @property
    def cursor_pilot(self) -> PilotRow | None:
        """The pilot under the cursor."""
        found: PilotRow | None = self.query_one(LineList).cursor_row
        return found

    def open_row(self, row_id: Any) -> None:
        """Open the pilot's page."""
        from pilotboard.tui.screens.pilot import PilotPage

        self.host.open_page(PilotPage(row_id))

    def do_pilot_work(self) -> None:
        """Look at the board of this pilot only."""
        row = self.cursor_pilot
        if row is not None:
            self.look_at_pilot(row.key, row.title)
            self.host.go_to("board")

    def do_pilot_new(self) -> None:
        """The form for a new pilot."""
        from pilotboard.tui.forms.pilots import new_pilot

        self.open_form(lambda: new_pilot(self.ws, self.labels, self.host.scope.team))

    def do_pilot_edit(self) -> None:
        """The form over the pilot under the cursor."""
        from pilotboard.tui.forms.pilots import edit_pilot

        row = self.cursor_pilot
        if row is not None:
            self.open_form(lambda: edit_pilot(self.ws, self.labels, row.key))

    def do_pilot_close(self) -> None:
        """Close, or open again."""
        row = self.cursor_pilot
        if row is None:
            return
        key = row.key
        if row.closed_on is not None:
            self.host.save(lambda: pilots.reopen_pilot(self.ws, key))
            return
        detail = [f"{self.labels.count(row.open_items, 'item')} not finished.", "Nothing is lost; c opens it again."]
        self.ask_sure(f"Close {key} {row.title}?", "close", detail, lambda: self._close(key), "c")

    def _close(self, key: str) -> None:
        self.host.save(lambda: pilots.close_pilot(self.ws, key))

    def do_pilot_park(self) -> None:
        """Let it wait, or take it up again."""
        row, ws = self.cursor_pilot, self.ws
        if row is not None:
            act, key = parking.unpark_pilot if row.parked_on else parking.park_pilot, row.key
            self.host.save(lambda: act(ws, key))

    def do_pilot_remove(self) -> None:
        """Remove a pilot that was only a thought."""
        row = self.cursor_pilot
        if row is not None:
            key, ws = row.key, self.ws
            detail = ["Only one that holds nothing yet can be removed; others are closed.", "Undo (u) brings it back."]
            self.ask_sure(
                f"Remove {key} {row.title}?",
                "remove",
                detail,
                lambda: self.host.save(lambda: pilots.remove_pilot(ws, key)),
                "X",
            )

    def do_pilot_copy(self) -> None:
        """Begin it anew at another site, and open the new pilot."""
        row = self.cursor_pilot
        if row is None:
            return
        key, ws = row.key, self.ws

        def sites() -> list[Choice]:
            from pilotboard.tui.forms.choices import all_sites

            return all_sites(ws)[1:]

        def copied(choice: Choice) -> None:
            from pilotboard.usecases.pilot_copies import copy_pilot

            self.host.save(lambda: copy_pilot(ws, key, choice.id), lambda said: self.host.go_to("pilots", said.keys[0]))

        self.ask_pick(f"At which site does {key} begin anew?", sites, copied)

    def do_pilot_team(self) -> None:
        """Give it to another team."""
        row, teams = self.cursor_pilot, self.host.shell.teams
        if row is None or teams is None:
            return
        key = row.key
        self.ask_pick(f"Which team does {key}?", teams, lambda choice: self._move(key, choice.id), row.team_key)

    def _move(self, key: str, team: str) -> None:
        self.host.save(lambda: pilots.move_pilot(self.ws, key, team))

    def _cells(self, row: PilotRow) -> Sequence[Cell]:
        return pilot_cells(self.labels, row, self._around(row), self.ws.today())
