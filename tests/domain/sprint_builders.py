"""Sprints of made-up items, told by short words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from pilotboard.domain.calendar import WorkCalendar
from pilotboard.domain.items import ItemState
from pilotboard.domain.sprint_events import Committed, Now, SprintEvent, SprintEventKind, SprintStart, Tally
from pilotboard.domain.sprint_replay import Replay, replay
from pilotboard.domain.sprint_states import SprintOrigin, SprintState
from pilotboard.domain.sprints import SprintItemRow, SprintRow

START, END = date(2026, 1, 5), date(2026, 1, 16)
NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)
WEEK = WorkCalendar()


def at(day: int, hour: int = 12) -> datetime:
    """A day of January 2026."""
    return datetime(2026, 1, day, hour, tzinfo=UTC)


def event(day: int, item: str, what: str, size: int | None = None, order: int = 0, hour: int = 12) -> SprintEvent:
    """`what` is added, removed, estimate, or a state."""
    kind = SprintEventKind(what) if what in {"added", "removed", "estimate"} else SprintEventKind.STATE
    state = ItemState(what) if kind == SprintEventKind.STATE else None
    return SprintEvent(at(day, hour), order or day * 100 + hour, item, kind, size, state, "because")


def begun(items: int = 20, size: int | None = 3, moment: datetime = NINE) -> SprintStart:
    """A commitment of items a1, a2, ..."""
    return SprintStart(moment, tuple(Committed(f"a{n}", size) for n in range(1, items + 1)))


def told(events: Iterable[SprintEvent] = (), until: datetime | None = None, start: SprintStart | None = None) -> Replay:
    """The sprint of 5 to 16 January 2026, up to the evening of its last day."""
    return replay(START, END, WEEK, start or begun(), events, Now(until or at(16, 23), UTC))


def row(**values: object) -> SprintRow:
    """A planned sprint."""
    fields: dict[str, object] = {
        "id": 4,
        "key": "S-4",
        "team_key": "T-03",
        "team": "Heron",
        "goal": "Families get the text",
        "state": SprintState.PLANNED,
        "start": START,
        "end": END,
        "committed": Tally(),
        "done": Tally(),
        "added": Tally(),
        "removed": Tally(),
        "carried": Tally(),
        "origin": SprintOrigin.LOCAL,
        "version": 1,
    }
    return SprintRow(**{**fields, **values})  # type: ignore[arg-type]  # values of a test, checked by what it asserts


def sprint_item(**values: object) -> SprintItemRow:
    """An open item of the commitment."""
    fields: dict[str, object] = {
        "item_key": "P07-12",
        "title": "Draft the text",
        "pilot_key": "P-07",
        "state": ItemState.READY,
        "assignee": None,
        "estimate": None,
        "committed": True,
        "size_committed": None,
        "carried_from": None,
        "carries": 0,
        "added_at": NINE,
        "added_reason": "",
        "removed_at": None,
        "removed_reason": "",
        "outcome": None,
        "outcome_reason": "",
        "next_sprint": None,
    }
    return SprintItemRow(**{**fields, **values})  # type: ignore[arg-type]  # values of a test


NAMES = [f"a{n}" for n in range(1, 6)] + ["b1", "b2", "b3"]
SIZES = st.none() | st.integers(0, 8)
EVENTS = st.lists(
    st.builds(
        lambda minutes, item, kind, size, state: SprintEvent(
            NINE + timedelta(minutes=minutes - 600), 0, item, kind, size, state, "r"
        ),
        st.integers(0, 13 * 24 * 60),
        st.sampled_from(NAMES),
        st.sampled_from(SprintEventKind),
        SIZES,
        st.sampled_from(ItemState),
    ),
    max_size=40,
).map(
    lambda events: [
        SprintEvent(one.at, order, one.item, one.kind, one.size, one.state, one.reason)
        for order, one in enumerate(events, 1)
    ]
)
STARTS = st.lists(st.tuples(st.sampled_from(NAMES[:5]), SIZES), unique_by=lambda one: one[0], max_size=5).map(
    lambda items: SprintStart(NINE, tuple(Committed(item, size) for item, size in items))
)
