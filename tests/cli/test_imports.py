"""`pilotboard import`: told first, written on demand, taken back; whatever the file, never a half import."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings

from pilotboard.store.writing import bulk
from tests.cli.conftest import Run, run_line
from tests.importing.samples import board, jira, table
from tests.importing.test_fuzz import FILES
from tests.store.rows import rows_of

COUNTS = ("create", "update", "unchanged", "skip", "error")
TOUCHED = {
    *("backlog_item", "item_event", "item_label", "item_link", "item_note", "acceptance_criterion", "label", "pilot"),
    *("sprint", "sprint_item", "feedback", "feedback_theme", "theme", "import_link", "import_batch"),
    *("pilot_site", "gate_check", "decision", "pilot_summary"),
    *("counter", "journal", "journal_row", "sqlite_sequence"),
}
"""Tables that an import may write to."""
WORK = table(
    ["ID", "Title", "Status", "Points"],
    ["1", "Ask ten families", "Done", "3"],
    ["2", "Print [/] cards", "To Do", "2.5"],
    ["3", "書く", "To Do", "1"],
)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], str]:
    """Writes a file to import."""

    def write(data: bytes, name: str = "work.csv") -> str:
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


def counts(run: Run, *line: str) -> tuple[int, ...]:
    ran = run("import", *line, "--json")
    assert ran.code in (0, 2), ran.err
    return tuple(ran.meta[name] for name in COUNTS)


def test_a_dry_run_says_what_would_happen_and_writes_nothing(run: Run, store: Path, file: Callable[..., str]) -> None:
    before = rows_of(store)
    ran = run("import", file(jira()), "--into", "P-01")
    assert ran.code == 0
    for words in ("Jira", "Issue key", "external_id", "Not read: ", "5 new", "sprints of the"):
        assert words in ran.out
    assert "Nothing was written. Add --apply" in ran.err
    assert rows_of(store) == before
    told = run("import", file(jira()), "--into", "P-01", "--json").document
    assert told["kind"] == "import"
    assert {name: told["meta"][name] for name in (*COUNTS, "batch", "preset", "applied")} == {
        **dict.fromkeys(COUNTS, 0),
        "create": 5,
        "batch": None,
        "preset": "jira",
        "applied": False,
    }
    assert told["data"] == []


def test_apply_again_and_undo(run: Run, file: Callable[..., str]) -> None:
    path = file(jira())
    assert counts(run, path, "--into", "P-01", "--apply") == (5, 0, 0, 0, 0)
    assert counts(run, path, "--into", "P-01", "--apply") == (0, 0, 5, 0, 0)
    (listed,) = run("import", "list", "--json").data
    assert (listed["batch"], listed["file"], listed["create"]) == ("B-1", "work.csv", 5)
    assert "work.csv" in run("import", "list").out
    keys = {row["external_id"] for row in run("items", "list", "--json").data}
    assert {"NW-1", None} < keys
    ran = run("import", "undo", "B-1")
    assert (ran.code, ran.out) == (0, "Undone: Imported 5 items into P-01 as B-1: 5 new.\n")
    assert run("import", "undo", "1").code == 5
    assert run("import", "undo", "B-9").code == 1
    assert run("import", "list", "--json").data == []


def test_bad_rows_keep_everything_out_until_they_are_skipped(run: Run, store: Path, file: Callable[..., str]) -> None:
    path = file(WORK)
    before = rows_of(store)
    ran = run("import", path, "--into", "P-01", "--apply", "--json")
    assert ran.code == 2
    assert ran.meta["applied"] is False
    assert ran.data == [
        {
            "row": 3,
            "external_id": "2",
            "field": "estimate",
            "message": "Only a whole number from 0 to 100 will do.",
            "value": "2.5",
        }
    ]
    assert rows_of(store) == before
    assert "1 row cannot go in" in run("import", path, "--into", "P-01", "--apply").err
    assert counts(run, path, "--into", "P-01", "--apply", "--skip-bad") == (2, 0, 0, 0, 1)


def test_guesses_are_taken_when_it_is_said_or_by_a_map(run: Run, file: Callable[..., str], tmp_path: Path) -> None:
    path = file(board(), "board.json")
    told = run("import", path, "--into", "P-01", "--json")
    assert told.meta["guesses"]
    assert told.meta["error"] > 0
    written = tmp_path / "board.toml"
    assert run("import", path, "--into", "P-01", "--write-map", str(written)).code == 0
    assert "# guess" in written.read_text(encoding="utf-8")
    assert written.stat().st_mode & 0o777 == 0o600
    assert counts(run, path, "--into", "P-01", "--map", str(written)) == (3, 0, 0, 0, 0)
    assert counts(run, path, "--into", "P-01", "--accept-guesses", "--save-map", "Boards") == (3, 0, 0, 0, 0)
    assert counts(run, path, "--into", "P-01", "--map", "Boards", "--apply") == (3, 0, 0, 0, 0)
    assert run("import", path, "--into", "P-01", "--write-map", str(written)).code == 1


def test_a_choice_of_dates_and_a_target(run: Run, file: Callable[..., str]) -> None:
    head = ["Timestamp", "Comment"]
    rows = [["1/2/2026", "We would like the bus to come at eight"], ["3/4/2026", "The letters are too long to read"]]
    path = file(table(head, *rows))
    line = (path, "--into", "P-01", "--target", "voices", "--apply")
    assert counts(run, *line, "--dates", "dmy") == (2, 0, 0, 0, 0)
    assert {row["on"] for row in run("feedback", "list", "--json").data} == {"2026-02-01", "2026-04-03"}


def test_a_report_holds_every_row_that_did_not_go_in(run: Run, file: Callable[..., str], tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    assert run("import", file(WORK), "--into", "P-01", "--report", str(report)).code == 0
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("left out,3,2,estimate,")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (("{file}",), 2, "Say which pilot it goes into."),
        (("{file}", "--into", "P-77"), 1, "There is no pilot P-77."),
        (("nowhere.csv", "--into", "P-01"), 2, 'There is no file "nowhere.csv".'),
        ((".", "--into", "P-01"), 2, "is a folder"),
        (("{file}", "--into", "P-01", "--preset", "jirra"), 1, "Did you mean jira?"),
        (("{file}", "--into", "P-01", "--target", "people"), 2, "Rows cannot become"),
        (("{file}", "--into", "P-01", "--map", "nothing"), 1, "There is no map"),
        (("{file}", "--into", "P-01", "--dates", "ymd"), 2, "is not an order of dates"),
        (("{file}", "--into", "P-02", "--apply", "--save-map", " "), 2, "A map's name has"),
        ((), 2, "FILE is missing"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, store: Path, file: Callable[..., str], line: tuple[str, ...], code: int, words: str
) -> None:
    before = rows_of(store)
    path = file(table(["ID", "Title"], ["1", "a"]))
    ran = run("import", *(one.replace("{file}", path) for one in line))
    assert (ran.code, words in ran.err) == (code, True), ran.err
    assert rows_of(store) == before


def leaves_no_half(store: Path, path: Path, data: bytes) -> None:
    """Whatever the file: it comes in whole or not at all, told as one document; nothing else is touched."""
    path.write_bytes(data)
    before, kept = rows_of(store), store.read_bytes()
    ran = run_line("import", str(path), "--into", "P-01", "--accept-guesses", "--skip-bad", "--apply", "--json")
    assert "Traceback" not in ran.err
    if not ran.out:
        error = json.loads(ran.err)["error"]
        assert error["code"] not in {"incident", "error"}, error
        assert rows_of(store) == before
        return
    assert ran.code == 0, ran.err
    batch = ran.meta["batch"]
    if batch is None:
        assert rows_of(store) == before
        return
    after = rows_of(store)
    assert len(after["import_link"]) == ran.meta["create"] + ran.meta["sprints"]
    assert len(after["import_batch"]) == 1
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= TOUCHED, changed - TOUCHED
    store.write_bytes(kept)


PARTS = 5


@pytest.mark.parametrize("part", range(PARTS))
def test_any_file_comes_in_whole_or_not_at_all(
    run: Run,
    store: Path,
    tmp_path: Path,
    rounds: Callable[[int, int], int],
    figure: Callable[[str, str], None],
    part: int,
) -> None:
    times = rounds(1_500, 100_000) // PARTS
    tried = 0

    @seed(part)
    @settings(max_examples=times, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(FILES)
    def any_file(data: bytes) -> None:
        nonlocal tried
        tried += 1
        leaves_no_half(store, tmp_path / "any", data)

    any_file()
    assert tried >= times
    figure("6", f"{times:,} files through the whole import command: 0 tracebacks, 0 half imports")


def test_the_check_sees_a_commit_for_every_kind_of_rows(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault: rows are committed as they come, and the import fails at the links."""
    fill = bulk.ManyRows.bulk_fill

    def hasty(self: bulk.ManyRows, table: type, columns: dict[str, list[object]]) -> list[int]:
        if table.__name__ == "ImportLink":
            from pilotboard.domain.errors import StoreLocked

            raise StoreLocked("Somebody else is writing.")
        ids = fill(self, table, columns)
        self._connection.connection.dbapi_connection.commit()  # type: ignore[union-attr]
        return ids

    monkeypatch.setattr(bulk.ManyRows, "bulk_fill", hasty)
    with pytest.raises(AssertionError):
        leaves_no_half(store, tmp_path / "any", table(["ID", "Title"], ["1", "a"]))


def test_killed_in_the_middle_nothing_is_left(run: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_bytes(table(["ID", "Title", "Status"], *([f"{n}", f"Item {n}", "To Do"] for n in range(8_000))))
    before = {name: rows for name, rows in rows_of(store).items() if name != "counter"}
    kill = """
import os, signal, sys
from pilotboard.store.writing import bulk
fill, left = bulk.ManyRows.bulk_fill, [int(sys.argv[1])]
def dying(self, table, columns):
    found = fill(self, table, columns)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return found
bulk.ManyRows.bulk_fill = dying
from pilotboard.main import main
sys.exit(main(sys.argv[2:]))
"""
    for step in range(1, 5):
        line = ["import", str(path), "--into", "P-01", "--apply"]
        ran = subprocess.run(
            [sys.executable, "-c", kill, str(step), *line], capture_output=True, env={**os.environ}, check=False
        )
        assert ran.returncode == -signal.SIGKILL, ran.stderr
        assert run("items", "list", "--limit", "1").code == 0  # whoever comes next sets right what was half written
        after = {name: rows for name, rows in rows_of(store).items() if name != "counter"}
        assert after == before
    assert counts(run, str(path), "--into", "P-01", "--apply") == (8_000, 0, 0, 0, 0)


def test_ctrl_c_ends_it_without_a_half_import(
    run: Run, store: Path, file: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(store)
    fill = bulk.ManyRows.bulk_fill

    def interrupted(self: bulk.ManyRows, table: type, columns: dict[str, list[object]]) -> list[int]:
        if table.__name__ == "ImportLink":
            raise KeyboardInterrupt
        return fill(self, table, columns)

    monkeypatch.setattr(bulk.ManyRows, "bulk_fill", interrupted)
    ran = run("import", file(jira()), "--into", "P-01", "--apply")
    assert ran.code == 130
    assert rows_of(store) == before


def test_the_bar_is_for_terminals_and_patience(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pilotboard.cli import progress

    with progress.Bar("Reading") as bar:
        bar(1, 10)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    monkeypatch.setattr(progress, "_EVERY", -1.0)
    with progress.Bar("Reading") as bar:
        assert bar(1, 2)
    assert re.search("Reading █{12}░{12} 1 of 2", capsys.readouterr().err)


def test_a_dry_run_loads_no_orm(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "work.csv"
    path.write_bytes(WORK)
    look = (
        "import sys; from pilotboard.main import main; main(sys.argv[1:]); print(sorted(sys.modules), file=sys.stderr)"
    )
    environment = {**os.environ, "PILOTBOARD_STORE": str(store), "PILOTBOARD_USER": "ana.ruiz"}
    ran = subprocess.run(
        [sys.executable, "-c", look, "import", str(path), "--into", "P-01", "--json"],
        capture_output=True, text=True, env=environment, check=True,
    )  # fmt: skip
    loaded = set(re.findall(r"'(\w+)'", ran.stderr))
    assert not loaded & {"sqlmodel", "sqlalchemy", "pydantic", "textual"}


def test_the_lines_of_the_guide_do_what_it_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    for _ in range(5):
        run("pilots", "add", "One more")
    guide = (root / "docs" / "steward.md").read_text(encoding="utf-8")
    lines = re.findall(r"^pilotboard (import (?!whole).+)$", guide, re.MULTILINE)
    assert len(lines) == 6
    before = run("items", "list", "--json").meta["total"]
    for line in lines:
        ran = run(*line.split())
        assert ran.code == 0, (line, ran.err)
    assert run("items", "list", "--json").meta["total"] == before
    assert run("feedback", "list", "--json").meta["total"] == 4


def test_taking_back_and_doing_again_tell_how_far_they_are(
    run: Run, store: Path, file: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pilotboard.cli import progress

    told: list[tuple[str, int, int]] = []

    def tell(self: progress.Bar, done: int, total: int) -> bool:
        told.append((self.what, done, total))
        return True

    monkeypatch.setattr(progress.Bar, "__call__", tell)
    many = table(["ID", "Title", "Status"], *([f"{n}", f"Item {n}", "To Do"] for n in range(50)))
    assert run("import", file(many), "--into", "P-01", "--apply").code == 0
    told.clear()
    assert run("import", "undo", "B-1").code == run("redo").code == run("undo").code == 0
    assert list(dict.fromkeys(what for what, _, _ in told)) == ["Taking back", "Doing again"]
    assert all(0 <= done <= total and total > 140 for _, done, total in told)
