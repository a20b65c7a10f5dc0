"""Taking a file from the disk, as far as it may be taken."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pilotboard.importing.limits import MAX_FILE, BadFile, brief


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises BadFile for what is no file, is too large or cannot be read."""
    said = brief(str(path))
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise BadFile(f'"{said}" is not a file that can be imported.', "Give the path of an exported file.")
            if about.st_size > MAX_FILE:
                raise BadFile(
                    f"The file is larger than {MAX_FILE // 1024 // 1024} MB.", "Divide it and import the parts."
                )
            return file.read(MAX_FILE + 1)
    except IsADirectoryError:
        raise BadFile(f'"{said}" is a folder.', "Give the path of a file in it.") from None
    except FileNotFoundError:
        raise BadFile(f'There is no file "{said}".', "Check the path.") from None
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "the path cannot be used"
        raise BadFile(f'"{said}" cannot be read ({why}).', "Check the path and the rights of the file.") from None
