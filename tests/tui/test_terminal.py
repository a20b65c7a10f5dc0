"""The screens under a real pseudo-terminal: what is loaded, what a key costs, how they end."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

from pilotboard.tui.widgets.header import HeaderLine, Here, Tab
from tests.tui.fakes import FakeBacklog

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "click", "jinja2", "numpy", "scipy", "psycopg", "sqlite3")


class Screens:
    """The made-up programme's screens in a terminal of 120 x 40."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        leader, follower = pty.openpty()
        termios.tcsetwinsize(follower, (40, 120))
        self.before = termios.tcgetattr(follower)
        self.follower = follower
        self.handle = leader
        self.screen = pyte.Screen(120, 40)
        self._stream = pyte.ByteStream(self.screen)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.fakes", *arguments],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            start_new_session=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "TERM": "xterm-256color", **environment},
        )
        self.sent = b""

    def until(self, true: Callable[[], bool], seconds: float = 20.0) -> None:
        """Listen until something is true."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "\n".join(self.screen.display)
            self.listen(0.05)

    def listen(self, seconds: float) -> bytes:
        """What comes until it is quiet for so long."""
        heard = b""
        while select.select([self.handle], [], [], seconds)[0]:
            try:
                data = os.read(self.handle, 65536)
            except OSError:
                break
            if not data:
                break
            heard += data
            self._stream.feed(data)
        self.sent += heard
        return heard

    def shows(self, text: str) -> Callable[[], bool]:
        """Whether a text stands on the screen."""
        return lambda: any(text in line for line in self.screen.display)

    def press(self, key: bytes) -> bytes:
        """Press a key; what it cost."""
        os.write(self.handle, key)
        return self.listen(0.15)


@contextmanager
def screens(*arguments: str, **environment: str) -> Iterator[Screens]:
    made = Screens(*arguments, **environment)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.wait()
        os.close(made.handle)
        os.close(made.follower)


def test_the_first_paint_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from tests.tui.fakes import *\n"
        "app = make_app(Programme.of(TITLES))\n"
        "app.call_after_refresh(app.exit)\n"
        "app.run(headless=True)\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(("place", "most"), [("backlog", 600), ("board", 600)])
def test_a_step_down_costs_few_bytes(place: str, most: int) -> None:
    with screens(place, "200") as terminal:
        terminal.until(terminal.shows("P07-01"))
        terminal.listen(0.3)
        cost = sorted(len(terminal.press(b"j")) for _ in range(9))
        assert cost[len(cost) // 2] <= most


def test_without_colour_no_colour_is_sent_and_the_cursor_can_be_seen() -> None:
    with screens("backlog", NO_COLOR="1") as terminal:
        terminal.until(terminal.shows(">"))
        terminal.press(b"j")
        assert b"38;2;" not in terminal.sent
        assert b"48;2;" not in terminal.sent
        line = next(y for y, text in enumerate(terminal.screen.display) if text.startswith(">"))
        assert terminal.screen.buffer[line][5].reverse


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_terminal_as_it_was(name: str) -> None:
    with screens("backlog") as terminal:
        terminal.until(terminal.shows("P07-01"))
        terminal.listen(0.2)
        number = getattr(signal, name)
        terminal.process.send_signal(number)
        terminal.until(lambda: terminal.process.poll() is not None)
        terminal.listen(0.1)
        assert terminal.process.returncode == 128 + number
        assert b"\x1b[?1049l" in terminal.sent
        assert b"\x1b[?25h" in terminal.sent
        assert termios.tcgetattr(terminal.follower)[3] == terminal.before[3]


def test_the_keys_of_the_made_up_place_are_declared_once() -> None:
    ids = [command.id for command in FakeBacklog.acts]
    assert len(ids) == len(set(ids))
    keys = [key for command in FakeBacklog.acts.at("backlog", "list") for key in command.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("current", ["board", "plan", ""])
def test_however_narrow_the_terminal_the_tabs_can_be_drawn(current: str) -> None:
    tabs = [Tab(name, str(digit), name.title()) for digit, name in enumerate(("today", "pilots", "board"), 1)]
    for cells in range(1, 90):
        line = HeaderLine(Here(), tabs, [Tab("plan", "", "Plan")], current)
        assert any("more" in text or "Board" in text for text, _ in line.spans(1, cells))
