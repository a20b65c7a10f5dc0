"""Rows into drafts of items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.intake import IncomingItem, IncomingNote, IncomingSprint, PersonRef
from pilotboard.domain.items import ItemState, ItemType
from pilotboard.domain.text import clean, folded, has_visible, shortened
from pilotboard.importing import jira, trello, values
from pilotboard.importing.forms import RunningIds, fingerprint
from pilotboard.importing.moments import BadValue, DateReader
from pilotboard.importing.reading import MAX_PROSE, MAX_TITLE, Reading, one_line
from pilotboard.importing.states import Standing, StateReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime, tzinfo

    from pilotboard.importing.boards import Card
    from pilotboard.importing.jira import SprintCell
    from pilotboard.importing.mapping import ImportMap
    from pilotboard.importing.source import Source

_MAX_NAME = 120
_MAX_URL = 2000
_MAX_CRITERIA = 100


class ItemReader(Reading):
    """Reads items; ``finish`` adds the sprints that they name."""

    def __init__(self, source: Source, mapping: ImportMap, zone: tzinfo) -> None:
        super().__init__(source.table, mapping, zone)
        self._states = StateReader(mapping)
        self._cards = source.board.cards if source.board is not None else None
        self._ids = RunningIds()
        fixed = mapping.fixed.get("type")
        self._types = {"": ItemType(fixed) if fixed and fixed in set(ItemType) else None}
        self._estimates: dict[str, int | None] = {"": None}
        self._people: dict[tuple[str, str], tuple[PersonRef | None, str]] = {}
        self._sprints: dict[tuple[str, str], _SprintTally] = {}
        self._has_notes = bool(self.places["note"] or self.places["criteria"])
        self._known_labels: dict[tuple[str, ...], tuple[tuple[str, ...], bool]] = {}
        self._buckets_are_labels = mapping.buckets == "labels" and "buckets" not in mapping.pending
        self._steps = [step for step, fields in self._fillers().items() if any(self.places[name] for name in fields)]

    def _fillers(self) -> dict[Callable[[IncomingItem], None], tuple[str, ...]]:
        """What fills a draft, and the fields it reads: where none of them has a column there is nothing to do."""
        return {
            self._times: ("due", "created", "started", "finished"),
            self._texts: ("title", "description", "note", "criteria"),
            self._who: ("assignee", "assignee_mail"),
            self._labels: ("labels", "bucket"),
            self._url: ("url",),
            self._archived: ("archived",),
        }

    def read(self, index: int) -> None:
        """Turn a row into a draft, or into the errors that keep it out."""
        self.turn_to(index)
        title, whole = self._title()
        container = self.container()
        standing = self._standing()
        item = IncomingItem(
            row=self.line,
            external_id=self.id or self._ids.next(f"title:{fingerprint(folded(title))}"),
            container=container,
            hash="",
            title=title,
            description=whole,
            type=self._type(),
            state=standing.state,
            state_name=shortened(one_line(standing.word), MAX_TITLE),
            drop_reason=standing.reason,
            estimate=self._estimate(),
        )
        for step in self._steps:
            step(item)
        sprints = self._sprint_cells()
        if sprints:
            item.sprints = tuple(sprint.name for sprint in sprints)
        if self._cards is not None:
            self._from_card(item, self._cards[index])
        self._end(item)
        item.hash = self.hash(item.state or "", item.type or "", self._beside(item))
        if self.wrong or not self.first_time(container, item.external_id):
            return
        self.found.items.append(item)
        self._count(item, sprints)

    def _title(self) -> tuple[str, str]:
        """The title, and the whole of it when it had to be shortened."""
        cell = self.cell("title")
        title = one_line(cell)
        if not title:
            title = "" if self.places["title"] else self.id
            if not title:
                self.error("title", "Title needs at least one visible character.", cell)
                return "", ""
        if len(title) <= MAX_TITLE:
            return title, ""
        self.remark("title", f"Longer than {MAX_TITLE} characters: the whole title begins the description.", title)
        return shortened(title, MAX_TITLE), title

    def _standing(self) -> Standing:
        try:
            return self._states.read(self.row)
        except BadValue as fault:
            self.error("state", str(fault), self._states.word(self.row))
            return Standing(None)

    def _type(self) -> ItemType | None:
        cell = self.cell("type")
        if cell not in self._types:
            blank = cell.isspace()
            self._types[cell] = self._types[""] if blank else ItemType(self.mapping.types.get(folded(cell), "task"))
        return self._types[cell]

    def _estimate(self) -> int | None:
        cell = self.cell("estimate")
        if cell not in self._estimates:
            try:
                self._estimates[cell] = None if cell.isspace() else values.whole(cell)
            except BadValue as fault:
                self.error("estimate", str(fault), cell)
                return None
        return self._estimates[cell]

    def _times(self, item: IncomingItem) -> None:
        item.due = self.day("due")
        item.created_at = self.moment("created")
        item.started_at = self.moment("started")
        item.finished_at = self.moment("finished")

    def _texts(self, item: IncomingItem) -> None:
        """Description (behind a title that was shortened), notes and checklist; nothing of a long text is lost."""
        text = self.prose_of("description")
        if item.description:
            text = f"{item.description}\n\n{text}".strip()
        rest = text[MAX_PROSE:]
        if rest:
            self.remark("description", f"Longer than {MAX_PROSE:,} characters: the rest stands in a note.", text)
            text = text[:MAX_PROSE]
        item.description = text
        if not self._has_notes and not rest:
            return
        if self._cards is not None and self.mapping.preset == "trello":
            notes = []
        else:
            notes = [self._comment(place) for place in self.places["note"] if self.row[place].strip()]
            lines = values.checklist(self.cell("criteria")) if self.cell("criteria") else []
            item.criteria = self._criteria(lines)
        if rest.strip():
            notes.append(IncomingNote(None, "", rest))
        item.notes = tuple(note for note in notes if has_visible(note.text))

    def _comment(self, place: int) -> IncomingNote:
        note = jira.comment(self.row[place], self.dates_of(place))
        return IncomingNote(note.at, note.author[:_MAX_NAME], note.text)

    def _criteria(self, lines: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
        if len(lines) > _MAX_CRITERIA or any(len(text) > MAX_TITLE for text, _ in lines):
            self.remark("criteria", f"Only {_MAX_CRITERIA} lines of {MAX_TITLE} characters are kept.")
        return tuple((shortened(text, MAX_TITLE), met) for text, met in lines[:_MAX_CRITERIA])

    def _who(self, item: IncomingItem) -> None:
        """The first person named is the assignee; the others are kept in a note."""
        cell, mail = self.cell("assignee"), self.cell("assignee_mail")
        if not cell and not mail:
            return
        key = (cell, mail)
        if key not in self._people:
            others = ", ".join(one.name or one.mail for one in values.people(cell)[1:])
            self._people[key] = (values.person(cell, mail), others)
        item.assignee, others = self._people[key]
        if others:
            item.notes = (*item.notes, IncomingNote(None, "", f"Also assigned to {others}."))

    def _labels(self, item: IncomingItem) -> None:
        cells = tuple(self.cells("labels"))
        bucket = (self.cell("bucket"),) if self._buckets_are_labels else ()
        if not cells and not bucket:
            return
        known = self._known_labels.get(cells + bucket)
        if known is None:
            words = [word for cell in cells for word in values.several(cell)]
            known = self._known_labels[cells + bucket] = values.labels([*words, *bucket])
        if known[1]:
            message = f"Labels have {values.MAX_LABEL} characters and an item {values.MAX_LABELS} of them."
            self.remark("labels", message, "; ".join(cells + bucket))
        item.labels = known[0]

    def _url(self, item: IncomingItem) -> None:
        url = clean(self.cell("url")).text
        if len(url) <= _MAX_URL and url.lower().startswith(("https://", "http://")) and not any(map(str.isspace, url)):
            item.url = url
        elif url:
            self.remark("url", "This is no web address; it was left out.", url)

    def _archived(self, item: IncomingItem) -> None:
        item.archived_at = self._archived_at()

    def _archived_at(self) -> datetime | None:
        """When it was archived: a date says it, a mark leaves it at the last change."""
        cell = self.cell("archived").strip()
        if not cell or cell.casefold() in ("no", "false", "0", "nein", "non", "nee", "não"):
            return None
        if values.is_mark(cell):
            return self.moment("updated") or self.moment("created")
        try:
            return DateReader("", False).moment(cell)
        except BadValue as fault:
            self.error("archived", str(fault), cell)
            return None

    def _sprint_cells(self) -> list[SprintCell]:
        cells = self.cells("sprint")
        return jira.sprints(cells) if cells else []

    def _from_card(self, item: IncomingItem, card: Card) -> None:
        item.moves = trello.history(card, self.mapping)
        if item.created_at is None:
            item.created_at = min((move.at for move in item.moves), default=None)
        if self.places["note"]:
            item.notes = (*trello.notes(card), *item.notes)
        if self.places["criteria"]:
            item.criteria = self._criteria(
                [(line, met) for text, met in card.criteria if has_visible(line := clean(text).text)]
            )
        if item.archived_at is not None and card.archived_at is not None:
            item.archived_at = card.archived_at
        begun = trello.times(card, item.state, item.created_at, self.cell("updated"), self.mapping)
        item.started_at = item.started_at or begun.started_at
        item.finished_at = item.finished_at or begun.finished_at

    def _end(self, item: IncomingItem) -> None:
        """Done items end: at the date given, else at the last change; others do not."""
        if item.state is not ItemState.DONE:
            item.finished_at = None
        elif item.finished_at is None:
            item.finished_at = self.moment("updated")

    def _beside(self, item: IncomingItem) -> str:
        if self._cards is None:
            return ""
        return repr((item.moves, item.notes, item.criteria, item.archived_at))

    def _count(self, item: IncomingItem, sprints: list[SprintCell]) -> None:
        for place, cell in enumerate(sprints, 1):
            tally = self._sprints.setdefault((item.container, cell.name), _SprintTally(item.row, cell))
            tally.items += 1
            tally.carried += place < len(sprints)

    def finish(self) -> None:
        """Add the sprints of the items, in the order people count them."""
        homes: dict[str, list[str]] = {}
        for container, name in self._sprints:
            homes.setdefault(container, []).append(name)
        for container, names in homes.items():
            for name in jira.in_order(names):
                self.found.sprints.append(self._sprints[container, name].draft(container))


class _SprintTally:
    """What the items of a file tell about one sprint."""

    def __init__(self, row: int, cell: SprintCell) -> None:
        self.row = row
        self.cell = cell
        self.items = 0
        self.carried = 0

    def draft(self, container: str) -> IncomingSprint:
        """The sprint as a draft; days only from a server's export."""
        cell = self.cell
        return IncomingSprint(
            row=self.row,
            external_id=cell.name,
            container=container,
            hash=fingerprint(repr((cell, self.items, self.carried))),
            name=shortened(cell.name, _MAX_NAME),
            goal=cell.goal,
            state=cell.state,
            start=_server_day(cell.start),
            end=_server_day(cell.end),
            completed=_server_day(cell.completed),
            items=self.items,
            carried=self.carried,
        )


def _server_day(text: str) -> date | None:
    try:
        return DateReader("", False).day(text) if text else None
    except BadValue:
        return None
