"""A backlog that is written and taken in again is the same backlog: as CSV, as a workbook, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from pilotboard.domain.document import Audience
from pilotboard.domain.intake import IncomingItem
from pilotboard.domain.items import ItemRow, ItemState, ItemType
from pilotboard.domain.labels import Labels
from pilotboard.domain.papers.frame import Frame
from pilotboard.domain.papers.items import ListedItem, item_list
from pilotboard.domain.text import clean, folded, has_visible
from pilotboard.export.registry import rendered
from pilotboard.importing.source import read_source
from tests.domain.nasty import NASTY
from tests.importing.samples import taken

FRAME = Frame("Larkmere", Audience.INTERNAL, date(2026, 11, 20), Labels())
FORMATS = ("csv", "xlsx", "json")
MOMENTS = st.integers(1_577_836_800, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))


def words(most: int, *, lines: bool = False) -> st.SearchStrategy[str]:
    """Text as drafts let it through: clean, something to see in it, as often nasty as not."""
    free = st.one_of(st.sampled_from(NASTY), st.text(max_size=most))
    return free.map(lambda text: clean(text[:most], lines).text).filter(has_visible)


LABELS = st.lists(
    words(20).map(lambda word: " ".join(word.split())).filter(lambda word: not set(word) & set("'\"[];,")), max_size=3,
    unique_by=folded,
)  # fmt: skip


@st.composite
def listed(draw: st.DrawFn, number: int) -> ListedItem:
    """One item."""
    state = draw(st.sampled_from([*ItemState]))
    created = draw(MOMENTS)
    row = ItemRow(
        id=number,
        key=f"P07-{number:02d}",
        title=draw(words(120)),
        type=draw(st.sampled_from([*ItemType])),
        state=state,
        state_since=created,
        pilot_key="P-07",
        team_key=None,
        assignee=draw(st.none() | st.sampled_from(["Ana Ruiz", "Ben Okoro", "Zoë d'Arc"])),
        assignee_key=None,
        estimate=draw(st.none() | st.integers(0, 100)),
        labels=tuple(draw(LABELS)),
        blocked_reason=None,
        blocked_since=None,
        due=draw(st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))),
        created_at=created,
        started_at=draw(st.none() | MOMENTS),
        finished_at=draw(MOMENTS) if state == ItemState.DONE else None,
        criteria_met=0,
        criteria_total=0,
        note_count=0,
        rank="m",
        version=1,
    )
    lines = draw(st.lists(st.tuples(words(60), st.booleans()), max_size=3))
    return ListedItem(row, draw(st.just("") | words(200, lines=True)), "", tuple(lines))


@st.composite
def boards(draw: st.DrawFn) -> list[ListedItem]:
    """The items of a board."""
    return [draw(listed(number)) for number in range(1, draw(st.integers(1, 5)) + 1)]


def wanted(one: ListedItem) -> dict[str, object]:
    """What must come back of an item."""
    row = one.row
    return {
        "external_id": row.key,
        "title": row.title,
        "type": row.type,
        "state": row.state,
        "description": one.description,
        "estimate": row.estimate,
        "assignee": row.assignee,
        "due": row.due,
        "labels": row.labels,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "criteria": one.checklist,
    }


def found(item: IncomingItem) -> dict[str, object]:
    """The same of what was taken in."""
    got = {name: getattr(item, name) for name in ("external_id", "title", "type", "state", "description", "estimate")}
    got |= {name: getattr(item, name) for name in ("due", "labels", "created_at", "started_at", "finished_at")}
    return {**got, "assignee": item.assignee.name if item.assignee else None, "criteria": item.criteria}


def taken_in(items: list[ListedItem], name: str) -> list[dict[str, object]]:
    data = rendered(item_list(FRAME, items, ""), name)
    parsed = taken(read_source(data, f"items.{name}"))
    assert parsed.preset == "pilotboard"
    assert [str(error) for error in parsed.errors] == []
    return [found(item) for item in parsed.items]


@pytest.mark.bounded
def test_boards_come_back_equal(rounds: Callable[[int, int], int], figure: Callable[[str, str], None]) -> None:
    count = rounds(200, 10_000)

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @seed(12)
    @given(items=boards())
    def go_round(items: list[ListedItem]) -> None:
        whole = [wanted(one) for one in items]
        for name in FORMATS:
            assert taken_in(items, name) == whole, name

    go_round()
    figure("12", f"{count:,} boards written and taken in again as {', '.join(FORMATS)}: all equal")


@pytest.mark.parametrize("name", FORMATS)
def test_every_nasty_title_comes_back(name: str) -> None:
    titles = [clean(text).text for text in NASTY if has_visible(clean(text).text)]
    usual = {"state": ItemState.READY, "state_since": datetime(2026, 1, 1, tzinfo=UTC), "pilot_key": "P-07"}
    items = [
        ListedItem(_row(number, title, usual), title, "", ((title, True),)) for number, title in enumerate(titles, 1)
    ]
    assert taken_in(items, name) == [wanted(one) for one in items]


def _row(number: int, title: str, usual: dict[str, object]) -> ItemRow:
    values = dict.fromkeys(ItemRow._fields, None) | usual
    values |= {"id": number, "key": f"P07-{number:02d}", "title": title, "type": ItemType.TASK, "labels": ()}
    return ItemRow(**{**values, "created_at": datetime(2026, 1, 1, tzinfo=UTC)})  # type: ignore[arg-type]


def test_a_planted_unguarded_table_is_calculated() -> None:
    """Without the guard a spreadsheet would run it; with it nothing begins like a formula."""
    item = ListedItem(_row(1, "=1+1", {"state": ItemState.READY, "pilot_key": "P-07"}), "", "", ())
    text = rendered(item_list(FRAME, [item], ""), "csv").decode()
    assert ",'=1+1," in text
    assert ",=1+1," not in text
