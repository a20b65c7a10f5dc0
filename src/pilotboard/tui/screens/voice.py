"""The page of one voice: what was said, what was answered, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.feedback import AnswerKind, FeedbackDetail, FeedbackRow
from pilotboard.domain.journal import EntryView
from pilotboard.domain.reports import report_words
from pilotboard.tui.acts.feedback import FeedbackActs
from pilotboard.tui.acts.feedback_commands import FEEDBACK_ACTS
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.feedback import rating_words, said, severity_span, status_span, voice_story
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import feedback, history

SHOWN_ENTRIES = 12


class _Answer(NamedTuple):
    detail: FeedbackDetail
    entries: list[EntryView]


class VoicePage(FeedbackActs):
    """One voice."""

    PLACE = "voice"
    ACTS: ClassVar[tuple[Command, ...]] = FEEDBACK_ACTS

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._detail: FeedbackDetail | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], _Answer]:
        """The voice and its newest history."""
        ws, key = self.ws, self.key
        return lambda: _Answer(feedback.show_feedback(ws, key), history.history(ws, key, limit=SHOWN_ENTRIES))

    def show_answer(self, answer: _Answer) -> None:
        """Fill the page."""
        detail = self._detail = answer.detail
        row = detail.row
        self.query_one(TitleLine).tell(f"{row.key}  {row.pilot}", [(f"{row.role}, {self._when(row.on)}", "quiet")])
        self.query_one(Page).show(
            [
                Section("You said", [Part("quote", row.quote or said(row))]),
                Section(*self._answered(row)),
                Section("Report of harm", self._report(detail)),
                Section("", self._facts(detail, answer.entries)),
                Section("History", [self._entry(entry) for entry in answer.entries]),
            ]
        )

    def _answered(self, row: FeedbackRow) -> tuple[str, list[Part], str]:
        if not row.answer:
            return "We did", [], "" if not row.owed else "No answer yet: w says what we did, x why we did not."
        title = "We did" if row.answer_kind == AnswerKind.DID else "We did not, because"
        day = self._when(row.answered_on) if row.answered_on else ""
        return title, [Part("answer", row.answer, "good", tail=((f"  {day}", "quiet"),))], ""

    def _report(self, detail: FeedbackDetail) -> list[Part]:
        if detail.row.report is None:
            return []
        told = [
            Part("judgement", one.reason, lead=((f"{one.verdict:<10} {one.by} ({one.role})  ", "quiet"),))
            for one in detail.judgements
        ]
        return [Part("report", report_words(detail.judgements), "warning"), *told]

    def _facts(self, detail: FeedbackDetail, entries: Sequence[EntryView]) -> list[Part]:
        row = detail.row
        rating = f"{rating_words(row)}, {row.scale.words()}" if row.rating is not None and row.scale else ""
        by = entries[-1].actor if 0 < len(entries) < SHOWN_ENTRIES else row.logged_by
        quoted = {"none": "not to be quoted", "internal": "may be quoted inside", "public": "may be quoted in public"}
        facts: list[tuple[str, Span]] = [
            ("stands", status_span(row.status)),
            ("weight", severity_span(row.severity)),
            ("who", (", ".join(filter(None, (row.role, row.focal_group, row.identity))), "text")),
            ("site", (row.site or "", "text")),
            ("heard", (f"{self._when(row.on)}, {row.channel}, written down by {by}", "text")),
            ("asked", (row.prompt, "text")),
            ("rating", (rating, "text")),
            ("themes", (", ".join(row.themes), "neutral")),
            ("answers", (row.owner or "", "text")),
            ("quote", (quoted[row.consent], "soft")),
            ("sprint", (row.sprint_key or "", "text")),
        ]
        parts = [Part("fact", text, ink, ((f"{name:<10}", "quiet"),)) for name, (text, ink) in facts if text]
        if row.item_key:
            parts.append(Part(("item", row.item_key), f"{row.item_key} {detail.item_title}", lead=(_lead("item"),)))
        if row.action_key:
            parts.append(Part("fact", f"{row.action_key} {detail.action_text}", lead=(_lead("action"),)))
        return parts

    def _entry(self, entry: EntryView) -> Part:
        when = self._when(entry.at.astimezone().date())
        ink: Any = "quiet" if entry.undone else "soft"
        return Part("entry", entry.said, ink, ((f"{when:<12}  {entry.actor}  ", "quiet"),))

    def _when(self, day: Any) -> str:
        return friendly_day(day, self.ws.today())

    def story(self) -> Story:
        """The voice."""
        row = self.cursor_voice
        return NOTHING if row is None else voice_story(row, self.ws.today())

    @property
    def cursor_voice(self) -> FeedbackRow | None:
        """The voice of this page."""
        return None if self._detail is None else self._detail.row

    def chosen_keys(self) -> Sequence[str]:
        """The voice of this page."""
        return (self.key,)

    def open_row(self, row_id: Any) -> None:
        """Open the item that takes it up."""
        part = row_id[0]
        if isinstance(part, tuple):
            from pilotboard.tui.screens.item import ItemPage

            self.host.open_page(ItemPage(part[1]))


def _lead(name: str) -> Span:
    return f"{name:<10}", "quiet"
