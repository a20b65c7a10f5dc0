"""`pilotboard export sprint|retro|feedback|items`: papers for others to read, in the format they can open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pilotboard.cli.app import Declared, argument, option
from pilotboard.cli.exports import EXPORT
from pilotboard.cli.session import Session
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import papers

if TYPE_CHECKING:
    from pilotboard.domain.document import Document

FORMATS = ("pdf", "html", "xlsx", "md", "csv", "json")
MOST_DAYS = 3660
AUDIENCES = ("internal", "board-closed", "board", "public")
WRITTEN: tuple[Declared, ...] = (
    option(
        "--format",
        "form",
        completes=FORMATS,
        metavar="WORD",
        help=f"{', '.join(FORMATS)}; the ending of the file says it too.",
    ),
    option(
        "-o",
        "--output",
        completes=("@path",),
        metavar="FILE",
        help="Into this file. Without it text goes to standard output, a PDF or a workbook into a file here.",
    ),
    option(
        "--audience",
        completes=AUDIENCES,
        default="internal",
        metavar="WORD",
        help="internal, or board-closed for a closed session of the Board.",
    ),
)


@EXPORT.verb("sprint", argument("key", ("@sprint",), metavar="KEY"), *WRITTEN)
def export_sprint(session: Session, key: str, form: str | None, output: str | None, audience: str) -> None:
    """Write the report of a sprint: said and done, charts, scope, its frozen record and what was corrected."""
    write(session, papers.sprint_paper(session.ws, key, audience), form, output)


@EXPORT.verb("retro", argument("key", ("@retro",), metavar="KEY"), *WRITTEN)
def export_retro(session: Session, key: str, form: str | None, output: str | None, audience: str) -> None:
    """Write the digest of a retrospective: the actions that its team has released, never its notes."""
    write(session, papers.retro_paper(session.ws, key, audience), form, output)


@EXPORT.verb(
    "feedback",
    option("--pilot", completes=("@pilot",), metavar="KEY|NAME", help="Only what was said about that pilot."),
    option("--team", completes=("@team",), metavar="KEY", help="Only about the pilots of that team."),
    option("--days", metavar="NUMBER", help="Only what was heard or answered in so many days."),
    *WRITTEN,
)
def export_feedback(
    session: Session,
    pilot: str | None,
    team: str | None,
    days: str | None,
    form: str | None,
    output: str | None,
    audience: str,
) -> None:
    """Write the feedback digest: you said, we did; answers owed; who is not heard. Quotes need consent."""
    from pilotboard.domain.numbers import parse_whole

    if pilot and team:
        raise InvalidInput("Name a pilot or a team, not both.", "Nothing was written.", field="pilot")
    since = None if days is None else parse_whole(days, 1, MOST_DAYS, "days")
    made = papers.feedback_paper(session.ws, pilot or team, since, audience)
    write(session, made, form, output)


@EXPORT.verb(
    "items",
    option("--in", "scope", completes=("@team", "@pilot"), metavar="KEY", help="Only the list of that team or pilot."),
    option("--filter", "filter_text", default="", metavar="TEXT", help="Only those that fit, as in items list."),
    *WRITTEN,
)
def export_items(
    session: Session, scope: str | None, filter_text: str, form: str | None, output: str | None, audience: str
) -> None:
    """Write items as a table; as CSV, XLSX or JSON it can be imported again."""
    write(session, papers.items_paper(session.ws, scope, filter_text, audience), form, output, "csv")


def write(session: Session, document: Document, form: str | None, output: str | None, usual: str = "md") -> None:
    """Put the paper where the line says, and say where it is. Raises InvalidInput, Refusal, EnvironmentFault."""
    from pilotboard.export.registry import format_of, rendered

    found = format_of(form or Path(output or "").suffix or usual)
    if output is None and found.text and not session.out.json:
        session.out.stream([rendered(document, found.name).decode("utf-8-sig")])
        return
    save(session, document, found.name, output)


def save(session: Session, document: Document, form: str, output: str | None) -> None:
    """Write the paper into a file; asks before one is replaced."""
    from pilotboard.export.files import checked_path, save, slug
    from pilotboard.export.registry import rendered

    usual = f"{slug(document.slug)}-{document.as_of.isoformat()}.{form}"
    path = checked_path(usual if output is None else output, usual)
    if path.exists():
        session.confirm(f"Replace {path}?")
    with session.working("Writing"):
        data = rendered(document, form)
        save(path, data)
    if session.out.json:
        row = {
            "path": str(path),
            "kind": document.kind,
            "format": form,
            "audience": document.audience,
            "as_of": document.as_of,
            "bytes": len(data),
        }
        session.out.document("exports", [row], count=1)
    else:
        session.out.said(f"Wrote {path} ({_size(len(data))}). {document.audience_line}")


def _size(count: int) -> str:
    return f"{count / 1000:,.0f} kB" if count >= 1000 else f"{count} bytes"
