"""Figure 5: random acts of two people, step by step against a model on paper, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from pilotboard.store import sqlite
from tests import postgres
from tests.model.sprint_machine import SprintMachine
from tests.soak import programme

AT_ONCE = 20
"""Runs that share one seed."""
LENGTH = 80
"""Steps of one run, at most."""
FOUND_AND_EXPLAINED = (Phase.generate, Phase.shrink)


Fresh = Callable[[], AbstractContextManager[str]]


def walk(fresh: Fresh, steps: int, seeds: Iterator[int], phases: Sequence[Phase] = FOUND_AND_EXPLAINED) -> int:
    """At least so many steps; returns how many there were."""
    count = [0]
    while count[0] < steps:
        machine = type("Machine", (SprintMachine,), {"fresh": staticmethod(fresh), "steps": count})
        run_state_machine_as_test(
            seed(next(seeds))(machine),
            settings=settings(
                max_examples=min(AT_ONCE, 1 + (steps - count[0]) // LENGTH),
                stateful_step_count=LENGTH,
                deadline=None,
                database=None,
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
                phases=phases,
            ),
        )
    return count[0]


def seeds(*, fixed: bool) -> Iterator[int]:
    """The same ones each time in the ordinary suite, others each time in the long run."""
    dice = random.Random(5 if fixed else None)
    while True:
        yield dice.getrandbits(32)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What guards against power cuts only costs time here."""
    monkeypatch.setitem(sqlite.SETTINGS, "synchronous", 0)


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether this is the long run."""
    return bool(request.config.getoption("--soak"))


def copies(folder: Path) -> Fresh:
    """Each run has a copy of the same programme."""
    template, store = folder / "template.db", folder / "store.db"
    programme.make(str(template))

    @contextmanager
    def fresh() -> Iterator[str]:
        programme.copy(template, store)
        yield str(store)
        store.unlink()

    return fresh


@pytest.mark.parametrize("part", [1, 2])
def test_pilotboard_does_what_the_model_does(
    part: int, tmp_path: Path, soak: bool, rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    fresh = copies(tmp_path)
    chosen = seeds(fixed=not soak)
    for _ in range(part):
        next(chosen)
    done = walk(fresh, rounds(1500, 50_000), chosen)
    assert done >= rounds(1500, 50_000)
    figure("5", f"SQLite, part {part}: {done:,} steps against the model, 0 differences")


def test_it_does_so_on_postgresql(
    postgres_server: postgres.Server,
    soak: bool,
    rounds: Callable[[int, int], int],
    figure: Callable[[str, str], None],
) -> None:
    with postgres_server.database() as template:
        programme.make(template)
        done = walk(lambda: postgres_server.database(template), rounds(300, 10_000), seeds(fixed=not soak))
    assert done >= rounds(300, 10_000)
    figure("5", f"PostgreSQL: {done:,} steps against the model, 0 differences")


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("pilotboard.store.reading.journal.changed_since", lambda _reader, _entry: []),
        ("pilotboard.usecases.items.settle", lambda _tx, _row, _key, changes, _current, _opened: dict(changes)),
        ("pilotboard.store.writing.order.note_place", lambda _tx, _item: None),
        ("pilotboard.store.writing.items.gather", lambda _tx, _pilot: None),
        ("pilotboard.store.writing.items.note_split", lambda _tx, _row, _keys: None),
        ("pilotboard.store.writing.unit.Tx.mark_undone", lambda _tx, _entry, _by: None),
    ],
)
def test_the_model_sees_a_planted_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, fault: Callable[..., object]
) -> None:
    fresh = copies(tmp_path)
    monkeypatch.setattr(place, fault)
    with pytest.raises(BaseException, match=r"assert|refused|DID NOT RAISE|IntegrityError|is not in list|break a rule"):
        walk(fresh, 3000, seeds(fixed=True), [Phase.generate])
