"""Feedback from the command line: logged, sorted, answered, judged, summed up; and `redact`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tests.domain.nasty import NASTY


def logged(run: Run, text: str = "Two texts on one day", *more: str) -> str:
    """A voice of a family about P-01; returns its key."""
    ran = run("feedback", "add", text, "--pilot", "P-01", "--role", "family", *more, "--json")
    assert ran.code == 0, ran.err
    return str(ran.data[0]["keys"][0])


def test_the_loop_from_voice_to_answer(run: Run) -> None:
    key = logged(run, "Two texts on one day", "--rating", "2/5", "--site", "L-01", "--themes", "timing")
    assert run("feedback", "triage", key, "triaged").code == 0
    assert run("feedback", "theme", key, "--theme", "texts", "--off", "Timing").code == 0
    assert run("feedback", "severity", key, "2").code == 0
    made = run("feedback", "item", key, "One text a day", "--json").data[0]["keys"][0]
    assert run("feedback", "answer", key, "--did", "One text at four.").out == f"Answered {key}.\n"
    row = run("feedback", "show", key, "--json").data[0]
    assert {
        name: row[name] for name in ("status", "themes", "severity", "item", "answer", "answer_kind", "rating")
    } == {
        "status": "answered",
        "themes": ["texts"],
        "severity": 2,
        "item": made,
        "answer": "One text at four.",
        "answer_kind": "did",
        "rating": 2,
    }
    assert row["scale"] == {"low": 1, "high": 5, "good": "high"}
    assert 'You said "Two texts on one day", we did: One text at four.' in run("feedback", "show", key).out
    assert run("undo").code == 0
    assert run("feedback", "show", key, "--json").data[0]["status"] == "acting"


def test_lists_filters_and_scope(run: Run) -> None:
    first = logged(run)
    logged(run, "Fine as it is", "--good", "low", "--rating", "1/6")
    ran = run("feedback", "list", "--filter", "waiting texts", "--json")
    assert ([row["key"] for row in ran.data], ran.meta) == (
        [first],
        {"count": 1, "total": 1, "filter": "waiting texts"},
    )
    assert run("feedback", "list", "--pilot", "P-02", "--json").data == []
    assert run("feedback", "list", "--in", "T-01", "--json").meta["count"] == 2
    assert "1/6" in run("feedback", "list").out
    assert run("feedback", "list", "--filter", "colour:red").code == 2


def test_nothing_yet_says_how_to_begin(run: Run) -> None:
    assert run("feedback", "list").out == "No feedback yet. To begin: pilotboard feedback add\n"
    assert run("feedback", "summary", "--json").data[0]["voices"] == 0
    assert run("feedback", "summary").code == 0


def test_what_tells_who_it_is_is_pointed_out_and_kept(run: Run) -> None:
    ran = run("feedback", "add", "Ana called 555-123-4567", "--pilot", "P-01", "--role", "staff")
    assert ran.code == 0
    assert "looks like a name" in ran.err
    assert "phone number" in ran.err
    assert ran.out == "Logged F-01.\n"
    assert run("feedback", "add", "They called", "--pilot", "P-01", "--role", "staff").err == ""


def test_at_a_terminal_it_is_asked(run: Run) -> None:
    words = ("feedback", "add", "Ana called", "--pilot", "P-01", "--role", "staff")
    assert run(*words, stdin="n\n", terminal=True).code == 1
    assert run("feedback", "list", "--json").data == []
    assert run(*words, stdin="y\n", terminal=True).code == 0
    assert run(*words, "--yes", terminal=True).code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "Hm", "--pilot", "P-01"), 2, "--role"),
        (("add", "Hm", "--pilot", "P-01", "--role", "dog"), 2, "Role"),
        (("add", "--pilot", "P-01", "--role", "family"), 2, "words or a rating"),
        (("add", "Hm", "--pilot", "P-09", "--role", "family"), 1, "P-09"),
        (("add", "Hm", "--pilot", "P-01", "--role", "family", "--rating", "9/5"), 2, "does not lie"),
        (("add", "Hm", "--pilot", "P-01", "--role", "family", "--rating", "good"), 2, "not a rating"),
        (("add", "Hm", "--pilot", "P-01", "--role", "family", "--on", "+3d"), 2, "to come"),
        (("answer", "F-01"), 2, "either --did or --did-not"),
        (("answer", "F-01", "--did", "a", "--did-not", "b"), 2, "either"),
        (("answer", "F-01", "--did", "N/A"), 2, "needs words"),
        (("answer", "F-01", "--did", "Moved it", "--decline"), 2, "not done"),
        (("triage", "F-01", "answered"), 2, "need the answer itself"),
        (("triage", "F-01", "triagd"), 2, "triaged"),
        (("triage", "F-01", "passed_on"), 1, "cannot be undone"),
        (("severity", "F-01", "5"), 2, "4"),
        (("theme", "F-01"), 2, "Say which theme"),
        (("judge", "F-01", "confirmed", "--reason", "Saw it"), 1, "only severity 4"),
        (("judge", "F-01", "perhaps", "--reason", "Saw it"), 2, "verdict"),
        (("link", "F-01", "--to", "P01-99"), 1, "P01-99"),
        (("show", "F-77"), 1, "F-77"),
        (("edit", "F-01"), 2, "nothing to change"),
    ],
)
def test_what_is_refused(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    logged(run)
    before = run("feedback", "list", "--json").data
    ran = run("feedback", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert run("feedback", "list", "--json").data == before


def test_harm_is_judged_by_two_roles(run: Run) -> None:
    key = logged(run, "A child was left alone", "--severity", "4")
    assert run("people", "add", "Lee Park", "--role", "leader").code == 0
    assert run("feedback", "judge", key, "confirmed", "--reason", "I saw it").code == 1
    assert run("feedback", "judge", key, "confirmed", "--reason", "Looked", "--as", "ben.okoro").code == 0
    assert run("feedback", "summary", "--pilot", "P-01", "--json").data[0]["safety"] == "unknown"
    assert run("feedback", "judge", key, "confirmed", "--reason", "Looked too", "--as", "lee.park").code == 0
    assert run("feedback", "summary", "--json").data[0]["safety"] == "fails"
    assert "Confirmed and open" in run("feedback", "show", key).out


def test_passing_on_and_redacting_leave_nothing(run: Run) -> None:
    first, second = logged(run, "Mirabel shouts"), logged(run, "Quist sleeps")
    assert run("feedback", "triage", first, "passed_on", "--yes").code == 0
    ran = run("redact", second, "--reason", "names somebody", "--yes", "--json")
    assert ran.code == 0
    assert all("db-backups" in place for place in ran.data[0]["backups"])  # the copy made before says so
    seen = run("feedback", "list", "--json").out + run("history", "--json").out
    assert "mirabel" not in seen.casefold()
    assert "quist" not in seen.casefold()
    assert run("redact", second, "--reason", "again").code == 1
    assert run("redact", second, "--reason", "again", "--text", "nobody", "--yes").code == 1


@pytest.mark.parametrize("text", NASTY)
def test_nasty_words_are_stored_and_shown_safely(run: Run, text: str) -> None:
    ran = run("feedback", "add", "--text", f"x{text}", "--pilot", "P-01", "--role", "student", "--yes")
    assert ran.code in (0, 2), ran.err
    for shown in (run("feedback", "list"), run("feedback", "show", "F-01"), ran):
        assert not any(ord(char) < 32 and char not in "\n\t" for char in shown.out + shown.err)
