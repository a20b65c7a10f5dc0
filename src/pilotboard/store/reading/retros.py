"""Retrospectives, their notes and their actions as lines and pages; what a coach's list is made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pilotboard.domain.coaching import TeamPulse
from pilotboard.domain.keys import action_key, item_key, person_key, retro_key, sprint_key, team_key
from pilotboard.domain.retros import ActionRow, NoteCard, RetroPhase, RetroRow
from pilotboard.store.reading.reader import Reader, certain_day, day, moment

OPEN_ACTION = "a.done_on IS NULL AND a.drop_reason = ''"
_ROWS = """
SELECT r.id, r.number, t.number, t.name, s.number, r.on_day, r.format, r.phase, r.anonymous,
       (SELECT count(*) FROM retro_participant p WHERE p.retro_id = r.id),
       (SELECT count(*) FROM retro_note n WHERE n.retro_id = r.id),
       (SELECT count(*) FROM retro_action a WHERE a.retro_id = r.id),
       (SELECT count(*) FROM retro_action a WHERE a.retro_id = r.id AND a.done_on IS NULL AND a.drop_reason = ''),
       r.released, r.closed_at, r.version
FROM retrospective r JOIN team t ON t.id = r.team_id LEFT JOIN sprint s ON s.id = r.sprint_id
"""
_ACTIONS = """
SELECT a.id, a.number, r.number, t.number, t.name, a.text, o.name, o.number, a.due_on, a.agreed_on, a.done_on,
       a.drop_reason, a.carried, ip.number, i.number, a.version
FROM retro_action a JOIN retrospective r ON r.id = a.retro_id JOIN team t ON t.id = a.team_id
LEFT JOIN person o ON o.id = a.owner_id
LEFT JOIN backlog_item i ON i.id = a.item_id LEFT JOIN pilot ip ON ip.id = i.pilot_id
"""
_OLDEST = "ORDER BY a.agreed_on, a.id"


def _row(*record: Any) -> RetroRow:
    row_id, number, team, team_name, sprint, on, form, phase, anonymous, *rest = record
    writers, noted, agreed, standing, released, closed, version = rest
    return RetroRow(
        row_id,
        retro_key(number),
        team_key(team),
        team_name,
        None if sprint is None else sprint_key(sprint),
        certain_day(on),
        form,
        RetroPhase(phase),
        bool(anonymous),
        writers,
        noted,
        agreed,
        standing,
        bool(released),
        moment(closed),
        version,
    )


def _action(*record: Any) -> ActionRow:
    row_id, number, retro, team, name, text, owner, owner_number, due, agreed, done, reason, carried, *rest = record
    pilot, item, version = rest
    return ActionRow(
        row_id,
        action_key(number),
        retro_key(retro),
        team_key(team),
        name,
        text,
        owner,
        None if owner_number is None else person_key(owner_number),
        day(due),
        certain_day(agreed),
        day(done),
        reason,
        carried,
        None if item is None else item_key(pilot, item),
        version,
    )


def rows(reader: Reader, team_id: int | None = None) -> list[RetroRow]:
    """Every retrospective, or those of a team, the newest first."""
    where = "" if team_id is None else "WHERE r.team_id = :team"
    values = {} if team_id is None else {"team": team_id}
    return reader.views(_row, f"{_ROWS} {where} ORDER BY r.on_day DESC, r.number DESC", **values)


def row(reader: Reader, retro_id: int) -> RetroRow | None:
    """One retrospective."""
    found = reader.views(_row, f"{_ROWS} WHERE r.id = :id", id=retro_id)
    return found[0] if found else None


def participants(reader: Reader, retro_id: int) -> tuple[str, ...]:
    """The names of those who take part, by name."""
    found = reader.rows(
        """
        SELECT p.name FROM retro_participant rp JOIN person p ON p.id = rp.person_id
        WHERE rp.retro_id = :id ORDER BY p.name, p.number
        """,
        id=retro_id,
    )
    return tuple(name for (name,) in found)


def note_counts(reader: Reader, retro_id: int) -> dict[str, int]:
    """How many notes there are under each prompt that has some."""
    sql = "SELECT prompt, count(*) FROM retro_note WHERE retro_id = :id GROUP BY prompt"
    return {prompt: int(count) for prompt, count in reader.rows(sql, id=retro_id)}


def notes(reader: Reader, retro_id: int) -> list[NoteCard]:
    """The notes of a retrospective, by their random numbers."""
    return reader.views(
        NoteCard,
        """
        SELECT n.id, n.prompt, n.text, n.dots, COALESCE(p.name, n.author) FROM retro_note n
        LEFT JOIN person p ON p.handle = n.author WHERE n.retro_id = :id ORDER BY n.id
        """,
        id=retro_id,
    )


def notes_changed(reader: Reader, retro_id: int) -> int:
    """How often notes were written or given dots; it moves when the journal does not."""
    return int(reader.value("SELECT notes_changed FROM retrospective WHERE id = :id", id=retro_id) or 0)


def actions(reader: Reader) -> list[ActionRow]:
    """Every action, the oldest first."""
    return reader.views(_action, f"{_ACTIONS} {_OLDEST}")


def open_actions(reader: Reader) -> list[ActionRow]:
    """The open actions of all teams, the oldest first."""
    return reader.views(_action, f"{_ACTIONS} WHERE {OPEN_ACTION} {_OLDEST}")


def actions_of(reader: Reader, retro_id: int) -> list[ActionRow]:
    """What a retrospective agreed on."""
    return reader.views(_action, f"{_ACTIONS} WHERE a.retro_id = :id {_OLDEST}", id=retro_id)


def actions_before(reader: Reader, retro_id: int) -> list[ActionRow]:
    """The open actions of the team's earlier retrospectives, the oldest first."""
    return reader.views(
        _action,
        f"""
        {_ACTIONS} JOIN retrospective now ON now.team_id = a.team_id AND now.id = :id
        WHERE {OPEN_ACTION} AND a.retro_id <> now.id AND a.agreed_on <= now.on_day {_OLDEST}
        """,
        id=retro_id,
    )


def actions_about(reader: Reader, owner_id: int | None, team_ids: Sequence[int]) -> list[ActionRow]:
    """The open actions that somebody sees to, and those of some teams, the oldest first."""
    return reader.views(
        _action,
        f"""
        {_ACTIONS} WHERE {OPEN_ACTION}
        AND (a.owner_id = CAST(:owner AS INTEGER) OR {reader.one_of("a.team_id", "teams")})
        {_OLDEST}
        """,
        owner=owner_id,
        teams=reader.many(team_ids),
    )


def action(reader: Reader, action_id: int) -> ActionRow | None:
    """One action."""
    found = reader.views(_action, f"{_ACTIONS} WHERE a.id = :id", id=action_id)
    return found[0] if found else None


def released_to(reader: Reader, person_id: int | None, on: date) -> frozenset[str]:
    """The keys of the retrospectives whose actions somebody outside may see: released ones, and those of own teams."""
    found = reader.rows(
        """
        SELECT r.number FROM retrospective r WHERE r.released OR r.team_id IN
          (SELECT m.team_id FROM membership m WHERE m.person_id = CAST(:person AS INTEGER)
           AND m.start_on <= :day AND (m.end_on IS NULL OR m.end_on >= :day))
        """,
        person=person_id,
        day=on,
    )
    return frozenset(retro_key(number) for (number,) in found)


def open_pilots(reader: Reader, team_id: int) -> list[int]:
    """The ids of the pilots a team works on."""
    sql = "SELECT id FROM pilot WHERE team_id = :team AND closed_on IS NULL AND parked_on IS NULL ORDER BY number"
    return [row_id for (row_id,) in reader.rows(sql, team=team_id)]


def members(reader: Reader, team_id: int, on: date) -> list[int]:
    """The ids of who is in a team on that day."""
    found = reader.rows(
        """
        SELECT DISTINCT person_id FROM membership
        WHERE team_id = :team AND start_on <= :day AND (end_on IS NULL OR end_on >= :day) ORDER BY person_id
        """,
        team=team_id,
        day=on,
    )
    return [person for (person,) in found]


def pulses(reader: Reader) -> list[TeamPulse]:
    """Of every team at work: its last closed retrospective, and the last day on which anything of it changed."""
    found = reader.rows(
        """
        SELECT t.number, t.name,
               (SELECT max(r.on_day) FROM retrospective r WHERE r.team_id = t.id AND r.phase = 'closed'),
               (SELECT max(r.on_day) FROM retrospective r WHERE r.team_id = t.id),
               (SELECT max(i.state_since) FROM backlog_item i WHERE i.team_id = t.id),
               (SELECT max(i.created_at) FROM backlog_item i WHERE i.team_id = t.id),
               (SELECT max(n.on_day) FROM daily_note n JOIN sprint s ON s.id = n.sprint_id WHERE s.team_id = t.id),
               (SELECT max(m.raised_at) FROM impediment m WHERE m.team_id = t.id),
               (SELECT max(f.created_at) FROM feedback f JOIN pilot p ON p.id = f.pilot_id WHERE p.team_id = t.id)
        FROM team t WHERE t.dissolved_on IS NULL AND t.parked_on IS NULL ORDER BY t.number
        """
    )
    return [
        TeamPulse(team_key(number), name, day(closed), max(filter(None, map(_day_of, changes)), default=None))
        for number, name, closed, *changes in found
    ]


def _day_of(value: object) -> date | None:
    """The day of a stored day or moment."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
