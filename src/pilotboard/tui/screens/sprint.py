"""The page of one sprint: its chart, what is in it, what was said, what stood in the way, its record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.calendar import span_words
from pilotboard.domain.charts import ChartSpec
from pilotboard.domain.charts_sprint import burndown, burnup, velocity_chart
from pilotboard.domain.sprint_numbers import PastSprint
from pilotboard.domain.sprint_states import OVER, SprintState
from pilotboard.domain.sprints import SprintDetail
from pilotboard.tui.acts.sprints import PLAN, SPRINT_ACTS, SprintActs
from pilotboard.tui.commands import Command
from pilotboard.tui.lines.sprints import sprint_title, standing_spans
from pilotboard.tui.sections.sprint import sections, table
from pilotboard.tui.widgets.chart import Chart
from pilotboard.tui.widgets.page import Page
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import sprints
from pilotboard.usecases.sprints import Told

_HERE = ("sprint",)
_OBSTACLE = ("obstacle", "write")
ACTS = (
    Command("page.earlier", ("left_square_bracket",), "earlier", "The sprint before this one.", "Go to", _HERE, 28),
    Command("page.later", ("right_square_bracket",), "later", "The sprint after this one.", "Go to", _HERE),
    Command("chart.next", ("c",), "chart", "Burndown, burnup, velocity.", "Look", _HERE, 20),
    Command("chart.table", ("v",), "figures", "The figures of the chart as a table.", "Look", _HERE, 25),
    Command(
        "record.amend",
        ("A",),
        "amend",
        "A dated correction beside the record of a closed sprint.",
        "Change",
        _HERE,
        30,
        ("record", "write"),
    ),
    Command(
        "page.edit", ("e",), "edit", "Goal, days, prediction, result.", "Change", _HERE, 40, ("unfinished", "write")
    ),
    Command(
        "obstacle.raise",
        ("r",),
        "raise",
        "Ask the next level about what is in the way, under the cursor.",
        "Change",
        _HERE,
        needs=_OBSTACLE,
    ),
    Command(
        "obstacle.answer",
        ("w",),
        "answer",
        "Answer what is in the way, under the cursor.",
        "Change",
        _HERE,
        needs=_OBSTACLE,
    ),
    Command(
        "page.cancel",
        ("X",),
        "cancel",
        "Cancel the sprint, with a reason.",
        "Change",
        _HERE,
        needs=("unfinished", "write"),
    ),
)
CHARTS = ("burndown", "burnup", "velocity")


class _Answer(NamedTuple):
    detail: SprintDetail
    told: Told | None
    past: list[PastSprint]


class SprintPage(SprintActs):
    """One sprint."""

    PLACE = "sprint"
    CSS = """
    SprintPage Chart { height: 8; }
    SprintPage.-tall Chart { height: 18; margin: 0 0 1 0; }
    """
    ACTS: ClassVar[tuple[Command, ...]] = (*ACTS, PLAN, *(one for one in SPRINT_ACTS if "sprint" in one.where))

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._answer: _Answer | None = None
        self._chart = CHARTS[0]
        self._table = False

    def compose_body(self) -> ComposeResult:
        """Title, chart, page."""
        yield TitleLine()
        yield Chart()
        yield Page()

    def to_read(self) -> Callable[[], _Answer]:
        """The sprint, told day by day, and those before it."""
        ws, key = self.ws, self.key

        def read() -> _Answer:
            detail = sprints.show_sprint(ws, key)
            told = sprints.tell_sprint(ws, key) if detail.row.start and detail.row.end else None
            return _Answer(detail, told, sprints.past_sprints(ws, key))

        return read

    def show_answer(self, answer: _Answer) -> None:
        """Fill the page."""
        self._answer = answer
        row = answer.detail.row
        days = f"{span_words(row.start, row.end)} · " if row.start and row.end else ""
        summary = [(f"{row.team} · {days}{self.labels(f'sprint.{row.state}')}", "soft")]
        if answer.told is not None and answer.detail.started_at is not None and row.state not in OVER:
            summary = [(f"{row.team} · ", "soft"), *standing_spans(answer.told)]
        self.query_one(TitleLine).tell(sprint_title(row), summary, breaks=True)  # type: ignore[arg-type]
        self._draw()

    def _spec(self) -> ChartSpec | None:
        found = self._answer
        if found is None:
            return None
        if self._chart == "velocity":
            return velocity_chart(found.past)
        if found.told is None:
            return None
        make = burndown if self._chart == "burndown" else burnup
        return make(found.told.replay, found.told.calendar, self.ws.today())

    def _draw(self) -> None:
        found, spec = self._answer, self._spec()
        if found is None:
            return
        chart = self.query_one(Chart)
        chart.show(spec)
        chart.display = not self._table
        figures = [table(self.labels(self._chart), spec)] if self._table and spec else []
        said = spec.sentence if spec is not None else ""
        self.query_one(Page).show([*figures, *sections(self.labels, self.ws, found.detail, found.told, said)])

    def story(self) -> Story:
        """The sprint in a sentence."""
        found = self._answer
        if found is None:
            return NOTHING
        row = found.detail.row
        spec = self._spec()
        said = spec.sentence if spec is not None else ""
        return Story(row.key, row.goal, ((self.labels(f"sprint.{row.state}"), "text"),), ((said, "soft"),))

    @property
    def sprint_key(self) -> str | None:
        """The sprint of this page."""
        return self.key

    @property
    def sprint_state(self) -> SprintState | None:
        """Its state."""
        return None if self._answer is None else self._answer.detail.row.state

    def obstacle_team(self) -> str | None:
        """The sprint's team."""
        return None if self._answer is None else self._answer.detail.row.team_key

    def obstacle_item(self) -> str | None:
        """The item under the cursor."""
        part = self._part()
        return part[1] if part is not None and part[0] == "item" else None

    def _part(self) -> tuple[str, str] | None:
        found = self.query_one(Page).cursor_part
        return found if isinstance(found, tuple) else None

    def lacks_obstacle(self) -> str | None:
        """An act needs something in the way under the cursor."""
        part = self._part()
        if part is not None and part[0] == "impediment":
            return None
        return f"Put the cursor on {self.labels.a('impediment')} first; i writes one down."

    def lacks_record(self) -> str | None:
        """Only a closed sprint has a record."""
        return None if self.sprint_state == SprintState.CLOSED else "There is no record to amend yet."

    def lacks_unfinished(self) -> str | None:
        """What is over is not changed."""
        return None if self.sprint_state not in OVER else f"{self.key} is over; A puts a correction beside its record."

    def open_row(self, row_id: Any) -> None:
        """Enter on an item opens it."""
        part = self._part()
        if part is not None and part[0] == "item":
            from pilotboard.tui.screens.item import ItemPage

            self.host.open_page(ItemPage(part[1]))

    def do_chart_next(self) -> None:
        """The next chart."""
        self._chart = CHARTS[(CHARTS.index(self._chart) + 1) % len(CHARTS)]
        self._draw()
        self.tell_story()

    def do_chart_table(self) -> None:
        """Figures instead of the picture, and back."""
        self._table = not self._table
        self._draw()
        self.query_one(Page).move_end(False)

    def do_page_earlier(self) -> None:
        """The sprint before this one."""
        self._step(-1)

    def do_page_later(self) -> None:
        """The sprint after this one."""
        self._step(1)

    def _step(self, step: int) -> None:
        def found(key: str | None) -> None:
            if key is None:
                self.host.hint(
                    f"There is no {'earlier' if step < 0 else 'later'} {self.labels('sprint')} of this team."
                )
            else:
                self.key = key
                self.reload()

        self.ask("step", lambda: sprints.neighbour_sprint(self.ws, self.key, step), found)

    def do_page_edit(self) -> None:
        """The form over the sprint."""
        from pilotboard.tui.forms.sprints import edit_sprint

        self.open_form(lambda: edit_sprint(self.ws, self.labels, self.key))

    def do_page_cancel(self) -> None:
        """Cancel, with a reason."""
        self.ask_text(f"Why is {self.key} cancelled?", self._cancel, do="cancel the sprint")

    def _cancel(self, reason: str) -> None:
        from pilotboard.usecases import sprint_life

        self.host.save(lambda: sprint_life.cancel_sprint(self.ws, self.key, reason))

    def do_record_amend(self) -> None:
        """A correction."""
        self.ask_text(f"What is to be corrected in the record of {self.key}?", self._amend, most=20_000)

    def _amend(self, text: str) -> None:
        from pilotboard.usecases import sprint_life

        self.host.save(lambda: sprint_life.amend_sprint(self.ws, self.key, text))

    def do_obstacle_raise(self) -> None:
        """One level up."""
        from pilotboard.usecases import impediments

        part = self._part()
        if part is not None:
            self.host.save(partial(impediments.raise_impediment, self.ws, part[1]))

    def do_obstacle_answer(self) -> None:
        """The answer."""
        part = self._part()
        if part is not None:
            self.ask_text(
                f"What was done about {part[1]}, or why can nothing be done?", partial(self._answered, part[1])
            )

    def _answered(self, key: str, text: str) -> None:
        from pilotboard.usecases import impediments

        self.host.save(lambda: impediments.answer_impediment(self.ws, key, text))
