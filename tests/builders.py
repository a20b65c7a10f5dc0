"""Small pieces to build a test's store from, all through the use cases: what a test says is what it is about.

    ws = make_store(url)
    team = a_team(ws)
    pilot = a_pilot(ws, team=team)
    first, second = some_items(ws, pilot, 2)

Each returns the key of what it made.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from pilotboard.domain.changes import Written
from pilotboard.domain.organisation import LabelSet
from pilotboard.domain.plan import PlanLevel
from pilotboard.store.location import locate
from pilotboard.usecases import feedback_changes, ideas, items, people, pilots, plan, sites, teams
from pilotboard.usecases.workspace import Clock, Workspace

DAY = date(2026, 3, 18)
"""A Wednesday in the middle of a school year: the day of these stores."""
_SERIAL = count(1)


def make_store(url: str, *, user: str = "ana.ruiz", day: date = DAY, labels: LabelSet = LabelSet.SCRUM) -> Workspace:
    """A new store at `url` with an organisation and one person, Ana Ruiz (`ana.ruiz`, U-01), who acts."""
    from pilotboard.store.writing.create import begin, create
    from pilotboard.store.writing.unit import Tx

    location = locate(url)
    create(location)
    ws = Workspace(location, user, Clock(day))

    def start(tx: Tx) -> Written:
        return begin("Riverside Unified", labels, "UTC", sample=False, created_at=tx.now, tx=tx)

    ws.write("organisation.begin", start)
    people.add_person(ws, {"name": "Ana Ruiz"})
    ws.close()
    return as_user(ws, user)


def as_user(ws: Workspace, user: str, days_later: int = 0) -> Workspace:
    """The same store as somebody else sees it, or some days later: a workspace of its own."""
    day = ws.today() + timedelta(days=days_later)
    return Workspace(ws.location, user, Clock(day))


def a_person(ws: Workspace, name: str = "", **more: object) -> str:
    """A person; returns the key."""
    return people.add_person(ws, {"name": name or f"Person {next(_SERIAL)}", **more}).keys[0]


def a_site(ws: Workspace, name: str = "", **more: object) -> str:
    """A site; returns the key."""
    return sites.add_site(ws, {"name": name or f"School {next(_SERIAL)}", **more}).keys[0]


def a_team(ws: Workspace, name: str = "", **more: object) -> str:
    """A team without members; returns the key."""
    return teams.add_team(ws, {"name": name or f"Team {next(_SERIAL)}", **more}).keys[0]


def a_pilot(ws: Workspace, title: str = "", **more: object) -> str:
    """A pilot; `team`, `coach`, `sites` ... as in its draft; returns the key."""
    return pilots.add_pilot(ws, {"title": title or f"Pilot {next(_SERIAL)}", **more}).keys[0]


def an_item(ws: Workspace, pilot: str, title: str = "", **more: object) -> str:
    """An item at the end of its list; returns the key."""
    return items.add_item(ws, pilot, {"title": title or f"Item {next(_SERIAL)}", **more}).keys[0]


def some_items(ws: Workspace, pilot: str, number: int = 3, **more: object) -> list[str]:
    """Several items in order; returns their keys."""
    return [items.add_item(ws, pilot, {"title": f"Item {next(_SERIAL)}", **more}).keys[0] for _ in range(number)]


def a_voice(ws: Workspace, pilot: str, quote: str = "", **more: object) -> str:
    """A voice of a family, heard today; returns the key."""
    said = {"pilot": pilot, "role": "family", "quote": quote or f"Voice {next(_SERIAL)}", **more}
    return feedback_changes.add_feedback(ws, said).keys[0]


def a_board(ws: Workspace, number: int = 3) -> tuple[str, str, list[str]]:
    """A team with one pilot and `number` items that are ready; returns team, pilot and item keys."""
    team = a_team(ws)
    pilot = a_pilot(ws, team=team)
    return team, pilot, some_items(ws, pilot, number, state="ready")


def a_goal(ws: Workspace, *, title: str = "", **more: object) -> str:
    """A goal with a priority and a strategy of its own above it; returns its key."""
    serial = next(_SERIAL)
    priority = plan.add_plan(ws, PlanLevel.PRIORITY, {"title": f"Priority {serial}"}).keys[0]
    strategy = plan.add_plan(ws, PlanLevel.STRATEGY, {"title": f"Strategy {serial}", "priority": priority}).keys[0]
    values = {"title": title or f"Goal {serial}", "strategy": strategy, **more}
    return plan.add_plan(ws, PlanLevel.GOAL, values).keys[0]


def an_idea(ws: Workspace, title: str = "", **more: object) -> str:
    """An idea of the actor; returns its key."""
    return ideas.add_idea(ws, {"title": title or f"Idea {next(_SERIAL)}", **more}).keys[0]
