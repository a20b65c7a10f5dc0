"""A look at everything a store depends on: what is well, what is not, and what to do about it."""

from __future__ import annotations

import shlex
import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from pilotboard.domain.errors import DamagedData, PilotboardError
from pilotboard.domain.upkeep import Finding, Report, problem, warning, well
from pilotboard.store import backup, postgres, sqlite
from pilotboard.store.damage import damaged
from pilotboard.store.faults import UNREADABLE, translated
from pilotboard.store.location import Location
from pilotboard.store.opening import (
    file_read_only,
    marks,
    refuse_foreign,
    refuse_no_file,
    refuse_other,
    refuse_revision,
    revision_of,
    why_read_only,
)
from pilotboard.store.place import refuse_unsafe_place
from pilotboard.store.reading.pilot_facts import differing
from pilotboard.store.reading.reader import Reader
from pilotboard.store.reading.soundness import broken_rules

_UNTOUCHED = "Your file is untouched."
_OLD = timedelta(days=3)
_MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""The SQLite versions from which a rare fault of WAL mode is mended, newest line first."""


def check(location: Location, moment: datetime, backups: Path | None = None) -> Report:
    """Look at a store, damaged or not; `moment` (aware UTC) is now. Nothing is changed but an interrupted save."""
    findings: list[Finding] = []
    try:
        steps = _file(location.path, moment, backups) if location.path is not None else _database(location)
        findings.extend(steps)
    except PilotboardError as fault:
        findings.append(_from(fault))
    return Report(location.shown, tuple(findings))


def _from(fault: PilotboardError) -> Finding:
    return problem(fault.message, fault.hint, fault.kept, damaged=isinstance(fault, DamagedData))


def _file(path: Path, moment: datetime, backups: Path | None) -> Iterator[Finding]:
    held = list(_backups(path, moment, backups))
    try:
        refuse_no_file(path)
    except PilotboardError as fault:
        yield _from(fault)
        yield from held
        return
    yield well(f"The file is there ({path.stat().st_size / 1e6:,.1f} MB).")
    yield from _place(path)
    yield from _rights(path)
    yield from _content(path, backups)
    yield from held


def _place(path: Path) -> Iterator[Finding]:
    try:
        refuse_unsafe_place(path)
    except PilotboardError as fault:
        yield _from(fault)
    else:
        yield well("It lies on a local drive, outside the folders of sync clients.")


def _rights(path: Path) -> Iterator[Finding]:
    mode, above = path.stat().st_mode, path.parent.stat().st_mode
    why = file_read_only(path)
    if why:
        yield warning(f"Nothing can be saved: {why}.", "Ask whoever looks after it for the right to write.")
    if mode & 0o007:
        yield warning(
            f"Everybody on this machine may read the file (rights {stat.filemode(mode)}).",
            f"chmod o-rwx {shlex.quote(str(path))}",
        )
    elif mode & 0o070 and not above & stat.S_ISGID:
        yield warning(
            "The file is open to its group, but its folder does not hand the group on to new files.",
            f"chmod g+s {shlex.quote(str(path.parent))}",
        )
    else:
        yield well("Only its owner may read it." if not mode & 0o070 else "Only its owner and its group may read it.")
    if above & 0o002 and not above & stat.S_ISVTX:
        yield warning("Everybody may put files into its folder.", f"chmod o-w {shlex.quote(str(path.parent))}")


def _content(path: Path, backups: Path | None) -> Iterator[Finding]:
    location = Location(path, "")
    connection: sqlite3.Connection | None = None
    try:
        with translated():
            connection = sqlite.connect(path, read_only=True)
            yield from _opened(connection, location, backups)
    except DamagedData as fault:
        yield _from(_foreign(path, backups) or damaged(location, backups, str(fault)))
    except PilotboardError as fault:
        yield _from(fault)
    except UNREADABLE as fault:
        yield _from(damaged(location, backups, f"The file holds what cannot be read ({type(fault).__name__})."))
    finally:
        if connection is not None:
            connection.close()


def _foreign(path: Path, backups: Path | None) -> PilotboardError | None:
    """What nothing shows to have been a store of ours - neither a mark nor backups - is no damage."""
    if backup.backups_of(path, backup.folder_of(path, backups)):
        return None
    try:
        refuse_foreign(path)
    except PilotboardError as fault:
        return fault
    return None


def _opened(connection: sqlite3.Connection, location: Location, backups: Path | None) -> Iterator[Finding]:
    assert location.path is not None
    refuse_other(location.path, *marks(connection))
    yield well("It is a pilotboard store of this version's schema.")
    yield from _sqlite(connection)
    broken = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
    if broken != ["ok"]:
        yield _from(damaged(location, backups, f"SQLite finds the file damaged: {'; '.join(broken)[:300]}"))
        return
    yield well("SQLite finds the file whole.")
    astray = connection.execute("PRAGMA foreign_key_check").fetchall()
    if astray:
        tables = ", ".join(sorted({str(row[0]) for row in astray}))
        yield _from(damaged(location, backups, f"{len(astray)} rows point to something that is not there ({tables})."))
    else:
        yield well("Every row points to something that is there.")
    yield from _rules(Reader(connection), location, backups)


def _rules(reader: Reader, location: Location, backups: Path | None) -> Iterator[Finding]:
    broken = broken_rules(reader)
    for rule in broken:
        shown = ", ".join(rule.examples) + (" ..." if rule.times > len(rule.examples) else "")
        yield _from(damaged(location, backups, f"It should be that {rule.rule}; {rule.times} are not: {shown}."))
    if not broken:
        yield well("History, numbers, order, teams and search texts agree with each other.")
    yield from _scale(reader)


def _scale(reader: Reader) -> Iterator[Finding]:
    """What is kept for the list of pilots to scale, beside what the facts say; nothing of people's own is in it."""
    wrong = differing(reader)
    if not wrong:
        yield well("What is kept of each pilot to scale is what its facts say.")
        return
    shown = ", ".join(wrong[:5]) + (" ..." if len(wrong) > 5 else "")
    yield problem(
        f"What is kept of pilots to scale is not what their facts say, for {len(wrong)} of them: {shown}.",
        "Work it out anew: pilotboard scale --recompute",
        "The facts themselves are untouched.",
    )


def _sqlite(connection: sqlite3.Connection) -> Iterator[Finding]:
    mode = sqlite.journal_mode(connection)
    version = sqlite3.sqlite_version
    if mode == "wal":
        hint = "Close every other program that has it open, then open it with pilotboard once."
        yield warning(
            f"The file is in WAL mode; SQLite {version} "
            + ("has a rare fault there that damages files." if wal_fault(sqlite3.sqlite_version_info) else "reads it."),
            hint,
            _UNTOUCHED,
        )
    else:
        yield well(f"SQLite {version}, every save waits for the disk (journal mode {mode}, synchronous full).")


def wal_fault(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fault of WAL mode that was mended in 3.51.3, 3.50.7 and 3.44.6."""
    newest = _MENDED[0]
    return version < newest and not any(version[:2] == line[:2] and version >= line for line in _MENDED[1:])


def _backups(path: Path, moment: datetime, chosen: Path | None) -> Iterator[Finding]:
    folder = backup.folder_of(path, chosen)
    held = backup.backups_of(path, folder)
    if not held:
        yield warning(f"There is no backup in {folder}.", "Make one with: pilotboard backup")
        return
    good = [found for found in held if backup.is_good(found.path)]
    spoilt = [found.path.name for found in held if found not in good]
    if spoilt:
        shown = ", ".join(spoilt[:3]) + (" ..." if len(spoilt) > 3 else "")
        yield problem(
            f"{len(spoilt)} of {len(held)} backups are no longer what they were when they were made: {shown}.",
            "Remove them, make a new one with: pilotboard backup, and have the disk checked.",
        )
    if not good:
        return
    when = f"{good[0].at.astimezone():%Y-%m-%d %H:%M}"
    if moment - good[0].at > _OLD:
        yield warning(
            f"The newest good backup is of {when}, {(moment - good[0].at).days} days ago.",
            "Make one with: pilotboard backup. A line for every night: pilotboard backup --schedule",
        )
    else:
        yield well(f"Good backups in {folder}: {len(good)}, the newest of {when}.")
    if path.parent.exists() and disk_of(folder) == disk_of(path.parent):
        yield warning(
            "The backups lie on the same disk as the store.",
            'Put them on another one: backups = "FOLDER" in the settings, or now and then: pilotboard backup FOLDER',
        )


def disk_of(folder: Path) -> object:
    """What tells one disk (or partition) from another."""
    return folder.stat().st_dev


def _database(location: Location) -> Iterator[Finding]:
    with translated():
        connection = postgres.connect(location, read_only=True)
        try:
            reader = Reader(connection)
            refuse_revision(location, revision_of(reader))
            yield well(f"PostgreSQL {reader.value('SHOW server_version')} answers; the schema is this version's.")
            yield _line(location, reader)
            why = why_read_only(location, reader)
            if why:
                yield warning(f"Nothing can be saved: {why}.", "Ask whoever looks after the database.")
            yield from _rules(reader, location, None)
            yield warning(
                "Backups of a database are made by its own tools; this check cannot see them.",
                "pilotboard backup says which command to run.",
            )
        finally:
            connection.close()


def _line(location: Location, reader: Reader) -> Finding:
    if postgres.is_local(location):
        return well("The database is on this machine.")
    coded = reader.value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    if coded:
        return well("The connection is encrypted and the server's certificate verified.")
    return problem("The connection is not encrypted.", "Add ?sslmode=verify-full to the URL.")
