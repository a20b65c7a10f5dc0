"""What can be done with the plan under the cursor: one key each."""

from __future__ import annotations

from pilotboard.domain.pilots import PilotRow
from pilotboard.domain.plan import PlanLevel, PlanLine, PlanRow
from pilotboard.tui.commands import Command
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.usecases import pilots, plan

_HERE = ("plan",)

PLAN_ACTS = (
    Command("plan.new", ("n",), "priority", "Write down a new priority.", "Change", _HERE, 20, ("write",)),
    Command(
        "plan.below",
        ("a",),
        "add below",
        "A strategy below a priority, a goal below a strategy, a pilot that serves a goal.",
        "Change",
        _HERE,
        30,
        ("thing", "write"),
    ),
    Command("plan.edit", ("e",), "edit", "Change what is under the cursor.", "Change", _HERE, 40, ("row", "write")),
    Command("plan.serve", ("m",), "goal", "The goal that this pilot serves.", "Change", _HERE, 50, ("pilot", "write")),
    Command(
        "plan.close",
        ("x",),
        "close",
        "Close it, and what is open below it.",
        "Change",
        _HERE,
        60,
        ("open_thing", "write"),
    ),
    Command(
        "plan.reopen",
        ("R",),
        "reopen",
        "Take up again what was closed.",
        "Change",
        _HERE,
        60,
        ("closed_thing", "write"),
    ),
    Command(
        "plan.remove",
        ("X", "delete"),
        "remove",
        "Remove what nothing names.",
        "Change",
        _HERE,
        needs=("thing", "write"),
    ),
    Command("plan.closed", ("v",), "closed", "With what is closed, or without.", "Look", _HERE, 75),
    Command(
        "plan.pane",
        ("tab",),
        "beside",
        "To the sheet beside the plan and back.",
        "Move around",
        _HERE,
        needs=("sheet",),
    ),
)


class PlanActs(DeskScreen):
    """The acts; each ends in one use case and one sentence."""

    @property
    def cursor_line(self) -> PlanLine | None:
        """The line under the cursor."""
        found: PlanLine | None = self.query_one("#plan", LineList).cursor_row
        return found

    @property
    def cursor_thing(self) -> PlanRow | None:
        """The priority, strategy or goal under the cursor."""
        line = self.cursor_line
        return line.row if line is not None and isinstance(line.row, PlanRow) else None

    @property
    def cursor_pilot(self) -> PilotRow | None:
        """The pilot under the cursor."""
        line = self.cursor_line
        return line.row if line is not None and isinstance(line.row, PilotRow) else None

    def under(self, line: PlanLine) -> list[PlanLine]:
        """The lines that stand under a line."""
        raise LookupError

    # -- what the acts need

    def lacks_row(self) -> str | None:
        """An act needs a line."""
        return None if self.cursor_line is not None else "There is nothing under the cursor."

    def lacks_thing(self) -> str | None:
        """Something of the plan, no pilot."""
        labels = self.labels
        words = f"{labels.a('priority')}, {labels.a('strategy')} or {labels.a('goal')}"
        return None if self.cursor_thing is not None else f"Put the cursor on {words}."

    def lacks_pilot(self) -> str | None:
        """A pilot."""
        return None if self.cursor_pilot is not None else f"Put the cursor on {self.labels.a('pilot')}."

    def lacks_open_thing(self) -> str | None:
        """Something that can be closed."""
        row = self.cursor_thing
        return self.lacks_thing() or (None if row is None or row.closed_on is None else "It is closed: R reopens it.")

    def lacks_closed_thing(self) -> str | None:
        """Something that was closed."""
        row = self.cursor_thing
        return self.lacks_thing() or ("It is open." if row is None or row.closed_on is None else None)

    # -- acts

    def do_plan_new(self) -> None:
        """The form of a new priority."""
        self._new(PlanLevel.PRIORITY)

    def _new(self, level: PlanLevel, parent: str = "") -> None:
        from pilotboard.tui.forms.plan import new_thing

        self.open_form(lambda: new_thing(self.ws, self.labels, level, parent))

    def do_plan_below(self) -> None:
        """What stands one level below; below a goal a pilot."""
        row = self.cursor_thing
        if row is None:
            return
        if row.level.below is not None:
            self._new(row.level.below, row.key)
            return
        title = f"Which {self.labels('pilot')} serves {row.key}?"
        self.ask_pick(title, self._choices_of_pilots, lambda choice: self._serve(str(choice.id), row.key))

    def _choices_of_pilots(self) -> list[Choice]:
        rows = pilots.list_pilots(self.ws, "open", sort="title").rows
        return [Choice(row.key, row.title, f"now {row.goal_key}" if row.goal_key else "no goal yet") for row in rows]

    def do_plan_serve(self) -> None:
        """Another goal for the pilot under the cursor."""
        row = self.cursor_pilot
        if row is not None:
            from pilotboard.tui.forms.choices import open_goals

            title = f"Which {self.labels('goal')} does {row.key} {row.title} serve?"
            chosen = row.goal_key or ""
            self.ask_pick(
                title, lambda: open_goals(self.ws), lambda choice: self._serve(row.key, str(choice.id) or None), chosen
            )

    def _serve(self, pilot: str, goal: str | None) -> None:
        self.host.save(lambda: pilots.edit_pilot(self.ws, pilot, {"goal": goal}))

    def do_plan_edit(self) -> None:
        """The form over what is under the cursor."""
        row, pilot = self.cursor_thing, self.cursor_pilot
        if row is not None:
            from pilotboard.tui.forms.plan import edit_thing

            self.open_form(lambda: edit_thing(self.ws, self.labels, row.level, row.key))
        elif pilot is not None:
            from pilotboard.tui.forms.pilots import edit_pilot

            self.open_form(lambda: edit_pilot(self.ws, self.labels, pilot.key))

    def do_plan_close(self) -> None:
        """Close; when something is open below it, after asking."""
        line, row = self.cursor_line, self.cursor_thing
        if line is None or row is None:
            return
        below = [one for one in self.under(line) if isinstance(one.row, PlanRow) and one.row.closed_on is None]
        if not below and not row.strategies and not row.goals:
            self.host.save(lambda: plan.close_plan(self.ws, row.level, row.key))
            return
        detail = [f"{one.key} {one.row.title}" for one in below]
        self.ask_sure(f"Close {row.key} {row.title}, and all below it?", "close", detail, lambda: self._close(row), "x")

    def _close(self, row: PlanRow) -> None:
        self.host.save(lambda: plan.close_plan(self.ws, row.level, row.key, below=True))

    def do_plan_reopen(self) -> None:
        """Take it up again."""
        row = self.cursor_thing
        if row is not None:
            self.host.save(lambda: plan.reopen_plan(self.ws, row.level, row.key))

    def do_plan_remove(self) -> None:
        """Remove, after asking."""
        row = self.cursor_thing
        if row is not None:
            detail = ["Undo (u) brings it back."]
            self.ask_sure(f"Remove {row.key} {row.title}?", "remove", detail, lambda: self._remove(row), "X")

    def _remove(self, row: PlanRow) -> None:
        self.host.save(lambda: plan.remove_plan(self.ws, row.level, row.key))
