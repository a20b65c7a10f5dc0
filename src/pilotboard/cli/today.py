"""`pilotboard today` and `pilotboard digest`: what is mine, waiting, due and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import option, verb
from pilotboard.cli.session import Session
from pilotboard.usecases.today import ROLES, show_today

if TYPE_CHECKING:
    from pilotboard.domain.today import TodayView


@verb()
def today(session: Session) -> None:
    """Show what is yours, what waits and what is due today."""
    _show(session, None, "today")


@verb(option("--for", "role", metavar="WORD", completes=ROLES, help="Whose: member, coach or leader; else your own."))
def digest(session: Session, role: str | None) -> None:
    """Print what waits as text to paste into a message, for a member, a coach or a leader."""
    _show(session, role, "digest")


def _show(session: Session, role: str | None, kind: str) -> None:
    if session.out.json:
        view = show_today(session.ws, role)
        data = list(_lines(view))
        sprints = [
            {"key": one.key, "team": one.team_key, "goal": one.goal, "end": one.end, "standing": one.standing.words()}
            for one in view.sprints
        ]
        totals = {block.block.value: block.total for block in view.blocks}
        session.out.document(kind, data, count=len(data), role=view.role, day=view.day, sprints=sprints, totals=totals)
        return
    from pilotboard.usecases.digest import digest as text_of

    session.out.text(text_of(session.ws, role))


def _lines(view: TodayView) -> list[dict[str, object]]:
    return [
        {
            "block": block.block,
            "word": line.word,
            "key": line.key,
            "text": line.text,
            "when": line.when,
            "who": line.who or None,
            "tone": line.tone,
        }
        for block in view.blocks
        for line in block.lines
    ]


COMMANDS = {"today": today, "digest": digest}
