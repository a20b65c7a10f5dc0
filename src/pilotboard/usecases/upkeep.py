"""Looking after the store: make it, say where it is, check it, back it up, bring it back, bring it up to date."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pilotboard.domain.errors import PilotboardError, Refusal
from pilotboard.domain.organisation import StoreCounts
from pilotboard.domain.upkeep import Report
from pilotboard.settings import Settings
from pilotboard.store import backup as backups
from pilotboard.store.damage import judged
from pilotboard.store.reading import upkeep as reading
from pilotboard.store.reading.upkeep import Owner
from pilotboard.store.rights import rights_of, shared_with
from pilotboard.store.schema import SCHEMA
from pilotboard.usecases.workspace import Workspace


class Made(NamedTuple):
    """A new store: where it is, whose, and the group it is shared with ("" = its owner only)."""

    place: str
    organisation: str
    shared: str
    said: str


class Whereabouts(NamedTuple):
    """Where things are. `trouble` tells why the store cannot be opened; the fields after it are None then."""

    place: str
    kind: str
    settings: str
    settings_found: bool
    drafts: str
    log: str
    backups: str
    trouble: PilotboardError | None
    owner: Owner | None
    counts: StoreCounts | None
    schema: int | None
    read_only: str | None
    bytes: int | None


def init(
    ws: Workspace,
    name: str = "Our programme",
    labels: str = "scrum",
    shared: str | None = None,
    time_zone: str | None = None,
    *,
    sample: bool = False,
) -> Made:
    """Make an empty store at the workspace's place, begun by its user.

    `shared` names a group of this system whose members may all work in it. Raises InvalidInput for a name, label set,
    time zone or group that cannot be taken, Refusal when something is there already, StoreUnavailable when a store
    would not be safe there. Nothing is left behind then.
    """
    from pilotboard.domain.changes import Written
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.organisation import OrganisationDraft
    from pilotboard.store.writing.create import begin as organisation_row
    from pilotboard.store.writing.create import create
    from pilotboard.store.writing.unit import Tx
    from pilotboard.usecases.organisation import check_zone

    values = {"name": name, "labels": labels, "time_zone": time_zone or local_time_zone()}
    draft = validate(OrganisationDraft, values)
    check_zone(draft.time_zone)
    if shared is not None and not ws.location.embedded:
        raise _group_of_database()

    def first(tx: Tx) -> Written:
        return organisation_row(draft.name, draft.labels, draft.time_zone, sample=sample, created_at=tx.now, tx=tx)

    rights = shared_with(shared) if shared is not None else None
    create(ws.location, (ws.intent("organisation.begin", ws.user), first), rights)
    said = f"Made a store for {draft.name} at {ws.location.shown}."
    return Made(ws.location.shown, draft.name, shared or "", said)


def _group_of_database() -> PilotboardError:
    from pilotboard.domain.errors import InvalidInput

    return InvalidInput(
        "--shared is for a file; who may use a database is said in the database.",
        kept="Nothing was made.",
        hint="Leave --shared out, and give the others a role in PostgreSQL.",
        field="shared",
    )


def local_time_zone() -> str:
    """The IANA name of this machine's time zone; "UTC" when it cannot be told."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    link = Path("/etc/localtime")
    linked = str(link.resolve()).partition("zoneinfo/")[2] if link.exists() else ""
    for name in (os.environ.get("TZ", "").lstrip(":"), linked):
        try:
            if name:
                return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def where(ws: Workspace, settings: Settings) -> Whereabouts:
    """Where the store, its backups, the settings, drafts and log are; never raises because the store is in trouble."""
    trouble: PilotboardError | None = None
    owner: Owner | None = None
    counts: StoreCounts | None = None
    read_only: str | None = None
    try:
        owner = ws.read(reading.owner)
        counts = ws.read(reading.counts)
        read_only = ws.read_only
    except PilotboardError as fault:
        trouble = fault
    path = ws.location.path
    return Whereabouts(
        place=ws.location.shown,
        kind="file" if ws.location.embedded else "database",
        settings=str(settings.places.settings),
        settings_found=settings.found,
        drafts=str(settings.places.drafts),
        log=str(settings.places.log),
        backups=str(backups.folder_of(path, settings.backups)) if path is not None else "",
        trouble=trouble,
        owner=owner,
        counts=counts,
        schema=SCHEMA if trouble is None else None,
        read_only=read_only,
        bytes=path.stat().st_size if path is not None and path.is_file() else None,
    )


class BackupMade(NamedTuple):
    """A backup: where it is, of which moment, how large, and the older ones that went by the rule."""

    place: str
    at: datetime
    bytes: int
    removed: tuple[str, ...]
    said: str


class Restored(NamedTuple):
    """A store brought back as a copy, and how to go on with it."""

    place: str
    digest_checked: bool
    said: str
    hint: str


def doctor(ws: Workspace) -> Report:
    """Look at everything the store depends on, also when it is damaged; `exit_code` is what a shell should see."""
    from pilotboard.store.check import check

    return check(ws.location, ws.now(), ws.backups)


def backup(ws: Workspace, to: str | None = None) -> BackupMade:
    """Back the store up now: to a new file or a folder, else to its own backup folder (where old ones go by the rule).

    Raises Refusal when the name is taken or the store is a database (the hint says what to run), DamagedData when the
    copy is not sound, EnvironmentFault when the disk does not take it.
    """
    path = _file_of(ws, _dump_line)
    with judged(ws.location, ws.backups):
        made = backups.back_up(path, ws.now(), Path(to).expanduser().absolute() if to else None, ws.backups)
    gone = [] if to else backups.prune(path, backups.folder_of(path, ws.backups), ws.now())
    return BackupMade(
        str(made.path),
        made.at,
        made.bytes,
        tuple(str(name) for name in gone),
        f"Backed up to {made.path} ({made.bytes / 1e6:,.1f} MB, checked, with its digest beside it).",
    )


def backup_if_due(ws: Workspace) -> BackupMade | None:
    """Make the day's backup unless there is one; call it off the screen's thread before or after a day's first save.

    Asking costs one look at a folder. None when nothing was due, or when this store is not backed up from here (a
    database, the sample programme, a store that can only be read).
    """
    path = ws.location.path
    if path is None or not backups.is_due(path, ws.now(), ws.backups) or ws.read_only:
        return None
    owner = ws.read(reading.owner)
    return backup(ws) if owner is not None and not owner.sample else None


def restore(ws: Workspace, source: str, into: str | None = None) -> Restored:
    """Bring a backup back as a copy at `into`, else beside the store; no file is ever replaced.

    Raises DamagedData when the backup is not what it was when it was made, Refusal when the name is taken.
    """
    path = _file_of(ws, _load_line)
    origin = Path(source).expanduser().absolute()
    target = Path(into).expanduser().absolute() if into else None
    if target is None:
        target = backups.free_name(path.parent, f"{path.stem}-restored-{backups.stamp(ws.now())}")
    made = backups.restore(origin, target, rights_of(path))
    vouched = "its digest is right" if made.digest_checked else "it has no digest beside it, SQLite finds it whole"
    hint = f"Look at it with: pilotboard --store {shlex.quote(str(target))}"
    if made.schema < SCHEMA:
        hint = f"It is of an older schema; first run: pilotboard upgrade --store {shlex.quote(str(target))}"
    return Restored(str(target), made.digest_checked, f"Restored {origin.name} to {target} ({vouched}).", hint)


class Upgraded(NamedTuple):
    """From which schema to which; `backup` is where the store lies as it was before ("" = nothing was to do)."""

    before: int
    after: int
    backup: str
    said: str


def upgrade(ws: Workspace) -> Upgraded:
    """Bring an older store up to this version's schema: a backup first, then the whole way or none of it.

    Raises StoreUnavailable for what is no store or of a newer schema, StoreReadOnly, StoreLocked, DamagedData; the
    store is as it was then.
    """
    from pilotboard.store.upgrade import upgrade as run

    with judged(ws.location, ws.backups):
        done = run(ws.location, ws.now(), ws.backups)
    if done.before == done.after:
        return Upgraded(
            done.before, done.after, "", f"Nothing to do: the store is of the newest schema ({done.after})."
        )
    kept = f" It lies as it was before at {done.backup}." if done.backup else ""
    said = f"Upgraded the store from schema {done.before} to {done.after}.{kept}"
    return Upgraded(done.before, done.after, str(done.backup or ""), said)


def schedule_line(ws: Workspace, *, windows: bool | None = None) -> str:
    """The line that backs the store up every night: for cron, or for the Task Scheduler on Windows."""
    path = _file_of(ws, _dump_line)
    if os.name == "nt" if windows is None else windows:
        task = f'\\"{sys.executable}\\" -m pilotboard backup --quiet --store \\"{path}\\"'
        return f'schtasks /Create /SC DAILY /ST 02:15 /TN "pilotboard backup" /TR "{task}"'
    command = shlex.join([sys.executable, "-m", "pilotboard", "backup", "--quiet", "--store", str(path)])
    return "15 2 * * * " + command.replace("%", "\\%")


def _file_of(ws: Workspace, instead: Callable[[str], str]) -> Path:
    if ws.location.path is None:
        raise Refusal(
            "A database is backed up and restored with PostgreSQL's own tools.",
            kept="Nothing was changed.",
            hint=f"Run: {instead(ws.location.shown)}",
        )
    return ws.location.path


def _dump_line(url: str) -> str:
    return f"pg_dump --format=custom --file=pilotboard.dump {shlex.quote(url)}"


def _load_line(url: str) -> str:
    return f"pg_restore --no-owner --exit-on-error --dbname={shlex.quote(url)} pilotboard.dump (into an empty database)"
