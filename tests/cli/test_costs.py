"""Money and programmes from the command line."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_money(run: Run) -> None:
    ran = run(
        "costs",
        "add",
        "Text service",
        "--pilot",
        "P-01",
        "--amount",
        "6000",
        "--kind",
        "recurring",
        "--basis",
        "at_scale",
    )
    assert (ran.code, ran.out) == (0, "Added C-01 Text service: $6,000 a year, at scale (P-01).\n")
    assert run("costs", "add", "Print", "--pilot", "reading texts", "--amount", "400", "--on", "2026-02-01").code == 0
    rows = run("costs", "list", "--json", "--pilot", "P-01").data
    assert rows[0] == {
        "key": "C-01",
        "pilot": "P-01",
        "label": "Text service",
        "kind": "recurring",
        "basis": "at_scale",
        "amount": 6000,
        "funding": None,
        "on": None,
    }
    text = run("costs", "list", "--pilot", "P-01").out
    assert text.endswith("\nonce: $400 planned\nat scale: $6,000 a year, no budget line yet\n")
    assert run("costs", "edit", "C-01", "--funding", "Base budget").code == 0
    assert "from Base budget" in run("costs", "list", "--pilot", "P-01").out
    assert run("costs", "show", "C-01", "--json").data[0]["funding"] == "Base budget"
    assert "$6,000 a year, at scale" in run("costs", "show", "C-01").out
    assert run("costs", "list", "--json", "--filter", "funded").meta["total"] == 1
    assert run("costs", "remove", "C-02", "--yes").code == 0
    assert run("costs", "list", "--json").meta["total"] == 1
    assert run("costs", "list", "--json", "--pilot", "P-02").data == []
    missing = run("costs", "add", "Books", "--pilot", "P-01")
    assert (missing.code, missing.err.splitlines()[0]) == (2, "Amount is missing.")
    refused = run("costs", "add", "Books", "--pilot", "P-01", "--amount", "10,5")
    assert (refused.code, refused.err.splitlines()[0]) == (
        2,
        "Amount takes a whole number from 0 to 1,000,000,000,000.",
    )


def test_programmes(run: Run) -> None:
    assert run("programmes", "add", "Online algebra", "--yearly-cost", "88000", "--reach", "400").code == 0
    assert run("programmes", "add", "Printed letters", "--review-on", "2026-05-01", "--owner", "Office").code == 0
    assert run("pilots", "edit", "P-01", "--replaces", "Printed letters").code == 0
    first, second = run("programmes", "list", "--json").data
    assert (first["yearly_cost"], first["reach"], first["pilots"]) == (88_000, 400, [])
    assert (second["yearly_cost"], second["pilots"], second["review_on"]) == (None, ["P-01"], "2026-05-01")
    assert "P-01 Reading texts" in run("programmes", "show", "PG-02").out
    assert "$220 for each of them" in run("programmes", "show", "PG-01").out
    assert "Takes the place of  PG-02 Printed letters" in run("pilots", "show", "P-01").out
    assert run("pilots", "show", "P-01", "--json").data[0]["replaces"] == [{"key": "PG-02", "name": "Printed letters"}]
    assert run("programmes", "edit", "PG-01", "--clear", "reach").code == 0
    assert (
        run("programmes", "close", "PG-01", "--on", "2026-03-01").out == "PG-01 Online algebra ended on 2026-03-01.\n"
    )
    assert [row["key"] for row in run("programmes", "list", "--json", "--filter", "open").data] == ["PG-02"]
    assert run("programmes", "reopen", "PG-01").code == 0
    assert run("programmes", "remove", "PG-02", "--yes").code == 1
    assert run("programmes", "remove", "PG-01", "--yes").code == 0
    assert run("programmes", "list").out.startswith("Key")


def test_the_sign_of_money_is_the_organisations(run: Run) -> None:
    assert run("organisation", "edit", "--money", "EUR", "--small-limit", "5000").code == 0
    view = run("organisation", "show", "--json").data[0]
    assert (view["money"], view["small_limit"]) == ("EUR", 5000)
    assert "costs more than EUR 5,000 a year at scale" in run("organisation", "show").out
    assert run("costs", "add", "Print", "--pilot", "P-01", "--amount", "400").out == (
        "Added C-01 Print: EUR 400 once, planned (P-01).\n"
    )
