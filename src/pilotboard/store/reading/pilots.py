"""Pilots as lines and pages. The counts of a list are one statement: an index search for each figure, no scan."""

from __future__ import annotations

from typing import Any

from pilotboard.domain.items import ItemState
from pilotboard.domain.keys import goal_key, person_key, pilot_key, programme_key, site_key, team_key
from pilotboard.domain.pilots import PilotDetail, PilotRow, StageFacts, stage_of
from pilotboard.store.reading.reader import SEPARATOR, Reader, day, moment

_OF = "FROM backlog_item i WHERE i.pilot_id = p.id"
_COUNTS = ",\n       ".join(f"(SELECT count(*) {_OF} AND i.state = '{state.value}')" for state in ItemState)
_JOINS = """
FROM pilot p LEFT JOIN team t ON t.id = p.team_id LEFT JOIN goal gl ON gl.id = p.goal_id
LEFT JOIN person coach ON coach.id = p.coach_id LEFT JOIN person sponsor ON sponsor.id = p.sponsor_id
"""


def _columns(reader: Reader) -> str:
    sites = reader.joined("s.name", SEPARATOR)
    return f"""
SELECT p.id, p.number, p.title, t.number, t.name,
       (SELECT {sites} FROM pilot_site ps JOIN site s ON s.id = ps.site_id WHERE ps.pilot_id = p.id),
       {_COUNTS},
       (SELECT count(*) {_OF} AND i.blocked_since IS NOT NULL),
       p.decision_due, coach.name, sponsor.name, (SELECT max(i.state_since) {_OF}), p.closed_on, p.version,
       p.parked_on,
       gl.number, gl.title, p.aim, p.hypothesis, EXISTS (SELECT 1 {_OF} AND i.started_at IS NOT NULL)
"""


def _facts(record: tuple[Any, ...]) -> StageFacts:
    aim, hypothesis, begun = record[-3:]
    return StageFacts(aim, hypothesis, has_team=record[3] is not None, items_started=int(begun))


def _row(*record: Any) -> PilotRow:
    row_id, number, title, team_number, team, sites = record[:6]
    backlog, ready, working, review, done, dropped, blocked = record[6:13]
    decision, coach, sponsor, active, closed, version, parked = record[13:20]
    goal, goal_title = record[-5:-3]
    return PilotRow(
        row_id,
        pilot_key(number),
        title,
        stage_of(_facts(record)).stage,
        None if team_number is None else team_key(team_number),
        team,
        tuple(sorted(sites.split(SEPARATOR))) if sites else (),
        backlog,
        ready,
        working,
        review,
        done,
        dropped,
        blocked,
        day(decision),
        coach,
        sponsor,
        moment(active),
        day(closed),
        version,
        day(parked),
        goal_key=None if goal is None else goal_key(goal),
        goal=goal_title,
    )


def rows(reader: Reader) -> list[PilotRow]:
    """Every pilot, by number."""
    return reader.views(_row, f"{_columns(reader)} {_JOINS} ORDER BY p.number")


def detail(reader: Reader, pilot_id: int) -> PilotDetail | None:
    """Everything about one pilot; None when it is gone."""
    more = """p.prediction, p.description, p.partners, p.research, p.owner_after, p.reach, p.starts_on, p.ends_on,
              coach.number, sponsor.number"""
    rest = reader.row(f"SELECT p.aim, p.hypothesis, {more} {_JOINS} WHERE p.id = :id", id=pilot_id)
    record = reader.row(f"{_columns(reader)} {_JOINS} WHERE p.id = :id", id=pilot_id)
    if rest is None or record is None:
        return None
    *texts, reach, starts, ends, coach, sponsor = rest
    aim, hypothesis, prediction, description, partners, research, owner_after = texts
    return PilotDetail(
        row=_row(*record),
        stage=stage_of(_facts(record)),
        aim=aim,
        hypothesis=hypothesis,
        prediction=prediction,
        description=description,
        partners=partners,
        research=research,
        owner_after=owner_after,
        reach=reach,
        starts_on=day(starts),
        ends_on=day(ends),
        coach_key=None if coach is None else person_key(coach),
        sponsor_key=None if sponsor is None else person_key(sponsor),
        sites=tuple(
            (site_key(number), name)
            for number, name in reader.rows(
                """
                SELECT s.number, s.name FROM pilot_site ps JOIN site s ON s.id = ps.site_id
                WHERE ps.pilot_id = :id ORDER BY s.number
                """,
                id=pilot_id,
            )
        ),
        replaces=tuple(
            (programme_key(number), name)
            for number, name in reader.rows(
                """
                SELECT g.number, g.name FROM pilot_programme pp JOIN programme g ON g.id = pp.programme_id
                WHERE pp.pilot_id = :id ORDER BY g.number
                """,
                id=pilot_id,
            )
        ),
    )


def item_count(reader: Reader, pilot_id: int) -> int:
    """How many items the pilot has, in any state."""
    return int(reader.value("SELECT count(*) FROM backlog_item WHERE pilot_id = :id", id=pilot_id))
