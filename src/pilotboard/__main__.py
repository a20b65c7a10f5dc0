"""The entry point: `python -m pilotboard` and the `pilotboard` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run pilotboard with the arguments of this process; the result is its exit code."""
    from pilotboard.main import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
