"""The past sprints of the sample: what each team worked on in two weeks, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.entries import Act, Add, Ref
from pilotboard.demo.material import Pilot, Programme, Team
from pilotboard.demo.tales import Tale, tell
from pilotboard.demo.work import RECENT
from pilotboard.domain.calendar import WorkCalendar
from pilotboard.domain.canonical import digest_of
from pilotboard.domain.items import EventKind, ItemState
from pilotboard.domain.keys import item_key, pilot_key, sprint_key, team_key
from pilotboard.domain.leftovers import LeftoverDecision
from pilotboard.domain.sprint_events import Committed, Now, SprintEvent, SprintEventKind, SprintStart
from pilotboard.domain.sprint_numbers import say_do
from pilotboard.domain.sprint_record import ItemFacts, SprintFacts, record_text
from pilotboard.domain.sprint_replay import replay
from pilotboard.domain.sprint_states import ItemOutcome, SprintOrigin, SprintState
from pilotboard.domain.text import folded

LENGTH = 10
"""Working days of a sprint."""
MORNING, EVENING = 5, 480
_MOVES = {EventKind.STATE, EventKind.REOPENED, EventKind.CREATED}
_WORKED = {ItemState.IN_PROGRESS, ItemState.REVIEW, ItemState.DONE}


class Told(NamedTuple):
    """An item of a team, with what happened to it."""

    pilot: Pilot
    tale: Tale

    @property
    def key(self) -> str:
        """Its key."""
        return item_key(self.pilot.number, self.tale.number)

    def state(self, at: datetime) -> ItemState | None:
        """Where it stood at a moment; None before it was written down."""
        steps = [step for step in self.tale.steps if step.kind in _MOVES and step.at <= at]
        return steps[-1].after if steps else None

    def first_work(self, start: datetime, end: datetime) -> datetime | None:
        """When it was first worked on between two moments."""
        steps = (step.at for step in self.tale.steps if step.after in _WORKED and start < step.at <= end)
        return next(steps, None)


@dataclass(slots=True)
class Run:
    """One past sprint of a team: who was in it, since when and why, and what became of each."""

    team: Team
    start: date
    end: date
    calendar: WorkCalendar
    items: dict[str, Told] = field(default_factory=dict)
    added: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    carried: set[str] = field(default_factory=set)
    number: int = 0

    @property
    def begins(self) -> datetime:
        """The moment it started."""
        return moment(self.start, MORNING)

    @property
    def ends(self) -> datetime:
        """The moment it was closed."""
        return moment(self.end, EVENING)

    def left(self) -> list[str]:
        """What was not done in the end."""
        over = {ItemState.DONE, ItemState.DROPPED}
        return [key for key, told in self.items.items() if told.state(self.ends) not in over]

    def done(self) -> bool:
        """Whether anything was finished in it."""
        return any(told.state(self.ends) == ItemState.DONE for told in self.items.values())


def past_runs(programme: Programme, team: Team, days: SchoolDays, last: date, reasons: list[str]) -> list[Run]:
    """The past sprints of a team, one after the other, with the items that were worked on in each."""
    told = [
        Told(pilot, tale) for pilot in programme.pilots if pilot.team == team.name for tale in tell(pilot, team, days)
    ]
    row = days.between(days.ago(team.formed), days.ago(team.dissolved or 1))
    row = [day for day in row if day < last]
    runs: list[Run] = []
    for place in range(len(row) % LENGTH, len(row), LENGTH):
        run = Run(team, row[place], row[place + LENGTH - 1], days.calendar)
        before = runs[-1] if runs else None
        run.carried = set(before.left()) if before is not None and before.done() else set()
        for one in told:
            at = one.first_work(run.begins, run.ends)
            if at is None and one.key not in run.carried:
                continue
            state = one.state(run.begins)
            run.items[one.key] = one
            late = moment(row[place + LENGTH - 3], 0)
            if (
                one.key not in run.carried
                and at is not None
                and (state is None or (at > late and state == ItemState.BACKLOG))
            ):
                run.added[one.key] = (at - timedelta(minutes=1), reasons[len(run.added) % len(reasons)])
        runs.append(run)
    return [run for run in runs if run.items]


def past_act(programme: Programme, runs: list[Run], days: SchoolDays, texts: dict[str, Any]) -> Act:
    """Everything about the sprints that are over, as one act before the days that are told one by one."""
    said = f"A year of sprints: {len(runs)} of {len({run.team.name for run in runs})} teams."
    act = Act(moment(days.last(RECENT), -5), programme.steward, "sample.sprints", said)
    for place, run in enumerate(runs):
        ahead = [other for other in runs[place + 1 :] if other.team is run.team]
        _write(act, run, ahead[0] if ahead else None, texts)
    return act


def _write(act: Act, run: Run, following: Run | None, texts: dict[str, Any]) -> None:
    ref, cancelled = Ref("Sprint", run.number), not run.done()
    left = run.left()
    goal = _goal(run)
    values: dict[str, object] = sprint_values(run.number, run.team, goal, run.start, run.end, run.begins)
    values |= {
        "state": SprintState.CANCELLED if cancelled else SprintState.CLOSED,
        "ended_at": run.ends,
        "cancel_reason": texts["cancelled"] if cancelled else "",
        "result": "" if cancelled else texts["results"][run.number % len(texts["results"])],
    }
    act.adds.append(Add(ref, values))
    decisions = []
    for key, told in run.items.items():
        goes_on = following is not None and key in following.items and key in following.carried
        outcome = ItemOutcome.CARRIED if goes_on else ItemOutcome.RETURNED
        if key not in left:
            dropped = told.state(run.ends) == ItemState.DROPPED
            outcome = ItemOutcome.DROPPED if dropped else ItemOutcome.DONE
        elif cancelled:
            outcome = ItemOutcome.RETURNED
        else:
            decisions.append(LeftoverDecision(key, outcome, "" if goes_on else texts["back"]))
        _inside(act, ref, run, told, outcome, Ref("Sprint", following.number) if goes_on and following else None)
    if not cancelled:
        text = _record(run, goal, str(values["result"]), decisions)
        content = {"sprint_id": ref, "content": text, "digest": digest_of(text), "made_at": run.ends}
        act.adds.append(Add(Ref("SprintRecord", run.number), content))


def _goal(run: Run) -> str:
    first = next((told for key, told in run.items.items() if key not in run.added), next(iter(run.items.values())))
    return first.tale.item.title


def sprint_values(number: int, team: Team, goal: str, start: date, end: date, at: datetime) -> dict[str, object]:
    """The columns of a sprint that has started."""
    return {
        "number": number,
        "team_id": Ref("Team", team.name),
        "goal": goal,
        "start_on": start,
        "end_on": end,
        "started_at": at,
        "origin": SprintOrigin.LOCAL,
        "created_at": at - timedelta(minutes=2),
        "folded": folded(goal),
    }


def _inside(act: Act, ref: Ref, run: Run, told: Told, outcome: ItemOutcome | None, following: Ref | None) -> None:
    at, reason = run.added.get(told.key, (run.begins - timedelta(minutes=1), ""))
    committed = told.key not in run.added
    values: dict[str, object] = {
        "sprint_id": ref,
        "item_id": Ref("BacklogItem", told.key),
        "committed": committed,
        "size_committed": told.tale.item.estimate if committed else None,
        "carried_from": _before(act, run) if told.key in run.carried else None,
        "added_at": at,
        "added_reason": reason,
        "outcome": outcome,
        "next_sprint": following,
    }
    act.adds.append(Add(Ref("SprintItem", (ref.name, told.key)), values))
    if not committed:
        act.adds.append(_came_in(ref, told, at, reason, run.team))


def _before(act: Act, run: Run) -> Ref | None:
    """The sprint of the team that came before: it is written down already."""
    team = Ref("Team", run.team.name)
    found = [add.ref for add in act.adds if add.ref.table == "Sprint" and add.values["team_id"] == team]
    return found[-2] if len(found) > 1 else None


def _came_in(ref: Ref, told: Told, at: datetime, reason: str, team: Team) -> Add:
    size = told.tale.item.estimate
    values: dict[str, object] = {
        "item_id": Ref("BacklogItem", told.key),
        "sprint_id": ref,
        "at": at,
        "kind": EventKind.SPRINT_ADDED,
        "before": "",
        "after": "" if size is None else str(size),
        "detail": reason,
        "actor": team.coach(),
    }
    return Add(Ref("ItemEvent", (ref.name, told.key, "in")), values)


def _record(run: Run, goal: str, result: str, decisions: list[LeftoverDecision]) -> str:
    """The frozen record, told from the same events."""
    sizes = {key: told.tale.item.estimate for key, told in run.items.items()}
    begun = SprintStart(run.begins, tuple(Committed(key, sizes[key]) for key in run.items if key not in run.added))
    events = [
        SprintEvent(at, 0, key, SprintEventKind.ADDED, size=sizes[key], reason=reason)
        for key, (at, reason) in run.added.items()
    ]
    for key, told in run.items.items():
        events += [
            SprintEvent(step.at, 1, key, SprintEventKind.STATE, state=step.after, reason=step.detail)
            for step in told.tale.steps
            if step.kind in {EventKind.STATE, EventKind.REOPENED} and run.begins < step.at <= run.ends
        ]
    events = [replace(one, order=n) for n, one in enumerate(events, 1)]
    story = replay(run.start, run.end, run.calendar, begun, events, Now(run.ends, UTC))
    facts = SprintFacts(
        sprint_key(run.number),
        team_key(run.team.number),
        run.team.name,
        goal,
        "",
        result,
        run.begins,
        run.ends,
        "UTC",
        round(sum(one.share for one in run.team.members) / 100 * LENGTH, 1),
    )
    items = [
        ItemFacts(key, told.tale.item.title, pilot_key(told.pilot.number), sizes[key])
        for key, told in run.items.items()
    ]
    return record_text(facts, story, items, decisions, say_do(story, sizes))
