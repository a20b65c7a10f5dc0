"""`pilotboard init`, `where`, `doctor`, `upgrade`, `backup`, `restore`: looking after the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import argument, option, verb
from pilotboard.cli.session import Session
from pilotboard.domain.upkeep import Level
from pilotboard.usecases import upkeep as usecases

if TYPE_CHECKING:
    from pilotboard.usecases.upkeep import Whereabouts

_MARKS = {Level.OK: "ok", Level.WARNING: "note", Level.PROBLEM: "PROBLEM"}


@verb(
    option("--name", metavar="TEXT", default="Our programme", help="Whose store it is."),
    option(
        "--labels",
        completes=("scrum", "plain"),
        metavar="WORD",
        default="scrum",
        help="The set of words: scrum or plain.",
    ),
    option("--shared", metavar="GROUP", help="Share it with this group of users of this system."),
    option("--time-zone", metavar="ZONE", help="Where its days begin; this machine's when not said."),
)
def init(session: Session, name: str, labels: str, shared: str | None, time_zone: str | None) -> None:
    """Make an empty store, where --store says or in the usual place."""
    made = usecases.init(session.ws, name, labels, shared, time_zone)
    if session.out.json:
        data = {
            "store": made.place,
            "organisation": made.organisation,
            "shared": made.shared or None,
            "said": made.said,
        }
        session.out.document("store", [data], count=1)
    else:
        session.out.said(made.said)


@verb()
def where(session: Session) -> None:
    """Say where the store, its backups and the settings are, and what is in it."""
    found = usecases.where(session.ws, session.line.settings)
    if session.out.json:
        session.out.document("where", [_where_data(found)], count=1)
        return
    counts = found.counts
    inside = ""
    if counts is not None:
        kinds = {"pilot": counts.pilots, "item": counts.items, "team": counts.teams, "person": counts.people}
        parts = [session.labels.count(number, kind) for kind, number in {**kinds, "site": counts.sites}.items()]
        inside = f"{', '.join(parts)}; {counts.entries:,} changes in the history"
    sample = " (a sample programme)" if found.owner is not None and found.owner.sample else ""
    fields = [
        ("Kind", "a file" if found.kind == "file" else "a database"),
        ("Organisation", f"{found.owner.name}{sample}" if found.owner is not None else ""),
        ("Holds", inside),
        ("Size", "" if found.bytes is None else f"{found.bytes / 1e6:,.1f} MB"),
        ("Schema", "" if found.schema is None else str(found.schema)),
        ("Read only", found.read_only or ""),
        ("Trouble", "\n".join(found.trouble.sentences()) if found.trouble is not None else ""),
        ("Backups", found.backups),
        ("Settings", found.settings if found.settings_found else f"{found.settings} (not there; not needed)"),
        ("Drafts", found.drafts),
        ("Log", found.log),
    ]
    session.out.page(found.place, fields)


def _where_data(found: Whereabouts) -> dict[str, object]:
    counts = found.counts
    return {
        "store": found.place,
        "kind": found.kind,
        "organisation": None if found.owner is None else found.owner.name,
        "sample": None if found.owner is None else found.owner.sample,
        "counts": None if counts is None else counts._asdict(),
        "schema": found.schema,
        "bytes": found.bytes,
        "read_only": found.read_only or None,
        "trouble": None if found.trouble is None else found.trouble.as_data(),
        "backups": found.backups or None,
        "settings": found.settings,
        "drafts": found.drafts,
        "log": found.log,
    }


@verb()
def doctor(session: Session) -> int:
    """Check the store and all it depends on; say what is wrong and what to do."""
    report = usecases.doctor(session.ws)
    if session.out.json:
        rows = [
            {"level": one.level, "what": one.what, "kept": one.kept, "hint": one.hint, "damaged": one.damaged}
            for one in report.findings
        ]
        session.out.document("doctor", rows, count=len(rows), store=report.place, exit_code=report.exit_code)
        return report.exit_code
    session.out.text(report.place)
    for one in report.findings:
        session.out.text(f"{_MARKS[one.level]:<8} {one.what}")
        for line in (one.kept, one.hint):
            session.out.text(f"{'':<8} {line}" if line else "")
    return report.exit_code


@verb(
    argument("path", ("@path",), required=False, metavar="[PATH]"),
    option("--schedule", is_flag=True, help="Print the line that makes your system do it every night."),
)
def backup(session: Session, path: str | None, schedule: bool) -> None:
    """Copy the store, safely, while it is in use: to its backup folder, or to PATH."""
    if schedule:
        line = usecases.schedule_line(session.ws)
        if session.out.json:
            session.out.document("schedule", [{"line": line}], count=1)
        else:
            session.out.text(line)
        return
    made = usecases.backup(session.ws, path)
    if session.out.json:
        data = {
            "path": made.place,
            "at": made.at,
            "bytes": made.bytes,
            "removed": list(made.removed),
            "said": made.said,
        }
        session.out.document("backup", [data], count=1)
    else:
        session.out.said(made.said)


@verb(
    argument("path", ("@path",), metavar="PATH"),
    option(
        "--into", completes=("@path",), metavar="PATH", help="Where the copy shall lie; beside the store when not said."
    ),
)
def restore(session: Session, path: str, into: str | None) -> None:
    """Bring a backup back as a copy. No file is ever replaced."""
    made = usecases.restore(session.ws, path, into)
    if session.out.json:
        data = {"store": made.place, "digest_checked": made.digest_checked, "said": made.said, "hint": made.hint}
        session.out.document("restore", [data], count=1)
    else:
        session.out.said(f"{made.said}\n{made.hint}")


COMMANDS = {"init": init, "where": where, "doctor": doctor, "backup": backup, "restore": restore}
