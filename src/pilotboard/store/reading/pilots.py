"""Pilots as lines and pages. The counts of a list are one statement: an index search for each figure, no scan."""

from __future__ import annotations

from datetime import date
from typing import Any

from pilotboard.domain.items import ItemState
from pilotboard.domain.keys import goal_key, person_key, pilot_key, programme_key, site_key, sprint_key, team_key
from pilotboard.domain.pilots import PilotDetail, PilotRow, SprintStep
from pilotboard.domain.stages import StageFacts, stage_of
from pilotboard.store.reading.reader import SEPARATOR, Reader, day, instant, moment

_OF = "FROM backlog_item i WHERE i.pilot_id = p.id"
_COUNTS = ",\n       ".join(f"(SELECT count(*) {_OF} AND i.state = '{state.value}')" for state in ItemState)
_JOINS = """
FROM pilot p LEFT JOIN team t ON t.id = p.team_id LEFT JOIN goal gl ON gl.id = p.goal_id
LEFT JOIN decision_rule dr ON dr.pilot_id = p.id LEFT JOIN pilot_summary kept ON kept.pilot_id = p.id
LEFT JOIN person coach ON coach.id = p.coach_id LEFT JOIN person sponsor ON sponsor.id = p.sponsor_id
"""

# What the stage rests on. The days of closed sprints go as one text, so that one search answers both ends.
_KNOWN = "EXISTS (SELECT 1 FROM gate_check c WHERE c.pilot_id = p.id AND c.gate = '{}' AND c.state <> 'unknown')"
_STAGE = f"""EXISTS (SELECT 1 {_OF} AND i.started_at IS NOT NULL),
       dr.id IS NOT NULL, dr.baseline IS NOT NULL, dr.locked_at IS NOT NULL,
       (SELECT CAST(min(s.start_on) AS TEXT) || ' ' || CAST(max(s.end_on) AS TEXT)
        FROM backlog_item i JOIN sprint_item si ON si.item_id = i.id JOIN sprint s ON s.id = si.sprint_id
        WHERE i.pilot_id = p.id AND s.state = 'closed'),
       EXISTS (SELECT 1 FROM feedback f WHERE f.pilot_id = p.id AND f.answered_on IS NOT NULL),
       {_KNOWN.format("G4")} AND {_KNOWN.format("G5")},
       (SELECT d.kind FROM decision d WHERE d.pilot_id = p.id AND d.withdrawn_at IS NULL
        ORDER BY d.decided_on DESC, d.id DESC LIMIT 1),
       p.owner_after"""


def _columns(reader: Reader) -> str:
    sites = reader.joined("s.name", SEPARATOR)
    return f"""
SELECT p.id, p.number, p.title, t.number, t.name,
       (SELECT {sites} FROM pilot_site ps JOIN site s ON s.id = ps.site_id WHERE ps.pilot_id = p.id),
       {_COUNTS},
       (SELECT count(*) {_OF} AND i.blocked_since IS NOT NULL),
       p.decision_due, coach.name, sponsor.name, (SELECT max(i.state_since) {_OF}), p.closed_on, p.version,
       p.parked_on, p.starts_on, p.created_at,
       gl.number, gl.title, kept.yearly_cost, p.aim, p.hypothesis, {_STAGE}
"""


_FACTS = 11
"""How many columns the stage is read from, at the end of the record."""


def _facts(record: tuple[Any, ...]) -> StageFacts:
    aim, hypothesis, begun, rule, baseline, locked, sprints, answered, figures, decision, owner = record[-_FACTS:]
    return StageFacts(
        aim,
        hypothesis,
        has_team=record[3] is not None,
        items_started=int(begun),
        has_rule=bool(rule),
        has_baseline=bool(baseline),
        rule_locked=bool(locked),
        sprint_weeks=_weeks(sprints),
        answered=bool(answered),
        figures=bool(figures),
        decision=decision or "",
        owner_after=owner,
        closed=record[17] is not None,
    )


def _weeks(days: str | None) -> int | None:
    """Whole weeks from the first of two days to the last; None without days."""
    if days is None:
        return None
    first, last = (date.fromisoformat(text[:10]) for text in days.split())
    return ((last - first).days + 1) // 7


def _row(*record: Any) -> PilotRow:
    row_id, number, title, team_number, team, sites = record[:6]
    backlog, ready, working, review, done, dropped, blocked = record[6:13]
    decision, coach, sponsor, active, closed, version, parked, starts, created = record[13:22]
    goal, goal_title, cost = record[-_FACTS - 3 : -_FACTS]
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
        day(starts) or instant(created).date(),
        goal_key=None if goal is None else goal_key(goal),
        goal=goal_title,
        yearly_cost=cost,
    )


def rows(reader: Reader) -> list[PilotRow]:
    """Every pilot, by number."""
    return reader.views(_row, f"{_columns(reader)} {_JOINS} ORDER BY p.number")


def detail(reader: Reader, pilot_id: int) -> PilotDetail | None:
    """Everything about one pilot; None when it is gone."""
    more = """p.prediction, p.description, p.partners, p.research, p.owner_after, p.reach, p.starts_on, p.ends_on,
              coach.number, sponsor.number, (SELECT o.number FROM pilot o WHERE o.id = p.copied_from)"""
    rest = reader.row(f"SELECT p.aim, p.hypothesis, {more} {_JOINS} WHERE p.id = :id", id=pilot_id)
    record = reader.row(f"{_columns(reader)} {_JOINS} WHERE p.id = :id", id=pilot_id)
    if rest is None or record is None:
        return None
    *texts, reach, starts, ends, coach, sponsor, copied = rest
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
        copied_from=None if copied is None else pilot_key(copied),
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


def sprint_strip(reader: Reader, pilot_id: int, most: int) -> list[SprintStep]:
    """The last sprints with items of the pilot that ran or run, the newest last."""
    done = "(si.outcome = 'done' OR (s.state = 'active' AND si.removed_at IS NULL AND i.state = 'done'))"
    found = reader.rows(
        f"""
        SELECT s.number, s.state, s.end_on, count(CASE WHEN si.committed THEN 1 END),
               count(CASE WHEN si.committed AND {done} THEN 1 END),
               count(CASE WHEN NOT si.committed AND {done} THEN 1 END)
        FROM backlog_item i JOIN sprint_item si ON si.item_id = i.id JOIN sprint s ON s.id = si.sprint_id
        WHERE i.pilot_id = :pilot AND s.state IN ('active', 'closed')
        GROUP BY s.id, s.number, s.state, s.end_on ORDER BY s.number DESC LIMIT :most
        """,
        pilot=pilot_id,
        most=most,
    )
    return [
        SprintStep(sprint_key(number), state == "active", day(ends), committed, done_of, besides)
        for number, state, ends, committed, done_of, besides in reversed(found)
    ]


_JUDGED = {
    "a decision rule": "decision_rule",
    "checks of must-haves": "gate_check",
    "must-haves that may pass for now": "gate_waiver",
    "ratings": "rating",
    "decisions": "decision",
    "costs": "cost_line",
}


def judged_by(reader: Reader, pilot_id: int) -> list[str]:
    """What was written down for its decision, in words: a rule, must-haves, ratings, decisions, money."""
    there = ", ".join(f"EXISTS (SELECT 1 FROM {table} WHERE pilot_id = :id)" for table in _JUDGED.values())
    found = reader.row(f"SELECT {there}", id=pilot_id) or ()
    return [words for words, one in zip(_JUDGED, found, strict=True) if one]


def item_count(reader: Reader, pilot_id: int) -> int:
    """How many items the pilot has, in any state."""
    return int(reader.value("SELECT count(*) FROM backlog_item WHERE pilot_id = :id", id=pilot_id))
