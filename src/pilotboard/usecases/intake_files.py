"""The files around an import: the one that is read, and the report of what did not go in."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from pilotboard.domain.errors import InputError
from pilotboard.domain.intake import Remark, RowError
from pilotboard.domain.text import shortened, shown

LARGEST = 20 * 1024 * 1024
"""Bytes of a file that is read; the import engine refuses larger ones too."""
KEPT = "Nothing was changed."
_FORMULA = ("=", "+", "-", "@", "'", "\t", "\r")


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises InputError for what is no file, is too large or cannot be read."""
    said = shortened(shown(str(path)), 60)
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            about = os.fstat(file.fileno())
            if stat.S_ISDIR(about.st_mode):
                raise InputError(f'"{said}" is a folder.', KEPT, "Give the path of a file in it.")
            if not stat.S_ISREG(about.st_mode):
                raise InputError(f'"{said}" is no file that can be imported.', KEPT, "Give the path of an export.")
            if about.st_size > LARGEST:
                limit = LARGEST // 1024 // 1024
                raise InputError(f"The file is larger than {limit} MB.", KEPT, "Divide it and import the parts.")
            return file.read(LARGEST + 1)
    except IsADirectoryError:
        raise InputError(f'"{said}" is a folder.', KEPT, "Give the path of a file in it.") from None
    except FileNotFoundError:
        raise InputError(f'There is no file "{said}".', KEPT, "Check the path.") from None
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "the path cannot be used"
        hint = "Check the path and the rights of the file."
        raise InputError(f'"{said}" cannot be read ({why}).', KEPT, hint) from None


def report_csv(problems: Iterable[RowError], remarks: Iterable[Remark] = ()) -> str:
    """A line a row that did not go in, then a line a remark; texts that a spreadsheet would compute are disarmed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["what", "row", "external_id", "field", "message", "value"])
    for what, lines in (("left out", problems), ("remark", remarks)):
        for one in lines:
            texts = (one.external_id, one.field, one.message, one.value)
            writer.writerow([what, one.row, *map(_disarmed, texts)])
    return text.getvalue()


def _disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
