"""`pilotboard board`: the columns of a team or a pilot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, changed, for_editing
from pilotboard.cli.items import item_data
from pilotboard.cli.output import Column as Heading
from pilotboard.cli.session import Session
from pilotboard.domain.board import limit_mark, limit_words
from pilotboard.domain.items import BOARD_STATES, parse_state
from pilotboard.usecases import board as usecases

if TYPE_CHECKING:
    from pilotboard.domain.board import BoardView, Column

BOARD = Noun("board", "The board of a team or a pilot, and its columns.")
COMMANDS = {"board": BOARD}

SETTINGS = (
    Fill("label", "text", "Its own name; empty for the common word"),
    Fill("limit", "whole", "At most so many at once, 1 to 99"),
    Fill("hidden", "yes", "Leave the column out"),
)
HEADINGS = (
    Heading("Key"),
    Heading("Title", elastic=True),
    Heading("Assignee", elastic=True),
    Heading("Days", right=True),
    Heading("Blocked", elastic=True),
)


@BOARD.verb(
    "show",
    argument("scope", ("@team", "@pilot"), metavar="TEAM|PILOT"),
    option("--all", "hidden", is_flag=True, help="Hidden columns too."),
)
def show(session: Session, scope: str, hidden: bool) -> None:
    """Show the board of a team or a pilot, column by column."""
    view = usecases.show_board(session.ws, scope)
    columns = view.columns if hidden else view.shown
    if session.out.json:
        meta = {"title": view.title, "backlog": view.backlog_count, "blocked": view.blocked_count}
        session.out.document("board", map(_column_data, columns), count=len(columns), scope=view.scope_key, **meta)
        return
    _show_text(session, view, columns)


def _show_text(session: Session, view: BoardView, columns: tuple[Column, ...]) -> None:
    now = session.ws.now()
    session.out.text(f"{view.scope_key}  {view.title}")
    for column in columns:
        name = column.label or session.labels.column(column.state)
        head = f"{name} {limit_mark(column.count, column.limit)}"
        words = limit_words(column.count, column.limit)
        session.out.text("")
        session.out.text(f"\n{head}{f'  ({words})' if words else ''}")
        rows = [
            (card.key, card.title, card.assignee or "", _days(card.age_days(now)), card.blocked_reason or "")
            for card in column.cards
        ]
        session.out.table(HEADINGS, rows, "-")
        if column.count > len(column.cards):
            session.out.text(f"and {column.count - len(column.cards):,} more")
    waiting = session.labels.count(view.backlog_count, "item")
    session.out.text(
        f"\n{waiting} in the {session.labels('backlog')}, {view.blocked_count} {session.labels('blocked')}."
    )


def _days(days: int | None) -> str:
    return "" if days is None else str(days)


def _column_data(column: Column) -> dict[str, object]:
    return {
        "state": column.state,
        "label": column.label or None,
        "limit": column.limit,
        "hidden": column.hidden,
        "count": column.count,
        "over": column.over,
        "items": [item_data(card) for card in column.cards],
    }


@BOARD.verb(
    "column",
    argument("team", ("@team",), metavar="TEAM"),
    argument("state", BOARD_STATES, metavar="STATE"),
    *for_editing(SETTINGS),
)
def column(session: Session, team: str, state: str, clear: tuple[str, ...], **given: object) -> None:
    """Set up a column of a team's board: its own name, its limit, whether it is shown."""
    changes = changed(session, "pilotboard board column", SETTINGS, given, clear)
    session.done(usecases.set_column(session.ws, team, parse_state(state), changes))
