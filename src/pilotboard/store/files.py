"""Files that are there whole or not at all, also after a power cut, and never in place of another."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def sync_file(path: Path) -> None:
    """Wait until what the file holds is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems know no such wait
            os.fsync(handle)
    finally:
        os.close(handle)


def place_new(made: Path, path: Path) -> None:
    """Give a complete file its name. Raises FileExistsError when the name is taken; that file stays as it is."""
    if os.name == "nt":
        made.rename(path)
    else:
        try:
            os.link(made, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links (exFAT): take the name first, then put the file over it
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            made.replace(path)
        else:
            made.unlink()
    sync_folder(path.parent)
