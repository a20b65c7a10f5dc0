"""Maps: edited, accepted, written to a file and read back, laid on another file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.errors import InvalidInput, NotFound, PilotboardError
from pilotboard.domain.intake import GoodEnd, Target
from pilotboard.domain.text import folded
from pilotboard.importing.catalogue import Scale
from pilotboard.importing.drafting import parse
from pilotboard.importing.fields import FIELDS
from pilotboard.importing.mapfile import from_toml, to_toml
from pilotboard.importing.mapping import (
    Column,
    Dates,
    Guess,
    ImportMap,
    accept,
    fitted,
    with_column,
    with_dates,
    with_scale,
    with_state,
)
from pilotboard.importing.proposing import propose, propose_with
from pilotboard.importing.source import read_source
from tests.importing.samples import board, jira, table

WORD = st.text(st.characters(codec="utf-8"), max_size=20)
SCALES = st.builds(Scale, st.integers(0, 49), st.integers(50, 100), st.sampled_from(GoodEnd))


@st.composite
def maps(draw: st.DrawFn) -> ImportMap:
    names = draw(st.lists(WORD, max_size=5))
    fields = draw(st.lists(st.sampled_from(sorted(FIELDS[Target.ITEMS])), unique=True, min_size=5, max_size=5))
    return ImportMap(
        preset="jira",
        target=Target.ITEMS,
        columns=tuple(
            Column(-1, name, field, draw(st.integers(1, 3))) for name, field in zip(names, fields, strict=False)
        ),
        container=draw(WORD),
        states={folded(word): "done" for word in draw(st.lists(WORD, max_size=3))},
        types={folded(word): "task" for word in draw(st.lists(WORD, max_size=3))},
        dates={word: Dates(draw(st.sampled_from(["", "dmy", "mdy"])), draw(st.booleans())) for word in names},
        scale=draw(st.none() | SCALES),
        done_rule=draw(st.sampled_from(["status", "resolution", "category"])),
        buckets=draw(st.sampled_from(["", "labels", "states"])),
    )


@given(maps())
def test_a_map_is_written_and_read_back(mapping: ImportMap) -> None:
    assert from_toml(to_toml(mapping)) == mapping


def test_a_proposal_written_and_read_back_is_the_proposal_accepted() -> None:
    source = read_source(board())
    proposal = propose(source)
    assert proposal.guesses
    text = to_toml(proposal.map)
    assert text.count("# guess") == len(proposal.guesses)
    assert parse(source, from_toml(text)) == parse(source, accept(proposal.map))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("preset = ", "cannot be read"),
        ('target = "items"', '"preset" of the map is missing'),
        ('preset = "items"\ncolour = 1', 'no "colour"'),
        ('preset = "items"\ntarget = "people"', '"people" is not a choice'),
        ('preset = "items"\n[[column]]\nname = "A"\nfield = "titel"', 'no field "titel"'),
        ('preset = "items"\n[[column]]\nname = "A"\nfield = ""', "has no field"),
        ('preset = "items"\n[[column]]\nname = "A"\nfield = "title"\nnth = true', "nth"),
        (
            'preset = "items"\n[[column]]\nname = "A"\nfield = "title"\n[[column]]\nname = "B"\nfield = "title"',
            "takes one",
        ),
        ('preset = "items"\n[column]\nname = "A"', r"\[\[column\]\]"),
        ('preset = "items"\n[states]\n"deploy" = "live"', '"live" is not one of ours'),
        ('preset = "items"\n[states]\n"deploy" = 3', "needs a word"),
        ('preset = "items"\n[types]\n"bug" = "bug"', '"bug" is not one of ours'),
        ('preset = "items"\ndone = "maybe"', "not a rule for done"),
        ('preset = "items"\nbuckets = "x"', "no use of buckets"),
        ('preset = "voices"\n[rating]\nlow = 5\nhigh = 1', "lower to a higher"),
        ('preset = "voices"\n[rating]\nlow = true\nhigh = 1', "whole numbers"),
        ('preset = "voices"\n[dates]\n"Date" = "dmy"', "order"),
        ('preset = "voices"\n[fixed]\nrating = "5"', "cannot be fixed"),
        ("x = " + "[" * 2000, "cannot be read"),
    ],
)
def test_a_map_that_cannot_be_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        from_toml(text)


def test_a_map_of_an_unknown_preset_is_refused() -> None:
    with pytest.raises(NotFound):
        from_toml('preset = "asana9"')


@given(st.text(max_size=80) | st.text('presetitemscolumn[]"=\n# ', max_size=80))
def test_nothing_but_our_errors_comes_out_of_a_map_file(text: str) -> None:
    try:
        found = from_toml(text)
    except PilotboardError:
        return
    assert found.preset


def test_guesses_are_accepted_one_by_one_or_all() -> None:
    mapping = propose(read_source(board())).map
    assert mapping.pending == {"state:shipped", "state:someday maybe", "state:bench", "state:old"}
    assert accept(mapping, ["state:bench"]).pending == mapping.pending - {"state:bench"}
    assert accept(mapping).pending == frozenset()
    with pytest.raises(InvalidInput, match="no guess"):
        accept(mapping, ["state:bensh"])


def test_a_choice_of_ones_own_settles_the_guess() -> None:
    mapping = propose(read_source(board())).map
    chosen = with_state(mapping, "Bench", "review")
    assert (chosen.states["bench"], "state:bench" in chosen.pending) == ("review", False)
    guessed = ImportMap("voices", Target.VOICES, (), guesses=(Guess("scale", "", ""), Guess("dates:D", "", "")))
    scaled = with_scale(guessed, Scale(1, 4, GoodEnd.LOW))
    assert with_dates(scaled, "D", "mdy", other=True).pending == frozenset()
    with pytest.raises(InvalidInput):
        with_dates(guessed, "D", "ymd", other=True)


def test_columns_are_mapped_anew() -> None:
    source = read_source(jira())
    mapping = propose(source).map
    place = source.table.header.index("Priority")
    assert with_column(mapping, source.table, place, "labels").positions("labels") == (place, 13, 14)
    moved = with_column(mapping, source.table, place, "title")
    assert moved.positions("title") == (place,)
    assert with_column(moved, source.table, place, "").positions("title") == ()
    with pytest.raises(InvalidInput, match="no field"):
        with_column(mapping, source.table, place, "colour")
    with pytest.raises(InvalidInput, match="no such column"):
        with_column(mapping, source.table, 900, "title")


def test_a_saved_map_finds_its_columns_wherever_they_stand() -> None:
    mapping = from_toml(to_toml(propose(read_source(jira())).map))
    header = ["New", "sprint", "ISSUE KEY", "Sprint", "Summary", "Sprint "]
    source = read_source(table(header, ["?", "S1", "NW-9", "S2", "Words", "S3"]))
    laid, missing = fitted(mapping, source.table)
    assert laid.positions("sprint") == (1, 3, 5)
    assert "Description" in missing
    item = parse(source, mapping).items[0]
    assert (item.external_id, item.title, item.sprints) == ("NW-9", "Words", ("S1", "S2", "S3"))
    proposal = propose_with(source, mapping)
    assert "Description" in proposal.missing
    assert [column.name for column in proposal.unread] == ["New"]
