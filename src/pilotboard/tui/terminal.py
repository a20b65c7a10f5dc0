"""The terminal around the app: whether it will do, and how it is left when a signal comes."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO


def terminal_problem(stdin: TextIO, stdout: TextIO) -> str:
    """Why the screens cannot be shown here, as a sentence, or ``""``."""
    if not stdin.isatty() or not stdout.isatty():
        return "The screens need a terminal; the commands work without one: see pilotboard --help."
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        return "This terminal (TERM=dumb) cannot show the screens; the commands work: see pilotboard --help."
    if (stdout.encoding or "").lower().replace("-", "") not in ("utf8", "cp65001"):
        return "The screens need UTF-8; set LANG to a UTF-8 locale, for instance LANG=C.UTF-8."
    return ""


def on_end_signals(leave: Callable[[int], None]) -> None:
    """Call ``leave`` with the exit code when the process is asked to end or its terminal is closed.

    Textual itself would end without unmounting: the terminal stays in its alternate screen and drafts are lost.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            # Not in a thread that is not the main one, and not on Windows.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, leave, 128 + number)
