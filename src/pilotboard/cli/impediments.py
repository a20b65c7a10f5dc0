"""`pilotboard impediments`: what is in a team's way, who is asked, what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument
from pilotboard.cli.fields import Fill, limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN, adds, edits, removes
from pilotboard.usecases import impediments as usecases

if TYPE_CHECKING:
    from pilotboard.domain.impediments import ImpedimentRow

IMPEDIMENTS = Noun("impediments", "What is in a team's way, and who answers.")
COMMANDS = {"impediments": IMPEDIMENTS}

LEVELS = ("team", "coach", "executive")
FIELDS = (
    Fill("title", "text", "What is in the way", clears=False),
    Fill("level", "word", "Who is asked", LEVELS, clears=False),
    Fill("owner", "ref", "Who looks after it; me is you", ("@person",)),
    Fill("item", "ref", "The item that waits for it", ("@item",)),
)
NEW = (*FIELDS, Fill("team", "ref", "Whose way it is in; the item's team when left out", ("@team",), clears=False))
COLUMNS = (
    Column("Key"),
    Column("Team", elastic=True),
    Column("Title", elastic=True),
    Column("Asked"),
    Column("Days", right=True),
    Column("Owner", elastic=True),
    Column("Item"),
    Column("Sprint"),
    Column("Answer", elastic=True),
)
KEY = argument("key", ("@impediment",), metavar="KEY")


def impediment_data(session: Session, row: ImpedimentRow) -> dict[str, object]:
    """An impediment as JSON; `days` are whole days to its answer, or up to now."""
    return {
        "key": row.key,
        "title": row.title,
        "team": row.team_key,
        "sprint": row.sprint_key,
        "item": row.item_key,
        "level": row.level,
        "raised_at": row.raised_at,
        "raised_by": row.raised_by,
        "answered_at": row.answered_at,
        "answer": row.answer or None,
        "owner": row.owner,
        "owner_key": row.owner_key,
        "days": row.days(session.ws.now()),
    }


@IMPEDIMENTS.verb("list", *listing("waiting, level:coach, team:heron", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List what is in the way, those that wait longest first."""
    page = usecases.list_impediments(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("impediments", page.rows, lambda row: impediment_data(session, row), page.total, filter_text)
        return
    now = session.ws.now()
    cells = [
        (
            row.key,
            row.team,
            row.title,
            session.labels(f"level.{row.level}"),
            str(row.days(now)),
            row.owner or "",
            row.item_key or "",
            row.sprint_key or "",
            row.answer.partition("\n")[0],
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("impediment", filter_text, "pilotboard impediments add"))
    session.rest(len(page.rows), page.total)


@IMPEDIMENTS.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show one impediment: who raised it, who is asked, what was answered."""
    row = usecases.show_impediment(session.ws, key)
    if session.out.json:
        session.out.document("impediment", [impediment_data(session, row)], count=1)
        return
    answered = "" if row.answered_at is None else f"{row.answered_at:%Y-%m-%d}, after {row.days(session.ws.now())} days"
    fields = [
        (session.labels.capital("team"), f"{row.team_key} {row.team}"),
        ("Raised", f"{row.raised_at:%Y-%m-%d} by {row.raised_by}"),
        ("Asked", session.labels(f"level.{row.level}")),
        ("Owner", row.owner or "nobody"),
        (session.labels.capital("item"), row.item_key or ""),
        (session.labels.capital("sprint"), row.sprint_key or ""),
        ("Answered", answered),
        ("Answer", row.answer),
    ]
    session.out.page(f"{row.key}  {row.title}", fields)


adds(
    IMPEDIMENTS, "title", NEW, usecases.add_impediment, "Write down what is in a team's way, or in the way of one item."
)
edits(IMPEDIMENTS, KEY, FIELDS, usecases.edit_impediment, f"Change fields of an impediment. {ONLY_GIVEN}")


@IMPEDIMENTS.verb("raise", KEY)
def raise_level(session: Session, key: str) -> None:
    """Take it one level up: from the team to the coach, from the coach to the executive."""
    session.done(usecases.raise_impediment(session.ws, key))


@IMPEDIMENTS.verb("answer", KEY, argument("text", metavar="TEXT"))
def answer(session: Session, key: str, text: str) -> None:
    """Answer it: what was done, or why nothing can be done (- reads it from standard input)."""
    session.done(usecases.answer_impediment(session.ws, key, session.long_text("TEXT", text)))


removes(
    IMPEDIMENTS, KEY, usecases.remove_impediment, "an impediment that never was", "what is out of the way is answered"
)
