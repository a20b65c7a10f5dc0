"""`./run bench [NAMES]`: run the comparisons and print one table. Names are goals (S1 S12 ...); none = all of them."""

from __future__ import annotations

import argparse
import compileall
import importlib
import os
import platform
import sys
from datetime import UTC, datetime

from benchmarks.figures import Figure, show
from benchmarks.ours import HERE, SOURCE

GROUPS = {
    "start": ("S1", "S2", "S8"),
    "other_board": ("S3",),
    "lists": ("S4", "S5", "S6"),
    "boards": ("S7", "S13"),
    "warm_up": ("S9",),
    "scale": ("S10",),
    "imports": ("S11",),
    "papers": ("S14",),
    "commands": ("S12", "demo"),
}
"""Each module measures several goals in one run."""


def machine() -> str:
    """What kind of machine this is; no names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores, {platform.system()}, Python {'.'.join(platform.python_version_tuple()[:2])}"


def main() -> int:
    """0 when every goal is met, 1 when one is missed."""
    known = sorted(
        {name for names in GROUPS.values() for name in names},
        key=lambda name: (not name[1:].isdigit(), name[1:].zfill(4)),
    )
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"goals to measure: {' '.join(known)}")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each comparison (7)")
    asked = parser.parse_args()
    names = [name.upper() if name[1:].isdigit() else name for name in asked.names] or known
    unknown = [name for name in names if name not in known]
    if unknown:
        parser.error(f"no such goal: {' '.join(unknown)} (there are {' '.join(known)})")
    for folder in (SOURCE, HERE):
        compileall.compile_dir(folder, quiet=1)
    figures: list[Figure] = []
    for group, goals in GROUPS.items():
        if set(goals) & set(names):
            print(f"measuring {' '.join(goals)} ...", file=sys.stderr, flush=True)
            module = importlib.import_module(f"benchmarks.{group}")
            figures += [figure for figure in module.measure(asked.rounds) if figure.name in names]
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}{load}, {asked.rounds} rounds\n")
    print(show(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
