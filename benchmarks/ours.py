"""How our own program is started for a measurement: this interpreter, this checkout, a fixed day, an empty home."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.stores import PERSON, TODAY

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"


def program(store: Path, *words: str) -> list[str]:
    """The command line of pilotboard over a store."""
    options = ["--store", str(store), "--as", PERSON, "--today", TODAY.isoformat()]
    return [sys.executable, "-P", "-m", "pilotboard", *options, *words]


def reference(name: str) -> list[str]:
    """The command line of one of the reference apps in this folder."""
    return [sys.executable, "-P", str(HERE / f"{name}.py")]


@contextmanager
def empty_home() -> Iterator[dict[str, str]]:
    """Settings, drafts and logs of the measured programs go to a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="pilotboard-bench-") as folder:
        places = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
        yield {
            **{name: str(Path(folder) / below) for name, below in places.items()},
            "XDG_CACHE_HOME": str(Path(folder) / "cache"),
            "PYTHONPATH": str(SOURCE),
            "PILOTBOARD_STORE": "",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONUNBUFFERED": "",
        }


@contextmanager
def copy_of(store: Path) -> Iterator[Path]:
    """A copy that may be written to, on the same disk; it has reached the disk before anything is measured."""
    folder = Path(tempfile.mkdtemp(prefix="copy-", dir=store.parent))
    try:
        copy = folder / "copy.db"
        shutil.copyfile(store, copy)
        copy.chmod(0o600)
        with copy.open("rb") as written:
            os.fsync(written.fileno())
        yield copy
    finally:
        shutil.rmtree(folder)
