"""The page of a pilot: one page that a leader could read aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.dates import due_words, friendly_day
from pilotboard.domain.feedback import answer_words
from pilotboard.domain.items import ItemRow, ItemState
from pilotboard.domain.journal import EntryView
from pilotboard.domain.pilots import PilotDetail
from pilotboard.domain.stages import missing_words
from pilotboard.tui.commands import Command
from pilotboard.tui.item_lines import age_span, state_span
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import Story
from pilotboard.usecases import feedback, history, items, pilots

SHOWN_ITEMS = 30
SHOWN_ENTRIES = 12


class _Answer(NamedTuple):
    detail: PilotDetail
    work: items.ItemPage
    entries: list[EntryView]
    voices: feedback.PilotVoices


class PilotPage(DeskScreen):
    """One pilot."""

    PLACE = "pilot"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("pilot.edit", ("e",), "edit", "Change the pilot.", "Change", ("pilot",), 20, ("write",)),
        Command("pilot.work", ("b",), "board", "The board of this pilot.", "Go to", ("pilot",), 30),
        Command("pilot.voices", ("o",), "voices", "What people said about this pilot.", "Go to", ("pilot",), 45),
        Command("pilot.list", ("l",), "backlog", "The backlog of this pilot.", "Go to", ("pilot",), 40),
    )

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._detail: PilotDetail | None = None

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], _Answer]:
        """The pilot, its open work, its newest history."""
        ws, key = self.ws, self.key
        return lambda: _Answer(
            pilots.show_pilot(ws, key),
            items.list_items(ws, "open", scope=key, sort="state", limit=SHOWN_ITEMS),
            history.history(ws, key, limit=SHOWN_ENTRIES),
            feedback.pilot_voices(ws, key),
        )

    def show_answer(self, answer: _Answer) -> None:
        """Fill the page."""
        detail = self._detail = answer.detail
        row, labels, today = detail.row, self.labels, self.ws.today()
        stage = f"{labels.stage(row.stage)}: {detail.stage.because}"
        self.query_one(TitleLine).tell(f"{row.key}  {row.title}", [(stage, "soft")])
        people = [
            ("team", row.team),
            ("coach", row.coach),
            ("sponsor", row.sponsor),
            ("partners", detail.partners),
            ("sites", ", ".join(name for _, name in detail.sites)),
        ]
        days = [
            ("from", detail.starts_on),
            ("until", detail.ends_on),
            ("closed", row.closed_on),
            ("parked", row.parked_on),
        ]
        facts = [Part("fact", text, lead=((f"{name:<10}", "quiet"),)) for name, text in people if text]
        facts += [Part("fact", friendly_day(day, today), lead=((f"{name:<10}", "quiet"),)) for name, day in days if day]
        if row.decision_due:
            facts.append(Part("fact", due_words(row.decision_due, today), lead=((f"{'decision':<10}", "quiet"),)))
        missing = missing_words(detail.stage, labels)
        if missing:
            facts.append(Part("fact", missing, "warning", (("? ", "warning"),)))
        self.query_one(Page).show(
            [
                Section("Aim", _prose("aim", detail.aim), "Not written yet: e edits the pilot."),
                Section("What we expect", _prose("hypothesis", detail.hypothesis), "No hypothesis yet."),
                Section("What is known from elsewhere", _prose("research", detail.research)),
                Section("Prediction", _prose("prediction", detail.prediction)),
                Section("About", _prose("description", detail.description)),
                Section("Who, where, when", facts),
                Section(
                    self._work_title(detail),
                    [self._item(item) for item in answer.work.rows],
                    f"Nothing open. b shows the board, l the {labels('backlog')}.",
                ),
                Section(
                    f"Voices · {answer.voices.voices}, {answer.voices.owed} wait for an answer",
                    self._voices(answer.voices),
                    "No voices yet: V logs what somebody said.",
                ),
                Section("Lately", [self._entry(entry) for entry in answer.entries]),
            ]
        )

    def _voices(self, voices: feedback.PilotVoices) -> list[Part]:
        """The last "you said, we did"."""
        if voices.last is None:
            return [Part("voices", "Nothing answered yet: o shows them.", "quiet")] if voices.voices else []
        return [Part(("voice", voices.last.key), answer_words(voices.last))]

    def _work_title(self, detail: PilotDetail) -> str:
        row = detail.row
        stuck = f", {row.blocked} {self.labels('blocked')}" if row.blocked else ""
        return f"Work · {row.open_items} open, {row.done} done{stuck}"

    def _item(self, row: ItemRow) -> Part:
        word, ink = state_span(self.labels, row)
        quiet = row.state == ItemState.BACKLOG
        age, age_ink = age_span(row, self.ws.now())
        who = f"  {row.assignee}" if row.assignee else ""
        return Part(
            ("item", row.key),
            row.title,
            "soft" if quiet else "text",
            ((f"{row.key:<8}", "quiet"), (f"{word:<11}", ink)),
            ((who, "quiet"), (f"  {age}", age_ink)),
        )

    def _entry(self, entry: EntryView) -> Part:
        when = friendly_day(entry.at.astimezone().date(), self.ws.today())
        return Part(
            "entry", entry.said, "quiet" if entry.undone else "soft", ((f"{when:<12}  {entry.actor}  ", "quiet"),)
        )

    def story(self) -> Story:
        """What enter does here."""
        if self._detail is None:
            return Story()
        part = self.query_one(Page).cursor_part
        below = f"enter opens {part[1]}" if isinstance(part, tuple) else missing_words(self._detail.stage, self.labels)
        row = self._detail.row
        return Story(row.key, row.title, ((self.labels.stage(row.stage), "text"),), ((below, "soft"),))

    def lacks_open(self) -> str | None:
        """Items can be opened."""
        opens = isinstance(self.query_one(Page).cursor_part, tuple)
        return None if opens else f"Put the cursor on {self.labels.a('item')} to open it."

    def open_row(self, row_id: Any) -> None:
        """Open the item or the voice under the cursor."""
        part = row_id[0]
        if isinstance(part, tuple):
            self.host.go_found(*part)

    def do_pilot_edit(self) -> None:
        """The form over this pilot."""
        from pilotboard.tui.forms.pilots import edit_pilot

        self.open_form(lambda: edit_pilot(self.ws, self.labels, self.key))

    def do_pilot_work(self) -> None:
        """Look at the board of this pilot only."""
        self._go("board")

    @property
    def voice_pilot(self) -> str:
        """What a new voice is about."""
        return self.key

    def do_pilot_voices(self) -> None:
        """Look at the voices of this pilot only."""
        self._go("feedback")

    def do_pilot_list(self) -> None:
        """Look at the backlog of this pilot only."""
        self._go("backlog")

    def _go(self, place: str) -> None:
        if self._detail is not None:
            self.look_at_pilot(self.key, self._detail.row.title)
            self.host.go_to(place)


def _prose(part: str, text: str) -> list[Part]:
    return [Part(part, text)] if text else []
