"""Teams: who is in them, as what, with how much of their time; what they agreed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.labels import MAX_WORD
from pilotboard.domain.teams import MembershipRow, TeamDetail, TeamRow
from pilotboard.tui.acts.team_commands import TEAM_ACTS
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.screens.team_sheet import team_sections
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.page import Page as Sheet
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import memberships, organisation, parking, teams
from pilotboard.usecases.pages import Page


class TeamsScreen(DeskScreen):
    """The list of teams, and below it everything about the one under the cursor."""

    PLACE = "teams"
    FILTERS = True
    FILTER_HINT = "words, or members>5 active blocked"
    CSS = """
    TeamsScreen #teams { height: auto; min-height: 4; max-height: 45%; }
    TeamsScreen #team { height: 1fr; border-top: solid $rule; }
    TeamsScreen.-wide #both { layout: horizontal; }
    TeamsScreen.-wide #teams { width: 2fr; height: 1fr; max-height: 100%; }
    TeamsScreen.-wide #team { width: 3fr; border-top: none; border-left: solid $rule; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-wide")]
    ACTS: ClassVar[tuple[Command, ...]] = TEAM_ACTS

    def __init__(self) -> None:
        super().__init__()
        self._detail: TeamDetail | None = None

    def compose_body(self) -> ComposeResult:
        """The list and the sheet of the team under the cursor."""
        labels = self.labels
        yield TitleLine()
        with Vertical(id="both"):
            yield LineList(
                [
                    Column("key", 6, ink="quiet"),
                    Column(labels("team")),
                    Column("members", 7, "right"),
                    Column("time", 6, "right", "soft"),
                    Column(labels.plural("pilot"), 6, "right", from_width=70),
                    Column("open", 5, "right", from_width=70),
                    Column("doing", 5, "right", from_width=76),
                    Column("", 9, ink="bad", from_width=48),
                ],
                self._cells,
                empty=f"No {labels.plural('team')} yet. Press n to form the first one.",
                name="teams",
            )
            yield Sheet(name="team")

    def to_read(self) -> Callable[[], Page[TeamRow]]:
        """The teams that fit the filter."""
        ws, text = self.ws, self.filter_text
        return lambda: teams.list_teams(ws, text)

    def show_answer(self, answer: Page[TeamRow]) -> None:
        """Fill the list, teams at work first."""
        rows = sorted(answer.rows, key=lambda row: (row.dissolved_on is not None, not row.at_work))
        self.query_one("#teams", LineList).load([row.key for row in rows], {row.key: row for row in rows})
        working = sum(1 for row in rows if row.at_work)
        past = sum(1 for row in rows if row.dissolved_on is not None)
        waiting = len(rows) - working - past
        more = (f" · {waiting} parked" if waiting else "") + (f" · {past} dissolved" if past else "")
        self.query_one(TitleLine).tell(self.labels.plural_capital("team"), f"{working} at work{more}" if rows else "")
        self._read_detail()

    def cursor_moved(self, widget: Any) -> None:
        """Another team under the cursor: another sheet."""
        super().cursor_moved(widget)
        if widget.id == "teams":
            self._read_detail()

    @property
    def cursor_team(self) -> TeamRow | None:
        """The team under the cursor."""
        found: TeamRow | None = self.query_one("#teams", LineList).cursor_row
        return found

    def _read_detail(self) -> None:
        row = self.cursor_team
        if row is None:
            self.query_one(Sheet).show([])
            return
        self.ask("team", lambda: teams.show_team(self.ws, row.key), self._show_detail)

    def _show_detail(self, detail: TeamDetail) -> None:
        self._detail = detail
        self.query_one(Sheet).show(team_sections(detail, self.labels, self.ws.today()))
        self.tell_story()
        self.tell_footer()

    def story(self) -> Story:
        """The team under the cursor in a sentence."""
        row = self.cursor_team
        if row is None:
            return NOTHING
        pieces: list[Span] = [(f"{row.members} members, {row.share / 100:.1f} of full time", "text")]
        if row.dissolved_on is not None:
            pieces.append((f"dissolved {friendly_day(row.dissolved_on, self.ws.today())}", "quiet"))
        if row.parked_on is not None:
            pieces.append((f"parked since {friendly_day(row.parked_on, self.ws.today())}", "quiet"))
        if row.blocked_items:
            pieces.append((f"! {row.blocked_items} {self.labels('blocked')}", "bad"))
        over = "; ".join(one.words() for one in self._detail.over) if self._detail is not None else ""
        second: list[Span] = [(f"! more than all of their time: {over}", "bad")] if over else [(row.purpose, "soft")]
        return Story(row.key, row.name, tuple(pieces), tuple(second))

    def lacks_row(self) -> str | None:
        """An act needs a team."""
        return None if self.cursor_team is not None else "There is no team under the cursor."

    def lacks_open(self) -> str | None:
        """A team opens its sheet, a pilot its page."""
        if self.focused is self.query_one(Sheet):
            part = self.query_one(Sheet).cursor_part
            return None if isinstance(part, tuple) and part[0] == "pilot" else "Put the cursor on a pilot to open it."
        return self.lacks_row()

    def lacks_member(self) -> str | None:
        """An act needs a member."""
        return None if self._member_row() is not None else "Press tab and put the cursor on a member first."

    def _member_row(self) -> MembershipRow | None:
        part = self.query_one(Sheet).cursor_part
        if self._detail is None or not isinstance(part, tuple) or part[0] != "member":
            return None
        return next((row for row in self._detail.memberships if row.id == part[1]), None)

    def open_row(self, row_id: Any) -> None:
        """From the list to the sheet; on the sheet to a pilot's page."""
        if isinstance(row_id, tuple) and isinstance(row_id[0], tuple) and row_id[0][0] == "pilot":
            from pilotboard.tui.screens.pilot import PilotPage

            self.host.open_page(PilotPage(row_id[0][1]))
        elif not isinstance(row_id, tuple):
            self.query_one(Sheet).focus()

    def do_team_pane(self) -> None:
        """To the members and back."""
        target = "#team" if self.focused is not None and self.focused.id == "teams" else "#teams"
        self.query_one(target).focus()

    def do_team_new(self) -> None:
        """The form for a new team."""
        from pilotboard.tui.forms.teams import new_team

        self.open_form(lambda: new_team(self.ws, self.labels))

    def do_team_edit(self) -> None:
        """The form over the team under the cursor."""
        from pilotboard.tui.forms.teams import edit_team

        row = self.cursor_team
        if row is not None:
            self.open_form(lambda: edit_team(self.ws, self.labels, row.key))

    def do_member_add(self) -> None:
        """Somebody joins."""
        from pilotboard.tui.forms.teams import join_team

        row = self.cursor_team
        if row is not None:
            self.open_form(lambda: join_team(self.ws, self.labels, row.key, row.name))

    def do_member_edit(self) -> None:
        """Change a membership."""
        from pilotboard.tui.forms.teams import edit_membership

        row = self._member_row()
        if row is not None:
            self.open_form(lambda: edit_membership(self.ws, self.labels, row))

    def do_member_end(self) -> None:
        """Somebody leaves, after asking."""
        row = self._member_row()
        if row is not None:
            detail = ["Today is the last day; what was stays in the team's history."]
            self.ask_sure(f"{row.person} leaves {row.team}?", "leaves", detail, lambda: self._leave(row), "x")

    def _leave(self, row: MembershipRow) -> None:
        self.host.save(lambda: memberships.leave_team(self.ws, row.team_key, row.person_key))

    def do_organisation_edit(self) -> None:
        """The form of the organisation."""
        from pilotboard.tui.forms.organisation import organisation_form

        self.open_form(lambda: organisation_form(self.ws), lambda _: self.host.reread_words())

    def do_organisation_word(self) -> None:
        """Choose a word, then what to say instead."""
        from pilotboard.tui.forms.organisation import terms

        self.ask_pick("Which word?", terms(self.labels), lambda choice: self._word(str(choice.id)))

    def _word(self, term: str) -> None:
        title = f"Another word for “{self.labels(term)}” (word, or one/many; nothing = the common word)"

        def save(text: str) -> None:
            self.host.save(lambda: organisation.set_label(self.ws, term, text), lambda _: self.host.reread_words())

        self.ask_text(title, save, most=MAX_WORD, empty=True)

    def do_team_work(self) -> None:
        """Look at the board of this team."""
        row = self.cursor_team
        if row is not None:
            self.look_at_team(row.key, row.name)
            self.host.go_to("board")

    def do_team_dissolve(self) -> None:
        """Dissolve, after asking."""
        row = self.cursor_team
        if row is not None:
            detail = [
                "Members leave today, its pilots are without a team.",
                "Nothing is lost; undo (u) forms it again.",
            ]
            self.ask_sure(f"Dissolve {row.name}?", "dissolve", detail, lambda: self._dissolve(row.key), "D")

    def _dissolve(self, key: str) -> None:
        self.host.save(lambda: teams.dissolve_team(self.ws, key))

    def do_team_park(self) -> None:
        """Let it wait, or have it work again."""
        row, ws = self.cursor_team, self.ws
        if row is not None:
            act, key = parking.unpark_team if row.parked_on else parking.park_team, row.key
            self.host.save(lambda: act(ws, key))

    def _cells(self, row: TeamRow) -> Sequence[Cell]:
        waits = "dissolved" if row.dissolved_on else "‖ parked" if row.parked_on else ""
        return [
            row.key,
            (row.name, "quiet" if waits else "text"),
            str(row.members),
            f"{row.share} %",
            str(row.pilots),
            str(row.open_items),
            str(row.working_items),
            (waits, "quiet") if waits else f"! {row.blocked_items}" if row.blocked_items else "",
        ]
