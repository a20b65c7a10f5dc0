"""Sprint planning: the backlog on the left, the sprint on the right, the time there is above both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from pilotboard.domain.calendar import span_words
from pilotboard.domain.items import ItemRow
from pilotboard.domain.sprint_states import SprintState
from pilotboard.tui.acts.sprints import SPRINT_ACTS, SprintActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.items import item_story, state_span
from pilotboard.tui.lines.sprints import capacity_words, room_spans, sprint_title
from pilotboard.tui.widgets.columns import Cell, Column
from pilotboard.tui.widgets.plan import PlanList, Room
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import sprint_planning
from pilotboard.usecases.sprint_planning import Planning

_HERE = ("planning",)
_OPEN = ("sprint", "write")
_PLANNED = ("planned", "write")
ACTS = (
    Command(
        "plan.move", (), "in or out", "Put it into the sprint, or take it out.", "Change", _HERE, 15, _OPEN, "space"
    ),
    Command("plan.right", ("right", "l", "tab"), "to the sprint", "To the sprint on the right.", "Move around", _HERE),
    Command(
        "plan.left", ("left", "h", "shift+tab"), "to the backlog", "To the backlog on the left.", "Move around", _HERE
    ),
    Command(
        "plan.start",
        ("s",),
        "start",
        "Start the sprint: what is in it is the commitment.",
        "Change",
        _HERE,
        20,
        _PLANNED,
    ),
    Command("plan.new", ("n",), "new", "Plan another sprint of this team.", "Change", _HERE, 30, ("team", "write")),
    Command("plan.edit", ("e",), "edit", "Goal, days and prediction of the sprint.", "Change", _HERE, 40, _OPEN),
    Command(
        "plan.other",
        ("o",),
        "other",
        "Look at the other sprint of this team that is open.",
        "Look",
        _HERE,
        needs=("sprint",),
    ),
    Command("plan.page", ("i",), "page", "The page of the sprint.", "Go to", _HERE, 50, ("sprint",)),
    Command("plan.cancel", ("X",), "cancel", "Cancel the sprint, with a reason.", "Change", _HERE, needs=_OPEN),
)


class PlanningScreen(SprintActs):
    """Two panes of one team."""

    PLACE = "planning"
    CSS = """
    PlanningScreen Room { height: 3; }
    PlanningScreen #panes { height: 1fr; }
    PlanningScreen LineList { width: 1fr; }
    PlanningScreen #inside { border-left: solid $rule; }
    """
    ACTS: ClassVar[tuple[Command, ...]] = (*ACTS, *(one for one in SPRINT_ACTS if "planning" in one.where))

    def __init__(self) -> None:
        super().__init__()
        self._planning: Planning | None = None
        self._wanted: str | None = None

    def compose_body(self) -> ComposeResult:
        """Title, time, panes."""
        yield TitleLine()
        yield Room()
        columns = [
            Column("", 1),
            Column("key", 7, ink="quiet"),
            Column(),
            Column("size", 4, "right", "soft", from_width=50),
        ]
        labels = self.labels
        with Horizontal(id="panes"):
            yield PlanList(
                [*columns[:2], Column(labels("backlog")), columns[3]],
                self._cells,
                name="waiting",
                empty=f"Nothing waits in the {labels('backlog')}.",
            )
            inside = [*columns[:2], Column(labels("sprint")), columns[3]]
            yield PlanList(inside, self._cells, name="inside")

    def to_read(self) -> Callable[[], Planning | None]:
        """What the team that is looked at plans."""
        ws, team, wanted = self.ws, self.host.scope.team, self._wanted
        return lambda: None if team is None else sprint_planning.show_planning(ws, team, wanted)

    def show_answer(self, answer: Planning | None) -> None:
        """Fill both panes."""
        labels = self.labels
        self._planning = answer
        waiting, inside = self._pane("waiting"), self._pane("inside")
        inside.empty = self._empty()
        for pane, rows in ((waiting, answer.waiting if answer else []), (inside, answer.inside if answer else [])):
            pane.load([row.id for row in rows], {row.id: row for row in rows})
        title, room = self.query_one(TitleLine), self.query_one(Room)
        room.display = answer is not None and answer.sprint is not None
        if answer is None or answer.sprint is None:
            title.tell(f"Plan a {labels('sprint')}", answer.team if answer else "")
            return
        row = answer.sprint.row
        days = f"{span_words(row.start, row.end)} · " if row.start and row.end else ""
        said = f"{answer.team} · {labels(f'sprint.{row.state}')} · {days}{labels.count(len(answer.inside), 'item')}"
        title.tell(sprint_title(row), said, breaks=True)
        first: list[Span] = []
        if answer.capacity is not None:
            first = [(capacity_words(answer.capacity, self.ws.today()), "soft")]
        room.tell(first, room_spans(answer))

    def _empty(self) -> str:
        labels = self.labels
        if self._planning is None:
            return f"A {labels('sprint')} belongs to a {labels('team')}: press t to choose one."
        if self._planning.sprint is None:
            return f"No {labels('sprint')} is planned. Press n to plan one: its days, then its goal."
        return f"Nothing in it yet. Put the cursor on {labels.a('item')} on the left and press space."

    def _pane(self, name: str) -> PlanList:
        return self.query_one(f"#{name}", PlanList)

    def _cells(self, row: ItemRow) -> Sequence[Cell]:
        text, ink = state_span(self.labels, row)
        size = "" if row.estimate is None else str(row.estimate)
        return [(text[:1], ink), row.key, row.title, size]

    def story(self) -> Story:
        """The item under the cursor; below, what is missing before the start."""
        ws, planning = self.ws, self._planning
        row = self._row()
        warned = " ".join(planning.warnings) if planning and self.sprint_state == SprintState.PLANNED else ""
        if row is None:
            return Story(below=((warned, "soft"),)) if warned else NOTHING
        return item_story(self.labels, row, ws.now(), ws.today(), warned)

    def _row(self) -> ItemRow | None:
        pane = self.focused
        found: ItemRow | None = pane.cursor_row if isinstance(pane, PlanList) else None
        return found

    @property
    def sprint_key(self) -> str | None:
        """The sprint on the right."""
        planning = self._planning
        return planning.sprint.row.key if planning and planning.sprint else None

    @property
    def sprint_state(self) -> SprintState | None:
        """Its state."""
        planning = self._planning
        return planning.sprint.row.state if planning and planning.sprint else None

    def lacks_sprint(self) -> str | None:
        """An act needs a sprint."""
        return None if self.sprint_key else f"No {self.labels('sprint')} is planned. Press n to plan one."

    def lacks_planned(self) -> str | None:
        """What begins must not have begun."""
        planning = self._planning
        if planning is None or planning.sprint is None:
            return self.lacks_sprint()
        row = planning.sprint.row
        return None if row.state == SprintState.PLANNED else f"{row.key} is running already."

    def lacks_team(self) -> str | None:
        """A sprint belongs to a team."""
        return None if self.host.scope.team else "Press t to choose a team first."

    # -- acts

    def open_row(self, row_id: Any) -> None:
        """Space and enter: in or out."""
        self.do_plan_move()

    def do_plan_move(self) -> None:
        """Put what is chosen into the sprint, or take it out; once it runs, asking why."""
        from pilotboard.usecases import items, sprint_scope

        pane, key, ws = self.focused, self.sprint_key, self.ws
        reason = self.why_not(self.acts["plan.move"])
        if reason or key is None or not isinstance(pane, PlanList):
            self.host.hint(reason or f"Put the cursor on {self.labels.a('item')} first.")
            return
        ids, leaving = pane.chosen, pane.id == "inside"
        if not ids:
            return

        def act(why: str) -> Any:
            keys = items.keys_of(ws, ids)
            return sprint_scope.unplan_items(ws, keys, why) if leaving else sprint_scope.plan_items(ws, keys, key, why)

        self.save_asking_why(act, lambda _: self._released())

    def _released(self) -> None:
        self.clear_selected()

    def do_plan_left(self) -> None:
        """To the backlog."""
        self._pane("waiting").focus()
        self.tell_story()

    def do_plan_right(self) -> None:
        """To the sprint."""
        self._pane("inside").focus()
        self.tell_story()

    def do_plan_new(self) -> None:
        """The form for another sprint."""
        from pilotboard.tui.forms.sprints import new_sprint

        scope = self.host.scope
        self._wanted = None
        self.open_form(lambda: new_sprint(self.ws, self.labels, scope.team, scope.team_label))

    def do_plan_edit(self) -> None:
        """The form over the sprint."""
        from pilotboard.tui.forms.sprints import edit_sprint

        key = self.sprint_key
        if key is not None:
            self.open_form(lambda: edit_sprint(self.ws, self.labels, key))

    def do_plan_start(self) -> None:
        """Start, after asking; without a goal the form opens instead."""
        planning = self._planning
        if planning is None or planning.sprint is None:
            return
        row = planning.sprint.row
        if not row.goal.strip():
            self.host.hint(f"{row.key} needs a goal before it starts.")
            self.do_plan_edit()
            return
        detail = [f"{self.labels.count(len(planning.inside), 'item')} become the commitment, stored for good."]
        if not planning.sprint.prediction.strip():
            detail.append("No prediction yet: e writes down what you expect to see.")
        detail += planning.warnings
        self.ask_sure(f"Start {sprint_title(row)}?", "start", detail, partial(self._start, row.key), "s")

    def _start(self, key: str) -> None:
        from pilotboard.usecases import sprint_life

        self.host.save(lambda: sprint_life.start_sprint(self.ws, key), lambda _: self.host.go_to("board"))

    def do_plan_other(self) -> None:
        """The next open sprint of the team."""
        planning = self._planning
        if planning is None or len(planning.open) < 2:
            self.host.hint(f"There is no other open {self.labels('sprint')} of this team.")
            return
        keys = [row.key for row in planning.open]
        at = keys.index(self.sprint_key) if self.sprint_key in keys else -1
        self._wanted = keys[(at + 1) % len(keys)]
        self.reload()

    def do_plan_page(self) -> None:
        """The page of the sprint."""
        self.do_sprint_page()

    def do_plan_cancel(self) -> None:
        """Cancel, with a reason."""
        key = self.sprint_key
        if key is not None:
            self.ask_text(f"Why is {key} cancelled?", partial(self._cancel, key), do="cancel the sprint")

    def _cancel(self, key: str, reason: str) -> None:
        from pilotboard.usecases import sprint_life

        self.host.save(lambda: sprint_life.cancel_sprint(self.ws, key, reason))
