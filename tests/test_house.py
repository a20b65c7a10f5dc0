"""Small files, short functions, tests that check something: on the checkout, and on planted faults.

A file that is better left whole gets a line in LONG_FILES with its reason.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import guards

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "pilotboard"
TESTS = ROOT / "tests"

SOFT, HARD, FUNCTION, APP = 300, 500, 60, 300

# Files of the package over the soft limit: the reason why each is one thing. Nothing goes over the hard limit.
LONG_FILES: dict[str, str] = {}
# Tests that must let time pass: the reason why no condition can be waited for.
SLEEPERS: dict[str, str] = {}


def test_files_are_small() -> None:
    assert guards.but(guards.long_files(PACKAGE, SOFT), LONG_FILES) == []


def test_no_file_is_over_the_hard_limit() -> None:
    trees = (PACKAGE, TESTS, ROOT / "benchmarks")
    assert [line for tree in trees for line in guards.long_files(tree, HARD)] == []


def test_the_app_stays_small() -> None:
    assert [line for line in guards.long_files(PACKAGE / "tui", APP) if line.startswith("app.py:")] == []


def test_functions_are_short() -> None:
    assert guards.long_functions(PACKAGE, FUNCTION) == []


def test_every_test_checks_something() -> None:
    assert guards.idle_tests(TESTS) == []


def test_no_test_sleeps() -> None:
    assert guards.but(guards.sleeping_tests(TESTS), SLEEPERS) == []


def test_nothing_is_left_unfinished() -> None:
    assert guards.left_overs(PACKAGE) == []


def test_the_guide_names_guards_that_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(named) > 10
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or (name and f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []


def planted(folder: Path, text: str) -> Path:
    """A tree with one file."""
    (folder / "test_it.py").write_text(text)
    return folder


def test_a_planted_long_file_is_found(tmp_path: Path) -> None:
    assert guards.long_files(planted(tmp_path, "x = 1\n" * SOFT), SOFT) == []
    assert len(guards.long_files(planted(tmp_path, "x = 1\n" * (SOFT + 1)), SOFT)) == 1


def test_a_planted_long_function_is_found(tmp_path: Path) -> None:
    text = "class A:\n    async def f(self):\n" + "        x = 1\n" * FUNCTION
    assert guards.long_functions(planted(tmp_path, text), FUNCTION) == ["test_it.py:2: f has 61 lines (limit 60)"]


@pytest.mark.parametrize(
    ("body", "idle"),
    [
        ("print(open_board())", True),
        ("'assert'", True),
        ("assert open_board()", False),
        ("with pytest.raises(ValueError): open_board()", False),
        ("check_board(open_board())", False),
    ],
)
def test_a_planted_idle_test_is_found(tmp_path: Path, body: str, idle: bool) -> None:
    found = guards.idle_tests(planted(tmp_path, f"class TestBoard:\n    async def test_board(self):\n        {body}\n"))
    assert bool(found) is idle


@pytest.mark.parametrize(
    ("text", "sleeps"),
    [
        ("from time import sleep\nsleep(1)", True),
        ("import asyncio as a\na.sleep(0.1)", True),
        ("pilot.pause(0.5)", True),
        ("pilot.pause()", False),
    ],
)
def test_a_planted_sleeping_test_is_found(tmp_path: Path, text: str, sleeps: bool) -> None:
    assert bool(guards.sleeping_tests(planted(tmp_path, text))) is sleeps


def test_a_planted_left_over_is_found(tmp_path: Path) -> None:
    word = "TO" + "DO"
    assert len(guards.left_overs(planted(tmp_path, f"x = 1  # {word}: later\n"))) == 1
