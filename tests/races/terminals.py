"""Somebody at a terminal of their own: the program under a pseudo-terminal, its screen read as people see it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0
"""Seconds that something may take on a busy machine."""


class Terminal:
    """`pilotboard open AT` as that person, in a terminal of 120 x 34."""

    def __init__(self, store: str, user: str, at: str) -> None:
        self._handle, follower = pty.openpty()
        termios.tcsetwinsize(follower, (34, 120))
        self._screen = pyte.Screen(120, 34)
        self._stream = pyte.ByteStream(self._screen)
        home = Path(os.environ["HOME"]) / user  # drafts are each person's own
        kept = {name: str(home / name.casefold()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
        around = {**os.environ, "HOME": str(home), **kept, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "src")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pilotboard", "--store", store, "--as", user, "open", at],
            stdin=follower, stdout=follower, stderr=follower, start_new_session=True, env=around,
        )  # fmt: skip
        os.close(follower)

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """The same as one text, with every run of blanks as one."""
        return " ".join(" ".join(self.lines).split())

    def press(self, keys: str) -> None:
        """Hit these keys."""
        os.write(self._handle, keys.encode())

    def listen(self, quiet: float = 0.02) -> None:
        """Take what comes until it is quiet for so long."""
        while select.select([self._handle], [], [], quiet)[0]:
            try:
                self._stream.feed(os.read(self._handle, 65536))
            except OSError:
                return

    def until(self, true: Callable[[], bool]) -> float:
        """Listen until it is true; the seconds it took."""
        begun = time.monotonic()
        while not true():
            assert self._process.poll() is None, f"it ended with {self._process.returncode}"
            assert time.monotonic() < begun + PATIENCE, "\n".join(self.lines)
            self.listen()
        return time.monotonic() - begun

    def shows(self, words: str) -> float:
        """Wait until these words stand on the screen; the seconds it took."""
        return self.until(lambda: words in self.text)

    def column_of(self, words: str) -> int:
        """Where on its line the words begin, above the story of what is chosen; -1 when they are not there."""
        return max(line.find(words) for line in self.lines[:-4])

    def close(self) -> None:
        """Somebody pulls the plug."""
        self._process.kill()
        self._process.wait()
        os.close(self._handle)


@contextmanager
def at_terminals(store: str, at: str, *users: str) -> Iterator[list[Terminal]]:
    """These people sit before the same store."""
    found: list[Terminal] = []
    try:
        found.extend(Terminal(store, user, at) for user in users)
        yield found
    finally:
        for one in found:
            one.close()
