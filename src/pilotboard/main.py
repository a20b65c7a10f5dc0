"""The entry of the whole program: take the global options off the line, then open the screens or carry out a command.

What the other of the two needs is not loaded.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pilotboard import __version__
from pilotboard.cli.line import Line, read_line

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run pilotboard; the result is its exit code (0 done, 1 no, 2 input, 3 environment, 4 damaged, 5 busy, 130)."""
    import os

    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # started with that stream closed: nothing else may get its number
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    line = read_line(sys.argv[1:] if arguments is None else arguments, os.environ)
    if line.words == ["--version"] and line.wrong is None and not line.json:
        sys.stdout.write(f"pilotboard {__version__}\n")
        return 0
    from pilotboard.cli.diagnostics import guarded

    return guarded(lambda: _dispatch(line), line)


def _dispatch(line: Line) -> int:
    import signal
    import threading

    if threading.current_thread() is threading.main_thread():
        # Some parents start us with interrupts ignored; whoever presses ctrl+c means it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if line.wrong is not None:
        from pilotboard.domain.errors import InputError

        message, hint = line.wrong
        raise InputError(message, kept="Nothing was changed.", hint=hint)
    if line.words == ["--version"]:
        from pilotboard.cli.output import Output

        Output(line).document("version", [{"version": __version__}], count=1)
        return 0
    if not line.words:
        return open_screens(line, "")
    if line.words[0] == "open" and len(line.words) == 2 and not line.words[1].startswith("-"):
        return open_screens(line, line.words[1])
    from pilotboard.cli.app import run

    return run(line, open_screens)


def open_screens(line: Line, at: str) -> int:
    """Open the screens at a thing or a screen ("" = where one left off). Raises PilotboardError.

    They collect garbage again once everything is loaded (`tui.start`).
    """
    import os

    from pilotboard.cli.diagnostics import need_terminal

    need_terminal()
    # A letter of a filter is drawn, then what it finds: the second frame need not wait a thirtieth of a second.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from pilotboard.tui.start import start

    return start(line.workspace(), line.settings, at)
