"""The sprints and the calendar of the sample: a year of past ones, and those that run."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.demo.material import Programme, Team
from pilotboard.demo.past_sprints import LENGTH, MORNING, Run, past_act, past_runs, sprint_values
from pilotboard.demo.school_year import closures, school_years
from pilotboard.domain.items import EventKind
from pilotboard.domain.keys import sprint_key
from pilotboard.domain.sprint_states import SprintState
from pilotboard.domain.text import folded

DAY = 6
"""On which of their working days the running sprints are."""


def sprint_acts(programme: Programme, days: SchoolDays, folder: Path) -> Iterator[Act]:
    """The calendar, the past sprints of every team, and those that run."""
    texts = tomllib.loads((folder / "sprints.toml").read_text(encoding="utf-8"))
    first = days.last(DAY - 1 if _works(days.today) else DAY)
    yield _calendar(programme, days, texts["day"], first)
    runs: list[Run] = []
    for team in programme.teams:
        runs += past_runs(programme, team, days, first, texts["texts"]["added"])
    runs.sort(key=lambda run: (run.start, run.team.number))
    for number, run in enumerate(runs, 1):
        run.number = number
    yield past_act(programme, runs, days, texts["texts"])
    for number, said in enumerate(texts["active"], len(runs) + 1):
        yield from _running(programme, days, first, number, said)


def _works(day: date) -> bool:
    return day.isoweekday() <= 5


def _working_days(first: date, count: int) -> list[date]:
    """So many working days, from the first one on."""
    found = [first]
    while len(found) < count:
        day = found[-1] + timedelta(days=1)
        while not _works(day):
            day += timedelta(days=1)
        found.append(day)
    return found


def _calendar(programme: Programme, days: SchoolDays, said: list[dict[str, Any]], first: date) -> Act:
    act = Act(moment(days.ago(programme.began), 20), programme.steward, "calendar.add", "Added the school calendar.")
    for line in said:
        in_sprint = line.get("sprint_day")
        start = days.ahead(-line["start"]) if in_sprint is None else _working_days(first, in_sprint)[-1]
        end = start + timedelta(days=line["days"] - 1)
        values = {"kind": line["kind"], "start_on": start, "end_on": end, "name": line["name"]}
        act.adds.append(Add(Ref("CalendarDay", line["name"]), values))
    for one in closures(days.today):
        values = {"kind": one.kind, "start_on": one.start, "end_on": one.end, "name": one.name}
        act.adds.append(Add(Ref("CalendarDay", (one.name, one.start)), values))
    for year in school_years(days.today):
        values = {"name": year.name, "start_on": year.start, "end_on": year.end}
        act.adds.append(Add(Ref("SchoolYear", year.name), values))
    return act


def _running(programme: Programme, days: SchoolDays, first: date, number: int, said: dict[str, Any]) -> Iterator[Act]:
    """A sprint that is running: started, with what came in and went out later, its notes, what is in its way."""
    team = next(team for team in programme.teams if team.name == said["team"])
    ref, key = Ref("Sprint", number), sprint_key(number)
    at = moment(first, MORNING)
    end = _working_days(first, LENGTH)[-1]
    act = Act(at, team.coach(), "sprints.start", f"Started {key} with {len(said['items'])} items.", (key,))
    values = sprint_values(number, team, said["goal"], first, end, at)
    act.adds.append(Add(ref, {**values, "state": SprintState.ACTIVE, "prediction": said["prediction"]}))
    for one in said["items"]:
        _goes_in(act, ref, one, at, "")
    yield act
    for one, reason in said.get("added", {}).items():
        later = moment(first, 30)
        more = Act(later, team.coach(), "sprints.plan", f"Put {one} into {key}.", (one, key))
        _goes_in(more, ref, one, later, reason)
        yield more
    for one, reason in said.get("removed", {}).items():
        yield _goes_out(ref, key, one, moment(first, 40), team.coach(), reason)
    for back, (who, text) in enumerate(said.get("notes", ())):
        on = moment(days.last(2 - back), 2)
        note = Act(on, who, "sprints.note", f"Noted in {key}.", (key,))
        row = {"sprint_id": ref, "on_day": on.date(), "author": who, "text": text, "folded": folded(text)}
        note.adds.append(Add(Ref("DailyNote", back), row))
        yield note
    if "impediment" in said:
        yield _in_the_way(team, ref, days, *said["impediment"])


def _in_the_way(team: Team, sprint: Ref, days: SchoolDays, title: str, item: str, who: str, level: str) -> Act:
    on = moment(days.last(3), 12)
    raised = Act(on, who, "impediments.add", f"Added I-01 {title}.", ("I-01", item))
    row = {
        "number": 1,
        "team_id": Ref("Team", team.name),
        "sprint_id": sprint,
        "item_id": Ref("BacklogItem", item),
        "title": title,
        "level": level,
        "raised_at": on,
        "raised_by": who,
        "owner_id": Ref("Person", team.coach()),
        "folded": folded(title),
    }
    raised.adds.append(Add(Ref("Impediment", 1), row))
    return raised


def _goes_in(act: Act, ref: Ref, key: str, at: datetime, reason: str) -> None:
    item = Ref("BacklogItem", key)
    values: dict[str, object] = {
        "sprint_id": ref,
        "item_id": item,
        "committed": not reason,
        "size_committed": None,
        "added_at": at,
        "added_reason": reason,
    }
    act.adds.append(Add(Ref("SprintItem", (ref.name, key)), values))
    act.changes.append(Change(item, {"sprint_id": ref}))
    if reason:
        event = {"item_id": item, "sprint_id": ref, "at": at, "kind": EventKind.SPRINT_ADDED}
        event |= {"before": "", "after": "", "detail": reason, "actor": act.actor}
        act.adds.append(Add(Ref("ItemEvent", (ref.name, key, "in")), event))


def _goes_out(ref: Ref, sprint: str, key: str, at: datetime, who: str, reason: str) -> Act:
    """An item is taken out of the running sprint."""
    item = Ref("BacklogItem", key)
    act = Act(at, who, "sprints.unplan", f"Took {key} out of {sprint}.", (key, sprint))
    act.changes.append(Change(item, {"sprint_id": None}))
    act.changes.append(Change(Ref("SprintItem", (ref.name, key)), {"removed_at": at, "removed_reason": reason}))
    event = {"item_id": item, "sprint_id": ref, "at": at, "kind": EventKind.SPRINT_REMOVED}
    event |= {"before": "", "after": "", "detail": reason, "actor": who}
    act.adds.append(Add(Ref("ItemEvent", (ref.name, key, "out")), event))
    return act
