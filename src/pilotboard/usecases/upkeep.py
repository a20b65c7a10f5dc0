"""Looking after the store: make it, say where it is, check it, back it up, bring it back, bring it up to date."""

from __future__ import annotations

from typing import NamedTuple

from pilotboard.domain.errors import PilotboardError
from pilotboard.domain.organisation import StoreCounts
from pilotboard.settings import Settings
from pilotboard.store.reading import upkeep as reading
from pilotboard.store.reading.upkeep import Owner
from pilotboard.store.rights import shared_with
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
    from pilotboard.store.writing import create
    from pilotboard.store.writing.unit import Tx

    values = {"name": name, "labels": labels, "time_zone": time_zone or local_time_zone()}
    draft = validate(OrganisationDraft, values)
    if shared is not None and not ws.location.embedded:
        raise _group_of_database()

    def begin(tx: Tx) -> Written:
        return create.begin(draft.name, draft.labels, draft.time_zone, sample=sample, created_at=tx.now, tx=tx)

    rights = shared_with(shared) if shared is not None else None
    create.create(ws.location, (ws.intent("organisation.begin", ws.user), begin), rights)
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
    import os
    from pathlib import Path
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
        backups=str(settings.backups or (path.parent / "backups" if path else "")),
        trouble=trouble,
        owner=owner,
        counts=counts,
        schema=SCHEMA if trouble is None else None,
        read_only=read_only,
        bytes=path.stat().st_size if path is not None and path.is_file() else None,
    )
