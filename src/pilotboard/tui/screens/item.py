"""The page of one item: everything about it, from top to bottom, each line ready to be acted on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.feedback import FeedbackRow, answer_words
from pilotboard.domain.items import EventKind, ItemDetail, ItemEventView, ItemRow, ItemState
from pilotboard.tui.acts.item_commands import ITEM_ACTS
from pilotboard.tui.acts.items import ItemActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.items import due_span, item_story, sprint_words, state_span
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import feedback, item_parts, items

_HERE = ("item",)
PART_ACTS = (
    Command(
        "criterion.tick",
        ("x",),
        "tick",
        "Tick the line of the checklist under the cursor, or untick it.",
        "This screen",
        _HERE,
        15,
        ("criterion", "write"),
    ),
    Command(
        "criterion.add", ("c",), "checklist", "Put a line on the checklist.", "This screen", _HERE, needs=("write",)
    ),
    Command("link.add", ("w",), "web link", "Hang a web address on it.", "This screen", _HERE, needs=("write",)),
    Command(
        "part.remove",
        ("d",),
        "take away",
        "Take away the note, link or checklist line under the cursor.",
        "This screen",
        _HERE,
        16,
        ("part", "write"),
    ),
    Command("item.next", ("right_square_bracket",), "next", "The next one of the list.", "Go to", _HERE),
    Command("item.previous", ("left_square_bracket",), "previous", "The one before it in the list.", "Go to", _HERE),
)


class ItemPage(ItemActs):
    """One item."""

    PLACE = "item"
    ACTS: ClassVar[tuple[Command, ...]] = (*ITEM_ACTS, *PART_ACTS)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._detail: ItemDetail | None = None
        self._heard: list[FeedbackRow] = []

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], tuple[ItemDetail, list[FeedbackRow]]]:
        """The item with everything that hangs on it, and the voices that asked for it."""
        ws, key = self.ws, self.key
        return lambda: (items.show_item(ws, key), feedback.voices_of_item(ws, key))

    def show_answer(self, answered: tuple[ItemDetail, list[FeedbackRow]]) -> None:
        """Fill the page."""
        answer, voices = answered
        self._detail, self._heard = answer, voices
        row, labels = answer.row, self.labels
        place = " · ".join(name for name in (f"{row.pilot_key} {answer.pilot_title}", answer.team_name) if name)
        self.query_one(TitleLine).tell(f"{row.key}  {row.title}", [(place, "quiet")], breaks=True)
        self.query_one(Page).show(
            [
                Section("", self._facts(answer)),
                Section(
                    "From feedback",
                    [Part(("voice", one.key), answer_words(one), lead=(_voice(one),)) for one in voices],
                ),
                Section("Description", [Part("description", answer.description)] if answer.description else []),
                Section(
                    labels.capital("acceptance_criteria"),
                    [
                        Part(
                            ("criterion", line.id),
                            line.text,
                            "quiet" if line.met else "text",
                            (("✓ " if line.met else "□ ", "good" if line.met else "soft"),),
                        )
                        for line in answer.criteria
                    ],
                    "No checklist yet: c adds a line.",
                ),
                Section(
                    "Links",
                    [Part(("link", link.id), link.title or link.url, tail=(_address(link),)) for link in answer.links],
                ),
                Section(
                    "Notes",
                    [
                        Part(("note", note.id), note.text, lead=((f"{self._when(note.at)}  {note.who}  ", "quiet"),))
                        for note in answer.notes
                    ],
                    "No notes yet: N writes one.",
                ),
                Section("History", [self._event(event) for event in reversed(answer.events)]),
            ]
        )

    def _facts(self, answer: ItemDetail) -> list[Part]:
        row, labels = answer.row, self.labels
        facts: list[tuple[str, Span]] = [
            ("state", state_span(labels, row)),
            ("who", (row.assignee or "nobody yet", "text" if row.assignee else "quiet")),
            ("kind", (labels(row.type.value), "text")),
        ]
        if row.blocked:
            facts.append((labels("blocked"), (row.blocked_reason or "", "bad")))
        if answer.row.archived_at:
            facts.append(("put away", (f"{answer.row.archived_at:%Y-%m-%d}", "text")))
        if answer.row.external_id:
            facts.append(("came in as", (answer.row.external_id, "quiet")))
        if answer.drop_reason:
            facts.append(("dropped", (answer.drop_reason, "text")))
        if row.due is not None:
            facts.append(("due", due_span(row, self.ws.today())))
        if row.estimate is not None:
            facts.append((labels("estimate"), (str(row.estimate), "text")))
        if row.sprint_key or row.carried:
            facts.append((labels("sprint"), (sprint_words(row) or "in none now", "text")))
        if row.labels:
            facts.append(("labels", (", ".join(row.labels), "neutral")))
        return [Part("fact", text, ink, ((f"{name:<12}", "quiet"),)) for name, (text, ink) in facts]

    def _when(self, at: Any) -> str:
        return friendly_day(at.astimezone().date(), self.ws.today())

    def _event(self, event: ItemEventView) -> Part:
        return Part("event", self._said(event), "soft", ((f"{self._when(event.at):<12}  {event.who}  ", "quiet"),))

    def _said(self, event: ItemEventView) -> str:
        labels = self.labels
        before, after = event.before or "", event.after or ""
        match event.kind:
            case EventKind.CREATED:
                return "wrote it down"
            case EventKind.STATE | EventKind.REOPENED:
                words = f"{self._state(before)} → {self._state(after)}"
                return f"{words}: opened again" if event.kind == EventKind.REOPENED else words
            case EventKind.ESTIMATE:
                return f"{labels('estimate')} {before or '-'} → {after or '-'}"
            case EventKind.BLOCKED:
                return f"{labels('blocked')}: {after}"
            case EventKind.UNBLOCKED:
                return f"{labels('unblock')}: {after}"
            case EventKind.SPLIT:
                return f"cut from it: {after}"
            case EventKind.MOVED_PILOT:
                return f"now with {after or 'no team'}"
            case EventKind.SPRINT_ADDED:
                return f"into {before}" + (f": {after}" if after else "")
            case EventKind.SPRINT_REMOVED:
                return f"out of {before}" + (f": {after}" if after else "")

    def _state(self, word: str) -> str:
        return self.labels.state(word) if word in list(ItemState) else word

    def story(self) -> Story:
        """The item."""
        row = self.cursor_item
        return NOTHING if row is None else item_story(self.labels, row, self.ws.now(), self.ws.today())

    @property
    def cursor_item(self) -> ItemRow | None:
        """The item of this page."""
        return None if self._detail is None else self._detail.row

    def chosen_ids(self) -> Sequence[int]:
        """The item of this page."""
        return () if self._detail is None else (self._detail.row.id,)

    def known_rows(self, ids: Sequence[int]) -> list[ItemRow]:
        """The item of this page."""
        return [] if self._detail is None else [self._detail.row]

    def expect(self, rows: Sequence[ItemRow]) -> None:
        """The item as it will be."""
        if self._detail is not None and rows:
            self.show_answer((self._detail._replace(row=rows[0]), self._heard))

    def neighbour(self, step: int) -> ItemRow | None:
        """A page shows no neighbours."""
        return None

    def open_row(self, row_id: Any) -> None:
        """Open the voice under the cursor."""
        part = row_id[0]
        if isinstance(part, tuple) and part[0] == "voice":
            self.host.go_found(*part)

    @property
    def voice_pilot(self) -> str | None:
        """What a new voice is about."""
        return None if self._detail is None else self._detail.row.pilot_key

    # -- its parts

    def _part(self) -> tuple[str, int] | None:
        found = self.query_one(Page).cursor_part
        return found if isinstance(found, tuple) and found[0] != "voice" else None

    def lacks_open(self) -> str | None:
        """A page of one item opens nothing."""
        return "There is nothing to open here."

    def lacks_criterion(self) -> str | None:
        """An act needs a line of the checklist."""
        part = self._part()
        return None if part is not None and part[0] == "criterion" else "Put the cursor on a line of the checklist."

    def lacks_part(self) -> str | None:
        """An act needs a line of its own."""
        return None if self._part() is not None else "Put the cursor on a note, a link or a line of the checklist."

    def do_item_next(self) -> None:
        """The next item of the list behind this page."""
        self._turn(1)

    def do_item_previous(self) -> None:
        """The one before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        behind = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        row = behind.step_to(step) if isinstance(behind, ItemActs) else None
        if row is None:
            self.host.hint("There is no further one on that side.")
            return
        self.key, self._detail = row.key, None
        self.reload()

    def do_criterion_tick(self) -> None:
        """Tick or untick the line of the checklist under the cursor."""
        part = self._part()
        if part is None or self._detail is None:
            return
        met = next((line.met for line in self._detail.criteria if line.id == part[1]), False)
        self.host.save(lambda: item_parts.check_criterion(self.ws, self.key, part[1], not met))

    def do_criterion_add(self) -> None:
        """A line for the checklist."""
        self.ask_text(f"One more line for the checklist of {self.key}", self._add_criterion)

    def _add_criterion(self, text: str) -> None:
        self.host.save(lambda: item_parts.add_criterion(self.ws, self.key, text))

    def do_link_add(self) -> None:
        """A web address."""
        self.ask_text(f"Web address for {self.key}", self._add_link, most=2000)

    def _add_link(self, url: str) -> None:
        self.host.save(lambda: item_parts.add_link(self.ws, self.key, url))

    def do_part_remove(self) -> None:
        """Take away what is under the cursor."""
        part = self._part()
        removers = {
            "criterion": item_parts.remove_criterion,
            "note": item_parts.remove_note,
            "link": item_parts.remove_link,
        }
        if part is not None:
            self.host.save(partial(removers[part[0]], self.ws, self.key, part[1]))


def _voice(row: FeedbackRow) -> Span:
    return (f"{row.key} {row.role}  ", "quiet")


def _address(link: Any) -> Span:
    return (f"  {link.url}", "quiet") if link.title else ("", "quiet")
