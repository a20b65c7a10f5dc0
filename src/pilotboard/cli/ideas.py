"""`pilotboard ideas`: what people propose, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, for_adding, limit_of, listing, values
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN_OR_CLEARED, adds, edits, removes
from pilotboard.usecases import ideas as usecases

if TYPE_CHECKING:
    from pilotboard.domain.ideas import IdeaDetail, IdeaRow

IDEAS = Noun("ideas", "What people propose, and what became of it.")
COMMANDS = {"ideas": IDEAS}

FIELDS = (
    Fill("title", "text", "The idea in a few words", clears=False),
    Fill("need", "prose", "The need that was seen"),
    Fill("for_whom", "prose", "Whom it is for"),
    Fill("might_help", "prose", "What might help"),
    Fill("site", "ref", "Where the need was seen", ("@site",)),
    Fill("goal", "ref", "The goal of the plan it would serve", ("@goal",)),
)
OF_PILOT = (
    Fill("title", "text", "What is tried out; the idea's title when left out", clears=False),
    Fill("aim", "prose", "What it is for; the need when left out"),
    Fill("team", "ref", "The team that carries it", ("@team",)),
    Fill("sponsor", "ref", "Who stands up for it", ("@person",)),
    Fill("coach", "ref", "Who coaches it", ("@person",)),
)
COLUMNS = (
    Column("Key"),
    Column("Title", elastic=True),
    Column("State"),
    Column("Proposed by", elastic=True),
    Column("On"),
    Column("Days", right=True),
    Column("Site", elastic=True),
    Column("Pilot"),
    Column("Support", right=True),
)
KEY = argument("key", ("@idea",), metavar="KEY")


def idea_data(session: Session, row: IdeaRow) -> dict[str, object]:
    """An idea as JSON; `days` are whole days to its answer, or up to today."""
    return {
        "key": row.key,
        "title": row.title,
        "state": row.state,
        "need": row.need or None,
        "for_whom": row.for_whom or None,
        "might_help": row.might_help or None,
        "assessment": row.assessment or None,
        "reason": row.reason or None,
        "proposed_by": row.proposed_by,
        "proposed_on": row.proposed_on,
        "answered_on": row.answered_on,
        "days": row.days(session.today()),
        "site": row.site_key,
        "goal": row.goal_key,
        "pilot": row.pilot_key,
        "support_waiting": row.support,
    }


@IDEAS.verb("list", *listing("waiting, by:me, site:willow", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List ideas, those that wait longest for an answer first."""
    page = usecases.list_ideas(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("ideas", page.rows, lambda row: idea_data(session, row), page.total, filter_text)
        return
    today = session.today()
    cells = [
        (
            row.key,
            row.title,
            row.state,
            row.proposed_by,
            row.proposed_on.isoformat(),
            str(row.days(today)),
            row.site or "",
            row.pilot_key or "",
            str(row.support or ""),
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("idea", filter_text, "pilotboard ideas add"))
    session.rest(len(page.rows), page.total)


@IDEAS.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show one idea: the need, what was found, the answer, the support that is asked for."""
    detail = usecases.show_idea(session.ws, key)
    if session.out.json:
        asked = [{"key": one.key, "kind": one.kind, "text": one.text, "answer": one.answer} for one in detail.support]
        session.out.document("idea", [{**idea_data(session, detail.row), "support": asked}], count=1)
        return
    session.out.page(f"{detail.row.key}  {detail.row.title}", _fields(session, detail))


def _fields(session: Session, detail: IdeaDetail) -> list[tuple[str, str]]:
    row, today, word = detail.row, session.today(), session.labels
    days = row.days(today)
    stands = (
        f"{row.state}, waiting {days} days" if row.waiting else f"{row.state} on {row.answered_on}, after {days} days"
    )
    asked = "\n".join(f"{one.key} {one.kind}, {one.answer_words(today)}: {one.text}" for one in detail.support)
    return [
        ("State", stands),
        ("Why not", row.reason),
        (word.capital("pilot"), f"{row.pilot_key} {row.pilot}" if row.pilot_key else ""),
        ("Need", row.need),
        ("For whom", row.for_whom),
        ("What might help", row.might_help),
        ("What we found", row.assessment),
        ("Proposed", f"{row.proposed_on.isoformat()} by {row.proposed_by}"),
        (word.capital("site"), f"{row.site_key} {row.site}" if row.site_key else ""),
        (word.capital("goal"), f"{row.goal_key} {row.goal}" if row.goal_key else ""),
        ("Support", asked),
    ]


adds(IDEAS, "title", FIELDS, usecases.add_idea, "Propose an idea; a title is enough.")
edits(IDEAS, KEY, FIELDS, usecases.edit_idea, f"Change fields of an idea. {ONLY_GIVEN_OR_CLEARED}")


@IDEAS.verb("assess", KEY, argument("text", metavar="TEXT"))
def assess(session: Session, key: str, text: str) -> None:
    """Say what was found when the need was looked into (- reads it from standard input)."""
    session.done(usecases.assess_idea(session.ws, key, session.long_text("TEXT", text)))


@IDEAS.verb("accept", KEY, *for_adding(OF_PILOT))
def accept(session: Session, key: str, **given: object) -> None:
    """Make a pilot of an idea: the need becomes its aim, site and goal are the idea's."""
    session.done(usecases.accept_idea(session.ws, key, values(session, OF_PILOT, given)))


@IDEAS.verb("decline", KEY, option("--reason", metavar="TEXT", required=True, help="Why nothing comes of it for now."))
def decline(session: Session, key: str, reason: str) -> None:
    """Decline an idea, with a reason that its proposer can read."""
    session.done(usecases.decline_idea(session.ws, key, reason))


@IDEAS.verb("reopen", KEY)
def reopen(session: Session, key: str) -> None:
    """Take a declined idea up again."""
    session.done(usecases.reopen_idea(session.ws, key))


removes(IDEAS, KEY, usecases.remove_idea, "an idea that never was", "others are declined with a reason")
