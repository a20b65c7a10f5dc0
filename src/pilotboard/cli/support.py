"""`pilotboard support`: what is asked for, the answers, and how many days they took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import adds, edits, removes
from pilotboard.usecases import support as usecases

if TYPE_CHECKING:
    from pilotboard.domain.support import SupportRow

SUPPORT = Noun("support", "What is asked for, and how long the answer took.")
COMMANDS = {"support": SUPPORT}

KINDS = ("time", "money", "coaching", "training", "data", "technology")
ANSWERS = ("granted", "partly", "declined")
FIELDS = (
    Fill("text", "prose", "What is asked for", clears=False),
    Fill("kind", "word", "What kind of support", KINDS, clears=False),
)
NEW = (
    *FIELDS,
    Fill("pilot", "ref", "The pilot it is for", ("@pilot",), clears=False),
    Fill("idea", "ref", "The idea it is for", ("@idea",), clears=False),
)
COLUMNS = (
    Column("Key"),
    Column("Kind"),
    Column("For"),
    Column("Asked for", elastic=True),
    Column("By", elastic=True),
    Column("On"),
    Column("Days", right=True),
    Column("Answer"),
    Column("Note", elastic=True),
)
KEY = argument("key", ("@support",), metavar="KEY")


def support_data(session: Session, row: SupportRow) -> dict[str, object]:
    """A request as JSON; `days` are whole days to its answer, or up to today."""
    return {
        "key": row.key,
        "kind": row.kind,
        "text": row.text,
        "for": row.for_key,
        "for_title": row.for_title,
        "asked_by": row.asked_by,
        "asked_on": row.asked_on,
        "answer": row.answer,
        "answered_on": row.answered_on,
        "granted_at": None if row.answer in (None, "declined") else row.answered_on,
        "answered_by": row.answered_by or None,
        "note": row.note or None,
        "days": row.days(session.today()),
    }


@SUPPORT.verb("list", *listing("waiting, kind:money, for:P-07", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List requests for support, those that wait longest first, and how long answers take."""
    page = usecases.list_support(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    taken = usecases.time_to_answer(session.ws)
    if session.out.json:
        session.out.document(
            "support",
            [support_data(session, row) for row in page.rows],
            count=len(page.rows),
            total=page.total,
            filter=filter_text or None,
            days={
                "median": taken.median_days,
                "answered": taken.n,
                "waiting": taken.waiting,
                "oldest": taken.oldest_days,
            },
        )
        return
    today = session.today()
    cells = [
        (
            row.key,
            row.kind,
            row.for_key,
            row.text.partition("\n")[0],
            row.asked_by,
            row.asked_on.isoformat(),
            str(row.days(today)),
            row.answer or "waiting",
            row.note.partition("\n")[0],
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("support", filter_text, "pilotboard support add"))
    session.rest(len(page.rows), page.total)
    if cells and not session.out.quiet:
        session.out.text(f"All together: {taken.words()}.")


@SUPPORT.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show one request: what is asked, for what, and the answer."""
    row = usecases.show_support(session.ws, key)
    if session.out.json:
        session.out.document("support request", [support_data(session, row)], count=1)
        return
    fields = [
        ("Kind", row.kind),
        ("For", f"{row.for_key} {row.for_title}"),
        ("Asked for", row.text),
        ("Asked", f"{row.asked_on.isoformat()} by {row.asked_by}"),
        ("Answer", row.answer_words(session.today()) + (f", by {row.answered_by}" if row.answered_by else "")),
        ("Note", row.note),
    ]
    session.out.page(f"{row.key}  {session.labels.capital('support')}", fields)


adds(SUPPORT, "text", NEW, usecases.ask_support, "Ask for support, for one pilot (--pilot) or for one idea (--idea).")
edits(SUPPORT, KEY, FIELDS, usecases.edit_support, "Change what is asked for, while there is no answer.")


@SUPPORT.verb(
    "answer",
    KEY,
    argument("answer", ANSWERS, metavar="|".join(ANSWERS)),
    option("--note", metavar="TEXT", default="", help="What is granted, or why not (- reads it from standard input)."),
)
def answer(session: Session, key: str, answer: str, note: str) -> None:
    """Answer a request: granted, partly or declined; the last two need a note."""
    session.done(usecases.answer_support(session.ws, key, answer, session.long_text("--note", note)))


@SUPPORT.verb("reopen", KEY)
def reopen(session: Session, key: str) -> None:
    """Take an answer back; the request waits again since the day it was asked."""
    session.done(usecases.reopen_support(session.ws, key))


removes(SUPPORT, KEY, usecases.remove_support, "a request that never was", "others are answered")
