"""What an import hands over: drafts read from a foreign file, and the rows that could not be read.

The import engine makes these, the use cases take them; neither knows the other. Nothing here was checked against
a store: persons are names, sprints are names, and whether a row is new is decided by whoever applies it.

In a draft ``None`` (or an empty tuple, an empty text) means "the file says nothing". Whether the column was there
at all is told by ``Parsed.fields``: a field that is mapped and empty may be cleared, one that is not mapped never.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from pilotboard.domain.decisions import DecisionKind
    from pilotboard.domain.items import ItemState, ItemType
    from pilotboard.domain.verdicts import Judged


class Target(StrEnum):
    """What the rows of a file become."""

    ITEMS = "items"
    SPRINTS = "sprints"
    VOICES = "voices"
    PILOTS = "pilots"


class GoodEnd(StrEnum):
    """Which end of a rating scale is the good one."""

    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot go in. ``row`` is the line of the file (or the row of the sheet, the place of the card)."""

    row: int
    external_id: str
    field: str
    message: str
    value: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a row that goes in: a rating off its scale, a text that was divided."""

    row: int
    external_id: str
    field: str
    message: str
    value: str


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person as a file names one: a name, a mail address or both."""

    name: str
    mail: str = ""


@dataclass(frozen=True, slots=True)
class IncomingNote:
    """A comment. ``at`` is aware UTC, or ``None`` when the file does not tell."""

    at: datetime | None
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class IncomingMove:
    """A move in the past, as history. ``before`` and ``after`` are equal when it stayed inside one state.

    A state is ``None`` when nobody has said yet what the list of that name means.
    """

    at: datetime
    before: ItemState | None
    after: ItemState | None
    before_name: str
    after_name: str
    who: str


@dataclass(slots=True)
class IncomingItem:
    """An item as a file has it. Times are aware UTC.

    ``state`` ``None`` means the file says nothing about it; ``state_name`` is the file's own word. A done item may
    lack ``finished_at``. ``sprints`` are names in the order the item went through them: the last is the current
    one, it was carried over out of the others. ``hash`` covers the mapped columns and how they were understood.
    """

    row: int
    external_id: str
    container: str
    hash: str
    title: str
    description: str = ""
    type: ItemType | None = None
    state: ItemState | None = None
    state_name: str = ""
    drop_reason: str = ""
    estimate: int | None = None
    assignee: PersonRef | None = None
    due: date | None = None
    labels: tuple[str, ...] = ()
    created_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    archived_at: datetime | None = None
    url: str = ""
    criteria: tuple[tuple[str, bool], ...] = ()
    notes: tuple[IncomingNote, ...] = ()
    moves: tuple[IncomingMove, ...] = ()
    sprints: tuple[str, ...] = ()

    @property
    def carried_over(self) -> bool:
        """Whether it was in more than one sprint."""
        return len(self.sprints) > 1


@dataclass(slots=True)
class IncomingSprint:
    """A sprint of the past, read from a file of its own or from the items that were in it.

    ``items`` were in it at some time, ``carried`` of them went on into a later one. Dates may be missing.
    ``state`` is planned, active, closed, cancelled or ``""`` (the file does not tell).
    """

    row: int
    external_id: str
    container: str
    hash: str
    name: str
    goal: str = ""
    state: str = ""
    start: date | None = None
    end: date | None = None
    completed: date | None = None
    items: int = 0
    carried: int = 0


@dataclass(slots=True)
class IncomingVoice:
    """A piece of feedback as a file has it.

    ``rating`` stands on the scale ``low`` to ``high`` with ``good`` as its good end; ``None`` when there is none or
    its code is off the scale. ``no_content`` is an answer that says nothing ("N/A", "None", blank): it is an answer
    all the same and is counted apart.
    """

    row: int
    external_id: str
    container: str
    hash: str
    heard_on: date | None = None
    heard_at: datetime | None = None
    text: str = ""
    no_content: bool = False
    prompt: str = ""
    rating: float | None = None
    low: int | None = None
    high: int | None = None
    good: GoodEnd | None = None
    role: str = ""
    site: str = ""
    group: str = ""
    channel: str = ""
    themes: tuple[str, ...] = ()
    sentiment: str = ""
    severity: int | None = None
    consent: str = ""


@dataclass(slots=True)
class IncomingPilot:
    """A pilot as a file has it. ``verdicts`` are what others found about its effect, one an outcome.

    ``decision`` is what people decided, with its day, deciders and reason as far as the file tells.
    """

    row: int
    external_id: str
    container: str
    hash: str
    title: str
    aim: str = ""
    hypothesis: str = ""
    prediction: str = ""
    description: str = ""
    research: str = ""
    partners: str = ""
    sites: tuple[str, ...] = ()
    verdicts: tuple[Judged, ...] = ()
    decision: DecisionKind | None = None
    decided_on: date | None = None
    deciders: str = ""
    reason: str = ""


@dataclass(slots=True)
class Parsed:
    """Everything a file gave, in the order of the file.

    ``source`` names the system the ids belong to (``jira``, ``trello``, ``file`` ...); with a draft's ``container``
    and ``external_id`` it is what a later import of the same thing is recognised by. ``fields`` are the mapped
    ones. ``rows`` counts the rows of the file that hold anything.
    """

    target: Target
    preset: str
    source: str
    fields: frozenset[str]
    rows: int = 0
    items: list[IncomingItem] = field(default_factory=list)
    sprints: list[IncomingSprint] = field(default_factory=list)
    voices: list[IncomingVoice] = field(default_factory=list)
    pilots: list[IncomingPilot] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How much of what: drafts of each kind, rows of the file, rows at fault, remarks."""
        return {
            "rows": self.rows,
            "items": len(self.items),
            "sprints": len(self.sprints),
            "voices": len(self.voices),
            "pilots": len(self.pilots),
            "errors": len({error.row for error in self.errors}),
            "remarks": len(self.remarks),
        }


class Directory:
    """The people of a store, to be found by what a file calls them."""

    def __init__(self, people: Iterable[tuple[int, str, str]]) -> None:
        """``people``: id, name, mail address (may be empty) of each."""
        self._by_mail: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = {}
        for person, name, mail in people:
            if mail:
                self._by_mail.setdefault(mail.strip().casefold(), person)
            self._by_name.setdefault(folded(name), set()).add(person)

    def find(self, who: PersonRef) -> int | None:
        """The person meant: by mail address, else by a name that only one person has, else ``None``."""
        if who.mail:
            found = self._by_mail.get(who.mail.strip().casefold())
            if found is not None:
                return found
        named = self._by_name.get(folded(who.name), set()) if who.name else set()
        return next(iter(named)) if len(named) == 1 else None
