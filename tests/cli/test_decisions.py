"""`pilotboard scale`, `gates`, `criteria`, `ratings`, `decisions` and the rule of a pilot, as a script sees them."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run

FIELDS = {
    "key",
    "title",
    "recommendation",
    "score",
    "floor",
    "coverage",
    "gates",
    "criteria",
    "reasons",
    "missing",
    "decision",
    "overdue",
}
RULE = (
    *("--measure", "reads a text a week", "--baseline", "60 %", "--baseline-n", "200", "--target", "75%"),
    *("--smallest-change", "5 %", "--expected-n", "200", "--decision-on", "2026-06-01"),
)
LEVELS = (
    *("effectiveness=3", "evidence strength=2", "equity=2", "acceptability=3"),
    *("feasibility=3", "cost return=2", "transferability=2", "sustainability=2"),
)


def ready(run: Run) -> None:
    """Everything that is asked of P-01, from the command line alone."""
    lines = [
        ("priorities", "add", "Every child reads"),
        ("strategies", "add", "Families help", "--priority", "PR-01"),
        ("goals", "add", "75 of 100 read weekly", "--strategy", "ST-01"),
        ("pilots", "edit", "P-01", "--goal", "G-01", "--owner-after", "Literacy office"),
        ("pilots", "set-rule", "P-01", *RULE),
        ("pilots", "lock-rule", "P-01", "--yes"),
        ("gates", "check", "P-01", "G2", "pass", "--evidence", "Privacy office, 3 March"),
        ("gates", "check", "P-01", "effect", "--chance", "94%", "--half-width", "4 %", "--n", "214", "--evidence", "x"),
        ("gates", "check", "P-01", "G5", "--value", "86 %", "--evidence", "count"),
        ("gates", "check", "P-01", "G6", "--chance", "0.1", "--n", "40", "--groups", "Learners", "--evidence", "count"),
        ("gates", "check", "P-01", "G7", "--value", "4.2", "--n", "88", "--asked", "120", "--evidence", "survey"),
        (
            *("costs", "add", "Texts", "--pilot", "P-01", "--amount", "6000", "--kind", "recurring"),
            *("--basis", "at_scale", "--funding", "Base budget"),
        ),
        ("ratings", "add", "P-01", *LEVELS),
        ("ratings", "add", "P-01", *LEVELS, "--by", "Ben Okoro"),
    ]
    for line in lines:
        ran = run(*line)
        assert ran.code == 0, (line, ran.err)


def test_scale_says_which_pilots_and_why(run: Run) -> None:
    ready(run)
    ran = run("scale", "--json")
    first, second = ran.data
    assert set(first) >= FIELDS
    assert (first["key"], first["recommendation"], first["decision"]) == ("P-01", "scale", None)
    assert first["gates"] == dict.fromkeys(("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"), "pass")
    assert first["criteria"]["equity"] == 2
    assert (second["key"], second["score"], second["floor"]) == ("P-02", None, None)
    assert second["criteria"]["equity"] is None
    assert second["missing"]
    assert ran.meta["count"] == ran.meta["total"] == 2
    assert ran.meta["decisions_due"] == 0
    plain = run("scale").out
    assert "●●●●●●●●" in plain
    assert "× fails" in plain
    assert plain.index("P-01") < plain.index("P-02")


def test_scale_under_other_weights_and_with_a_budget(run: Run) -> None:
    ready(run)
    run("programmes", "add", "Old reading kits", "--yearly-cost", "9000")
    tried = run("scale", "--json", "--weights", "equity=80, effectiveness=0")
    assert tried.data[0]["score"] < run("scale", "--json").data[0]["score"]
    assert tried.meta["weights"]["equity"] == 80
    swapped = run("scale", "--json", "--budget", "0")
    assert swapped.meta["swap"]["stop"][0]["key"] == "PG-01"
    assert swapped.meta["swap"]["fund"] == ["P-01"]
    assert "stop PG-01" in run("scale", "--budget", "0").out
    assert "nothing has to stop" in run("scale", "--budget", "10000").out
    for wrong in (("--weights", "luck=3"), ("--weights", "equity"), ("--budget", "some"), ("--filter", "luck:3")):
        assert run("scale", *wrong).code == 2
    assert run("scale", "--recompute").code == 0
    assert run("scale", "--filter", "recommendation:stop", "--json").meta["total"] == 0


def test_a_decision_from_the_command_line(run: Run) -> None:
    ready(run)
    ran = run("decisions", "record", "P-01", "scale", "--by", "Ana Ruiz, Ben Okoro", "--reason", "It helps.")
    assert ran.code == 0
    assert ran.out == "D-01: The staff recommend to scale P-01 Reading texts.\n"
    board = ("--step", "board", "--item", "7.2", "--vote", "3-2", "--review-on", "2026-09-01")
    assert run("decisions", "record", "P-01", "stop", "--by", "Board", "--reason", "No room", *board).code == 0
    rows = run("decisions", "list", "--json").data
    assert [(row["key"], row["decision"], row["recommended"]) for row in rows] == [
        ("D-02", "stop", "scale"),
        ("D-01", "scale", "scale"),
    ]
    assert run("scale", "--json").data[0]["decision"] == "stop"
    shown = run("decisions", "show", "d2", "--json").data[0]
    assert shown["evidence"]["gates"]["G5"]["state"] == "pass"
    assert "item 7.2, vote 3-2" in run("decisions", "show", "D-02").out
    assert run("decisions", "withdraw", "D-02", "--reason", "The vote was void").code == 0
    assert run("decisions", "list", "--filter", "standing", "--json").meta["total"] == 1
    assert run("scale", "--json").data[0]["decision"] == "scale"
    assert "D-02" in run("history", "P-01").out
    assert run("decisions", "show", "D-09").code == 1


def test_a_rule_is_shown_with_how_sharp_it_is(run: Run) -> None:
    assert "no rule yet" in run("pilots", "rule", "P-01").out
    assert run("pilots", "rule", "P-01", "--json").data == []
    assert run("pilots", "set-rule", "P-01", *RULE).code == 0
    shown = run("pilots", "rule", "P-01")
    assert "If it is really 60 % (nothing changed), you would scale hardly ever." in shown.out
    assert run("pilots", "lock-rule", "P-01").code == 1  # nobody is here to say yes
    assert run("pilots", "lock-rule", "P-01", "--yes").code == 0
    assert run("undo").code != 0
    assert run("pilots", "set-rule", "P-01", "--target", "80%").code == 1
    assert run("pilots", "amend-rule", "P-01", "--target", "80%", "--reason", "The Board asked").code == 0
    data = run("pilots", "rule", "P-01", "--json").data[0]
    assert (data["target"], data["locked_on"]) == (0.8, "2026-03-18")
    assert data["amendments"][0]["change"] == "target: 80 % instead of 75 %"
    assert len(data["if_the_truth_is"]) >= 5
    assert run("pilots", "remove-rule", "P-01", "--yes").code == 1


def test_must_haves_waived_and_by_hand(run: Run) -> None:
    waived = run("gates", "waive", "P-02", "G6", "--by", "Dr. Lee", "--plan", "Count in May", "--due", "2026-05-30")
    assert waived.code == 0
    ran = run("gates", "list", "P-02", "--json")
    assert [row["state"] for row in ran.data].count("waived") == 1
    assert ran.meta["waivers"] == [{"gate": "G6", "by": "Dr. Lee", "plan": "Count in May", "due": "2026-05-30"}]
    assert run("gates", "unwaive", "P-02", "equity").code == 0
    assert run("gates", "check", "P-02", "G5", "fail", "--evidence", "Two of five weeks").code == 0
    assert "Two of five weeks" in run("gates", "list", "P-02", "--history").out
    assert "Not met" in run("gates", "list", "P-02").out
    for wrong in (("G9", "pass"), ("G5", "--value", "many"), ("G5", "waived"), ("G5", "pass")):
        assert run("gates", "check", "P-02", *wrong).code == 2
    assert run("gates", "waive", "P-02", "G2", "--by", "x", "--plan", "y", "--due", "2026-05-30").code == 2


def test_scale_names_the_waivers_whose_day_has_passed(run: Run) -> None:
    for gate, due in (("G6", "2026-05-30"), ("G7", "2026-04-01")):
        assert run("gates", "waive", "P-02", gate, "--by", "Dr. Lee", "--plan", "Ask all", "--due", due).code == 0
    assert [row["overdue"] for row in run("scale", "--json").data] == [[], []]
    later = ("--today", "2026-05-01")
    late = {row["key"]: row["overdue"] for row in run("scale", "--json", *later).data}
    assert late == {"P-01": [], "P-02": [{"gate": "G7", "by": "Dr. Lee", "due": "2026-04-01"}]}
    said = "P-02: acceptable (G7) was to be known by 1 Apr 2026, waived by Dr. Lee"
    assert said in run("scale", *later).out
    assert "was to be known" not in run("scale").out


def test_criteria_and_ratings(run: Run) -> None:
    assert [row["weight"] for row in run("criteria", "list", "--json").data] == [25, 15, 15, 10, 10, 10, 10, 5]
    assert "Level 3" in run("criteria", "show", "Equity").out
    wrong = run("criteria", "edit", "--weights", "equity=30")
    assert wrong.code == 2
    assert "15 over" in wrong.err
    assert run("criteria", "edit", "--weights", "equity=30,effectiveness=10", "--note", "Equity first").code == 0
    assert run("criteria", "list", "--json").meta["version"] == 2
    assert run("criteria", "list", "--version", "v1", "--json").data[2]["weight"] == 15
    assert run("criteria", "edit", "equity", "--level-3", "The gap is gone.").code == 0
    words = ("--level-0", "a", "--level-1", "b", "--level-2", "c", "--level-3", "d")
    assert run("criteria", "add", "joy", "--weight", "5", *words, "--weights", "equity=25").code == 0
    assert run("criteria", "remove", "joy", "--weights", "equity=30").code == 0
    assert [row["key"] for row in run("criteria", "versions", "--json").data] == ["v5", "v4", "v3", "v2", "v1"]
    assert run("criteria", "remove", "equity").code == 2
    assert run("ratings", "add", "P-02", "equity=2", "cost return=?", "--note", "Asked around").code == 0
    found = {row["criterion"]: row["level"] for row in run("ratings", "list", "P-02", "--json").data}
    assert (found["equity"], found["cost return"]) == (2, None)
    assert "Asked around" in run("ratings", "list", "P-02", "--raters").out
    assert "one rater" in run("ratings", "list", "P-02").out
    assert run("ratings", "remove", "P-02", "equity").code == 0
    assert run("ratings", "list", "P-02", "--raters").out.count("equity") == 0


@pytest.mark.parametrize("level", ["equity=4", "equity=-1", "equity", "luck=2", "=2"])
def test_a_rating_that_is_none(run: Run, level: str) -> None:
    ran = run("ratings", "add", "P-02", level, "--json")
    assert ran.code == 2
    assert ran.error["message"]
