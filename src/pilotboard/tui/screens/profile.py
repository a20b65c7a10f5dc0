"""The page behind a pilot's line in the list to scale: why, what is missing, who found what, what was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.gates import Gate
from pilotboard.domain.keys import parse_key
from pilotboard.domain.scale import PilotCase, last_standing
from pilotboard.tui.acts.evidence import EVIDENCE_ACTS, EvidenceActs
from pilotboard.tui.acts.scale import DECISION_ACTS, DecisionActs
from pilotboard.tui.commands import Command
from pilotboard.tui.lines.scale import outcome_span
from pilotboard.tui.sections.profile import profile_sections
from pilotboard.tui.widgets.page import Page
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases.cases import pilot_case


class ProfilePage(EvidenceActs, DecisionActs):
    """One pilot and everything about its decision; the key may be that of a decision too."""

    PLACE = "profile"
    ACTS: ClassVar[tuple[Command, ...]] = (
        *DECISION_ACTS,
        *EVIDENCE_ACTS,
        Command("profile.pilot", ("o",), "pilot", "The page of the pilot itself.", "Go to", ("profile",), 30),
        Command(
            "profile.paper", ("x",), "export", "Write the decision, or the brief.", "This screen", ("profile",), 60
        ),
        Command("profile.weights", ("w",), "weights", "Move a weight, see what turns.", "Look", ("profile",), 40),
    )

    def __init__(self, key: str, *, at_gates: bool = False) -> None:
        super().__init__()
        self.key = key
        decided = ("decision", key) if parse_key(key).kind == "decision" else None
        self._aim_at = ("gate", Gate.PURPOSE) if at_gates else decided
        self._case: PilotCase | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], PilotCase]:
        """Everything about the decision."""
        ws, key = self.ws, self.key

        def query() -> PilotCase:
            if parse_key(key).kind != "decision":
                return pilot_case(ws, key)
            from pilotboard.usecases.decisions import show_decision

            return pilot_case(ws, show_decision(ws, key).line.pilot_key)

        return query

    def show_answer(self, answer: PilotCase) -> None:
        """Fill the page; the first time where it was asked for."""
        self._case = answer
        self.key = answer.key
        self.query_one(TitleLine).tell(f"{answer.key}  {answer.title}", [outcome_span(answer.recommendation.outcome)])
        page = self.query_one(Page)
        page.show(profile_sections(answer, self.ws.today()))
        if self._aim_at is not None:
            page.show_part(self._aim_at)
            self._aim_at = None

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

    def do_profile_paper(self) -> None:
        """The record of the last decision as a file; before there is one, the brief of the pilot."""
        from pilotboard.tui.paper_writing import ask_and_write
        from pilotboard.usecases import decision_papers

        ws, key, decided = self.ws, self.key, self.decision
        make = decision_papers.pilot_paper if decided is None else decision_papers.decision_paper
        self.ask("paper", lambda: make(ws, decided or key), lambda made: ask_and_write(self, made))

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
