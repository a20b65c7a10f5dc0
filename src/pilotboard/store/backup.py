"""Backups of a SQLite store: made by SQLite itself while people work, checked, with a digest beside each.

A bit that flips in a file often passes SQLite's own check (100 of 150 did), so a backup counts as good only when its
SHA-256 is the one that was written down when it was made.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from pilotboard.domain.errors import DamagedData, Refusal, StoreUnavailable
from pilotboard.store import sqlite
from pilotboard.store.faults import UNREADABLE, translated
from pilotboard.store.files import place_new, refuse_taken, sync_file, unfinished_file
from pilotboard.store.opening import marks, refuse_foreign, refuse_no_file
from pilotboard.store.rights import Rights, make_folder, rights_of

DIGEST = ".sha256"
ALL_DAYS, DAILY, WEEKLY, MONTHLY = 2, 12, 10, 9
_STAMP = "%Y%m%dT%H%M%SZ"
_LEFT_OVER = timedelta(days=1)


class Backup(NamedTuple):
    """A backup file: where, of which moment (aware UTC), how large."""

    path: Path
    at: datetime
    bytes: int


class Restored(NamedTuple):
    """A store brought back as a copy: where it is now, whether a digest vouched for it, and its schema."""

    path: Path
    digest_checked: bool
    schema: int


def folder_of(store: Path, chosen: Path | None = None) -> Path:
    """Where the backups of a store go: beside it, or in a folder of its own below the chosen one.

    Two stores of one name never share a folder: one would take the other's backups for its own.
    """
    if chosen is None:
        return store.with_name(f"{store.name}-backups")
    return chosen / f"{store.stem}-{zlib.crc32(os.fsencode(store.resolve())):08x}"


def backups_of(store: Path, folder: Path) -> list[Backup]:
    """The backups of a store in a folder, newest first; files with other names are somebody else's."""
    named = re.compile(re.escape(store.stem) + r"-(\d{8}T\d{6}Z)(-\d+)?\.db")
    found = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return []
    for entry in entries:
        name = named.fullmatch(entry.name)
        if name and entry.is_file(follow_symlinks=False):
            at = datetime.strptime(name.group(1), _STAMP).replace(tzinfo=UTC)
            found.append(Backup(Path(entry.path), at, entry.stat().st_size))
    return sorted(found, key=lambda backup: (backup.at, len(backup.path.name), backup.path.name), reverse=True)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def written_digest(path: Path) -> str | None:
    """The digest that was written down for a backup; None when there is none that can be read."""
    try:
        text = path.with_name(path.name + DIGEST).read_text(encoding="ascii")
    except (OSError, ValueError):
        return None
    found = re.match(r"[0-9a-f]{64}\b", text)
    return found.group() if found else None


def is_good(path: Path) -> bool:
    """Whether the backup is still what it was when it was made."""
    try:
        return digest_of(path) == written_digest(path)
    except OSError:
        return False


def newest_good(store: Path, chosen: Path | None = None) -> Backup | None:
    """The newest backup whose digest is right."""
    return next((backup for backup in backups_of(store, folder_of(store, chosen)) if is_good(backup.path)), None)


def is_due(store: Path, moment: datetime, chosen: Path | None = None) -> bool:
    """Whether no backup was made yet on this day (of this machine's clock). Looks at names only."""
    day = moment.astimezone().date()
    return all(backup.at.astimezone().date() != day for backup in backups_of(store, folder_of(store, chosen))[:1])


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups stay: all of the last 2 days, then the newest of 12 days, of 10 weeks and of 9 months before.

    Only days, weeks and months that have a backup count, so that a summer without work deletes nothing.
    """
    rest = sorted(set(moments), reverse=True)
    stay = {moment for moment in rest if moment > now - timedelta(days=ALL_DAYS)}
    rest = [moment for moment in rest if moment not in stay]
    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAILY, lambda moment: moment.date()),
        (WEEKLY, lambda moment: moment.isocalendar()[:2]),
        (MONTHLY, lambda moment: (moment.year, moment.month)),
    )
    for count, period in rules:
        newest: dict[object, datetime] = {}
        for moment in rest:
            if len(newest) < count:
                newest.setdefault(period(moment), moment)
        stay.update(newest.values())
        rest = [moment for moment in rest if period(moment) not in newest]
    return stay


def prune(store: Path, folder: Path, now: datetime) -> list[Path]:
    """Remove the backups that the rule no longer keeps, and what a killed backup left; returns what went."""
    held = backups_of(store, folder)
    stay = kept((backup.at for backup in held), now)
    gone = [backup.path for backup in held if backup.at not in stay]
    for path in gone:
        path.unlink(missing_ok=True)
        path.with_name(path.name + DIGEST).unlink(missing_ok=True)
    left = re.compile(re.escape(f".{store.stem}-") + r".*\.[0-9a-f]{8}\.new.*")
    for path in folder.iterdir():
        if left.fullmatch(path.name) and datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - _LEFT_OVER:
            path.unlink(missing_ok=True)
    return gone


def back_up(store: Path, moment: datetime, to: Path | None = None, chosen: Path | None = None) -> Backup:
    """Make a backup of a store that may be in use, check it, write its digest beside it.

    `to` is a file that is not there yet, or a folder; without it the backup goes to the store's own backup folder.
    Raises Refusal when the name is taken, DamagedData when the copy is not sound, EnvironmentFault when the disk does
    not take it. No half backup is left.
    """
    refuse_no_file(store)
    rights = rights_of(store)
    if to is None:
        make_folder(folder_of(store, chosen), rights)
        path = _free_name(store, folder_of(store, chosen), moment)
    elif to.is_dir():
        path = _free_name(store, to, moment)
    elif to.parent.is_dir():
        path = to
    else:
        raise Refusal(f"There is no folder {to.parent}.", kept="No backup was made.", hint="Make it, or name another.")
    refuse_taken(path, path.with_name(path.name + DIGEST))
    with unfinished_file(path, rights) as unfinished:
        with translated():
            _copy(store, unfinished)
        sync_file(unfinished)
        _place_with_digest(unfinished, path, rights)
    return Backup(path, moment.astimezone(UTC).replace(microsecond=0), path.stat().st_size)


def _free_name(store: Path, folder: Path, moment: datetime) -> Path:
    return free_name(folder, f"{store.stem}-{stamp(moment)}")


def stamp(moment: datetime) -> str:
    """A moment as it stands in the names of backups (UTC, to the second)."""
    return moment.astimezone(UTC).strftime(_STAMP)


def free_name(folder: Path, stem: str) -> Path:
    """`stem.db` in that folder, or `stem-2.db` and so on when it is taken."""
    path = folder / f"{stem}.db"
    again = 2
    while os.path.lexists(path):
        path = folder / f"{stem}-{again}.db"
        again += 1
    return path


def _copy(source: Path, target: Path, *, untouched: bool = False) -> None:
    """Copy a store as of one moment; `untouched` opens the source so that not even an old save can be rolled back."""
    if untouched:
        held = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=5)
    else:
        held = sqlite.connect(source, read_only=True)
    try:
        # One read transaction around the whole copy: nobody can save in between, and the copy never starts over.
        held.execute("BEGIN")
        application, _ = marks(held)
        if application != sqlite.APPLICATION_ID:
            raise StoreUnavailable(
                f"{source} is not a pilotboard store.", kept="Nothing was copied.", hint="Name another file."
            )
        made = sqlite3.connect(target, isolation_level=None)
        try:
            held.backup(made)
            held.execute("COMMIT")  # from here on others may save: what follows looks at the copy only
            made.execute("PRAGMA journal_mode = DELETE").fetchone()
            found = [row[0] for row in made.execute("PRAGMA integrity_check(3)")]
        finally:
            made.close()
    except sqlite3.DatabaseError:
        refuse_foreign(source)
        raise
    except UNREADABLE:
        found = ["unreadable"]
    finally:
        held.close()
    if found != ["ok"]:
        raise DamagedData(
            f"The copy of {source} is not sound, so the file itself is probably damaged.",
            kept="Your file is untouched; the copy was not kept.",
            hint="Run: pilotboard doctor",
        )


def _place_with_digest(unfinished: Path, path: Path, rights: Rights) -> None:
    """Digest first, then the backup itself: one that is there has its digest."""
    beside = path.with_name(path.name + DIGEST)
    with unfinished_file(beside, rights) as noted:
        noted.write_text(f"{digest_of(unfinished)}  {path.name}\n", encoding="ascii")
        sync_file(noted)
        place_new(noted, beside)
    try:
        place_new(unfinished, path)
    except BaseException:
        beside.unlink()
        raise


def restore(backup: Path, into: Path, rights: Rights | None = None) -> Restored:
    """Bring a backup back as a new file at `into`; neither the backup nor any other file is changed.

    Raises Refusal when the name is taken, StoreUnavailable when it is no backup of a store, DamagedData when it is not
    what it was when it was made.
    """
    refuse_no_file(backup)
    refuse_taken(into)
    noted = written_digest(backup)
    if noted is not None and digest_of(backup) != noted:
        raise DamagedData(
            f"{backup} has changed since it was made (its digest does not match).",
            kept="Nothing was restored.",
            hint="Choose another backup; pilotboard doctor names the newest good one.",
        )
    rights = rights or Rights()
    make_folder(into.parent, rights)
    with unfinished_file(into, rights) as unfinished:
        with translated():
            _copy(backup, unfinished, untouched=True)
            schema = _schema_of(unfinished)
        sync_file(unfinished)
        place_new(unfinished, into)
    return Restored(into, noted is not None, schema)


def _schema_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return marks(connection)[1]
    finally:
        connection.close()
