"""Who may import whom, who may begin a transaction, who may read the clock: on the checkout, and on planted faults."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import guards

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "pilotboard"

# Where every error is caught, and why it may be.
BROAD = {
    "tui/work.py": "the error boundary of the screens",
    "cli/diagnostics.py": "the error boundary of the command line",
}
# Where a transaction begins or ends, and why not in a use case.
TRANSACTIONS = {
    "store/writing/unit.py": "ends the one transaction of Workspace.write",
    "store/writing/writer.py": "says when: after the work and its journal entry",
    "store/writing/engine.py": "begins it: BEGIN IMMEDIATE on SQLite",
    "store/writing/undo.py": "a savepoint: what stands in the way of an undo is asked after the refusal",
    "store/writing/create.py": "a new store is made whole or not at all",
    "store/writing/load.py": "so is one that all rows of another go into",
    "store/snapshot.py": "everything is read as of one moment",
    "store/migrations/run.py": "an upgrade is done whole or not at all",
    "store/backup.py": "a copy is read as of one moment",
}
# Where a store is opened.
OPENINGS = {"usecases/workspace.py": "hands readers and the writer to the use cases"}
# Where the clock is read; everything else takes the day and the moment as values.
CLOCK = {
    "usecases/workspace.py": "the clock of the program, frozen by --today",
    "tui/work.py": "a crash report is dated, also when there is no workspace",
}


def lint(root: Path) -> str:
    """What import-linter says about the package below `root`, by the contracts of pyproject.toml."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def broken(said: str) -> set[str]:
    """The names of the contracts that are broken."""
    assert re.search(r"Contracts: \d+ kept, \d+ broken", said) or "BROKEN" in said, said
    return set(re.findall(r"^(.*) BROKEN", said, flags=re.MULTILINE))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The packages and top modules of the checkout, all empty, under the contracts of the checkout."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in PACKAGE.rglob("*.py"):
        inside = path.relative_to(PACKAGE)
        if inside.name == "__init__.py" or len(inside.parts) == 1:
            (tmp_path / "src" / "pilotboard" / inside).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "src" / "pilotboard" / inside).write_text("")
    return tmp_path


def plant(house: Path, name: str, text: str) -> Path:
    """Write one module of the empty house; the result is the tree that the guards look at."""
    path = house / "src" / "pilotboard" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return house / "src" / "pilotboard"


def test_the_contracts_hold() -> None:
    assert broken(lint(ROOT)) == set(), lint(ROOT)


def test_an_empty_house_breaks_no_contract(house: Path) -> None:
    assert broken(lint(house)) == set()


FAULTS = {
    "a lower layer imports a higher one": ("domain/items.py", "import pilotboard.store", "Layers"),
    "siblings import each other": ("cli/items.py", "import pilotboard.tui", "Layers"),
    "a package that no layer names": ("reports/__init__.py", "", "Layers"),
    "textual outside the screens": ("usecases/board.py", "import textual.app", "Only the screens import Textual"),
    "an ORM in the doors": ("cli/items.py", "import sqlmodel", "Only store.writing and store.migrations"),
    "an ORM in the store's own modules": (
        "store/opening.py",
        "import sqlalchemy",
        "Only store.writing and store.migrations",
    ),
    "a driver outside the store": ("usecases/upkeep.py", "import sqlite3", "Only the store speaks to a database"),
    "psycopg in a function": ("demo/loader.py", "def go():\n    import psycopg", "Only the store speaks to a database"),
    "pydantic outside the drafts": ("domain/items.py", "import pydantic", "Only the drafts import pydantic"),
    "the reading side through another": (
        "store/reading/items.py",
        "import pilotboard.store.writing",
        "The reading side",
    ),
    "I/O in the domain": ("domain/items.py", "import pathlib", "The domain does no I/O"),
    "settings read where values should come": (
        "store/opening.py",
        "import pilotboard.settings",
        "Settings are read once",
    ),
    "an export that asks the store": (
        "export/chart_svg.py",
        "def f():\n    import pilotboard.usecases.workspace",
        "Exports know views",
    ),
    "the import engine at the store": ("importing/items.py", "import pilotboard.store", "The import engine reaches no"),
    "the import engine beside the use cases": ("importing/items.py", "import pilotboard.usecases", "Layers"),
    "workbooks read elsewhere": ("usecases/board.py", "import python_calamine", "Only the import engine reads"),
    "a library of papers in a door": ("cli/papers.py", "def f():\n    import xlsxwriter", "Only the exports"),
    "SQL behind a door": ("tui/board.py", "import pilotboard.store.reading", "The doors hold no rows"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_import_is_found(house: Path, fault: str) -> None:
    name, text, contract = FAULTS[fault]
    plant(house, name, text)
    assert any(found.startswith(contract) for found in broken(lint(house)))


def test_every_error_is_caught_at_two_places_only() -> None:
    assert guards.but(guards.broad_excepts(PACKAGE), BROAD) == []


@pytest.mark.parametrize("caught", ["except Exception", "except (OSError, BaseException) as fault", "except"])
def test_a_planted_broad_except_is_found(house: Path, caught: str) -> None:
    tree = plant(house, "usecases/items.py", f"try:\n    pass\n{caught}:\n    print()\n")
    assert guards.broad_excepts(tree) == ["usecases/items.py:3: takes every error: name the ones you can answer"]


def test_tidying_up_before_the_error_goes_on_is_no_fault(house: Path) -> None:
    tree = plant(house, "store/backup.py", "try:\n    pass\nexcept BaseException:\n    print()\n    raise\n")
    assert guards.broad_excepts(tree) == []


def test_only_use_cases_begin_and_commit() -> None:
    assert guards.but(guards.transactions(PACKAGE), TRANSACTIONS) == []


@pytest.mark.parametrize("text", ["session.commit()", "engine.begin()", "run('BEGIN IMMEDIATE')", "run(f'COMMIT {1}')"])
def test_a_planted_transaction_is_found(house: Path, text: str) -> None:
    assert len(guards.transactions(plant(house, "store/writing/items.py", text))) == 1


def test_only_the_workspace_opens_a_store() -> None:
    assert guards.but(guards.openings(PACKAGE), OPENINGS) == []


def test_a_planted_opening_is_found(house: Path) -> None:
    tree = plant(house, "demo/loader.py", "writer.Writer(engine)\nopen_reader(location)")
    assert len(guards.openings(tree)) == 2


def test_only_the_workspace_reads_the_clock() -> None:
    assert guards.but(guards.clock_readings(PACKAGE), CLOCK) == []


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date\ndate.today()",
        "import datetime as d\nd.datetime.now()",
        "from datetime import datetime as moment\nmoment.utcnow()",
        "from time import time\ntime()",
        "SQL = 'SELECT id FROM item WHERE due_on < CURRENT_DATE'",
    ],
)
def test_a_planted_clock_is_found(house: Path, text: str) -> None:
    assert len(guards.clock_readings(plant(house, "domain/dates.py", text))) == 1


def test_a_day_from_the_workspace_is_no_clock(house: Path) -> None:
    assert (
        guards.clock_readings(plant(house, "usecases/items.py", "def due(ws):\n    return ws.today(), ws.now()")) == []
    )


def test_the_domain_stands_on_the_standard_library() -> None:
    assert guards.foreign_to_the_domain(PACKAGE) == []


def test_a_planted_library_in_the_domain_is_found(house: Path) -> None:
    plant(house, "domain/drafts/items.py", "import pydantic")
    plant(house, "domain/chances.py", "def f():\n    from scipy.special import betainc")
    plant(house, "domain/early.py", "import numpy")
    tree = plant(house, "domain/flow.py", "def f():\n    import pandas\nfrom pilotboard.store import reading")
    assert sorted(line.partition(": ")[0] for line in guards.foreign_to_the_domain(tree)) == [
        "domain/early.py:1",
        "domain/flow.py:2",
        "domain/flow.py:3",
    ]


def test_no_modules_need_each_other_in_a_ring() -> None:
    assert guards.circle(PACKAGE) == []


@pytest.mark.parametrize("package", ["domain", "export", "importing", "usecases", "cli", "demo"])
def test_below_the_screens_no_modules_name_each_other_in_a_ring(package: str) -> None:
    assert guards.circle(PACKAGE, f"{package}.") == []


def test_a_planted_ring_is_found(house: Path) -> None:
    plant(house, "store/check.py", "from pilotboard.store import late")
    tree = plant(house, "store/late.py", "def look():\n    from pilotboard.store.check import check")
    assert guards.circle(tree) == []
    assert set(guards.circle(tree, "store.")) == {"pilotboard.store.check", "pilotboard.store.late"}
    plant(house, "store/backup.py", "from pilotboard.store import damage")
    plant(house, "store/damage.py", "from pilotboard.store.backup import newest_good")
    assert set(guards.circle(tree)) == {"pilotboard.store.backup", "pilotboard.store.damage"}


def test_the_write_side_is_loaded_when_something_is_written() -> None:
    assert guards.early_write_side(PACKAGE) == []


def test_a_planted_early_write_side_is_found(house: Path) -> None:
    late = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pilotboard.store.writing.unit import Tx\n"
    plant(house, "usecases/items.py", late + "def add():\n    from pilotboard.store.writing import items\n")
    tree = plant(house, "usecases/teams.py", "from pilotboard.domain.drafts import teams\n")
    assert [line.partition(":")[0] for line in guards.early_write_side(tree)] == ["usecases/teams.py"]


def test_drafts_are_made_by_use_cases() -> None:
    assert guards.stray_drafts(PACKAGE) == []


def test_a_planted_draft_elsewhere_is_found(house: Path) -> None:
    tree = plant(house, "cli/items.py", "def add():\n    from pilotboard.domain.drafts.items import ItemDraft\n")
    assert len(guards.stray_drafts(tree)) == 1


def test_an_exception_that_nobody_needs_is_told() -> None:
    assert guards.but(["a.py:3: fault"], {"a.py": "reason"}) == []
    assert guards.but(["b.py:3: fault"], {"a.py": "reason"}) == [
        "b.py:3: fault",
        "a.py: is excepted (reason) but needs it no more",
    ]
