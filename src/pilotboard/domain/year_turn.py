"""The turn of the school year: what every team and pilot becomes, and what follows from it, before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.labels import Labels
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import shortened, shown
from pilotboard.domain.years import TurnChoice


class TurnKind(StrEnum):
    """What a line of the turn is about."""

    TEAM = "team"
    PILOT = "pilot"


class TurnRow(NamedTuple):
    """A team or a pilot that is neither closed nor dissolved. ``team_key`` is the pilot's team.

    ``open_items`` are neither done nor dropped; ``pilots`` counts those of a team.
    """

    kind: TurnKind
    key: str
    name: str
    parked_on: date | None
    team_key: str | None
    open_items: int
    pilots: int
    decision_due: date | None

    @property
    def usual(self) -> TurnChoice:
        """What becomes of it unless somebody says otherwise: what waits goes on waiting, the rest goes on."""
        return TurnChoice.PARK if self.parked_on is not None else TurnChoice.CARRY


class TurnPlan(NamedTuple):
    """The turn to a school year, which is written down with it when it is ``new``.

    ``running`` names the sprints that run: they have to be closed before the turn.
    """

    year: str
    start: date
    end: date
    new: bool
    rows: tuple[TurnRow, ...]
    running: tuple[str, ...]


Choices = Mapping[str, TurnChoice]


def settled(plan: TurnPlan, choices: Choices) -> dict[str, TurnChoice]:
    """What becomes of every team and pilot, by key. Raises ``InvalidInput`` for a key that is not in the plan."""
    known = {row.key: row.usual for row in plan.rows}
    for key, choice in choices.items():
        if key not in known:
            said = shortened(shown(key), 40)
            hint = did_you_mean(key, known) or "Only teams and pilots that are not closed take part."
            raise InvalidInput(f"{said} is no open team or pilot.", hint=hint, field=choice.value)
        known[key] = choice
    return known


def check_turn(plan: TurnPlan) -> None:
    """Raises ``Refusal`` with their names while sprints are running."""
    if plan.running:
        are = "is" if len(plan.running) == 1 else "are"
        raise Refusal(
            f"{_listed(plan.running)} {are} still running.",
            kept="Nothing was changed.",
            hint=f"Close {'it' if len(plan.running) == 1 else 'them'} first: what is left over has to be decided.",
        )


def consequences(plan: TurnPlan, becomes: Choices) -> tuple[str, ...]:
    """What follows from the choices, in sentences: pilots that lose their team, or go on while it waits."""
    said = []
    for row in plan.rows:
        team = becomes.get(row.team_key or "")
        if team is None or becomes[row.key] == TurnChoice.CLOSE:
            continue
        if team == TurnChoice.CLOSE:
            said.append(f"{row.key} has no team then: {row.team_key} is closed.")
        elif team == TurnChoice.PARK and becomes[row.key] == TurnChoice.CARRY:
            said.append(f"{row.key} goes on while its team {row.team_key} waits.")
    left = [row for row in plan.rows if row.open_items and becomes[row.key] == TurnChoice.CLOSE]
    said += [
        f"{row.key} is closed with {row.open_items} left to do; nothing of it is lost."
        for row in left
        if _is_pilot(row)
    ]
    return tuple(said)


def summary(plan: TurnPlan, becomes: Choices, labels: Labels) -> str:
    """``2 teams and 5 pilots go on; closed: P-03; parked: P-05.``"""
    going = [row for row in plan.rows if becomes[row.key] == TurnChoice.CARRY]
    pilots = sum(_is_pilot(row) for row in going)
    said = f"{labels.count(len(going) - pilots, 'team')} and {labels.count(pilots, 'pilot')} go on"
    for choice, word in ((TurnChoice.CLOSE, "closed"), (TurnChoice.PARK, "parked")):
        keys = [row.key for row in plan.rows if becomes[row.key] == choice]
        said += f"; {word}: {_listed(keys)}" if keys else ""
    return f"{said}."


def _is_pilot(row: TurnRow) -> bool:
    return row.kind == TurnKind.PILOT


def _listed(words: Iterable[str], most: int = 8) -> str:
    several = list(words)
    if len(several) > most:
        return f"{', '.join(several[:most])} and {len(several) - most} more"
    return " and ".join(filter(None, (", ".join(several[:-1]), *several[-1:])))
