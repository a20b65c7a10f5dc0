"""A small store and a runner: what a shell would see, without starting a process.

ran = run("items", "list", "--json")
ran.code, ran.out, ran.err, ran.data, ran.meta, ran.error
"""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pilotboard.main import main
from tests.builders import a_person, a_pilot, a_site, a_team, an_item, make_store


@dataclass(frozen=True)
class Ran:
    """What came of a command: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Standard output as the one JSON document."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        assert found["schema"] == "pilotboard/1"
        return found

    @property
    def data(self) -> list[dict[str, Any]]:
        """Its rows."""
        found = self.document["data"]
        assert isinstance(found, list)
        return found

    @property
    def meta(self) -> dict[str, Any]:
        """What it says about them."""
        found = self.document["meta"]
        assert isinstance(found, dict)
        return found

    @property
    def error(self) -> dict[str, Any]:
        """Standard error as the JSON object of an error."""
        found = json.loads(self.err)["error"]
        assert isinstance(found, dict)
        return found


class Terminal(io.TextIOWrapper):
    """A stream of bytes that may say it is a terminal."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        self.content = io.BytesIO(text.encode("utf-8", "surrogatepass"))
        super().__init__(self.content, encoding="utf-8", newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@contextmanager
def streams(stdin: str, *, terminal: bool) -> Iterator[tuple[Terminal, Terminal]]:
    """Standard streams of their own for a while."""
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = Terminal(terminal=terminal), Terminal(terminal=terminal)
    sys.stdin, sys.stdout, sys.stderr = Terminal(stdin, terminal=terminal), out, err
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept


def run_line(*arguments: str, stdin: str = "", terminal: bool = False) -> Ran:
    """Carry out one command line in this process."""
    with streams(stdin, terminal=terminal) as (out, err):
        code = main(arguments)
        out.flush()
        err.flush()
        return Ran(code, out.content.getvalue().decode(), err.content.getvalue().decode())


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a team, two people, a site, two pilots and five items, made once."""
    path = tmp_path_factory.mktemp("template") / "pilotboard.db"
    ws = make_store(str(path))
    a_person(ws, "Ben Okoro", role="coach")
    site = a_site(ws, "Lincoln School")
    team = a_team(ws, "Team Heron")
    reading = a_pilot(ws, "Reading texts", team=team, sites=[site], aim="Read more", hypothesis="If texts are short")
    a_pilot(ws, "Quiet corners")
    an_item(ws, reading, "Write the letter", state="ready", labels=("urgent",), assignee="me", estimate=3)
    an_item(ws, reading, "Print the cards", state="in_progress", criteria=("On thick paper",))
    an_item(ws, reading, "Ask the library", state="review")
    an_item(ws, reading, "Thank the parents", state="done")
    an_item(ws, reading, "Look for a sponsor")
    ws.close()
    return path


@pytest.fixture
def store(template: Path, sqlite_path: Path) -> Path:
    """A fresh copy of the template."""
    shutil.copy(template, sqlite_path)
    return sqlite_path


@pytest.fixture
def run(store: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a line against the fresh copy, as Ana Ruiz on the day of the template."""
    monkeypatch.setenv("PILOTBOARD_STORE", str(store))
    monkeypatch.setenv("PILOTBOARD_USER", "ana.ruiz")
    monkeypatch.setenv("PILOTBOARD_TODAY", "2026-03-18")
    return run_line
