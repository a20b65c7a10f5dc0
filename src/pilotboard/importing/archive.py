"""Zip files under caps: what is unpacked was counted, whatever the file claims about itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from pilotboard.importing.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, BadFile

if TYPE_CHECKING:
    from collections.abc import Callable

_SMALL = 1024 * 1024
_BLOCK = 1024 * 1024


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin like a zip file."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def unpack(data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The wanted members of a zip file by name, in its order.

    Raises ``BadFile`` for one that is damaged, encrypted, unpacks to more than 100 MB in all, or grows more than a
    hundredfold.
    """
    found: dict[str, bytes] = {}
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise BadFile("The zip file holds too many files.", "Unpack it and import the one you mean.")
            for member in members:
                if member.is_dir() or not wanted(member.filename):
                    continue
                if member.flag_bits & 1:
                    raise BadFile("The file is protected by a password.", "Save it without one.")
                found[member.filename] = _member(archive, member, room, len(data))
                room -= len(found[member.filename])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, RuntimeError) as fault:
        raise BadFile("The zip file is damaged or of an unknown kind.", "Export it again.") from fault
    except (OSError, ValueError, UnicodeError) as fault:
        raise BadFile("The zip file is damaged.", "Export it again.") from fault
    return found


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, whole: int) -> bytes:
    packed = max(min(member.compress_size, whole), 1)
    parts: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > room:
                raise BadFile(
                    f"The file unpacks to more than {MAX_UNPACKED // 1024 // 1024} MB.",
                    "Divide it and import the parts.",
                )
            if size > _SMALL and size > MAX_RATIO * packed:
                raise BadFile(
                    f"The file grows more than {MAX_RATIO} times when it is unpacked.",
                    "Save it again from its program.",
                )
            parts.append(block)
    return b"".join(parts)
