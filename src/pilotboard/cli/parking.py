"""`pilotboard pilots park`, `teams park` and the way back: what waits for a while."""

from __future__ import annotations

from pilotboard.cli.pilots import KEY as PILOT
from pilotboard.cli.pilots import PILOTS
from pilotboard.cli.session import Session
from pilotboard.cli.teams import KEY as TEAM
from pilotboard.cli.teams import TEAMS
from pilotboard.usecases import parking


@PILOTS.verb("park", PILOT)
def park_pilot(session: Session, key: str) -> None:
    """Let a pilot wait: it leaves the open lists and Today, and nothing of it is lost."""
    session.done(parking.park_pilot(session.ws, key))


@PILOTS.verb("unpark", PILOT)
def unpark_pilot(session: Session, key: str) -> None:
    """Take up a parked pilot again."""
    session.done(parking.unpark_pilot(session.ws, key))


@TEAMS.verb("park", TEAM)
def park_team(session: Session, key: str) -> None:
    """Let a team wait: it leaves the open lists and Today. Its pilots and members stay with it."""
    session.done(parking.park_team(session.ws, key))


@TEAMS.verb("unpark", TEAM)
def unpark_team(session: Session, key: str) -> None:
    """Let a parked team work again."""
    session.done(parking.unpark_team(session.ws, key))
