"""Pilots begun from another one, or from a template, on the command line."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_a_pilot_at_a_second_site(run: Run) -> None:
    assert run("sites", "add", "Roosevelt").code == 0
    ran = run("pilots", "copy", "P-01", "--site", "Roosevelt")
    assert ran.out.startswith("Copied P-01 to P-03 Reading texts at Roosevelt, with 5 items. Not copied: voices,")
    assert run("pilots", "show", "P-03", "--json").data[0]["copied_from"] == "P-01"
    assert "P-01" in run("pilots", "show", "P-03").out
    named = run("pilots", "copy", "P-01", "--site", "Roosevelt", "--title", "Texts again")
    assert named.out.startswith("Copied P-01 to P-04 Texts again,")
    missing = run("pilots", "copy", "P-01", "--site", "Rosevelt")
    assert (missing.code, missing.err.splitlines()[1]) == (1, "Nothing was changed.")


def test_a_pilot_from_a_template(run: Run) -> None:
    rows = run("pilots", "templates", "--json").data
    assert [row["name"] for row in rows] == ["first-pilot", "second-site"]
    assert rows[0]["items"][0]["acceptance_criteria"]
    assert "first-pilot" in run("pilots", "templates").out
    assert "  [ ] Ten people asked" in run("pilots", "templates", "first-pilot").out
    ran = run("pilots", "add", "Walking bus", "--template", "first-pilot", "--team", "T-01")
    assert ran.out == "Added P-03 Walking bus with 10 items of the template First pilot.\n"
    assert run("items", "list", "--json", "--filter", "pilot:P-03").meta["total"] == 10
    unknown = run("pilots", "add", "Walking bus", "--template", "frist-pilot")
    assert (unknown.code, "Did you mean first-pilot?" in unknown.err) == (1, True)
