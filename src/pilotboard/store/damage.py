"""When something unforeseen happens while a store is used: is its file at fault? Then say what is left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pilotboard.domain.errors import DamagedData
from pilotboard.store import sqlite
from pilotboard.store.faults import UNREADABLE
from pilotboard.store.location import Location
from pilotboard.store.reading.reader import Reader


@contextmanager
def judged(location: Location, backups: Path | None = None) -> Iterator[None]:
    """Raise DamagedData, with the newest good backup, when what goes wrong inside comes from a damaged file."""
    try:
        yield
    except DamagedData as fault:
        raise damaged(location, backups, str(fault)) from None
    except _unforeseen() as fault:
        if location.path is None or is_sound(location.path):
            raise
        raise damaged(location, backups) from fault


def _unforeseen() -> tuple[type[BaseException], ...]:
    write_side = sys.modules.get("sqlalchemy.exc")
    return UNREADABLE if write_side is None else (*UNREADABLE, write_side.SQLAlchemyError)


def damaged(location: Location, backups: Path | None, message: str = "The store's file is damaged.") -> DamagedData:
    """The error to raise: what is kept, and how to go on."""
    from pilotboard.store import backup  # only when something is wrong: every start would pay for it

    good = backup.newest_good(location.path, backups) if location.path is not None else None
    if good is None:
        return DamagedData(
            message,
            kept="Your file is untouched. No good backup of it was found beside it.",
            hint="If you keep backups elsewhere: pilotboard restore PATH. pilotboard doctor tells more.",
        )
    return DamagedData(
        message,
        kept=f"Your file is untouched; the newest good backup is of {good.at.astimezone():%Y-%m-%d %H:%M}.",
        hint=f"Restore it to a copy: pilotboard restore {good.path}",
    )


def is_sound(path: Path) -> bool:
    """Whether the file passes SQLite's check and ours."""
    from pilotboard.store.reading.soundness import broken_rules

    try:
        connection = sqlite.connect(path, read_only=True)
    except UNREADABLE:
        return False
    try:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            return False
        return not broken_rules(Reader(connection))
    except UNREADABLE:
        return False
    finally:
        connection.close()
