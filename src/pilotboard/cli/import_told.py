"""What an import did, or would do, on standard output: for people and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.cli.diagnostics import say
from pilotboard.cli.output import Column
from pilotboard.domain.intake_report import counts_words

if TYPE_CHECKING:
    from pilotboard.cli.session import Session
    from pilotboard.domain.intake_report import IntakeReport
    from pilotboard.importing.mapping import ImportMap
    from pilotboard.importing.proposal import Proposal

MOST = 20
"""Lines of each kind that people are shown; --report writes all."""
COLUMNS = (
    Column("Column", elastic=True),
    Column("Read as"),
    Column("Sure", right=True),
    Column("Full", right=True),
    Column("Sample", elastic=True),
)
PROBLEMS = (
    Column("Row", right=True),
    Column("Id", elastic=True),
    Column("Field"),
    Column("Why", elastic=True),
    Column("Value", elastic=True),
)
DIFFERENCES = (
    Column("Row", right=True),
    Column("Key"),
    Column("Field"),
    Column("Here", elastic=True),
    Column("File", elastic=True),
)


def as_document(
    session: Session,
    report: IntakeReport,
    proposal: Proposal,
    mapping: ImportMap,
    kept: Sequence[str],
    wanted: bool,
) -> None:
    """The JSON document: the rows that did not go in, and everything else as `meta`."""
    session.out.document(
        "import",
        (
            {
                "row": one.row,
                "external_id": one.external_id,
                "field": one.field,
                "message": one.message,
                "value": one.value,
            }
            for one in report.problems
        ),
        **report.counts,
        batch=report.batch,
        preset=report.preset,
        applied=report.applied and wanted,
        target=report.target,
        into=report.into or None,
        sprints=report.sprints,
        read=list(proposal.said),
        columns=[
            {"name": one.name, "field": one.field, "confidence": round(one.confidence, 2), "filled": one.filled}
            for one in proposal.columns
            if one.field
        ],
        unread=[{"name": one.name, "filled": one.filled, "share": round(one.share, 3)} for one in proposal.unread],
        missing=list(proposal.missing),
        guesses=[
            {"key": one.key, "proposal": one.proposal, "reason": one.reason, "rows": one.rows}
            for one in mapping.guesses
        ],
        choices=[
            {"key": one.key, "taken": one.taken, "said": one.sentence, "others": list(one.others)}
            for one in proposal.choices
        ],
        unmatched=list(report.unmatched),
        remarks=len(report.remarks),
        differences=[one._asdict() for one in report.differences],
        said=[*filter(None, [report.said]), *kept],
    )


def as_text(
    session: Session,
    report: IntakeReport,
    proposal: Proposal,
    mapping: ImportMap,
    kept: Sequence[str],
    wanted: bool,
) -> None:
    """For people: what was read and how, what happens, what does not go in, what to do next."""
    out = session.out
    if not wanted:
        _tell_reading(session, proposal, mapping)
    _tell_differences(session, report)
    _tell_problems(session, report)
    if wanted and report.applied:
        out.said(report.said)
        if report.batch:
            out.said(f"To take it back: pilotboard import undo {report.batch}")
    elif wanted:
        say(
            f"Nothing was written: {report.error:,} {'row' if report.error == 1 else 'rows'} cannot go in."
            " Mend the file or the map, or add --skip-bad to leave them out."
        )
    else:
        sprints = f", and {report.sprints:,} sprints of the past" if report.sprints else ""
        where = f"Into {report.into}: " if report.into else ""
        out.text(f"{where}{counts_words(report)}{sprints}.")
    if report.unmatched:
        more = f" and {len(report.unmatched) - 5} more" if len(report.unmatched) > 5 else ""
        out.text(f"Unknown here: {', '.join(report.unmatched[:5])}{more}.")
    if report.remarks:
        count = len(report.remarks)
        out.said(f"{count:,} {'remark' if count == 1 else 'remarks'} about rows that go in: --report FILE writes them.")
    for sentence in kept:
        out.said(sentence)
    if not wanted:
        say("Nothing was written. Add --apply to import it.")


def _tell_reading(session: Session, proposal: Proposal, mapping: ImportMap) -> None:
    out = session.out
    out.text(f"{proposal.title} ({proposal.confidence:.0%} sure): {'; '.join(proposal.said)}.")
    rows = [
        (one.name, one.field, f"{one.confidence:.0%}", f"{one.share:.0%}", one.sample)
        for one in proposal.columns
        if one.field
    ]
    out.table(COLUMNS, rows)
    for choice in proposal.choices:
        out.text(choice.sentence)
    unread = proposal.unread
    if unread:
        names = ", ".join(f"{one.name} ({one.share:.0%} full)" for one in unread[:MOST])
        more = f" and {len(unread) - MOST} more" if len(unread) > MOST else ""
        out.text(f"Not read: {names}{more}.")
    if proposal.missing:
        out.text(f"Not in this file: {', '.join(proposal.missing)}.")
    if mapping.guesses:
        out.text("Guesses, used with --accept-guesses only:")
        for guess in mapping.guesses[:MOST]:
            out.text(f"  {guess.key} = {guess.proposal} ({guess.reason}; {guess.rows:,} rows)")


def _tell_differences(session: Session, report: IntakeReport) -> None:
    if report.differences:
        rows = [(f"{one.row}", one.key, one.field, one.ours, one.theirs) for one in report.differences]
        session.out.table(DIFFERENCES, rows)


def _tell_problems(session: Session, report: IntakeReport) -> None:
    if not report.problems:
        return
    rows = [(f"{one.row}", one.external_id, one.field, one.message, one.value) for one in report.problems[:MOST]]
    session.out.table(PROBLEMS, rows)
    if len(report.problems) > MOST:
        session.out.text(f"... and {len(report.problems) - MOST:,} more lines: --report FILE writes them all.")
