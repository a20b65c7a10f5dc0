"""How far long work is: a line on standard error, after a second, when that is a terminal."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import Self

_PATIENCE = 1.0
_EVERY = 0.1
_WIDTH = 24


class Bar:
    """``Reading ████████░░░░ 4,000 of 10,000``. As a function it is what importing and use cases tell."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._begun = self._told = monotonic()
        self._terminal = sys.stderr.isatty()
        self._written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write("")

    def __call__(self, done: int, total: int) -> bool:
        """Show it; always answers to go on (ctrl+c ends the work)."""
        now = monotonic()
        if self._terminal and total and now - self._begun > _PATIENCE and now - self._told > _EVERY:
            self._told = now
            filled = done * _WIDTH // total
            self._write(f"{self.what} {'█' * filled}{'░' * (_WIDTH - filled)} {done:,} of {total:,}")
        return True

    def _write(self, text: str) -> None:
        if text or self._written:
            sys.stderr.write("\r" + text.ljust(self._written) + ("" if text else "\r"))
            sys.stderr.flush()
            self._written = len(text)
