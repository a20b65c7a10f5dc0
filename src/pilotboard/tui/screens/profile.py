"""The page behind a pilot's line in the list to scale: why, what is missing, who found what, what was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.gates import Gate
from pilotboard.domain.scale import PilotCase, last_standing
from pilotboard.tui.commands import Command
from pilotboard.tui.evidence_acts import EVIDENCE_ACTS, EvidenceActs
from pilotboard.tui.profile_sections import profile_sections
from pilotboard.tui.scale_acts import DECISION_ACTS, DecisionActs
from pilotboard.tui.scale_lines import outcome_span
from pilotboard.tui.widgets.page import Page
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases.scale import pilot_case


class ProfilePage(EvidenceActs, DecisionActs):
    """One pilot and everything about its decision."""

    PLACE = "profile"
    ACTS: ClassVar[tuple[Command, ...]] = (
        *DECISION_ACTS,
        *EVIDENCE_ACTS,
        Command("profile.pilot", ("o",), "pilot", "The page of the pilot itself.", "Go to", ("profile",), 30),
        Command("profile.weights", ("w",), "weights", "Move a weight, see what turns.", "Look", ("profile",), 40),
    )

    def __init__(self, key: str, *, at_gates: bool = False) -> None:
        super().__init__()
        self.key = key
        self._at_gates = at_gates
        self._case: PilotCase | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], PilotCase]:
        """Everything about the decision."""
        ws, key = self.ws, self.key
        return lambda: pilot_case(ws, key)

    def show_answer(self, answer: PilotCase) -> None:
        """Fill the page; the first time where it was asked for."""
        self._case = answer
        self.query_one(TitleLine).tell(f"{answer.key}  {answer.title}", [outcome_span(answer.recommendation.outcome)])
        page = self.query_one(Page)
        page.show(profile_sections(answer, self.ws.today()))
        if self._at_gates:
            self._at_gates = False
            page.show_part(("gate", Gate.PURPOSE))

    def story(self) -> Story:
        """The pilot, read aloud."""
        case = self._case
        if case is None:
            return NOTHING
        found = case.recommendation
        said = found.score_words()
        below = found.missing[0] if found.missing else found.reasons[0]
        return Story(case.key, case.title, ((f"{said[0].upper()}{said[1:]}.", "text"),), ((below, "soft"),))

    @property
    def pilot_key(self) -> str | None:
        """The pilot of this page."""
        return self.key

    @property
    def gate_meant(self) -> Gate | None:
        """The must-have under the cursor."""
        part = self.query_one(Page).cursor_part
        return part[1] if isinstance(part, tuple) and part[0] == "gate" else None

    @property
    def decision(self) -> str | None:
        """The last decision that stands."""
        last = None if self._case is None else last_standing(self._case.decisions)
        return None if last is None else last.key

    def do_profile_pilot(self) -> None:
        """To the pilot's own page."""
        from pilotboard.tui.screens.pilot import PilotPage

        self.host.open_page(PilotPage(self.key))

    def do_profile_weights(self) -> None:
        """Try other weights, with this pilot in view."""
        from pilotboard.tui.screens.weights import WeightsPage

        self.host.open_page(WeightsPage(self.key))

    def lacks_open(self) -> str | None:
        """Must-haves and criteria open the forms that change them."""
        kind, _ = _meant(self.query_one(Page).cursor_part)
        return None if kind in ("gate", "criterion") else "This line is only read."

    def open_row(self, row_id: Any) -> None:
        """Write down the must-have, or rate the criteria."""
        kind, _ = _meant(row_id[0])
        if kind == "gate":
            self.do_evidence_gate()
        elif kind == "criterion":
            self.do_evidence_rate()


def _meant(part: Any) -> tuple[str, str]:
    """What a part of the page stands for: its kind and its name."""
    return (str(part[0]), str(part[1])) if isinstance(part, tuple) else ("", "")
