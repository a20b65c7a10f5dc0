"""S10: the list of a thousand pilots to scale, worked out from a million voices and all facts, and as it is kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, middle, ratio, take_turns
from benchmarks.stores import TODAY, Shape, stamp, store

PILOTS = 1_000
VOICES = 1_000_000
SHAPE = Shape("scale", PILOTS, {"done": 1})
_COVERING = "SELECT pilot_id, count(*) FROM feedback GROUP BY pilot_id"
"""What counting the voices costs the database at least: one walk through an index."""
_NUMBERS = "WITH RECURSIVE n(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < {count})"
_CRITERIA = (
    *("effectiveness", "evidence strength", "equity", "acceptability"),
    *("feasibility", "cost return", "transferability", "sustainability"),
)


def filled() -> Path:
    """A store with a million voices and all that decisions rest on, made when it is not there.

    These rows are written past the journal, which would be larger than they are: `doctor` says so of this store.
    """
    plain = store(SHAPE)
    recipe = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:6]
    path = plain.with_name(plain.name.replace("scale-", f"scale-voices-{recipe}-"))
    if path.exists():
        return path
    for old in plain.parent.glob("scale-voices-*.db"):
        old.unlink()
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    shutil.copy(plain, unfinished)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        _voices(connection)
        _facts(connection)
        connection.execute("COMMIT")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()
    _keep(unfinished)
    unfinished.rename(path)
    return path


def _voices(connection: sqlite3.Connection) -> None:
    """Every five thousandth is a report of harm that nobody has judged."""
    day, at = TODAY.isoformat(), stamp_of_today()
    connection.execute(
        f"""
        {_NUMBERS.format(count=VOICES)}
        INSERT INTO feedback (number, pilot_id, on_day, role, channel, focal_group, prompt, quote, no_content,
            severity, status, answer, consent, identity, created_at, logged_by, folded, version)
        SELECT n, 1 + n % {PILOTS}, date('{day}', '-' || (n % 300) || ' days'), 'family', 'message', '', '',
            'The text came too late for us.', 0, CASE WHEN n % 5000 = 0 THEN 4 ELSE 1 + n % 3 END,
            CASE WHEN n % 4 = 0 THEN 'new' ELSE 'triaged' END, '', 'internal', 'anonymous', '{at}', 'bench',
            'the text came too late for us.', 1
        FROM n
        """
    )


def _facts(connection: sqlite3.Connection) -> None:
    """A locked rule, six checks, a cost line, two raters and a decision of each pilot."""
    at = stamp_of_today()
    connection.execute(
        f"""
        INSERT INTO decision_rule (pilot_id, size, measure, unit, kind, direction, baseline, baseline_n, target,
            smallest_change, certainty, rises_by_itself, comparison, locked_at, locked_by, locked_late, version)
        SELECT id, 'large', 'reads a text a week', '', 'rate', 'up', 0.6, 200, 0.75, 0.05, 75, 0, '', '{at}', 'bench',
            0, 1 FROM pilot
        """
    )
    checks = {
        "G2": "'pass', NULL, NULL, NULL",
        "G4": "'unknown', NULL, (p.id % 100) / 100.0, 40",
        "G5": "'unknown', 0.5 + (p.id % 50) / 100.0, NULL, 40",
        "G6": "'unknown', NULL, (p.id % 80) / 100.0, 40",
        "G7": "'unknown', 2.5 + (p.id % 25) / 10.0, NULL, 40",
        "G1": "'pass', NULL, NULL, NULL",
    }
    for gate, figures in checks.items():
        connection.execute(
            f"""
            INSERT INTO gate_check (pilot_id, gate, state, value, chance, n, groups, evidence, on_day, at, checked_by,
                version)
            SELECT p.id, '{gate}', {figures}, '', 'the count of March', '{TODAY.isoformat()}', '{at}', 'bench', 1
            FROM pilot p
            """
        )
    connection.execute(
        """
        INSERT INTO cost_line (number, pilot_id, kind, basis, label, amount, funding, version)
        SELECT id, id, 'recurring', 'at_scale', 'Texts', 1000 * (id % 90), CASE WHEN id % 3 THEN 'base' ELSE '' END, 1
        FROM pilot
        """
    )
    for rater in ("bench", "Ben"):
        for place, name in enumerate(_CRITERIA):
            connection.execute(
                """
                INSERT INTO rating (pilot_id, criterion, rater, level, note, at, version)
                SELECT id, ?, ?, (id + ?) % 4, '', ?, 1 FROM pilot
                """,
                (name, rater, place, at),
            )
    counters = {"feedback": VOICES, "cost": PILOTS, "decision": PILOTS}
    connection.executemany("INSERT INTO counter (name, next) VALUES (?, ?)", [(k, v + 1) for k, v in counters.items()])
    connection.execute(
        f"""
        INSERT INTO decision (number, pilot_id, step, kind, recommended, decided_on, deciders, reason, conditions,
            item, vote, snapshot, digest, made_at, made_by, folded, version)
        SELECT id, id, 'staff', 'extend', 'extend', '{TODAY.isoformat()}', 'Bea Bench', 'We know too little.', '', '',
            '', '{{}}', '{"0" * 64}', '{at}', 'bench', 'we know too little.' || char(10), 1 FROM pilot
        """
    )


def stamp_of_today() -> str:
    """A moment of the day every store is made for."""
    from datetime import datetime

    return stamp(datetime.combine(TODAY, datetime.min.time()))


def _keep(path: Path) -> None:
    """What the program itself keeps of each pilot."""
    from pilotboard.usecases.cases import recompute
    from pilotboard.usecases.workspace import Workspace

    ws = Workspace(str(path), "bench")
    recompute(ws)
    ws.close()


def _timed(act: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        act()
        return (time.perf_counter() - began) * 1000

    return run


def measure(rounds: int) -> list[Figure]:
    """S10."""
    from pilotboard.store.reading import pilot_facts, scale
    from pilotboard.usecases.workspace import Workspace

    path = filled()
    bare = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    ws = Workspace(str(path), "bench")
    programs = {
        "scans": _timed(lambda: [bare.execute(_COVERING).fetchall() for _ in range(2)]),
        "computed": _timed(lambda: ws.read(pilot_facts.computed)),
        "kept": _timed(lambda: ws.read(scale.rows)),
    }
    done = take_turns(programs, max(rounds, 2))
    ws.close()
    bare.close()
    beside = (
        f"{middle(done, 'computed'):.0f} ms, {middle(done, 'kept'):.1f} ms, two scans {middle(done, 'scans'):.0f} ms"
    )
    return [
        Figure(
            "S10",
            f"{PILOTS:,} pilots to scale computed / two scans",
            ratio(done, "computed", "scans"),
            1.3,
            "x",
            beside,
        ),
        Figure("S10", "the kept list / two scans", ratio(done, "kept", "scans"), 0.03),
    ]
