"""The global options: anywhere on the line before `--`, from one table."""

from __future__ import annotations

from itertools import permutations

import pytest

from pilotboard.cli.line import GLOBAL_OPTIONS, read_line


@pytest.mark.parametrize("order", [*permutations(["items", "list", "--json", "--store=a.db"])])
def test_they_stand_anywhere(order: tuple[str, ...]) -> None:
    line = read_line(order, {})
    assert (line.json, line.store, line.wrong) == (True, "a.db", None)
    assert sorted(line.words) == ["items", "list"]


def test_what_stands_after_two_dashes_is_left_alone() -> None:
    line = read_line(["items", "add", "--quiet", "--", "--json", "--store"], {})
    assert (line.words, line.json, line.quiet) == (["items", "add", "--", "--json", "--store"], False, True)


def test_an_option_wins_over_its_variable_and_the_last_one_wins() -> None:
    environment = {
        "PILOTBOARD_STORE": "b.db",
        "PILOTBOARD_USER": "ben",
        "PILOTBOARD_TODAY": "2026-01-01",
        "NO_COLOR": "1",
    }
    line = read_line(["--store", "a.db", "--as", "ana", "--as", "chi"], environment)
    assert (line.store, line.user, line.today, line.color) == ("a.db", "chi", "2026-01-01", False)
    assert read_line([], {"PILOTBOARD_STORE": "", "NO_COLOR": ""}).color


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--store"], "--store needs a value."),
        (["--store", "--", "x"], "--store needs a value."),
        (["--as="], "--as needs a value."),
        (["--json=1"], "--json takes no value."),
    ],
)
def test_what_is_wrong_with_them_is_said(arguments: list[str], said: str) -> None:
    wrong = read_line(arguments, {}).wrong
    assert wrong is not None
    assert wrong[0] == said


def test_the_table_is_the_contract() -> None:
    assert {option.name: option.variable for option in GLOBAL_OPTIONS} == {
        "--store": "PILOTBOARD_STORE",
        "--as": "PILOTBOARD_USER",
        "--json": "",
        "--quiet": "",
        "--no-color": "NO_COLOR",
        "--today": "PILOTBOARD_TODAY",
        "--yes": "",
    }


def test_a_long_line_is_read_at_once() -> None:
    line = read_line(["items", "move", *(["P01-01"] * 200_000), "done"], {})
    assert len(line.words) == 200_003
