"""The strategic plan as lines: one statement a level, every count an index search."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pilotboard.domain.keys import goal_key, idea_key, pilot_key, priority_key, strategy_key
from pilotboard.domain.plan import PlanLevel, PlanRow
from pilotboard.store.reading.reader import Reader, day

KEYS: Mapping[PlanLevel, Callable[[int], str]] = {
    PlanLevel.PRIORITY: priority_key,
    PlanLevel.STRATEGY: strategy_key,
    PlanLevel.GOAL: goal_key,
}
"""From a level and a number to a key."""

_OPEN_GOALS = "SELECT count(*) FROM goal g JOIN strategy s ON s.id = g.strategy_id"
_OPEN_PILOTS = "SELECT count(*) FROM pilot x JOIN goal g ON g.id = x.goal_id"
_ROWS = {
    PlanLevel.PRIORITY: f"""
        SELECT r.id, r.number, r.title, r.description, NULL, NULL, NULL, NULL, NULL,
               (SELECT count(*) FROM strategy s WHERE s.priority_id = r.id AND s.closed_on IS NULL),
               ({_OPEN_GOALS} WHERE s.priority_id = r.id AND g.closed_on IS NULL),
               ({_OPEN_PILOTS} JOIN strategy s ON s.id = g.strategy_id
                WHERE s.priority_id = r.id AND x.closed_on IS NULL),
               r.closed_on, r.version
        FROM priority r
    """,
    PlanLevel.STRATEGY: f"""
        SELECT r.id, r.number, r.title, r.description, p.number, p.title, NULL, NULL, NULL,
               0, (SELECT count(*) FROM goal g WHERE g.strategy_id = r.id AND g.closed_on IS NULL),
               ({_OPEN_PILOTS} WHERE g.strategy_id = r.id AND x.closed_on IS NULL), r.closed_on, r.version
        FROM strategy r JOIN priority p ON p.id = r.priority_id
    """,
    PlanLevel.GOAL: """
        SELECT r.id, r.number, r.title, r.description, p.number, p.title, s.number, s.title, r.due_on,
               0, 0, (SELECT count(*) FROM pilot x WHERE x.goal_id = r.id AND x.closed_on IS NULL),
               r.closed_on, r.version
        FROM goal r JOIN strategy s ON s.id = r.strategy_id JOIN priority p ON p.id = s.priority_id
    """,
}


def _maker(level: PlanLevel) -> Callable[..., PlanRow]:
    def made(*record: Any) -> PlanRow:
        row_id, number, title, description = record[:4]
        priority, priority_title, strategy, strategy_title, due, strategies, goals, pilots, closed, version = record[4:]
        above = []
        if priority is not None:
            above.append((priority_key(priority), priority_title))
        if strategy is not None:
            above.append((strategy_key(strategy), strategy_title))
        return PlanRow(
            row_id,
            level,
            KEYS[level](number),
            title,
            description,
            tuple(above),
            day(due),
            strategies,
            goals,
            pilots,
            day(closed),
            version,
        )

    return made


def rows(reader: Reader, level: PlanLevel) -> list[PlanRow]:
    """Every thing of a level, by number."""
    return reader.views(_maker(level), f"{_ROWS[level]} ORDER BY r.number")


def row(reader: Reader, level: PlanLevel, row_id: int) -> PlanRow | None:
    """One of them; None when it is gone."""
    found = reader.views(_maker(level), f"{_ROWS[level]} WHERE r.id = :id", id=row_id)
    return found[0] if found else None


_BELOW = {
    PlanLevel.PRIORITY: "SELECT number, title, closed_on FROM strategy WHERE priority_id = :id ORDER BY number",
    PlanLevel.STRATEGY: "SELECT number, title, closed_on FROM goal WHERE strategy_id = :id ORDER BY number",
}


def below(reader: Reader, level: PlanLevel, row_id: int, *, only_open: bool = False) -> list[tuple[str, str]]:
    """(key, title) of what stands one level below; nothing for a goal."""
    if level.below is None:
        return []
    made = KEYS[level.below]
    return [
        (made(number), title)
        for number, title, closed in reader.rows(_BELOW[level], id=row_id)
        if not only_open or closed is None
    ]


def serving(reader: Reader, goal_id: int) -> list[tuple[str, str]]:
    """(key, title) of the pilots that serve a goal, closed ones too."""
    found = reader.rows("SELECT number, title FROM pilot WHERE goal_id = :id ORDER BY number", id=goal_id)
    return [(pilot_key(number), title) for number, title in found]


def used_by(reader: Reader, level: PlanLevel, row_id: int) -> list[str]:
    """What still belongs to it or names it, as people say it."""
    found = [f"{key} {title}" for key, title in below(reader, level, row_id)]
    if level == PlanLevel.GOAL:
        found += [f"{key} {title}" for key, title in serving(reader, row_id)]
        ideas = reader.rows("SELECT number, title FROM idea WHERE goal_id = :id ORDER BY number", id=row_id)
        found += [f"{idea_key(number)} {title}" for number, title in ideas]
    return found
