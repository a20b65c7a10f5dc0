"""Files that papers are written to: whole or not at all, never over something that was not asked about."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from pilotboard.domain.errors import EnvironmentFault, InvalidInput
from pilotboard.domain.text import shortened, shown

_DEVICE = re.compile(r"(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_KEPT = "Nothing was written."
LONGEST = 80


def slug(text: str) -> str:
    """A text as part of a file name on every system: letters, digits and dashes; ``paper`` when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    found = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST].strip("-") or "paper"
    return f"{found}-paper" if _DEVICE.fullmatch(found) else found


def checked_path(text: str, usual: str) -> Path:
    """The file that a path means; ``usual`` names the file where a folder that ends in a slash is given.

    Raises InvalidInput for a folder, a link, a device or a name that systems keep for themselves.
    """
    if not text.strip() or "\x00" in text:
        raise InvalidInput("A path is needed.", _KEPT, f"For example {usual}.", field="path")
    path = Path(text).expanduser()
    named = shortened(shown(str(path)), 200)
    if _DEVICE.fullmatch(path.name.rstrip(" .")):
        raise InvalidInput(f"{named} is the name of a device.", _KEPT, "Give the file another name.", field="path")
    try:
        there = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return path
    except OSError as fault:
        raise _cannot(path, fault) from None
    if stat.S_ISDIR(there):
        hint = f"Name the file in it: {shown(str(path / usual))}"
        raise InvalidInput(f"{named} is a folder.", _KEPT, hint, field="path")
    if not stat.S_ISREG(there):
        what = "a link to another place" if stat.S_ISLNK(there) else "no plain file"
        raise InvalidInput(f"{named} is {what}.", _KEPT, "Give another path.", field="path")
    return path


def checked_folder(text: str) -> Path:
    """The folder that a path means, made (only for its owner) when it is not there. Raises InvalidInput,
    EnvironmentFault.
    """
    if not text.strip() or "\x00" in text:
        raise InvalidInput("A folder is needed.", _KEPT, "For example papers.", field="to")
    path = Path(text).expanduser()
    if path.is_symlink() or (path.exists() and not path.is_dir()) or _DEVICE.fullmatch(path.name.rstrip(" .")):
        named = shortened(shown(str(path)), 200)
        raise InvalidInput(f"{named} is no folder.", _KEPT, "Give another folder.", field="to")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise _cannot(path, fault) from None
    return path


def save(path: Path, data: bytes) -> None:
    """Put a whole file there that only its owner may read; an old one stays when it cannot. Raises EnvironmentFault."""
    handle, name = -1, ""
    try:
        handle, name = mkstemp(prefix=".pilotboard-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            handle = -1
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except (OSError, ValueError) as fault:
        if handle != -1:
            os.close(handle)
        if name:
            with suppress(OSError):
                Path(name).unlink()
        raise _cannot(path, fault) from None


def _cannot(path: Path, fault: OSError | ValueError) -> EnvironmentFault:
    why = getattr(fault, "strerror", None) or "the path cannot be used"
    kept = "A file that was there before is as it was."
    return EnvironmentFault(
        f"{shown(str(path))} cannot be written ({why}).", kept, "Free some room or give another path."
    )
