"""Texts that break programs, through every text field of the command line and back, in tables and in JSON."""

from __future__ import annotations

import pytest

from pilotboard.domain.text import clean, has_visible, shown
from tests.cli.conftest import Ran, Run
from tests.cli.test_output import raw_controls
from tests.domain.nasty import NASTY

TITLES = [text for text in NASTY if has_visible(clean(text).text)]


def harmless(ran: Ran) -> Ran:
    """The result, once nothing in it can steer a terminal and no error was a defect."""
    assert raw_controls(ran.out.replace("\n", "").replace("\t", "")) == []
    assert raw_controls(ran.err.replace("\n", "")) == []
    assert "incident" not in ran.err
    return ran


@pytest.mark.parametrize("text", TITLES)
def test_a_title_goes_in_and_comes_back(run: Run, text: str) -> None:
    kept = clean(text).text[:200]
    assert harmless(run("items", "edit", "P01-01", "--title", text)).code == 0
    assert harmless(run("items", "list", "--json")).data[0]["title"] == kept
    item = harmless(run("items", "show", "P01-01", "--json")).data[0]
    assert item["title"] == kept
    for line in (["items", "list"], ["items", "show", "P01-01"], ["board", "show", "T-01"], ["history", "P01-01"]):
        ran = harmless(run(*line))
        assert shown(kept).split()[0] in ran.out
    harmless(run("history", "--json"))


@pytest.mark.parametrize("text", NASTY)
def test_long_texts_and_parts_take_anything(run: Run, text: str) -> None:
    kept = clean(text, lines=True).text
    wanted = kept if has_visible(kept) else ""
    utf8 = "\ud800" not in text
    assert harmless(run("items", "edit", "P01-01", "--description", "-", stdin=text)).code == (0 if utf8 else 2)
    assert harmless(run("items", "edit", "P01-01", "--description", text if text != "-" else "- ")).code == 0
    assert harmless(run("items", "show", "P01-01", "--json")).data[0]["description"] == wanted
    code = 0 if wanted else 2
    assert harmless(run("items", "note", "P01-01", "--", text if text != "-" else "- ")).code == code
    assert harmless(run("items", "block", "P01-01", "--reason", text)).code == (
        0 if has_visible(clean(text).text) else 2
    )
    harmless(run("items", "criterion", "P01-01", "--", text))
    harmless(run("items", "label", "P01-01", "--add", text))
    harmless(run("items", "show", "P01-01"))
    harmless(run("items", "list"))


@pytest.mark.parametrize("text", TITLES)
def test_names_of_everything_take_anything(run: Run, text: str) -> None:
    name = text[:100]
    for line in (
        ["teams", "edit", "T-01", "--name", name],
        ["people", "edit", "U-02", "--name", name],
        ["sites", "edit", "L-01", "--name", name],
        ["pilots", "edit", "P-01", "--title", name, "--aim", text],
        ["organisation", "edit", "--name", name],
    ):
        assert harmless(run(*line)).code == 0
    for noun in ("teams", "people", "sites", "pilots"):
        harmless(run(noun, "list"))
        harmless(run(noun, "list", "--json"))
    for line in (
        ["teams", "show", "T-01"],
        ["people", "show", "U-02"],
        ["pilots", "show", "P-01"],
        ["sites", "show", "L-01"],
    ):
        harmless(run(*line))
    harmless(run("organisation", "show"))
    harmless(run("where"))


@pytest.mark.parametrize("text", NASTY)
def test_anything_may_be_asked_for(run: Run, text: str) -> None:
    for line in (
        ["find", "--", text],
        ["items", "list", "--filter", text],
        ["pilots", "list", "--filter", text],
        ["items", "show", "--", text],
        ["items", "move", "--", "P01-01", text],
        ["people", "show", "--", text],
        ["items", "assign", "--", "P01-01", text],
        ["glossary", "--", text],
        ["history", "--", text],
        ["completion", "--", text],
        ["items", "list", f"--{text}"],
        [text],
        ["items", text],
        ["items", "list", "--sort", text],
        ["items", "list", "--limit", text],
        ["items", "list", "--today", text],
        ["items", "list", "--as", text],
        ["items", "edit", "P01-01", "--clear", text],
        ["items", "edit", "P01-01", "--due", text],
    ):
        assert harmless(run(*line)).code in {0, 1, 2, 3}
        harmless(run("--json", *line))
