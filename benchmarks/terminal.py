"""A program under a terminal of its own: keys in, bytes out, with the moment each byte was read.

The terminal answers what programs ask a modern terminal at their start, and keeps the screen so that a text on it can
be waited for. Moments are taken when bytes are read; the screen is worked out while the program is quiet, so that
drawing it does not compete with what is measured.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import pyte

QUIET = 0.08
"""Seconds without output after which a program counts as settled."""
_PAGE = os.sysconf("SC_PAGE_SIZE")
_REST = 0.3
"""The share of a processor below which a program counts as idle."""

KEYS = {
    "down": "\x1b[B",
    "up": "\x1b[A",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
}
_QUESTIONS: tuple[tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]], ...] = (
    (re.compile(rb"\x1b\[\?2026\$p"), lambda _: b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), lambda _: b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[0?c"), lambda _: b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>0?c"), lambda _: b"\x1b[>41;0;0c"),
    (re.compile(rb"\x1b\[6n"), lambda _: b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[\?u"), lambda _: b"\x1b[?0u"),
    (re.compile(rb"\x1b\[>0?q"), lambda _: b"\x1bP>|bench\x1b\\"),
    (re.compile(rb"\x1b\]1([01]);\?(?:\x07|\x1b\\)"), lambda asked: b"\x1b]1%b;rgb:0f0f/1414/1919\x1b\\" % asked[1]),
)  # fmt: skip


class Key(NamedTuple):
    """What a key press led to: milliseconds to the first and the last byte (None = nothing was written), and bytes."""

    first: float | None
    settled: float | None
    written: int


class Terminal:
    """A program of `columns` x `rows`, started at once; leave the `with` block to end it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._unread: list[tuple[float, bytes]] = []
        self._carry = b""
        self.closed = False
        self.written = 0
        self.last = 0.0
        self.resident: list[tuple[float, float]] = []
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._master = master
        os.set_blocking(master, False)
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})},
            start_new_session=True,
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_unused: object) -> None:
        self.close()

    # -- reading

    def read(self, seconds: float) -> bool:
        """Wait for output for at most that long; whether some came."""
        ready, _, _ = select.select([self._master], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            chunk = os.read(self._master, 1 << 18)
        except BlockingIOError:
            return False
        except OSError:
            chunk = b""
        moment = time.perf_counter()
        if not chunk:
            self.closed = True
            return False
        self.last = moment
        self.resident.append((moment, self.memory()))
        self.written += len(chunk)
        self._unread.append((moment, chunk))
        self._answer(chunk)
        return True

    def _answer(self, chunk: bytes) -> None:
        text = self._carry + chunk
        end = 0
        for question, answer in _QUESTIONS:
            for asked in question.finditer(text):
                end = max(end, asked.end())
                self.write(answer(asked))
        self._carry = text[max(end, len(text) - 24) :]

    def quiet(self, seconds: float = QUIET, limit: float = 30.0) -> None:
        """Read until nothing came for `seconds`."""
        end = time.perf_counter() + limit
        last = time.perf_counter()
        while not self.closed and (now := time.perf_counter()) < end:
            if self.read(min(last + seconds, end) - now):
                last = time.perf_counter()
            elif time.perf_counter() >= last + seconds:
                return

    def wait_for(self, pattern: str, limit: float = 60.0) -> float | None:
        """Seconds from the start to the byte that completed `pattern` on the screen; None when it never came."""
        wanted = re.compile(pattern)
        end = time.perf_counter() + limit
        while True:
            while self._unread:
                moment = self._draw()
                if wanted.search(self._shown()):
                    return moment - self.began
            if self.closed or time.perf_counter() > end:
                return None
            if self.read(0.5):
                self.quiet(0.03, 2.0)

    def _draw(self) -> float:
        moment, chunk = self._unread.pop(0)
        self._stream.feed(chunk)
        return moment

    def text(self) -> str:
        """What is on the screen, line by line."""
        while self._unread:
            self._draw()
        return self._shown()

    def _shown(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    # -- keys

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        with contextlib.suppress(OSError):
            os.write(self._master, data)

    def press(self, key: str, *, quiet: float = QUIET, patience: float = 0.5) -> Key:
        """Press a key (a name of `KEYS`, else the characters themselves) and wait until the program is quiet again.

        `patience` is how many seconds a key may take to show anything.
        """
        before = self.written
        began = time.perf_counter()
        self.write(KEYS.get(key, key).encode())
        first: float | None = None
        while not self.closed:
            now = time.perf_counter()
            end = began + patience if first is None else self.last + quiet
            if now >= end or now - began > 20:
                break
            if self.read(end - now) and first is None:
                first = self.last
        found = Key(
            None if first is None else (first - began) * 1000,
            None if first is None else (self.last - began) * 1000,
            self.written - before,
        )
        self.text()
        return found

    def press_until(
        self, key: str, pattern: str, also: Callable[[], bool] = lambda: True, limit: float = 5.0
    ) -> float | None:
        """Press a key; milliseconds until `pattern` matches the screen and `also` is true, None when it takes too long.

        `also` is looked at about every half millisecond.
        """
        self.text()
        wanted = re.compile(pattern)
        shown = met = None
        began = time.perf_counter()
        self.write(KEYS.get(key, key).encode())
        while not self.closed and time.perf_counter() - began < limit:
            self.read(0.0005 if met is None else QUIET)
            if met is None and also():
                met = time.perf_counter()
            if met is not None and time.perf_counter() > self.last + 0.01:
                while self._unread:
                    moment = self._draw()
                    if shown is None and wanted.search(self._shown()):
                        shown = moment
                if shown is not None:
                    self.quiet()
                    return (max(shown, met) - began) * 1000
        return None

    # -- the process

    def memory_at(self, seconds: float) -> float:
        """Resident megabytes when the last byte before that many seconds after the start was read."""
        found = [size for moment, size in self.resident if moment - self.began <= seconds + 1e-9]
        return found[-1] if found else 0.0

    def memory(self) -> float:
        """Resident megabytes of the program and its children now."""
        return sum(_resident(pid) for pid in self._family()) * _PAGE / 1e6

    def cpu(self) -> float:
        """Seconds of processor time used by the program and its children so far."""
        return sum(_nanoseconds(pid) for pid in self._family()) / 1e9

    def idle(self, seconds: float = 0.2, limit: float = 30.0) -> float:
        """Wait until the program has rested for `seconds`; when its last work was, in seconds from its start."""
        end = time.perf_counter() + limit
        used, last = self.cpu(), time.perf_counter()
        while not self.closed and (now := time.perf_counter()) < min(end, last + seconds):
            self.read(0.01)
            if (spent := self.cpu()) - used > _REST * (time.perf_counter() - now):
                last = time.perf_counter()
            used = spent
        self.text()
        return last - self.began

    def maps(self) -> str:
        """The files that the program has mapped: which compiled modules it has loaded."""
        with contextlib.suppress(OSError):
            return Path(f"/proc/{self._process.pid}/maps").read_text(encoding="utf-8")
        return ""

    def _family(self) -> list[int]:
        found = [self._process.pid]
        for pid in found:
            with contextlib.suppress(OSError):
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
                found.extend(int(child) for child in children.split())
        return found

    def close(self) -> None:
        """End the program."""
        for sent in (signal.SIGHUP, signal.SIGKILL):
            if self._process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, sent)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(2)
        with contextlib.suppress(OSError):
            os.close(self._master)


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return 0


def _nanoseconds(pid: int) -> int:
    spent = 0
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError, ValueError):
                spent += int((thread / "schedstat").read_text(encoding="ascii").split()[0])
    return spent
