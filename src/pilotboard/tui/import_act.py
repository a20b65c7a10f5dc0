"""The key that leads to the Import screen from wherever imported things stand."""

from __future__ import annotations

from pilotboard.tui.commands import Command

IMPORT = Command(
    "import.open",
    ("i",),
    "import",
    "Bring in work or voices from another tool.",
    "Go to",
    ("backlog", "pilots", "feedback"),
    needs=("imports",),
)
