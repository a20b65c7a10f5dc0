"""School years on the screen: written down, changed, and the turn from one to the next in three steps."""

from __future__ import annotations

from pilotboard.domain.calendar_view import day_words
from pilotboard.domain.errors import Refusal
from pilotboard.domain.year_turn import Choices, TurnPlan, check_turn, consequences, summary
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice
from pilotboard.usecases import year_turn, years

NEW = ""


class YearActs(DeskScreen):
    """What can be done with school years."""

    def do_calendar_year(self) -> None:
        """Write down a school year, or change one."""
        ws = self.ws

        def choices() -> list[Choice]:
            known = years.list_years(ws)
            return [
                Choice(NEW, "A new school year", "write it down"),
                *(Choice(row.name, row.name, f"from {day_words(row.start)}") for row in known),
            ]

        def picked(choice: Choice) -> None:
            from pilotboard.tui.forms import calendar as forms

            name = str(choice.id)
            self.open_form((lambda: forms.new_year(ws)) if name == NEW else (lambda: forms.edit_year(ws, name)))

        self.ask_pick("Which school year?", choices, picked)

    def do_calendar_turn(self) -> None:
        """Step 1 of the turn: to which school year."""
        ws = self.ws

        def offer(found: list[TurnPlan]) -> None:
            if not found:
                self.host.hint("No school year is written down yet: y writes down the first one.")
                return
            choices = [Choice(one.year, one.year, f"{'new, ' * one.new}from {day_words(one.start)}") for one in found]
            current = next((one.year for one in found if one.start > ws.today()), found[-1].year)
            self.ask_pick("Begin a school year, step 1 of 3: which one?", choices, self._turn_to, current)

        self.ask("turn", lambda: year_turn.turn_targets(ws), offer)

    def _turn_to(self, choice: Choice) -> None:
        ws, year = self.ws, str(choice.id)
        self.ask("turn", lambda: year_turn.turn_plan(ws, year), self._decide_each)

    def _decide_each(self, plan: TurnPlan) -> None:
        """Step 2: what becomes of each team and pilot."""
        from pilotboard.tui.dialogs.turn import Turn

        try:
            check_turn(plan)
        except Refusal as refused:
            self.work_failed(refused)
            return

        def decided(becomes: Choices | None) -> None:
            if becomes is not None:
                self._confirm(plan, becomes)

        self.app.push_screen(Turn(self.labels, plan), decided)

    def _confirm(self, plan: TurnPlan, becomes: Choices) -> None:
        """Step 3: what follows from it, then do it."""
        ws = self.ws
        detail = [
            *consequences(plan, becomes),
            summary(plan, becomes, self.labels),
            "It is one entry of the history: undo (u) takes it back whole.",
        ]

        self.ask_sure(
            f"Step 3 of 3: turn to {plan.year} now?",
            "turn the year",
            detail,
            lambda: self.host.save(lambda: year_turn.turn_year(ws, plan.year, becomes)),
            "T",
        )
