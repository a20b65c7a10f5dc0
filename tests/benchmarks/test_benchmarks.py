"""What the benchmarks stand on: stores that are sound and the same each time, a terminal that tells the truth."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import GROUPS
from benchmarks.figures import Figure, ratio, show, take_turns, worst
from benchmarks.stores import PERSON, TODAY, Shape, make
from benchmarks.terminal import Terminal
from pilotboard.domain.items import ItemState
from pilotboard.store.location import locate
from pilotboard.store.opening import open_reader
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.usecases import board, items
from pilotboard.usecases.workspace import Clock, Workspace

TINY = Shape("tiny", 3, {"done": 4, "dropped": 1, "review": 1, "in_progress": 3, "ready": 2, "backlog": 5})


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.db"
    make(path, TINY)
    return path


def test_a_generated_store_keeps_every_rule(tiny: Path) -> None:
    reader = open_reader(locate(tiny))
    assert broken_rules(reader) == []
    reader.close()
    connection = sqlite3.connect(tiny)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT count(*) FROM backlog_item").fetchone() == (TINY.total,)
    connection.close()


def test_the_same_shape_gives_the_same_rows(tiny: Path, tmp_path: Path) -> None:
    make(tmp_path / "again.db", TINY)
    one, other = sqlite3.connect(tiny), sqlite3.connect(tmp_path / "again.db")
    for table in ("backlog_item", "item_event", "item_label", "item_note", "journal", "journal_row", "person"):
        rows = f"SELECT * FROM {table} ORDER BY id"
        assert one.execute(rows).fetchall() == other.execute(rows).fetchall()
    one.close()
    other.close()


def test_the_program_works_on_it(tiny: Path) -> None:
    ws = Workspace(str(tiny), PERSON, Clock(TODAY))
    before = {column.state: column.count for column in board.show_board(ws, "T-03").columns}
    assert before[ItemState.READY] == 2
    items.move_items(ws, ["P03-10"], "doing")
    assert items.add_item(ws, "P-03", {"title": "One more"}).keys == ("P03-17",)
    ws.close()


def test_programs_take_turns_and_the_first_round_is_thrown_away() -> None:
    order: list[str] = []

    def run(name: str, value: float) -> float:
        order.append(name)
        return value

    done = take_turns({"a": lambda: run("a", 6.0), "b": lambda: run("b", 4.0)}, rounds=3)
    assert len(done) == 3
    assert order == ["b", "a", "a", "b", "b", "a", "a", "b"]
    assert ratio(done, "a", "b") == 1.5


def test_a_figure_above_its_bound_is_missed() -> None:
    table = show([Figure("S1", "start", 1.26, 1.25), Figure("S2", "size", 1.05, 1.05, "ms")])
    assert [line.split("|")[5].strip() for line in table.splitlines()[2:]] == ["MISSED", "met"]
    assert worst(range(100)) == 95


def test_every_goal_is_measured_by_one_module() -> None:
    goals = [goal for names in GROUPS.values() for goal in names]
    assert len(goals) == len(set(goals))
    here = Path(__file__).parents[2] / "benchmarks"
    assert all((here / f"{module}.py").is_file() for module in GROUPS)


ECHO = """
import os, sys, termios, tty
tty.setraw(0)
sys.stdout.write("\\x1b[?2026$pready\\r\\n"); sys.stdout.flush()
seen = b""
while not seen.endswith(b"$y"): seen += os.read(0, 1)
sys.stdout.write("asked " + repr(seen) + "\\r\\n"); sys.stdout.flush()
while (key := os.read(0, 1)) != b"q":
    if key != b"x": os.write(1, b"<" + key * 3 + b">")
"""


def test_the_terminal_answers_waits_and_counts() -> None:
    with Terminal([sys.executable, "-c", ECHO], columns=60, rows=5) as terminal:
        shown = terminal.wait_for("asked", 20)
        assert shown is not None
        assert 0 < shown < 20
        assert "2026;2" in terminal.text()
        key = terminal.press("a")
        assert key.written == 5
        assert key.first is not None
        assert key.settled is not None
        assert key.first <= key.settled
        assert "<aaa>" in terminal.text()
        assert terminal.press("x", patience=0.05) == (None, None, 0)
        assert terminal.press_until("b", "<bbb>") is not None
        assert 1 < terminal.memory() < 500
        assert terminal.cpu() > 0
        assert terminal.wait_for("never there", 0.2) is None
        terminal.write(b"q")
        terminal.quiet()
        assert terminal.closed
