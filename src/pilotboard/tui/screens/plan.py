"""Plan: what the organisation has put first, how it is to be reached, and the pilots that serve it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from pilotboard.domain.plan import PlanLevel, PlanLine, PlanRow, PlanView
from pilotboard.tui.acts.plan import PLAN_ACTS, PlanActs
from pilotboard.tui.commands import Command
from pilotboard.tui.lines.plan import plan_cells, plan_columns, plan_story, sheet
from pilotboard.tui.widgets.columns import Cell, Heading
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.page import Page as Sheet
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import plan


class PlanScreen(PlanActs):
    """The plan as a tree; on a wide terminal everything about the thing under the cursor stands beside it."""

    PLACE = "plan"
    FILTERS = True
    FILTER_HINT = "words, or level:goal late pilots=0 due<2027-01-01"
    CSS = """
    PlanScreen #plan { height: 1fr; }
    PlanScreen #thing { display: none; }
    PlanScreen.-wide #both { layout: horizontal; }
    PlanScreen.-wide #plan { width: 3fr; }
    PlanScreen.-wide #thing { display: block; width: 2fr; height: 1fr; border-left: solid $rule; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (130, "-wide")]
    ACTS: ClassVar[tuple[Command, ...]] = PLAN_ACTS

    def __init__(self) -> None:
        super().__init__()
        self._with_closed = False
        self._view = PlanView((), (), 0)

    def compose_body(self) -> ComposeResult:
        """A title, the tree and the sheet."""
        labels = self.labels
        yield TitleLine()
        with Vertical(id="both"):
            yield LineList(
                plan_columns(labels),
                self._cells,
                empty=f"No {labels('plan')} yet. It begins with what comes first: press n to write down"
                f" {labels.a('priority')}, then a adds what stands below it.",
                name="plan",
            )
            yield Sheet(name="thing")

    def to_read(self) -> Callable[[], PlanView]:
        """The plan, filtered."""
        ws, text, closed = self.ws, self.filter_text, self._with_closed
        return lambda: plan.show_plan(ws, text, closed=closed)

    def show_answer(self, answer: PlanView) -> None:
        """Fill the tree; pilots without a goal stand last."""
        self._view = answer
        entries: list[Any] = []
        for line in answer.lines:
            entries += [Heading("")] if line.depth == 0 and entries else []
            entries.append(line.key)
        labels = self.labels
        if answer.adrift:
            entries += [Heading("")] if entries else []
            word = labels.plural("pilot") if len(answer.adrift) > 1 else labels("pilot")
            entries.append(Heading(f"{len(answer.adrift)} {word} without an open {labels('goal')}".upper()))
            entries += [line.key for line in answer.adrift]
        self.query_one("#plan", LineList).load(entries, {line.key: line for line in (*answer.lines, *answer.adrift)})
        self.query_one(TitleLine).tell(labels.capital("plan"), [(self._summary(answer), "soft")], breaks=True)
        self._show_sheet()

    def _summary(self, view: PlanView) -> str:
        rows = [line.row for line in view.lines if isinstance(line.row, PlanRow)]
        today, labels = self.ws.today(), self.labels
        counts = [sum(1 for row in rows if row.level == level) for level in PlanLevel]
        parts = [labels.count(count, level.value) for level, count in zip(PlanLevel, counts, strict=True) if count]
        late = sum(1 for row in rows if row.late(today))
        if late:
            parts.append(f"{late} past {'its' if late == 1 else 'their'} day")
        if view.hidden:
            parts.append(f"v shows {view.hidden} closed")
        if not parts and not self.filter_text:
            return f"nothing in it yet: n writes down the first {labels('priority')}"
        return " · ".join(parts)

    def _cells(self, line: PlanLine) -> Sequence[Cell]:
        return plan_cells(line, self.labels, self.ws.today())

    def cursor_moved(self, widget: Any) -> None:
        """Another thing under the cursor: another sheet."""
        super().cursor_moved(widget)
        if widget.id == "plan":
            self._show_sheet()

    def _show_sheet(self) -> None:
        line = self.cursor_line
        if line is None:
            self.query_one(Sheet).show([])
            return
        self.query_one(Sheet).show(sheet(line, self.under(line), self.labels, self.ws.today()))

    def story(self) -> Story:
        """The line under the cursor."""
        line = self.cursor_line
        return NOTHING if line is None else plan_story(line, self.labels, self.ws.today())

    def lacks_open(self) -> str | None:
        """From the sheet a pilot, a strategy or a goal can be opened."""
        if self.focused is self.query_one(Sheet):
            return None if isinstance(self.query_one(Sheet).cursor_part, tuple) else "Nothing to open on this line."
        return self.lacks_row()

    def lacks_sheet(self) -> str | None:
        """The sheet needs a wide terminal."""
        return None if self.has_class("-wide") else "The sheet stands beside the plan from 130 columns on."

    def open_row(self, row_id: Any) -> None:
        """A pilot opens its page, the rest its form; the sheet leads to what it names."""
        if isinstance(row_id, tuple):
            kind, key = row_id[0] if isinstance(row_id[0], tuple) else ("", "")
            if kind == "plan":
                self.query_one("#plan", LineList).focus()
                self.query_one("#plan", LineList).go_to(key)
            elif kind == "pilot":
                self.host.go_found("pilot", key)
        elif self.cursor_pilot is not None:
            self.host.go_found("pilot", self.cursor_pilot.key)
        else:
            self.do_plan_edit()

    def on_descendant_focus(self) -> None:
        """The tree or the sheet has the focus: other keys."""
        if self.is_mounted:
            self.tell_footer()

    def do_plan_closed(self) -> None:
        """With what is closed, or without."""
        self._with_closed = not self._with_closed
        self.reload()

    def do_plan_pane(self) -> None:
        """To the sheet and back."""
        target = "#thing" if self.focused is not None and self.focused.id == "plan" else "#plan"
        self.query_one(target).focus()

    def under(self, line: PlanLine) -> list[PlanLine]:
        """The lines that stand under a line."""
        keys = [one.key for one in self._view.lines]
        if line.key not in keys:
            return []
        found: list[PlanLine] = []
        for one in self._view.lines[keys.index(line.key) + 1 :]:
            if one.depth <= line.depth:
                break
            found.append(one)
        return found
