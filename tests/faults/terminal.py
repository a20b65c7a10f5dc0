"""The whole program under a pseudo-terminal, hit with keys nobody meant."""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LETTERS = [bytes([code]) for code in range(0x20, 0x7F)]
MOVES = [b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F", b"\t", b"\x1b[Z"]
ENDS = [b"\r", b"\x1b", b"\x1b\x1b", b"\x7f", b"\x1b[3~", b"\x13"]
CONTROLS = [bytes([code]) for code in range(1, 0x1B)]
FUNCTIONS = [b"\x1bOP", b"\x1bOQ", b"\x1b[15~", b"\x1b[24~", b"\x1b[1;2A", b"\x1b[1;5C", b"\x1b[1;2B"]
TEXTS = ["é", "日本", "🙂", "\u202e", "a\u0301" * 9, "\x1b[200~[/] pasted\nlines\x1b[201~", "[red]", "x" * 300]
SIZES = [(24, 80), (40, 140), (60, 200), (15, 60), (10, 40), (5, 20), (1, 1)]
KINDS = [(LETTERS, 8), (MOVES, 6), (ENDS, 4), (CONTROLS, 2), (FUNCTIONS, 1)]


class Hit:
    """The program in a terminal; `slowest` is the longest it took to answer, in seconds."""

    def __init__(self, store: Path, user: str, program: tuple[str, ...] = ("-m", "pilotboard")) -> None:
        self._command = [sys.executable, *program, "--store", str(store), "--as", user]
        self.starts = 0
        self.slowest = 0.0
        self.wrong: list[str] = []
        self._last: list[bytes] = []
        self._size = 0
        self._start()

    def _start(self) -> None:
        self._leader, follower = pty.openpty()
        settings = termios.tcgetattr(follower)
        settings[0] &= ~termios.IXON  # ctrl+s would stop the terminal itself, when it comes before or after the program
        termios.tcsetattr(follower, termios.TCSANOW, settings)
        self._resize(0)
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "src")}
        self._process = subprocess.Popen(
            self._command, stdin=follower, stdout=follower, stderr=follower, start_new_session=True, env=environment
        )
        os.close(follower)
        self.starts += 1
        self._heard = b""
        while b"\x1b[?1049h" not in self._heard and self._process.poll() is None:
            self._listen(1.0)
        self._listen(0.5)

    def _resize(self, size: int) -> None:
        self._size = size
        fcntl.ioctl(self._leader, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZES[size], 0, 0))

    def _listen(self, quiet: float) -> bool:
        """Take what it says until it is quiet for so long; whether it said anything."""
        said = False
        while select.select([self._leader], [], [], quiet)[0]:
            try:
                data = os.read(self._leader, 65536)
            except OSError:
                break
            self._heard = (self._heard + data)[-20_000:]
            said = True
        return said

    def keys(self, dice: random.Random, count: int) -> None:
        """Hit so many keys at once, then see whether it still answers."""
        kinds = [kind for kind, _ in KINDS]
        weights = [weight for _, weight in KINDS]
        self._last = [
            dice.choice(TEXTS).encode() if dice.random() < 0.03 else dice.choice(dice.choices(kinds, weights)[0])
            for _ in range(count)
        ]
        try:
            for key in self._last:
                os.write(self._leader, key)
            if dice.random() < 0.2:
                self._resize(dice.randrange(len(SIZES)))
                self._process.send_signal(signal.SIGWINCH)
        except OSError:
            pass  # it has ended meanwhile: looked at next
        self._answers()

    def _answers(self) -> None:
        """Change the size: a program that lives draws anew. One that was told to leave is started again."""
        begun = time.monotonic()
        self._listen(0.02)
        if self._process.poll() is None:
            try:
                self._resize(0 if self._size != 0 else 1)
                self._process.send_signal(signal.SIGWINCH)
            except (OSError, ProcessLookupError):
                pass
            while not self._listen(0.05):
                if self._process.poll() is not None or time.monotonic() - begun > 30:
                    break
            self.slowest = max(self.slowest, time.monotonic() - begun)
        code = self._process.poll()
        if code is None and time.monotonic() - begun > 30:
            self.wrong.append(f"it hangs after {b''.join(self._last)!r}")
            self._process.kill()
        if b"Traceback" in self._heard:
            self.wrong.append(f"a traceback after {b''.join(self._last)!r}: {self._heard[-300:]!r}")
        if code is not None or self.wrong:
            if code not in {0, 130, None}:
                self.wrong.append(f"it ended with {code} after {b''.join(self._last)!r}: {self._heard[-300:]!r}")
            self._end()
            if not self.wrong:
                self._start()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._leader)

    def close(self) -> None:
        """End it, unless it has ended."""
        if not self.wrong:
            self._end()
