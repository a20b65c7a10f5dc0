"""What every test may count on: a machine of its own, a frozen day when asked, a store of either kind.

Fixtures
    home            the empty home folder of this test (set for every test, asked for or not)
    today           freezes the day for this test and its child processes, and says which day it is
    rounds          `rounds(60, 1000)`: 60 in the ordinary suite, 1000 under `./run soak` (which runs every test that
                    asks for it, wherever it stands)
    figure          `figure("1", "60 kills, 0 lost")`: what a bounded run measured, listed at the end of `./run soak`
    sqlite_path     where this test may make a SQLite file (nothing is there yet)
    postgres_url    an empty PostgreSQL database of this test
    store_url       both, one after the other: what `--store` takes
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}
PLAIN = {
    "TZ": "UTC",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "",
    "LINES": "",
    "PYTHONPATH": str(ROOT / "src"),
}
GONE = ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "EDITOR", "VISUAL", "TEXTUAL_THEME", "XDG_RUNTIME_DIR")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak`: the long form of every bounded run. `--real FOLDER`: also the tests on real files."""
    parser.addoption("--soak", action="store_true", help="run the long forms (hours); ./run soak sets it")
    parser.addoption("--real", metavar="FOLDER", help="also run tests/real, on the real files in FOLDER")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The tests on real files run only where the folder of these files is given: they are not part of the checkout."""
    inside = collection_path == ROOT / "tests" / "real" or ROOT / "tests" / "real" in collection_path.parents
    return True if inside and config.getoption("--real") is None else None


def pytest_configure() -> None:
    """Before anything is imported: what the developer has set for themselves does not reach the tests."""
    for name in [*os.environ]:
        if name in GONE or name.startswith(("PILOTBOARD_", "LC_", "PG")):
            del os.environ[name]
    for name, value in PLAIN.items():
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)
    os.environ.setdefault(postgres.FOLDER, str(Path(tempfile.gettempdir()) / f"pilotboard-tests-{uuid4().hex[:12]}"))
    if hasattr(time, "tzset"):
        time.tzset()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that ask for a PostgreSQL database carry the marker `postgres`, those that ask for `rounds` `bounded`."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "postgres_url" in asked:
            item.add_marker(pytest.mark.postgres)
        if "rounds" in asked:
            item.add_marker(pytest.mark.bounded)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Under `./run soak`: the figures that were measured."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    found = sorted({str(text) for report in reports for name, text in report.user_properties if name == "figure"})
    if found and config.getoption("--soak"):
        terminalreporter.section("figures")
        for text in found:
            terminalreporter.write_line(text)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that started the workers ends the server they shared."""
    if not hasattr(session.config, "workerinput"):
        postgres.stop()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of this test: settings, data, drafts and logs of pilotboard land in it."""
    folder = tmp_path_factory.mktemp("home")
    for name, below in FOLDERS.items():
        monkeypatch.setenv(name, str(folder / below))
    return folder


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """A Wednesday in the middle of a school year, also for child processes."""
    day = date(2026, 3, 18)
    monkeypatch.setenv("PILOTBOARD_TODAY", day.isoformat())
    return day


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """How often a bounded run goes round: the small number always, the full one under `./run soak`."""
    soak = bool(request.config.getoption("--soak"))
    return lambda small, full: full if soak else small


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Note what this test measured: the number of the figure in the table of figures, and the result in words."""
    return lambda number, text: request.node.user_properties.append(("figure", f"{number:>3}  {text}"))


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """Where a SQLite store may be made; its folder exists and belongs to this test alone."""
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    return folder / "pilotboard.db"


@pytest.fixture(scope="session")
def postgres_server() -> postgres.Server:
    """One PostgreSQL server for all workers of this run. It fails, never skips, when it cannot start."""
    return postgres.start()


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """A fresh empty database of this test as `postgresql://...`; gone afterwards, open connections or not."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest) -> str:
    """What `--store` takes: a path for SQLite, a URL for PostgreSQL; the test runs once with each."""
    return str(request.getfixturevalue("sqlite_path" if request.param == "sqlite" else "postgres_url"))
