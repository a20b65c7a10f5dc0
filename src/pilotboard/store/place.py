"""Is this a place where a SQLite file is safe? Network drives and cloud-sync folders are not.

SQLite trusts the file system's locks; those of network drives are not to be trusted, and a sync client copies a file
in the middle of a save. Both end in damaged stores, so both are refused with the ways out.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pilotboard.domain.errors import StoreUnavailable
from pilotboard.settings import places

NETWORK = frozenset(
    {
        *("nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "ncpfs", "afs", "webdav", "davfs", "davfs2"),
        *("fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs2", "fuse.glusterfs", "macfuse", "9p", "vboxsf"),
        *("vmhgfs", "fuse.vmhgfs-fuse", "prl_fs", "beegfs", "ceph", "glusterfs", "gpfs", "lustre", "gfs2", "ocfs2"),
    }
)
"""File systems whose files lie on another machine, or on the other side of a virtual one."""
_SYNCED = (
    r"(?i)(onedrive|dropbox|google ?drive|icloud ?drive|icloud~|mobile documents|com~apple~clouddocs|cloudstorage"
    r"|nextcloud|owncloud)(?![a-z])"
)
_HINTS = ("drive", "dropbox", "cloud", "mobile documents")
"""One of these occurs in every name above; a path without them needs no closer look."""
_CLIENTS = {"mobile documents": "iCloud", "com~apple~clouddocs": "iCloud", "cloudstorage": "a cloud service"}
_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_REMOTE_DRIVE = 4


class Mount(NamedTuple):
    """A mounted file system: where it shows, and its kind as the system names it."""

    point: Path
    kind: str


def refuse_unsafe_place(path: Path) -> None:
    """Raise StoreUnavailable when the file lies (or would lie) on a network drive or in a sync client's folder."""
    real = path.resolve()
    client = sync_client(real, os.environ)
    if client:
        raise StoreUnavailable(
            f"{path} lies in a folder that {client} copies to other machines; that damages a store in use.",
            kept="It was not touched.",
            hint=f"Keep it in a local folder, for example: --store {places().store}",
        )
    kind = network_kind(real, mounts())
    if kind:
        raise StoreUnavailable(
            f"{path} lies on a network drive ({kind}); several machines writing there damage a store.",
            kept="It was not touched.",
            hint="Either keep it on one machine and work there by SSH, or use a database: --store postgresql://...",
        )


def sync_client(real: Path, environment: Mapping[str, str]) -> str:
    """The name of the sync client in whose folder the path lies, "" when it does not look like one."""
    for name in _ONEDRIVE:
        folder = environment.get(name, "")
        if folder and real.is_relative_to(folder):
            return "OneDrive"
    low = str(real).lower()
    if not any(word in low for word in _HINTS):
        return ""
    for part in real.parts[:-1]:
        found = re.match(_SYNCED, part)
        if found:
            return _CLIENTS.get(found.group(1).lower(), found.group(1))
    return ""


def network_kind(real: Path, found: list[Mount]) -> str:
    """The kind of network file system the path lies on, "" when it is local."""
    if str(real).startswith(("\\\\", "//")):
        return "a share"
    if not any(mount.kind.lower() in NETWORK for mount in found):
        return ""
    best = Mount(Path(), "")
    for mount in found:  # of two on one point the later one shows
        if real.is_relative_to(mount.point) and len(mount.point.parts) >= len(best.point.parts):
            best = mount
    whole_system = str(best.point) == "/"  # a sandbox's own root, or a machine that starts from a server
    return "" if whole_system or best.kind.lower() not in NETWORK else best.kind


def mounts() -> list[Mount]:
    """What is mounted on this system; [] when that cannot be told."""
    if sys.platform == "win32":
        return _windows_drives()
    if sys.platform == "darwin":
        import subprocess

        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return mounts_of_mac(told)
    try:
        return mounts_of_linux(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return []


def mounts_of_linux(text: str) -> list[Mount]:
    """What /proc/self/mounts tells."""
    rows = [line.split() for line in text.splitlines()]
    return [Mount(Path(_unescaped(row[1])), row[2]) for row in rows if len(row) > 2]


def _unescaped(text: str) -> str:
    return text if "\\" not in text else re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), text)


def mounts_of_mac(text: str) -> list[Mount]:
    """What `mount` prints on macOS: `//ana@server/share on /Volumes/share (smbfs, nodev)`."""
    rows = (re.match(r".* on (/.*) \((\w+)", line) for line in text.splitlines())
    return [Mount(Path(row.group(1)), row.group(2)) for row in rows if row]


def _windows_drives() -> list[Mount]:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows knows it
    letters = [f"{letter}:\\" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    remote = [drive for drive in letters if kernel.GetDriveTypeW(drive) == _REMOTE_DRIVE]
    return [Mount(Path(drive), "smbfs") for drive in remote]
