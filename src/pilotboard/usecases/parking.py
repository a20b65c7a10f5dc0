"""Parking: a pilot or a team that waits for a while. It is neither closed nor at work, and nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import Refusal
from pilotboard.domain.keys import pilot_key, sprint_key, team_key
from pilotboard.store.reading import sprints as sprint_reading
from pilotboard.usecases import lookup
from pilotboard.usecases.item_writing import listed
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.store.writing.tables import Pilot, Team
    from pilotboard.store.writing.unit import Tx


def park_pilot(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Let a pilot wait: it leaves the open lists, the choices and Today. Its items and voices stay as they are.

    Raises Refusal for a closed pilot, and while items of it stand in a running sprint.
    """

    def work(tx: Tx) -> Written:
        row = _pilot(tx, key)
        name = pilot_key(row.number)
        parked = park_pilot_row(tx, row)
        return Written(f"Parked {name} {row.title}." if parked else f"{name} was parked already.", (name,))

    return ws.write("pilots.park", work, operation_id)


def unpark_pilot(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Take up a parked pilot again; one that is at work stays as it is."""

    def work(tx: Tx) -> Written:
        row = _pilot(tx, key)
        name = pilot_key(row.number)
        if not tx.change(row, parked_on=None):
            return Written(f"{name} was not parked.", (name,))
        return Written(f"Took up {name} {row.title} again.", (name,))

    return ws.write("pilots.unpark", work, operation_id)


def park_team(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Let a team wait: it leaves the open lists, the choices and Today. Its pilots and members stay with it.

    Raises Refusal for a dissolved team, and while a sprint of it is running.
    """

    def work(tx: Tx) -> Written:
        row = _team(tx, key)
        name = team_key(row.number)
        parked = park_team_row(tx, row)
        return Written(f"Parked {name} {row.name}." if parked else f"{name} was parked already.", (name,))

    return ws.write("teams.park", work, operation_id)


def unpark_team(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Let a parked team work again; one that is at work stays as it is."""

    def work(tx: Tx) -> Written:
        row = _team(tx, key)
        name = team_key(row.number)
        if not tx.change(row, parked_on=None):
            return Written(f"{name} was not parked.", (name,))
        return Written(f"{name} {row.name} is at work again.", (name,))

    return ws.write("teams.unpark", work, operation_id)


def park_pilot_row(tx: Tx, row: Pilot) -> bool:
    """Park a pilot inside a larger intent; False when it is parked already. Raises Refusal as `park_pilot` does."""
    name = pilot_key(row.number)
    if row.closed_on is not None:
        _refuse_past(name, row.title, "closed", row.closed_on)
    inside = sprint_reading.running_with_pilot(tx.reader, row.stored_id)
    if inside and row.parked_on is None:
        sprint, keys = inside[0][0], [key for _, key in inside]
        raise Refusal(
            f"{sprint} is running with {listed(keys)} of {name}.",
            kept="Nothing was changed.",
            hint=f"Close {sprint} first, or take them out of it.",
            at=name,
        )
    return tx.change(row, parked_on=row.parked_on or tx.today)


def park_team_row(tx: Tx, row: Team) -> bool:
    """Park a team inside a larger intent; False when it is parked already. Raises Refusal as `park_team` does."""
    from pilotboard.store.writing import sprints as sprint_writing

    name = team_key(row.number)
    if row.dissolved_on is not None:
        _refuse_past(name, row.name, "dissolved", row.dissolved_on)
    sprint = sprint_writing.running(tx, row.stored_id)
    if sprint is not None:
        key = sprint_key(sprint.number)
        raise Refusal(
            f"{key} of {row.name} is running.",
            kept="Nothing was changed.",
            hint=f"Close it first: pilotboard sprints close {key}.",
            at=name,
        )
    return tx.change(row, parked_on=row.parked_on or tx.today)


def _refuse_past(name: str, title: str, word: str, on: date) -> NoReturn:
    hint = "Only what is at work can be parked."
    raise Refusal(f"{name} {title} was {word} on {on.isoformat()}.", kept="Nothing was changed.", hint=hint, at=name)


def _pilot(tx: Tx, key: str) -> Pilot:
    from pilotboard.store.writing import pilots as writing

    return writing.pilot(tx, lookup.numbered_id(tx.reader, "pilot", key))


def _team(tx: Tx, key: str) -> Team:
    from pilotboard.store.writing import teams as writing

    return writing.team(tx, lookup.numbered_id(tx.reader, "team", key))
