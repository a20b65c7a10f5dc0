"""S11: 100,000 rows of a table, read, validated, compared and written, beside raw inserts of what they become."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from shutil import copy

from benchmarks.figures import Figure, middle, ratio, take_turns

ROWS = 100_000
WRITTEN = ("backlog_item", "item_event", "import_link")
"""What the rows become; the raw side writes these and neither the journal nor the search text anew."""
_FIRST = date(2025, 1, 6)


def table(rows: int) -> bytes:
    """A tracker's export, the same every time."""
    chance = Random(rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["ID", "Title", "Status", "Story Points", "Due date", "Description"])
    for number in range(rows):
        due = _FIRST + timedelta(days=chance.randrange(600))
        writer.writerow(
            [
                f"T-{number}",
                f"Ask {chance.randrange(90) + 10} families about the letter",
                chance.choice(("To Do", "In Progress", "Done")),
                chance.choice(("", "1", "2", "3", "5", "8")),
                due.isoformat(),
                "What helps, in their own words." if number % 3 else "",
            ]
        )
    return text.getvalue().encode()


def empty(path: Path) -> None:
    """A store with one pilot."""
    from pilotboard.store.location import Location
    from pilotboard.store.writing.create import create
    from pilotboard.usecases import pilots
    from pilotboard.usecases.workspace import Workspace

    create(Location(path, ""))
    ws = Workspace(str(path), "bench")
    pilots.add_pilot(ws, {"title": "Reading texts"})
    ws.close()


def ours(data: bytes, path: Path) -> None:
    """From the bytes of the file to the committed batch."""
    from pilotboard.importing.drafting import parse
    from pilotboard.importing.proposing import propose
    from pilotboard.importing.source import read_source
    from pilotboard.usecases import intake
    from pilotboard.usecases.workspace import Workspace

    ws = Workspace(str(path), "bench")
    source = read_source(data, "table.csv")
    report = intake.apply(ws, parse(source, propose(source).map), file_name="table.csv")
    assert report.create == ROWS
    ws.close()


def raw(rows: dict[str, list[tuple[object, ...]]], path: Path) -> None:
    """The same rows by the driver alone, in one transaction, as durable."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")
    for name, content in rows.items():
        marks = ", ".join("?" * len(content[0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", content)
    connection.execute("COMMIT")
    connection.close()


def _timed(act: Callable[[Path], None], start: Path, folder: Path) -> Callable[[], float]:
    def run() -> float:
        path = folder / "store.db"
        copy(start, path)
        began = time.perf_counter()
        act(path)
        found = (time.perf_counter() - began) * 1000
        path.unlink()
        return found

    return run


def measure(rounds: int) -> list[Figure]:
    """S11."""
    data = table(ROWS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start, filled = folder / "empty.db", folder / "filled.db"
        empty(start)
        copy(start, filled)
        ours(data, filled)
        with sqlite3.connect(filled) as connection:
            rows = {one: connection.execute(f"SELECT * FROM {one}").fetchall() for one in WRITTEN}
        done = take_turns(
            {
                "ours": _timed(lambda path: ours(data, path), start, folder),
                "raw": _timed(lambda path: raw(rows, path), start, folder),
            },
            max(rounds // 2, 2),
        )
    beside = f"{middle(done, 'ours') / 1000:.1f} s, {middle(done, 'raw') / 1000:.1f} s"
    return [
        Figure(
            "S11", f"import of {ROWS:,} rows with validation / raw inserts", ratio(done, "ours", "raw"), 2, "x", beside
        )
    ]
