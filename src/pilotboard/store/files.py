"""Files that are there whole or not at all, also after a power cut, and never in place of another."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pilotboard.domain.errors import EnvironmentFault, Refusal
from pilotboard.store.rights import OWN_FILE, Rights, give

SIDECARS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file; one that was left alone would spoil a new file of that name."""


def refuse_taken(*paths: Path) -> None:
    """Raise Refusal when something is at one of these places, or when an old file's companions are."""
    for path in paths:
        for suffix in ("", *SIDECARS):
            there = path.with_name(path.name + suffix)
            if os.path.lexists(there):
                raise Refusal(
                    f"There is {'a folder' if there.is_dir() else 'a file'} at {there} already.",
                    kept="It was not touched.",
                    hint="Open it with --store, move it away, or choose another name.",
                )


@contextmanager
def unfinished_file(path: Path, rights: Rights) -> Iterator[Path]:
    """An empty file with these rights under another name beside `path`; gone in the end unless it was placed.

    Complaints of the disk are raised as EnvironmentFault, a name taken meanwhile as Refusal.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWN_FILE))
        give(unfinished, rights.file, rights.group)
        yield unfinished
    except OSError as fault:
        if isinstance(fault, FileExistsError):
            refuse_taken(path)
        raise EnvironmentFault(
            f"{path} cannot be written ({fault.strerror or fault}).",
            kept="No half file was left.",
            hint="Make room and rights there, or name another place.",
        ) from None
    finally:
        for suffix in ("", *SIDECARS):
            with suppress(OSError):
                unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)


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
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWN_FILE))
            made.replace(path)
        else:
            made.unlink()
    sync_folder(path.parent)
