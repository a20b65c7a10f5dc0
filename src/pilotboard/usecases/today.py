"""Today: what is mine, waiting, due and said - for a member, a coach, a leader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pilotboard.domain.coaching import coach_list
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.impediments import ImpedimentRow, Level
from pilotboard.domain.keys import team_key
from pilotboard.domain.labels import Labels
from pilotboard.domain.people import PersonRole
from pilotboard.domain.retros import ActionRow
from pilotboard.domain.today import (
    MOST_LINES,
    SprintHead,
    TodayBlock,
    TodayView,
    actions_block,
    decisions_block,
    impediments_block,
    mine_block,
    reports_block,
    team_block,
    teams_block,
    voices_block,
)
from pilotboard.store.reading import feedback as feedback_reading
from pilotboard.store.reading import gates as gate_reading
from pilotboard.store.reading import impediments as impediment_reading
from pilotboard.store.reading import pilots as pilot_reading
from pilotboard.store.reading import retros as retro_reading
from pilotboard.store.reading import today as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup, sprints
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.workspace import Actor, Workspace

ROLES = ("member", "coach", "leader")


class _Desk(NamedTuple):
    """Who looks, when, in which words; the ids of their teams and their own key."""

    reader: Reader
    ws: Workspace
    actor: Actor
    labels: Labels
    today: date
    teams: list[int]
    me: str | None
    most: int


def show_today(ws: Workspace, role: str | None = None, *, most: int = MOST_LINES) -> TodayView:
    """Today as the actor sees it, or as somebody of another `role` would; of voices `most` are read, all counted.

    Raises InvalidInput for an unknown role.
    """
    actor = ws.actor
    seen = role or usual_role(actor.role)
    if seen not in ROLES:
        raise InvalidInput(f'There is no Today for "{seen}".', hint=f"Take {', '.join(ROLES)}.", field="for")

    def query(reader: Reader) -> TodayView:
        teams = reading.own_teams(reader, actor.person_id, ws.today())
        me = lookup.person_key_at(reader, actor.person_id)
        desk = _Desk(reader, ws, actor, labels_of(reader), ws.today(), teams, me, most)
        blocks = {"member": _member, "coach": _coach, "leader": _leader}[seen](desk)
        heads = () if seen == "leader" else _sprints(desk)
        return TodayView(seen, desk.today, actor.name, heads, tuple(blocks))

    return ws.read(query)


def usual_role(role: PersonRole) -> str:
    """Whose Today somebody opens with; a steward sees what a coach sees."""
    return "coach" if role == PersonRole.STEWARD else role.value


def _sprints(desk: _Desk) -> tuple[SprintHead, ...]:
    found = []
    for sprint_id in reading.active_sprints(desk.reader, desk.teams):
        told = sprints.told(desk.reader, sprint_id, desk.ws.now())
        row = told.row
        left = tuple(
            float(day.scope.items - day.done.items)
            for day in told.replay.days
            if day.scope is not None and day.done is not None
        )
        end = row.end or desk.today
        found.append(SprintHead(row.key, row.team_key, row.team, row.goal, end, told.standing, left))
    return tuple(found)


def _member(desk: _Desk) -> Iterable[TodayBlock]:
    items = reading.items(desk.reader, desk.actor.person_id, desk.teams)
    actions = retro_reading.actions_about(desk.reader, desk.actor.person_id, desk.teams)
    now, labels, today = desk.ws.now(), desk.labels, desk.today
    teams = {team_key(number) for number in reading.team_numbers(desk.reader, desk.teams)}
    in_way = [one for one in _waiting(desk) if one.team_key in teams]
    others = [item for item in items if item.assignee_key != desk.me]
    yield mine_block([item for item in items if item.assignee_key == desk.me], _own(desk, actions), labels, now, today)
    yield team_block(others, _others(desk, actions), in_way, labels, now, today)
    yield _voices(desk, desk.teams)


def _coach(desk: _Desk) -> Iterable[TodayBlock]:
    items = reading.items(desk.reader, desk.actor.person_id, ())
    actions = retro_reading.open_actions(desk.reader)
    waiting = _waiting(desk)
    now, labels, today = desk.ws.now(), desk.labels, desk.today
    yield _reports(desk)
    yield mine_block(items, _own(desk, actions), labels, now, today)
    rows = coach_list(retro_reading.pulses(desk.reader), actions, waiting, today=today, now=now)
    yield teams_block(rows, labels)
    yield impediments_block(waiting, labels, now)
    yield actions_block(_others(desk, actions), labels, today)
    yield _voices(desk, None)


def _leader(desk: _Desk) -> Iterable[TodayBlock]:
    items = reading.items(desk.reader, desk.actor.person_id, ())
    told = retro_reading.released_to(desk.reader, desk.actor.person_id, desk.today)
    actions = retro_reading.open_actions(desk.reader)
    now, labels, today = desk.ws.now(), desk.labels, desk.today
    late = gate_reading.overdue(desk.reader, today)
    yield decisions_block(pilot_reading.rows(desk.reader), today, overdue=late)
    yield _reports(desk)
    yield impediments_block([one for one in _waiting(desk) if one.level == Level.EXECUTIVE], labels, now)
    yield mine_block(items, _own(desk, actions), labels, now, today)
    yield actions_block([one for one in _others(desk, actions) if one.retro_key in told], labels, today)


def _own(desk: _Desk, actions: Iterable[ActionRow]) -> list[ActionRow]:
    return [one for one in actions if one.owner_key is not None and one.owner_key == desk.me]


def _others(desk: _Desk, actions: Iterable[ActionRow]) -> list[ActionRow]:
    return [one for one in actions if one.owner_key is None or one.owner_key != desk.me]


def _waiting(desk: _Desk) -> list[ImpedimentRow]:
    return [one for one in impediment_reading.rows(desk.reader) if one.waiting]


def _reports(desk: _Desk) -> TodayBlock:
    return reports_block(feedback_reading.by_ids(desk.reader, reading.harm(desk.reader)), desk.today)


def _voices(desk: _Desk, teams: Sequence[int] | None) -> TodayBlock:
    found = reading.waiting_voices(desk.reader, teams, desk.most)
    rows = feedback_reading.by_ids(desk.reader, found.ids)
    return replace(voices_block(rows, desk.labels, desk.today), total=found.total)
