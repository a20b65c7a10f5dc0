"""The sprints of the sample: a year of them with records that hold, and one that runs on the day it is made."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pilotboard.demo.loader import PERSON, make_sample
from pilotboard.store.location import locate
from pilotboard.usecases import calendar, impediments, sprint_board, sprint_planning, sprints, years
from pilotboard.usecases.workspace import Clock, Workspace

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("sprints") / "sample.db"
    make_sample(locate(path), TODAY)
    found = Workspace(str(path), PERSON, Clock(TODAY))
    yield found
    found.close()


def test_the_sprint_of_team_heron_stands_where_the_screens_say(ws: Workspace) -> None:
    found = sprint_board.show_sprint_board(ws, "T-08")
    assert found is not None
    assert found.told.row.goal == "Families get the reading text by Friday"
    assert found.told.standing.words() == "day 6 of 10 · 7 of 12 done · on track"
    assert [one.title for one in found.impediments if one.waiting and one.item_key == "P07-09"]
    detail = sprints.show_sprint(ws, found.told.row.key)
    assert (len(detail.notes), len(found.told.replay.changes)) == (2, 2)
    assert all(change.reason for change in found.told.replay.changes)


@pytest.mark.parametrize("today", [date(2027, 1, 4), date(2026, 9, 9), date(2026, 6, 12), date(2026, 11, 22)])
def test_it_stands_there_whatever_the_day(tmp_path: Path, today: date) -> None:
    make_sample(locate(tmp_path / "sample.db"), today)
    ws = Workspace(str(tmp_path / "sample.db"), PERSON, Clock(today))
    found = sprint_board.show_sprint_board(ws, "T-08")
    assert found is not None
    assert (found.told.standing.day, found.told.standing.days) == (6, 10)
    assert (found.told.standing.done, found.told.standing.scope, found.told.standing.word) == (7, 12, "on track")
    ws.close()


def test_every_closed_sprint_has_a_record_that_tells_the_same_as_its_line(ws: Workspace) -> None:
    closed = sprints.list_sprints(ws, "state:closed").rows
    assert len(closed) > 60
    for row in closed:
        record = sprints.show_sprint(ws, row.key).record
        assert record is not None
        assert record.replay.committed == row.committed, row.key
        assert record.replay.done == row.done, row.key
    cancelled = sprints.list_sprints(ws, "state:cancelled").rows
    assert cancelled
    assert all(sprints.show_sprint(ws, row.key).cancel_reason for row in cancelled)
    assert sum(row.carried.items for row in closed) > 10


def test_no_team_runs_two_sprints_on_one_day(ws: Workspace) -> None:
    rows = [row for row in sprints.list_sprints(ws).rows if row.start and row.end]
    by_team: dict[str, list[tuple[date, date]]] = {}
    for row in rows:
        assert row.start is not None
        assert row.end is not None
        by_team.setdefault(row.team_key, []).append((row.start, row.end))
    for spans in by_team.values():
        spans.sort()
        assert all(earlier[1] < later[0] for earlier, later in itertools.pairwise(spans))


def test_teams_have_a_velocity_and_room(ws: Workspace) -> None:
    found = sprints.team_velocity(ws, "T-03")
    assert found is not None
    assert found.k == 6
    planning = sprint_planning.show_planning(ws, "T-08")
    assert planning.sprint is not None
    assert planning.capacity is not None
    assert planning.capacity.person_days > 5


def test_the_calendar_has_breaks_and_years(ws: Workspace) -> None:
    assert {row.kind.value for row in calendar.list_days(ws).rows} == {"break", "half_day", "holiday"}
    for year in years.list_years(ws):
        assert calendar.list_days(ws, f"year:{year.name} kind:break").total >= 2
    assert len(years.list_years(ws)) == 2
    days = calendar.working_days(ws)
    for row in sprints.list_sprints(ws, "state:closed").rows:
        assert row.start is not None
        assert days.works(row.start)
    assert impediments.list_impediments(ws, "waiting").total == 1
