"""What Today is made of: one statement a block."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pilotboard.domain.items import ItemRow
from pilotboard.store.reading.items import JOINS, columns, item_row
from pilotboard.store.reading.reader import Reader

_OWED = "f.status IN ('new', 'triaged', 'acting')"


class Voices(NamedTuple):
    """The ids of the first voices that wait for an answer, and how many wait in all."""

    ids: list[int]
    total: int


def own_teams(reader: Reader, person_id: int | None, on: date) -> list[int]:
    """The ids of the teams that somebody is in on that day, the one with most of their time first."""
    found = reader.rows(
        """
        SELECT t.id FROM membership m JOIN team t ON t.id = m.team_id
        WHERE m.person_id = CAST(:person AS INTEGER) AND t.dissolved_on IS NULL AND t.parked_on IS NULL
          AND m.start_on <= :day AND (m.end_on IS NULL OR m.end_on >= :day)
        GROUP BY t.id, t.number ORDER BY max(m.share) DESC, t.number
        """,
        person=person_id,
        day=on,
    )
    return [team for (team,) in found]


def team_numbers(reader: Reader, team_ids: Sequence[int]) -> list[int]:
    """The numbers in the keys of these teams."""
    sql = f"SELECT number FROM team WHERE {reader.one_of('id', 'teams')}"
    return [number for (number,) in reader.rows(sql, teams=reader.many(team_ids))]


def active_sprints(reader: Reader, team_ids: Sequence[int]) -> list[int]:
    """The ids of the running sprints of these teams, in the order of the teams."""
    sql = f"SELECT team_id, id FROM sprint WHERE state = 'active' AND {reader.one_of('team_id', 'teams')}"
    by_team: dict[int, int] = dict(reader.rows(sql, teams=reader.many(team_ids)))
    return [by_team[team] for team in team_ids if team in by_team]


def items(reader: Reader, person_id: int | None, team_ids: Sequence[int]) -> list[ItemRow]:
    """The open items that somebody does, and the blocked ones of these teams; nothing of a parked pilot."""
    sql = f"""
    SELECT {columns(reader)} FROM backlog_item i {JOINS} WHERE p.parked_on IS NULL AND i.id IN (
      SELECT m.id FROM backlog_item m
      WHERE m.assignee_id = CAST(:person AS INTEGER) AND m.state IN ('backlog', 'ready', 'in_progress', 'review')
      UNION SELECT b.id FROM backlog_item b
      WHERE {reader.one_of("b.team_id", "teams")} AND b.blocked_since IS NOT NULL)
    """
    return reader.views(item_row, sql, person=person_id, teams=reader.many(team_ids))


def waiting_voices(reader: Reader, team_ids: Sequence[int] | None, most: int) -> Voices:
    """Voices that wait for an answer, the gravest and oldest first: about pilots of these teams, or (None) any."""
    own = "" if team_ids is None else f"AND {reader.one_of('p.team_id', 'teams')}"
    values = {} if team_ids is None else {"teams": reader.many(team_ids)}
    found = reader.rows(
        f"""
        SELECT f.id, count(*) OVER () FROM feedback f JOIN pilot p ON p.id = f.pilot_id
        WHERE {_OWED} AND p.parked_on IS NULL {own} ORDER BY f.severity DESC, f.on_day, f.id LIMIT :most
        """,
        most=most,
        **values,
    )
    return Voices([row_id for row_id, _ in found], found[0][1] if found else 0)


def harm(reader: Reader) -> list[int]:
    """The ids of all reports of harm, the oldest first."""
    return [row_id for (row_id,) in reader.rows("SELECT id FROM feedback WHERE severity = 4 ORDER BY on_day, id")]
