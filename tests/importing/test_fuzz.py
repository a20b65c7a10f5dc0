"""Whatever a file holds: drafts or our errors, never anything else, and the same twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotboard.domain.errors import PilotboardError
from pilotboard.domain.intake import IncomingItem, IncomingVoice, Parsed
from pilotboard.domain.text import clean
from pilotboard.importing.catalogue import every_name
from pilotboard.importing.drafting import parse
from pilotboard.importing.mapfile import from_toml, to_toml
from pilotboard.importing.mapping import accept
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import read_source
from tests.domain.nasty import NASTY
from tests.importing.samples import board, jira, table, workbook

SEEDS = [
    jira(),
    board(),
    table(["Timestamp", "Score", "What now?"], ["2026/09/20 10:00:00 AM", "4", "Nothing at all"]),
    table(["Título", "Estado", "Puntos"], ["ñ", "Hecho", "3"], separator=";", encoding="utf-16"),
    workbook({"Tasks": [["Task ID", "Task Name", "Bucket Name"], ["1", "a", "b"]]}),
]
WORDS = st.sampled_from([*sorted(every_name())[::3], *NASTY, "Custom field (Story Points)", "", "1"])
CELLS = st.one_of(
    WORDS,
    st.text(max_size=12),
    st.sampled_from(
        ["1/14/2022", "31/05/2022", "20/Jul/23 3:25 PM", "3", "3.0", "2.5", "N/A", "x", "Done", "a;b", "['a']", "[x] y"]
    ),
    st.integers(-5, 10**9).map(str),
    st.datetimes().map(lambda moment: moment.strftime("%d/%m/%Y %H:%M")),
)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=8).map(
    lambda rows: [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]
)
FILES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=120).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(table, st.just(["Title", "Status"])),
    TABLES.flatmap(lambda rows: st.sampled_from(",;\t").map(lambda mark: table(*rows, separator=mark))),
    st.tuples(st.sampled_from(SEEDS), st.randoms(use_true_random=False)).map(lambda pair: damaged(*pair)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["id", "name", "pos", "data", "card", "date"]), inner, max_size=4)
        ),
        max_leaves=12,
    ).flatmap(
        lambda value: st.sampled_from(["cards", "lists", "actions", "members", "checklists", "id"]).map(
            lambda name: board(**{name: value})
        )
    ),
)


def damaged(seed: bytes, random: Random) -> bytes:
    """A file with some bytes changed, cut out or doubled."""
    data = bytearray(seed)
    for _ in range(random.randint(1, 6)):
        place = random.randrange(len(data)) if data else 0
        what = random.randrange(4)
        if what == 0:
            data[place : place + 1] = bytes([random.randrange(256)])
        elif what == 1:
            del data[place : place + random.randint(1, 40)]
        elif what == 2:
            data[place:place] = data[place : place + random.randint(1, 40)]
        else:
            data[place:place] = random.choice(
                [b'"', b",", b";", b"\n", b"\0", b"\xff", b"[[[[", b"1/2/3", b"\xe2\x80\xae"]
            )
    return bytes(data)


def check(data: bytes) -> None:
    """Read a file to the end, or to an error of ours; reading it again gives the same."""
    try:
        source = read_source(data)
        proposal = propose(source)
        once = parse(source, proposal.map)
        taken = parse(source, accept(proposal.map))
    except PilotboardError as fault:
        check_sentence(fault.message)
        return
    assert parse(read_source(data), from_toml(to_toml(proposal.map))) == taken
    assert len(taken.errors) <= len(once.errors)
    check_drafts(once)
    check_drafts(taken)


def check_sentence(text: str) -> None:
    """A sentence for people: ends, and holds nothing that a terminal would act on."""
    assert text.endswith(".")
    assert clean(text).removed == 0


def check_drafts(found: Parsed) -> None:
    """What a store counts on: ids once, clean short lines, aware times, every row accounted for."""
    drafts: list[IncomingItem | IncomingVoice] = [*found.items, *found.voices]
    assert len({(draft.container, draft.external_id) for draft in drafts}) == len(drafts)
    rows = {draft.row for draft in drafts} | {error.row for error in found.errors}
    assert len(rows) <= found.rows
    for item in found.items:
        assert item.external_id
        assert 0 < len(item.title) <= 200
        assert clean(item.title) == (item.title, 0)
        assert len(item.description) <= 20_000
        assert clean(item.description, lines=True).removed == 0
        assert (item.state != "dropped") or item.drop_reason
        assert all(moment.tzinfo is UTC for moment in (item.created_at, item.started_at, item.finished_at) if moment)
        assert all(0 < len(label) <= 40 and "," not in label for label in item.labels)
        assert all(note.text and clean(note.text, lines=True).removed == 0 for note in item.notes)
    for voice in found.voices:
        assert voice.rating is None or (
            voice.low is not None and voice.high is not None and voice.low <= voice.rating <= voice.high
        )
        assert clean(voice.text, lines=True).removed == 0


def test_any_file_gives_drafts_or_our_errors(rounds: Callable[[int, int], int]) -> None:
    tried = 0

    @settings(max_examples=rounds(5_000, 1_000_000), deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(FILES)
    def any_file(data: bytes) -> None:
        nonlocal tried
        tried += 1
        check(data)

    any_file()
    assert tried >= rounds(4_000, 900_000)


@pytest.mark.parametrize(
    ("where", "fault"),
    [
        ("reading.one_line", lambda cell: cell),
        ("reading.Reading.cleaned", lambda self, field, cell: cell),
        ("reading.Reading.first_time", lambda self, container, external_id: True),
        ("tabular.find_header", lambda rows: 1 // 0),
        ("items.MAX_TITLE", 10_000),
    ],
)
def test_planted_faults_are_seen(monkeypatch: pytest.MonkeyPatch, where: str, fault: object) -> None:
    monkeypatch.setattr(f"pilotboard.importing.{where}", fault)
    if where == "reading.one_line":
        monkeypatch.setattr("pilotboard.importing.items.one_line", fault)
    bad = table(["Key", "Title", "Description"], ["1", "a\x1b[2J", "b\x07c"], ["2", "x" * 300, ""], ["1", "y", ""])
    with pytest.raises((AssertionError, ArithmeticError)):
        check(bad)
