"""The entry point: `python -m pilotboard` and the `pilotboard` command."""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    """Run pilotboard with the arguments of this process; the result is its exit code.

    A command is over before there is garbage worth collecting, and then leaves without taking the interpreter apart
    piece by piece: together a sixth of its time. The screens collect as usual and leave by the front door.
    """
    gc.disable()
    from pilotboard.main import main as run

    code = run(sys.argv[1:])
    if "textual" in sys.modules:
        return code
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
