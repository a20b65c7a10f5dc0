"""Another board for the terminal, kanban-tui from PyPI, in an environment and folders of its own."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from benchmarks.stores import DESCRIPTION, cache_folder

VERSION = "0.21.2"
TASKS = 1000


def installed() -> Path:
    """The folder of its programs, installed on the first call."""
    folder = cache_folder() / f"kanban-tui-{VERSION}"
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"Installing kanban-tui {VERSION} into {folder} ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*pip, f"kanban-tui=={VERSION}"], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"kanban-tui could not be installed:\n{done.stderr}")
        (folder / "complete").touch()
    return programs


def environment(folder: Path) -> dict[str, str]:
    """Settings and data in `folder`; no PYTHONPATH of ours."""
    return {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "PYTHONPATH": "",
    }


def board(folder: Path) -> list[str]:
    """Make a board of 1,000 tasks, spread over the columns it shows; the result is the program's command."""
    program = str(installed() / "ktui")
    places = {**os.environ, **environment(folder)}
    make = [program, "board", "create", "Bench", "--set-active"]
    subprocess.run(make, env=places, check=True, stdout=subprocess.DEVNULL)
    (path,) = (folder / "data").rglob("*.db")
    with sqlite3.connect(path) as database:
        shown = [row[0] for row in database.execute("SELECT column_id FROM columns WHERE visible ORDER BY position")]
        rows = [
            (
                f"Ask ten families about the letter, part {task}",
                DESCRIPTION,
                shown[task % len(shown)],
                task // len(shown),
            )
            for task in range(TASKS)
        ]
        database.executemany(
            "INSERT INTO tasks (title, description, column, creation_date, position)"
            " VALUES (?, ?, ?, '2026-03-18 12:00:00', ?)",
            rows,
        )
    database.close()
    return [program]
