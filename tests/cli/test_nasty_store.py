"""Every list, page and document of the command line over a store whose every text is hostile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pilotboard.cli.app import Noun, Program
from pilotboard.cli.entries import ENTRIES
from tests.cli.conftest import Run, run_line
from tests.cli.test_nasty import harmless
from tests.hostile import DAY, make_hostile

OTHER_LINES = (
    *(["today"], ["history"], ["where"], ["glossary"], ["organisation", "show"], ["board", "show", "T-01"]),
    *(["digest", "--for", "leader"], ["retros", "coach"], ["feedback", "summary"], ["find", "owned"], ["scale"]),
)

OF_A_PILOT = {"gates": ["P-07"], "ratings": ["P-07"]}
"""Lists that are about one pilot."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "store.db"
    filled = make_hostile(path)
    assert sum(map(len, filled.values())) > 60
    return path


@pytest.fixture
def at_hostile(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name, value in {"STORE": str(hostile), "USER": "ana", "TODAY": DAY.isoformat()}.items():
        monkeypatch.setenv(f"PILOTBOARD_{name}", value)
    assert os.environ["PILOTBOARD_STORE"] == str(hostile)
    return run_line


def nouns(verb: str) -> list[str]:
    """The nouns that have this verb."""
    program = Program()
    context = program.make_context("pilotboard", ["help"])
    found = {name: program.get_command(context, name) for name in ENTRIES}
    return [name for name, one in found.items() if isinstance(one, Noun) and verb in one.list_commands(context)]


@pytest.mark.parametrize("noun", nouns("list"))
def test_every_list_and_page(at_hostile: Run, noun: str) -> None:
    told = harmless(at_hostile(noun, "list", *OF_A_PILOT.get(noun, ())))
    rows = harmless(at_hostile(noun, "list", "--json", *OF_A_PILOT.get(noun, ())))
    assert told.code == rows.code == 0
    if noun in nouns("show"):
        for row in [row for row in rows.data if row.get("key")][:12]:
            for line in ([noun, "show", str(row["key"])], [noun, "show", str(row["key"]), "--json"]):
                assert harmless(at_hostile(*line)).code == 0


@pytest.mark.parametrize("line", OTHER_LINES, ids=" ".join)
def test_everything_else_that_tells(at_hostile: Run, line: list[str]) -> None:
    assert harmless(at_hostile(*line)).code == 0
    harmless(at_hostile(*line, "--json"))


def test_the_whole_store_in_one_file(at_hostile: Run) -> None:
    ran = harmless(at_hostile("export", "store"))
    assert ran.out.isascii()
    assert "owned" in ran.out
