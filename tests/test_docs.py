"""The guides say what the code does: their keys act where they say, their links lead somewhere, they stay short."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.domain import cases, decision_rules, gates
from pilotboard.tui import screens
from pilotboard.tui.commands import SHELL, Registry, shown_key
from pilotboard.tui.places import tabs_for
from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.start import PLACES
from tests.cli.conftest import run_line

ROOT = Path(__file__).resolve().parents[1]
GUIDES = ("member", "coach", "leader", "steward")
TWO_PAGES = 6_500
"""Characters of plain text on two pages."""
WHERE = {
    "Everywhere": ("board", "list"),
    "Board and backlog": ("board", "lanes"),
    "The page of an item": ("item", "list"),
    "Planning a sprint": ("planning", "board", "list"),
    "Running it": ("board",),
    "The page of a sprint": ("sprint",),
    "Feedback": ("feedback", "list"),
    "The page of a retro": ("retro", "list"),
    "Scale": ("scale", "list"),
    "Evidence": ("evidence", "list"),
    "Plan and ideas": ("plan", "ideas", "list"),
}
"""The places whose keys stand in the table under a heading."""
IN_FORMS = {"ctrl+s"}


def texts() -> Iterator[tuple[Path, str]]:
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        yield path, path.read_text(encoding="utf-8")


def tables() -> Iterator[tuple[str, str]]:
    """Every row of a table of keys: its heading and its first cell."""
    for _, text in texts():
        for part in text.split("\n## ")[1:]:
            heading, _, body = part.partition("\n")
            if "| key | does |" in body:
                rows = re.findall(r"^\| (`.*?) \|", body, re.MULTILINE)
                yield from ((heading, row) for row in rows)


def every_screen() -> set[type[PlaceScreen]]:
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    found: set[type[PlaceScreen]] = set()
    wanted = [PlaceScreen]
    while wanted:
        below = wanted.pop().__subclasses__()
        found.update(below)
        wanted += below
    return {screen for screen in found if screen.PLACE}


def keys_at(places: tuple[str, ...]) -> set[str]:
    registry = Registry(SHELL)
    for screen in every_screen():
        if screen.PLACE in places:
            for command in screen.ACTS:
                if command.id not in {known.id for known in registry}:
                    registry.declare(command)
    found = {place.digit for place in PLACES if place.digit} | IN_FORMS
    for command in registry.at(*places):
        found.update({command.key, *command.key.split()})
        found.update(shown_key(key) for key in command.keys)
    return found


@pytest.mark.parametrize(("heading", "row"), [*tables()])
def test_every_key_of_a_guide_acts_where_the_guide_says(heading: str, row: str) -> None:
    assert heading in WHERE, "say in WHERE which places the table is about"
    there = keys_at(WHERE[heading])
    assert [key for key in re.findall(r"`([^`]+)`", row) if key not in there] == []


def test_digits_in_the_guides_are_the_tabs_of_a_member() -> None:
    (row,) = [row for heading, row in tables() if heading == "Everywhere" and "`1`" in row]
    tabs, _ = tabs_for(PLACES, "member")
    assert re.findall(r"`(\d)`", row) == [place.digit for place in tabs]


def test_links_and_pictures_are_there() -> None:
    for path, text in texts():
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_under_two_pages(name: str) -> None:
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert len(text) < TWO_PAGES
    assert "pilotboard" in text.casefold()


def test_the_readme_is_short_and_names_every_guide() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    for path in (ROOT / "docs").glob("*.md"):
        assert f"docs/{path.name}" in text, path.name


def test_the_readme_leads_from_the_sample_to_a_paper_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text.partition("## From the sample to a paper in hand")[2]
    block = re.search(r"```sh\n(.*?)```", part, re.DOTALL)
    assert block is not None
    lines = block[1].splitlines()
    assert len(lines) == 5
    monkeypatch.chdir(tmp_path)
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "./run"
        ran = run_line(*words)
        assert ran.code == 0, ran.err
    assert (tmp_path / "decision.pdf").read_bytes().startswith(b"%PDF-")


def test_the_methods_name_the_bars_of_the_code() -> None:
    text = " ".join((ROOT / "docs" / "methods.md").read_text(encoding="utf-8").split())
    percent = {name: round(100 * getattr(gates, name)) for name in ("DELIVERED_BAR", "FAIR_CHANCE", "WORSE_CHANCE")}
    assert f"{percent['DELIVERED_BAR']} % or more |" in text
    assert f"({decision_rules.USUAL_CERTAINTY} % unless" in text
    assert f"it fails at {percent['FAIR_CHANCE']} % or less" in text
    assert f"group of {gates.WORSE_N} or more is worse off with a chance of {percent['WORSE_CHANCE']} % or more" in text
    assert f"from {gates.MIN_N} on, {round(100 * gates.WATCH_CHANCE)} % puts it on watch" in text
    assert f"{gates.ACCEPTED_BAR} of 5 or more" in text
    bars = f"score {cases.SCORE_BAR}, floor {cases.FLOOR_BAR}, judged on {round(100 * cases.COVERAGE_BAR)} %"
    assert bars in text
    for path in re.findall(r"`(domain/\w+\.py)`", text):
        assert (ROOT / "src" / "pilotboard" / path).exists(), path
