"""What can be done with a sprint from the board, from planning and from its own page: one key each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from pilotboard.tui.commands import Command
from pilotboard.tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from pilotboard.domain.changes import Outcome
    from pilotboard.domain.leftovers import LeftoverDecision
    from pilotboard.domain.sprint_states import SprintState
    from pilotboard.domain.sprints import SprintDetail

_AT = ("board", "planning", "sprint")
_RUNNING = ("running", "write")

SPRINT_ACTS = (
    Command(
        "sprint.page",
        ("s",),
        "sprint",
        "The page of the sprint: chart, notes, record.",
        "Go to",
        ("board",),
        55,
        ("team",),
    ),
    Command(
        "sprint.note",
        ("d",),
        "daily note",
        "Write down what was said at the daily check-in.",
        "Change",
        _AT,
        needs=_RUNNING,
    ),
    Command(
        "sprint.obstacle",
        ("i",),
        "in the way",
        "Write down what stands in the way; coach or executive can be asked.",
        "Change",
        ("board", "sprint"),
        needs=("sprint", "write"),
    ),
    Command(
        "sprint.review",
        ("x",),
        "review",
        "Review the sprint and close it: what becomes of each leftover.",
        "Change",
        _AT,
        needs=_RUNNING,
    ),
)
PLAN = Command(
    "sprint.plan", ("P",), "plan", "Plan a sprint of this team.", "Go to", ("board", "backlog", "sprint"), 65
)


class SprintActs(DeskScreen):
    """The acts. A screen answers which sprint it looks at, and in which state that is."""

    @property
    def sprint_key(self) -> str | None:
        """The key of the sprint that is looked at."""
        raise LookupError

    @property
    def sprint_state(self) -> SprintState | None:
        """Its state."""
        raise LookupError

    def lacks_sprint(self) -> str | None:
        """An act needs a sprint."""
        word = self.labels("sprint")
        return None if self.sprint_key else f"No {word} is running here. Press P to plan one."

    def lacks_running(self) -> str | None:
        """An act needs a sprint that is running."""
        if self.sprint_key and self.sprint_state == "active":
            return None
        return f"That needs a {self.labels('sprint')} that is running."

    def do_sprint_plan(self) -> None:
        """To planning."""
        self.host.go_to("planning")

    def do_sprint_page(self) -> None:
        """To the sprint's own page; while none runs, to that of the last one."""
        from pilotboard.usecases import sprints

        team = self.obstacle_team()
        if self.sprint_key is not None:
            self._open_sprint(self.sprint_key)
        elif team is not None:
            self.ask("sprint", lambda: sprints.latest_sprint(self.ws, team), self._open_sprint)

    def _open_sprint(self, key: str | None) -> None:
        from pilotboard.tui.screens.sprint import SprintPage

        if key is None:
            self.host.hint(f"This team has not run a {self.labels('sprint')} yet. Press P to plan one.")
        else:
            self.host.open_page(SprintPage(key))

    def lacks_team(self) -> str | None:
        """A sprint belongs to a team."""
        return None if self.host.scope.team else "A sprint belongs to a team: press t to choose one."

    def do_sprint_note(self) -> None:
        """A daily note."""
        key = self.sprint_key
        if key is not None:
            self.ask_text(f"Daily check-in of {key}", partial(self._daily, key), most=20_000)

    def _daily(self, key: str, text: str) -> None:
        from pilotboard.usecases import sprint_life

        self.host.save(lambda: sprint_life.note_day(self.ws, key, text))

    # -- what is in the way

    def obstacle_item(self) -> str | None:
        """The item that something is in the way of; None for the whole team."""
        return None

    def obstacle_team(self) -> str | None:
        """The team in whose way it is."""
        team: str | None = self.host.scope.team
        return team

    def do_sprint_obstacle(self) -> None:
        """Write down what is in the way."""
        item = self.obstacle_item()
        of = f" of {item}" if item else ""
        self.ask_text(f"What is in the way{of}?", partial(self._obstacle, item))

    def _obstacle(self, item: str | None, title: str) -> None:
        from pilotboard.usecases import impediments

        team = self.obstacle_team()
        self.host.save(lambda: impediments.add_impediment(self.ws, {"title": title, "item": item, "team": team or ""}))

    # -- review

    def do_sprint_review(self) -> None:
        """Decide every leftover, say what was seen, close."""
        key = self.sprint_key
        if key is not None:
            self.ask("review", partial(_for_review, self, key), self._review)

    def _review(self, found: tuple[SprintDetail, str | None]) -> None:
        detail, following = found
        if not detail.left_over:
            self._ask_result(detail, ())
            return
        from pilotboard.tui.dialogs.review import Review

        def decided(made: tuple[LeftoverDecision, ...] | None) -> None:
            if made is not None:
                self._ask_result(detail, made)

        self.app.push_screen(Review(self.labels, detail, following), decided)

    def _ask_result(self, detail: SprintDetail, made: tuple[LeftoverDecision, ...]) -> None:
        from pilotboard.tui.dialogs.prompt import Prompt

        said = f" (predicted: {detail.prediction})" if detail.prediction else ""

        def answered(result: str | None) -> None:
            if result is not None:
                self.host.save(self._close_call(detail.row.key, made, result.strip() or None))

        title = f"Close {detail.row.key}: what was seen{said}?"
        self.app.push_screen(Prompt(title, detail.result, most=20_000, do="close the sprint"), answered)

    def _close_call(self, key: str, made: tuple[LeftoverDecision, ...], result: str | None) -> Callable[[], Outcome]:
        from pilotboard.usecases import sprint_life

        return lambda: sprint_life.close_sprint(self.ws, key, made, result)


def _for_review(screen: DeskScreen, key: str) -> tuple[SprintDetail, str | None]:
    from pilotboard.usecases import sprints

    return sprints.show_sprint(screen.ws, key), sprints.following_sprint(screen.ws, key)
