"""The page of one idea: the need, what was found, the answer, the support that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.ideas import IdeaDetail, IdeaRow, IdeaState
from pilotboard.domain.journal import EntryView
from pilotboard.domain.support import SupportRow
from pilotboard.tui.acts.ideas import IDEA_ACTS, IdeaActs
from pilotboard.tui.commands import Command
from pilotboard.tui.lines.ideas import idea_story, state_span, support_parts, support_story, support_title
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import history, ideas

SHOWN_ENTRIES = 12


class _Answer(NamedTuple):
    detail: IdeaDetail
    entries: list[EntryView]


class IdeaPage(IdeaActs):
    """One idea."""

    PLACE = "idea"
    ACTS: ClassVar[tuple[Command, ...]] = IDEA_ACTS

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._detail: IdeaDetail | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], _Answer]:
        """The idea and its newest history."""
        ws, key = self.ws, self.key
        return lambda: _Answer(ideas.show_idea(ws, key), history.history(ws, key, limit=SHOWN_ENTRIES))

    def show_answer(self, answer: _Answer) -> None:
        """Fill the page."""
        detail = self._detail = answer.detail
        row, today = detail.row, self.ws.today()
        self.query_one(TitleLine).tell(f"{row.key}  {row.title}", [state_span(row)])
        self.query_one(Page).show(
            [
                Section("The need", _prose("need", row.need), "Not written down yet: e says what it is."),
                Section("For whom", _prose("whom", row.for_whom)),
                Section("What might help", _prose("help", row.might_help)),
                Section("What we found", _prose("found", row.assessment), self._not_found(row)),
                Section("The answer", self._answer(row), "None yet: a makes it a pilot, d declines it with a reason."),
                Section("", self._facts(row)),
                Section(
                    support_title(detail.support, today), support_parts(detail.support, today), "None: S asks for it."
                ),
                Section("History", [self._entry(entry) for entry in answer.entries]),
            ]
        )

    def _not_found(self, row: IdeaRow) -> str:
        return "Nobody has looked into the need yet: s says what was found." if row.waiting else ""

    def _answer(self, row: IdeaRow) -> list[Part]:
        when = f"  after {row.days(self.ws.today())} days"
        if row.state == IdeaState.ACCEPTED:
            said = f"It has become {row.pilot_key} {row.pilot}"
            return [Part(("pilot", row.pilot_key), said, "good", tail=((when, "quiet"),))]
        if row.state == IdeaState.DECLINED:
            return [Part("answer", f"Declined: {row.reason}", "text", tail=((when, "quiet"),))]
        return []

    def _facts(self, row: IdeaRow) -> list[Part]:
        facts = [
            ("proposed", f"{friendly_day(row.proposed_on, self.ws.today())} by {row.proposed_by}"),
            ("site", row.site or ""),
            ("goal", f"{row.goal_key} {row.goal}" if row.goal_key else ""),
        ]
        return [Part("fact", text, lead=((f"{name:<10}", "quiet"),)) for name, text in facts if text]

    def _entry(self, entry: EntryView) -> Part:
        when = friendly_day(entry.at.astimezone().date(), self.ws.today())
        ink: Any = "quiet" if entry.undone else "soft"
        return Part("entry", entry.said, ink, ((f"{when:<12}  {entry.actor}  ", "quiet"),))

    @property
    def cursor_idea(self) -> IdeaRow | None:
        """The idea of this page."""
        return None if self._detail is None else self._detail.row

    @property
    def cursor_request(self) -> SupportRow | None:
        """The request on the line under the cursor."""
        part = self.query_one(Page).cursor_part
        if self._detail is None or not isinstance(part, tuple) or part[0] != "support":
            return None
        return next((row for row in self._detail.support if row.key == part[1]), None)

    def story(self) -> Story:
        """The idea, or the request under the cursor."""
        idea, request, today = self.cursor_idea, self.cursor_request, self.ws.today()
        if request is not None:
            return support_story(request, today)
        return NOTHING if idea is None else idea_story(idea, today)

    def lacks_open(self) -> str | None:
        """The pilot it became can be opened."""
        part = self.query_one(Page).cursor_part
        opens = isinstance(part, tuple) and part[0] == "pilot"
        return None if opens else "Put the cursor on the pilot it became to open it."

    def open_row(self, row_id: Any) -> None:
        """The pilot it became."""
        part = row_id[0]
        if isinstance(part, tuple) and part[0] == "pilot":
            self.host.go_found("pilot", part[1])


def _prose(part: str, text: str) -> list[Part]:
    return [Part(part, text)] if text else []
