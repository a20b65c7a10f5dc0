"""`pilotboard export WHAT`: papers for others to read, in the format that they can open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pilotboard.cli.app import Declared, argument, option
from pilotboard.cli.exports import EXPORT
from pilotboard.cli.session import Session
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import decision_papers, papers

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


@EXPORT.verb("pilot", argument("key", ("@pilot",), metavar="KEY|NAME"), *WRITTEN)
def export_pilot(session: Session, key: str, form: str | None, output: str | None, audience: str) -> None:
    """Write the brief of a pilot, one page: aim, evidence, must-haves, voices, money, last decision."""
    write(session, decision_papers.pilot_paper(session.ws, key, audience), form, output)


@EXPORT.verb(
    "portfolio",
    option("--filter", "filter_text", default="", metavar="TEXT", help="Only pilots that fit, as in scale."),
    *WRITTEN,
)
def export_portfolio(session: Session, filter_text: str, form: str | None, output: str | None, audience: str) -> None:
    """Write which pilots to scale, extend, adapt or stop by what the evidence says."""
    write(session, decision_papers.portfolio_paper(session.ws, filter_text, audience), form, output)


@EXPORT.verb("decision", argument("key", ("@pilot",), metavar="KEY"), *WRITTEN)
def export_decision(session: Session, key: str, form: str | None, output: str | None, audience: str) -> None:
    """Write the record of a decision (D-08), or of the last one about a pilot, with the evidence frozen that day."""
    write(session, decision_papers.decision_paper(session.ws, key, audience), form, output)


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


@EXPORT.verb(
    "all",
    option("--to", completes=("@path",), metavar="FOLDER", help="Into this folder; it is made when it is not there."),
    option(
        "--format", "forms", default="pdf", metavar="WORDS", help=f"One or more of {', '.join(FORMATS)}, with commas."
    ),
    WRITTEN[2],
)
def export_all(session: Session, to: str | None, forms: str, audience: str) -> None:
    """Write every paper that can be written now into one folder."""
    from pilotboard.cli.progress import Bar
    from pilotboard.export.files import checked_folder, checked_path, save, slug
    from pilotboard.export.registry import format_of, rendered
    from pilotboard.usecases import reports

    kinds = [format_of(one.strip()) for one in forms.split(",")]
    papers.audience_of(audience)
    folder = checked_folder(to or f"pilotboard-{session.today().isoformat()}")
    if any(folder.iterdir()):
        session.confirm(f"{folder} is not empty. Files of the same name are replaced. Go on?")
    lines = [one for one in reports.list_papers(session.ws) if one.ready]
    written: list[dict[str, object]] = []
    with Bar("Writing") as bar:
        for done, line in enumerate(lines):
            bar(done, len(lines))
            document = reports.make_paper(session.ws, line.what, line.key, audience)
            for kind in kinds:
                path = folder / f"{slug(document.slug)}.{kind.name}"
                save(checked_path(str(path), path.name), rendered(document, kind.name))
                written.append({"path": str(path), "kind": document.kind, "format": kind.name})
    if session.out.json:
        session.out.document("exports", written, count=len(written))
    else:
        session.out.said(f"Wrote {len(written):,} files to {folder}.")


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
