"""`pilotboard feedback`: what people said about the pilots, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.usecases import feedback as usecases

if TYPE_CHECKING:
    from pilotboard.domain.feedback import FeedbackDetail, FeedbackRow

_CHANGES = ("add", "edit", "answer", "triage", "theme", "severity", "link", "item", "judge", "remove")
FEEDBACK = Noun(
    "feedback",
    "What people said, and what became of it.",
    {**dict.fromkeys(_CHANGES, "feedback_changes"), "summary": "feedback_summary"},
)
COMMANDS = {"feedback": FEEDBACK}

COLUMNS = (
    Column("Key"),
    Column("Status"),
    Column("Severity"),
    Column("Who"),
    Column("Site", elastic=True),
    Column("Said", elastic=True),
    Column("Rating", right=True),
    Column("Themes", elastic=True),
    Column("Pilot"),
    Column("Heard"),
)
SEVERITIES = {1: "good to know", 2: "nuisance", 3: "serious", 4: "harm"}
IN = option("--in", "scope", completes=("@team", "@pilot"), metavar="KEY", help="Only those of that team or pilot.")
PILOT = option("--pilot", completes=("@pilot",), metavar="KEY|NAME", help="Only those about that pilot.")


def feedback_data(row: FeedbackRow) -> dict[str, object]:
    """A voice as the JSON of every command shows it."""
    scale = row.scale
    return {
        "key": row.key,
        "pilot": row.pilot_key,
        "sprint": row.sprint_key,
        "on": row.on,
        "role": row.role,
        "site": row.site_key,
        "site_name": row.site,
        "focal_group": row.focal_group or None,
        "channel": row.channel,
        "prompt": row.prompt or None,
        "rating": row.rating,
        "scale": None if scale is None else {"low": scale.low, "high": scale.high, "good": scale.good},
        "quote": row.quote,
        "themes": list(row.themes),
        "sentiment": row.sentiment,
        "severity": int(row.severity),
        "status": row.status,
        "answer": row.answer or None,
        "answer_kind": row.answer_kind,
        "answered_on": row.answered_on,
        "owner": row.owner,
        "consent": row.consent,
        "identity": row.identity,
        "item": row.item_key,
        "action": row.action_key,
        "report": row.report,
        "created_at": row.created_at,
        "logged_by": row.logged_by,
    }


def rating_words(row: FeedbackRow) -> str:
    """``4/5``; ``7 of 0-10`` on a scale that does not begin at 1."""
    if row.rating is None or row.scale is None:
        return ""
    scale = row.scale
    return f"{row.rating}/{scale.high}" if scale.low == 1 else f"{row.rating} of {scale.low}-{scale.high}"


@FEEDBACK.verb("list", *listing('"waiting role:family theme:timing", severity>=3', usecases.SORTS), PILOT, IN)
def show_list(
    session: Session, filter_text: str, sort: str, limit: str | None, pilot: str | None, scope: str | None
) -> None:
    """List voices: those that wait for an answer first, the gravest and newest first among them."""
    page = usecases.list_feedback(session.ws, filter_text, scope=pilot or scope, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("feedback", page.rows, feedback_data, page.total, filter_text)
        return
    cells = [
        (
            row.key,
            row.status.replace("_", " "),
            SEVERITIES[int(row.severity)],
            row.role,
            row.site or "",
            row.quote.replace("\n", " "),
            rating_words(row),
            ", ".join(row.themes),
            row.pilot_key,
            row.on.isoformat(),
        )
        for row in page.rows
    ]
    empty = (
        "No feedback fits." if filter_text or pilot or scope else "No feedback yet. To begin: pilotboard feedback add"
    )
    session.out.table(COLUMNS, cells, empty)
    session.rest(len(page.rows), page.total)


@FEEDBACK.verb("show", argument("key", ("@feedback",), metavar="KEY"))
def show(session: Session, key: str) -> None:
    """Show one voice: what was said, what was answered, and how a report of harm was judged."""
    detail = usecases.show_feedback(session.ws, key)
    if session.out.json:
        session.out.document("feedback", [detail_data(detail)], count=1)
        return
    session.out.page(f"{detail.row.key}  {detail.row.pilot}", _fields(session, detail))


def detail_data(detail: FeedbackDetail) -> dict[str, object]:
    """A voice with all that hangs on it."""
    return {
        **feedback_data(detail.row),
        "pilot_title": detail.row.pilot,
        "item_title": detail.item_title,
        "action_text": detail.action_text,
        "judgements": [
            {"role": one.role, "by": one.by, "verdict": one.verdict, "at": one.at, "reason": one.reason}
            for one in detail.judgements
        ],
    }


def _fields(session: Session, detail: FeedbackDetail) -> list[tuple[str, str]]:
    from pilotboard.domain.feedback import answer_words
    from pilotboard.domain.reports import report_words

    row, word = detail.row, session.labels
    days = row.days_owed(session.today())
    rating = f"{rating_words(row)} ({row.scale.words()})" if row.rating is not None and row.scale else ""
    return [
        ("Said", row.quote),
        ("Asked", row.prompt),
        ("Rating", rating),
        ("Who", ", ".join(filter(None, (row.role, row.focal_group, row.identity)))),
        (word.capital("site"), row.site or ""),
        ("Heard", f"{row.on.isoformat()}, {row.channel}, written down by {row.logged_by}"),
        ("Status", row.status.replace("_", " ") + (f", waiting {days} days" if row.owed else "")),
        ("Severity", f"{int(row.severity)} {SEVERITIES[int(row.severity)]}"),
        ("Report", report_words(detail.judgements) if row.report is not None else ""),
        ("Themes", ", ".join(row.themes)),
        ("Sentiment", row.sentiment or ""),
        (word.capital("sprint"), row.sprint_key or ""),
        (word.capital("item"), f"{row.item_key} {detail.item_title}" if row.item_key else ""),
        ("Action", f"{row.action_key} {detail.action_text}" if row.action_key else ""),
        ("Owner", row.owner or ""),
        ("May be quoted", {"none": "no", "internal": "inside", "public": "in public"}[row.consent]),
        ("Answer", f"{answer_words(row)} ({row.answered_on})" if row.answer else ""),
    ]
