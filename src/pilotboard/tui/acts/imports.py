"""The key that leads to the Import screen from wherever imported things stand."""

from __future__ import annotations

from pilotboard.tui.commands import Command

IMPORT = Command(
    "import.open",
    ("i",),
    "import",
    "Bring in work or voices from another tool.",
    "Go to",
    ("backlog", "pilots"),
    needs=("imports",),
)

_AT = ("import",)
IMPORT_ACTS: tuple[Command, ...] = (
    Command("import.file", ("o",), "file", "Choose a file.", "This screen", _AT, 10),
    Command("import.accept", ("a",), "take guesses", "Take all guesses.", "This screen", _AT, 20, ("guesses",)),
    Command("import.dates", ("d",), "dates", "Day first or month first.", "This screen", _AT, 30, ("desk",)),
    Command("import.target", ("w",), "what", "What the rows become.", "This screen", _AT, 0, ("desk",)),
    Command("import.into", ("i",), "into", "Which pilot it goes into.", "This screen", _AT, 35, ("desk",)),
    Command("import.bad", ("b",), "bad rows", "Leave rows at fault out, or not.", "This screen", _AT, 0, ("desk",)),
    Command("import.map", ("m",), "maps", "Read it by a saved map.", "This screen", _AT, 0, ("desk",)),
    Command("import.keep", ("s",), "save map", "Save the map.", "This screen", _AT, 0, ("desk", "write")),
    Command("import.report", ("r",), "report", "Write the report.", "This screen", _AT, 0, ("report",)),
    Command("import.stop", ("x",), "stop", "Stop; nothing is written then.", "This screen", _AT, 5, ("work",)),
    Command(
        "import.apply", ("ctrl+s",), "import", "Write it; u takes it back.", "This screen", _AT, 40,
        ("write", "changes"),
    ),
)  # fmt: skip
"""What can be done on the Import screen."""
