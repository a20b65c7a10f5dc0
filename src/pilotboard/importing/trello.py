"""What a Trello board needs beyond its table: the meaning of lists, and what the moves of the past tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.intake import IncomingMove, IncomingNote
from pilotboard.domain.items import ItemState
from pilotboard.domain.text import clean, folded, has_visible
from pilotboard.importing.boards import created_from_id, moment
from pilotboard.importing.mapping import Guess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pilotboard.importing.boards import Board, Card
    from pilotboard.importing.mapping import ImportMap

_BEGUN = (ItemState.IN_PROGRESS, ItemState.REVIEW, ItemState.DONE)


class Times(NamedTuple):
    """When work on a card began and ended, as far as its moves tell."""

    started_at: datetime | None
    finished_at: datetime | None


def list_states(board: Board, known: Mapping[str, str]) -> tuple[dict[str, str], list[Guess]]:
    """A state for each list: by its word where that leaves no doubt, else by its place, as a guess.

    The first open list is taken for the backlog and the last for done unless a list says so by its name; all
    others for work in progress.
    """
    rows: dict[str, int] = {}
    for row in board.table.rows:
        rows[folded(row[3])] = rows.get(folded(row[3]), 0) + 1
    names = [*dict.fromkeys(folded(one.name) for one in board.lists), *rows]
    states = {name: known[name] for name in names if name in known}
    open_lists = [folded(one.name) for one in board.lists if not one.closed]
    guesses: list[Guess] = []
    for name in dict.fromkeys(names):
        if name in states or not name:
            continue
        state, reason = ItemState.IN_PROGRESS, "neither the first nor the last list"
        if open_lists and name == open_lists[-1] and "done" not in states.values():
            state, reason = ItemState.DONE, "the last list"
        if open_lists and name == open_lists[0] and "backlog" not in states.values():
            state, reason = ItemState.BACKLOG, "the first list"
        guesses.append(Guess(f"state:{name}", state.value, f"{reason}; its name does not tell", rows.get(name, 0)))
    return {**states, **{guess.key.removeprefix("state:"): guess.proposal for guess in guesses}}, guesses


def history(card: Card, mapping: ImportMap) -> tuple[IncomingMove, ...]:
    """The moves of a card, oldest first, with the states that the map gives their lists (guesses are left out)."""
    return tuple(
        IncomingMove(
            move.at,
            _state(move.before, mapping),
            _state(move.after, mapping),
            clean(move.before).text,
            clean(move.after).text,
            clean(move.who).text,
        )
        for move in card.moves
    )


def times(card: Card, state: ItemState | None, created: datetime | None, last: str, mapping: ImportMap) -> Times:
    """When work began (first in a list of work) and ended (last into a done list, for a done card).

    A card that was made in such a list began there when it was created. A done card whose moves are not in the file
    any more ended at its last activity.
    """
    started = finished = None
    if _state(card.first_list, mapping) in _BEGUN:
        started = created
    for move in card.moves:
        after = _state(move.after, mapping)
        if after in _BEGUN and started is None:
            started = move.at
        if after is ItemState.DONE and _state(move.before, mapping) is not ItemState.DONE:
            finished = move.at
    if state is not ItemState.DONE:
        return Times(started if state is not None else None, None)
    if finished is None:
        finished = created if _state(card.first_list, mapping) is ItemState.DONE else moment(last) or created
    return Times(started or finished, finished)


def notes(card: Card) -> tuple[IncomingNote, ...]:
    """The comments of a card, oldest first."""
    cleaned = (IncomingNote(at, clean(who).text, clean(text, lines=True).text) for at, who, text in card.notes)
    return tuple(note for note in cleaned if has_visible(note.text))


def created(card_id: str, fallback: datetime | None) -> datetime | None:
    """When a card was made: its id tells the second."""
    return created_from_id(card_id) or fallback


def _state(name: str, mapping: ImportMap) -> ItemState | None:
    key = folded(name)
    found = mapping.states.get(key)
    return None if found is None or f"state:{key}" in mapping.pending else ItemState(found)
