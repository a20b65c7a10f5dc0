"""`pilotboard find`: search everything."""

from __future__ import annotations

from pilotboard.cli.app import argument, option, verb
from pilotboard.cli.fields import limit_of
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.usecases import find as usecases

USUAL = 20
COLUMNS = (Column("Key"), Column("Kind"), Column("Title", elastic=True), Column("Found in", elastic=True))


@verb(
    argument("words", nargs=-1, required=True, metavar="TEXT..."),
    option("--limit", metavar="NUMBER", help=f"So many of each kind at most; {USUAL} when not said."),
)
def find(session: Session, words: tuple[str, ...], limit: str | None) -> None:
    """Search pilots, items, sprints, impediments, actions, feedback, plan, ideas, decisions, teams, people, sites."""
    text = " ".join(words)
    found = usecases.find(session.ws, text, limit=limit_of(limit) or USUAL)
    if session.out.json:
        session.rows("find", found, lambda hit: hit._asdict(), len(found), text)
        return
    cells = [
        (hit.key, session.labels(hit.kind), hit.title, f"{hit.where}: {hit.snippet}" if hit.snippet else hit.where)
        for hit in found
    ]
    session.out.table(COLUMNS, cells, "Nothing found.")


COMMANDS = {"find": find}
