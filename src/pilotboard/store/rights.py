"""Who may read and write a store: its owner only, or the members of one group.

Everything beside a store follows the store's own file: a shared file has shared backups.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pilotboard.domain.errors import EnvironmentFault, InvalidInput, Refusal

OWN_FOLDER = 0o700
OWN_FILE = 0o600
SHARED_FOLDER = 0o2770
SHARED_FILE = 0o660


class Rights(NamedTuple):
    """The modes of a store's folder and files; `group` is the id of the group that shares them, None = nobody."""

    folder: int = OWN_FOLDER
    file: int = OWN_FILE
    group: int | None = None


def shared_with(group: str) -> Rights:
    """The rights of a store shared with a group of this system (a name or a number).

    Raises InvalidInput for an unknown group, Refusal where the system has no groups of this kind.
    """
    try:
        import grp
    except ImportError:
        raise Refusal(
            "On this system a file cannot be shared with a group.",
            kept="Nothing was made.",
            hint="Use a database that all can reach: --store postgresql://...",
        ) from None
    try:
        number = int(group) if group.isascii() and group.isdigit() else grp.getgrnam(group).gr_gid
    except (KeyError, ValueError):
        raise InvalidInput(
            f'There is no group "{group}" on this machine.',
            kept="Nothing was made.",
            hint=f"Ask for it: sudo groupadd {group}; sudo usermod -aG {group} NAME (then log in again).",
            field="shared",
        ) from None
    return Rights(SHARED_FOLDER, SHARED_FILE, number)


def rights_of(path: Path) -> Rights:
    """The rights that files beside the store at `path` get."""
    try:
        found = path.stat()
    except OSError:
        return Rights()
    if os.name == "nt" or found.st_mode & 0o060 != 0o060:
        return Rights()
    return Rights(SHARED_FOLDER, SHARED_FILE, found.st_gid)


@contextmanager
def private() -> Iterator[None]:
    """Whatever is made inside is its owner's alone until its rights are set."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def make_folder(folder: Path, rights: Rights) -> None:
    """Make a folder (and what is missing above it, for its owner only) with these rights.

    A folder that is there keeps its own, except an empty one of ours that is to be shared. Raises Refusal when a
    shared store cannot be kept in it, EnvironmentFault when it cannot be made.
    """
    try:
        with private():
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh = not folder.exists()
            folder.mkdir(exist_ok=True)
        if fresh or (rights.group is not None and _empty_and_ours(folder)):
            give(folder, rights.folder, rights.group)
    except OSError as fault:
        raise EnvironmentFault(
            f"The folder {folder} cannot be made ({fault.strerror}).",
            kept="Nothing was made.",
            hint="Choose another place with --store, or ask for the right to write there.",
        ) from None
    if rights.group is not None and not _shares(folder, rights.group):
        raise Refusal(
            f"The folder {folder} is in use and not shared with that group.",
            kept="It was not touched.",
            hint="Name a folder that is not there yet; it is made with the right rights.",
        )


def _empty_and_ours(folder: Path) -> bool:
    return folder.stat().st_uid == os.geteuid() and not any(folder.iterdir())


def _shares(folder: Path, group: int) -> bool:
    found = folder.stat()
    return found.st_gid == group and found.st_mode & 0o2070 == 0o2070


def give(path: Path, mode: int, group: int | None) -> None:
    """Set group and mode (the group first: a change of group may clear bits of the mode).

    Raises EnvironmentFault when this user is not in the group.
    """
    if os.name == "nt":
        return
    if group is not None and path.stat().st_gid != group:
        try:
            os.chown(path, -1, group)
        except PermissionError:
            raise EnvironmentFault(
                f"{path} cannot be given to the group {group}: you are not a member of it.",
                kept="Nothing was shared.",
                hint="Ask to be added to the group, log in again, then try again.",
            ) from None
    if path.stat().st_mode & 0o7777 != mode:
        path.chmod(mode)
