"""What a person and a script see when something is wrong: three lines, an object, an exit code."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from pilotboard.usecases.workspace import Workspace
from tests.cli.conftest import Run, run_line


@pytest.mark.parametrize(
    ("line", "code", "first", "last"),
    [
        ("itmes list", 2, 'There is no command "pilotboard itmes".', "Did you mean items?"),
        ("items mvoe P01-01 done", 2, 'There is no command "pilotboard items mvoe".', "Did you mean move?"),
        ("items list --fitler x", 2, "pilotboard items list has no option --fitler.", "Did you mean --filter?"),
        ("items list --jsno", 2, "pilotboard items list has no option --jsno.", "Did you mean --json?"),
        ("items move P01-01 dune", 2, '"dune" is not a state.', "Did you mean done"),
        ("items", 2, "pilotboard items what? A word is missing.", "Say one of list, show, add"),
        ("items show", 2, "pilotboard items show needs KEY: KEY is missing.", "pilotboard items show --help"),
        ("items move P01-01", 2, "pilotboard items move needs KEY... STATE: KEY... is missing.", "--help shows how."),
        ("items block P01-01", 2, "pilotboard items block needs --reason.", "--help shows how."),
        ("items show P01-01 P01-02", 2, "Got unexpected extra argument (P01-02).", "--help shows how."),
        ("items list --limit", 2, "Option '--limit' requires an argument.", "--help shows how."),
        ("items list --limit 1_000", 2, "Limit takes a whole number from 1 to 10,000,000.", "--help tells more."),
        ("items add --pilot P-01", 2, "pilotboard items add needs --title.", "--help shows how."),
        ("items add x --title y --pilot P-01", 2, "pilotboard items add got two", "--help tells more."),
        ("items edit P01-01 --due fri --clear due", 2, "--due and --clear due contradict", "--help tells more."),
        ("items edit P01-01 --clear titel", 2, '"titel" cannot be cleared.', "These can be: description"),
        ("items edit P01-01 --due 2026-02-30", 2, '"2026-02-30" is not a day of the calendar.', "Use YYYY-MM-DD"),
        ("items edit P01-01 --estimate 2.5", 2, "Estimate takes a whole number from 0 to 100.", "--help tells more."),
        ("items edit P01-01 --estimate +3", 2, "Estimate takes a whole number from 0 to 100.", "--help tells more."),
        ("items label P01-01", 2, "Say which labels, with --add or with --remove.", "--help tells more."),
        ("items show T-01", 2, "T-01 is the key of a team, not of an item.", "looks like P07-12"),
        ("people show nobody", 1, 'There is no person "nobody".', "--help tells more."),
        ("items list --today 01/02/2026", 2, '"01/02/2026" is not a date.', "Use YYYY-MM-DD"),
        ("items list --store ftp://x", 3, "A store cannot be on 'ftp'.", "postgresql://"),
        ("completion tcsh", 2, "There is no completion for that shell.", "There are bash, zsh"),
        ("help itmes", 2, 'There is no command "pilotboard itmes".', "Did you mean items?"),
    ],
)
def test_three_lines_and_an_exit_code(run: Run, line: str, code: int, first: str, last: str) -> None:
    ran = run(*line.split(" "))
    said = ran.err.splitlines()
    assert (ran.code, ran.out, len(said)) == (code, "", 3)
    assert said[0].startswith(first)
    assert last in said[2]
    error = run(*line.split(" "), "--json").error
    assert list(error) == ["code", "message", "kept", "hint", "at"]
    assert error["message"] == said[0]


def test_a_missing_store_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("items", "list", "--store", str(tmp_path / "none.db"))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines()[0] == f"There is no store at {tmp_path / 'none.db'}."
    assert "pilotboard init" in ran.err


@pytest.mark.parametrize(("content", "code"), [(b"", 3), (b"just some text, not a database at all", 3)])
def test_a_file_that_is_no_store_is_left_alone(run: Run, tmp_path: Path, content: bytes, code: int) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    for line in (
        ["items", "list"],
        ["items", "move", "P01-01", "done"],
        ["init"],
        ["demo", "--no-open", "--keep", str(path)],
    ):
        ran = run(*line, "--store", str(path))
        assert ran.code in {1, code, 4}
        assert len(ran.err.splitlines()) == 3
    assert path.read_bytes() == content


def test_a_password_is_never_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "1")
    ran = run("items", "list", "--store", "postgresql://ana:hunter2@127.0.0.1:1/x")
    assert ran.code == 3
    assert "hunter2" not in ran.err


class TestAskingFirst:
    @pytest.mark.parametrize(
        "line",
        [
            "items remove P01-01",
            "pilots remove P-02",
            "teams remove T-01",
            "teams dissolve T-01",
            "people remove U-02",
            "sites remove L-01",
        ],
    )
    def test_without_a_terminal_it_refuses(self, run: Run, line: str) -> None:
        before = run("history", "--json").out
        ran = run(*line.split(), stdin="y\n")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.splitlines()[1:] == ["Nothing was changed.", "Add --yes if it is meant."]
        assert run("history", "--json").out == before

    @pytest.mark.parametrize("answer", ["", "\n", "n\n", "no\n", "what\n"])
    def test_any_answer_but_yes_is_no(self, run: Run, answer: str) -> None:
        ran = run("items", "remove", "P01-01", stdin=answer, terminal=True)
        assert (ran.code, ran.out) == (1, "")
        assert "[y/N] You answered no." in ran.err
        assert run("items", "show", "P01-01").code == 0

    def test_yes_is_yes_and_the_question_does_not_stand_in_the_output(self, run: Run) -> None:
        ran = run("items", "remove", "P01-01", stdin="Yes\n", terminal=True)
        assert (ran.code, ran.out) == (0, "Removed P01-01.\n")
        assert ran.err.startswith("Remove P01-01 with all notes")


def test_quiet_says_nothing_when_it_went_well(run: Run) -> None:
    ran = run("items", "move", "P01-01", "done", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert run("items", "show", "P01-01", "--quiet").out != ""


def test_two_texts_cannot_come_from_standard_input(run: Run) -> None:
    ran = run("teams", "edit", "T-01", "--purpose", "-", "--charter", "-", stdin="x")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "Only one text can come from standard input.")


def test_a_defect_is_an_incident_without_what_people_wrote(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        secret = "what somebody wrote"
        raise KeyError(secret)

    monkeypatch.setattr("pilotboard.usecases.items.list_items", broken)
    ran = run("items", "list", "--filter", "open")
    said = ran.err.splitlines()
    log = home / ".local" / "state" / "pilotboard" / "log" / "pilotboard.log"
    assert (ran.code, ran.out, len(said)) == (1, "", 3)
    assert str(log) in said[2]
    written = log.read_text()
    assert said[0].partition("incident ")[2].rstrip(").") in written
    assert "KeyError" in written
    assert "what somebody wrote'" not in written
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert run("items", "list", "--json").error["code"] == "incident"


def test_an_interrupt_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pilotboard.usecases.items.list_items", interrupted)
    ran = run("items", "list")
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "Interrupted.")


def test_a_conflict_shows_both_versions(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pilotboard.domain.errors import Conflict, FieldConflict

    def conflicting(_ws: Workspace, key: str, _changes: object, **_rest: object) -> None:
        raise Conflict("P01-01 was changed by Ben.", at=key, fields=[FieldConflict("title", "old", "mine", "theirs")])

    monkeypatch.setattr("pilotboard.usecases.items.edit_item", conflicting)
    ran = run("items", "edit", "P01-01", "--title", "mine")
    assert ran.code == 5
    assert "title: was old, yours mine, now theirs" in ran.err
    error = run("items", "edit", "P01-01", "--title", "mine", "--json").error
    assert error["fields"] == [{"name": "title", "base": "old", "mine": "mine", "theirs": "theirs"}]


def test_a_locked_store_says_so(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from pilotboard.store import sqlite

    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    monkeypatch.setitem(sqlite.SETTINGS, "busy_timeout", 50)
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        ran = run("items", "move", "P01-01", "done")
    finally:
        other.close()
    assert (ran.code, len(ran.err.splitlines())) == (5, 3)
    assert run_line("items", "show", "P01-01", "--json").data[0]["state"] == "ready"
