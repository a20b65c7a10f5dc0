"""Boards in JSON: what is refused and where, what a card is made of."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from pilotboard.importing.boards import created_from_id, read_board
from pilotboard.importing.limits import BadFile
from pilotboard.importing.source import read_source
from pilotboard.importing.strict_json import load
from tests.importing.samples import board


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ('{"a": 1,\n "b": {"c": 1, "c": 2}}', 2, 16, "same key twice"),
        ('{"a": 1, "\\u0061": 2}', 1, 10, "same key twice"),
        ("[1,\n  NaN]", 2, 3, "NaN"),
        ("[-Infinity]", 1, 2, "NaN or Infinity"),
        ("[1e999]", 1, 2, "too large"),
        (f"[{'9' * 5000}]", 1, 2, "too large"),
        ("[" * 51 + "]" * 51, 1, 51, "50 deep"),
        ("[" * 100_000, 1, 51, "50 deep"),
        ('{"a": [1, 2}', 1, 12, "no JSON"),
        ('{"a": "x\ny"}', 1, 9, "no JSON"),
        ("", 1, 1, "no JSON"),
    ],
)
def test_loose_json_is_refused_with_its_place(text: str, line: int, column: int, what: str) -> None:
    with pytest.raises(BadFile, match=what) as caught:
        load(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_strict_json_is_read() -> None:
    value = {"a": [1, -2.5, 1e10, True, None, {"a": "same key, other object"}], "NaN": "NaN"}
    assert load(json.dumps(value)) == value
    assert load("[" * 50 + "]" * 50)


def test_the_first_eight_digits_of_an_id_are_its_second() -> None:
    assert created_from_id("5197b968bb47d41233005620") == datetime(2013, 5, 18, 17, 24, 56, tzinfo=UTC)
    assert created_from_id("hashcard7") is None
    assert created_from_id("00000000bb47d41233005620") is None


def test_a_board_is_a_table_of_its_cards() -> None:
    found = read_board(board().decode())
    assert [row[1] for row in found.table.rows] == ["書く", "Second", "Third"]
    assert found.table.rows[0][3:6] == ["Shipped", "green\nServer  big", "Ana Ruiz\nBen Okafor"]
    assert [one.name for one in found.lists] == ["Old", "Someday maybe", "Bench", "Shipped"]
    assert [(move.before, move.after) for move in found.cards[0].moves] == [
        ("Someday maybe", "Bench"),
        ("Bench", "Shipped"),
    ]
    assert found.cards[2].criteria == [("a", False), ("b", True)]
    assert found.cards[1].archived_at == datetime(2013, 6, 5, 8, tzinfo=UTC)
    assert found.lost_moves == 1


def test_what_was_found_on_a_board_is_said() -> None:
    said = read_source(board()).said
    assert said == [
        "UTF-8",
        'Trello board "Hermes"',
        "3 cards",
        "2 moves between lists, kept as history",
        "1 move of cards that are gone, left out",
    ]


@pytest.mark.parametrize(
    "value", [[], {}, {"cards": {}, "lists": []}, {"cards": []}, {"boards": [{"stacks": []}]}, "x", 3]
)
def test_other_json_is_refused(value: object) -> None:
    with pytest.raises(BadFile, match=r"Trello|no JSON|"):
        read_board(json.dumps(value))


@pytest.mark.parametrize(
    "more",
    [
        {"cards": [None, 3, {"id": 5}, {"id": "a", "labels": {"x": 1}, "idMembers": [{}], "closed": "yes"}]},
        {"lists": [None, {"id": None, "pos": "top"}]},
        {"actions": [{"date": "2013"}, {"date": "2013-01-01T00:00:00Z", "data": []}, 7]},
        {"checklists": [{"idCard": 3, "checkItems": "x"}], "members": {"a": 1}},
    ],
)
def test_parts_of_another_shape_are_passed_over(more: dict[str, object]) -> None:
    assert read_source(board(**more)).board is not None


def test_a_card_with_an_endless_text_is_refused() -> None:
    with pytest.raises(BadFile, match="Card 1"):
        read_source(board(cards=[{"id": "a", "name": "x", "desc": "y" * 40_000}]))
