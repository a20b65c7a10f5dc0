"""Files that a command writes: whole or not at all, asked for before one is replaced."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from pilotboard.cli.session import Session
from pilotboard.domain.errors import EnvironmentFault, InvalidInput


def check_place(session: Session, path: Path, option: str) -> None:
    """Ask before a file is replaced. Raises InvalidInput for what is no file, Refusal for a no."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise InvalidInput(f"{path} is no plain file.", hint="Give another path.", field=option)
    if path.exists():
        session.confirm(f"Replace {path}?")


def write_text(path: Path, text: str) -> None:
    """Write a file that only its owner may read. Raises EnvironmentFault."""
    try:
        handle, name = mkstemp(prefix=".pilotboard-", dir=path.parent)
    except (OSError, ValueError) as fault:
        raise _cannot(path, fault) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as fault:
        with suppress(OSError):
            Path(name).unlink()
        raise _cannot(path, fault) from None


def _cannot(path: Path, fault: OSError | ValueError) -> EnvironmentFault:
    why = getattr(fault, "strerror", None) or "the path cannot be used"
    return EnvironmentFault(
        f"{path} cannot be written ({why}).", kept="What was saved before stays saved.", hint="Give another path."
    )
