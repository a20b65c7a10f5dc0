"""`pilotboard reports`: the papers that can be written now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, option
from pilotboard.cli.fields import limit_of
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.usecases import reports

if TYPE_CHECKING:
    from pilotboard.usecases.reports import PaperLine

REPORTS = Noun("reports", "The papers that can be written, and what each is about.")
COMMANDS = {"reports": REPORTS}
COLUMNS = (Column("What"), Column("Key"), Column("Paper", elastic=True), Column("Day"), Column("Now", elastic=True))


def report_data(line: PaperLine) -> dict[str, object]:
    """A paper as the JSON of a list shows it."""
    return {
        "what": line.what,
        "key": line.key or None,
        "title": line.title,
        "detail": line.detail,
        "on": line.on,
        "ready": line.ready,
        "why_not": line.why_not or None,
    }


@REPORTS.verb("list", option("--limit", metavar="NUMBER", help="So many at most."))
def show_list(session: Session, limit: str | None) -> None:
    """List the papers that can be written with `export`, and what keeps the others back."""
    lines = reports.list_papers(session.ws)
    most = limit_of(limit)
    kept = lines if most is None else lines[:most]
    if session.out.json:
        session.rows("reports", kept, report_data, len(lines), "")
        return
    cells = [
        (one.what, one.key, one.title, one.on.isoformat() if one.on else "", one.why_not or one.detail) for one in kept
    ]
    session.out.table(COLUMNS, cells)
    session.rest(len(kept), len(lines))
