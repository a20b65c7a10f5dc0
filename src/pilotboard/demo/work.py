"""What people did to items, as the journal will keep it.

The last two weeks are told act by act. What lies before is summed up: one act for each month of a pilot, which carries
the state of its items at the end of that month; the items' own events keep their days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from pilotboard.demo.calendar import SchoolDays
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.demo.lines import ItemLine, Lists
from pilotboard.demo.material import Pilot, Programme
from pilotboard.demo.tales import Step, tell
from pilotboard.domain.items import EventKind, ItemState
from pilotboard.domain.keys import item_key, pilot_key

RECENT = 10
"""Working days told act by act."""
_MONTH = 21

_MOVED = {
    ItemState.BACKLOG: "the backlog",
    ItemState.READY: "To do",
    ItemState.IN_PROGRESS: "Doing",
    ItemState.REVIEW: "Review",
    ItemState.DONE: "Done",
    ItemState.DROPPED: "Dropped",
}


class Doing(NamedTuple):
    """A step of an item, with the item."""

    step: Step
    line: ItemLine


def item_acts(programme: Programme, days: SchoolDays) -> Iterator[Act]:
    """Everything that was done to items, pilot by pilot."""
    teams = {team.name: team for team in programme.teams}
    tales = [(pilot, tell(pilot, teams.get(pilot.team or ""), days)) for pilot in programme.pilots]
    lists = Lists(tales)
    for pilot, told in tales:
        lines = [ItemLine(pilot, tale, lists.rank(pilot, tale), days) for tale in told]
        doings = sorted((Doing(step, line) for line in lines for step in line.tale.steps), key=lambda one: one.step.at)
        recent = days.last(RECENT)
        old = [one for one in doings if one.step.at.date() < recent]
        yield from _months(pilot, old, days)
        yield from _single_acts([one for one in doings if one.step.at.date() >= recent])


def _months(pilot: Pilot, doings: Iterable[Doing], days: SchoolDays) -> Iterator[Act]:
    row = days.between(days.ago(10_000), days.last(RECENT))
    month = {day: place // _MONTH for place, day in enumerate(reversed(row))}
    for _, group in groupby(doings, key=lambda one: month[one.step.at.date()]):
        part = list(group)
        counts = [
            f"{count} {word}"
            for count, word in (
                (_count(part, None, ItemState.BACKLOG), "written down"),
                (_count(part, None, ItemState.DONE), "finished"),
                (_count(part, None, ItemState.DROPPED), "dropped"),
                (_count(part, EventKind.BLOCKED, None), "blocked"),
            )
            if count
        ]
        said = f"A month of {pilot_key(pilot.number)}: {', '.join(counts) or 'items moved on'}."
        actor = pilot.coach or pilot.written_by
        yield _act(part, actor, "sample.month", said)


def _count(part: list[Doing], kind: EventKind | None, after: ItemState | None) -> int:
    return sum((kind is None or one.step.kind == kind) and (after is None or one.step.after == after) for one in part)


def _single_acts(doings: Iterable[Doing]) -> Iterator[Act]:
    def together(one: Doing) -> tuple[object, ...]:
        alone = one.line.tale.number if one.step.kind not in {EventKind.CREATED, EventKind.STATE} else 0
        return (one.step.at, one.step.who, str(one.step.kind), str(one.step.after), alone)

    for _, group in groupby(sorted(doings, key=together), key=together):
        part = list(group)
        step, line = part[0]
        action, said = _sentence(step, line, [_key(one.line) for one in part])
        yield _act(part, step.who, action, said)


def _sentence(step: Step, line: ItemLine, keys: list[str]) -> tuple[str, str]:
    from pilotboard.usecases.items import listed

    names = listed(keys)
    match step.kind:
        case EventKind.CREATED:
            return "items.add", f"Added {names} {line.tale.item.title}." if len(keys) == 1 else f"Added {names}."
        case EventKind.BLOCKED:
            return "items.block", f"Blocked {names}."
        case EventKind.UNBLOCKED:
            return "items.unblock", f"Unblocked {names}."
        case None if step.detail:
            return "items.note", f"Wrote a note on {names}."
        case None:
            met = sum(met for met, _ in line.tale.item.checklist)
            return "items.check", f"Checked {met} of {len(line.tale.item.checklist)} on {names}."
        case _:
            return "items.move", f"Moved {names} to {_MOVED[step.after or ItemState.BACKLOG]}."


def _key(line: ItemLine) -> str:
    return item_key(line.pilot.number, line.tale.number)


def _act(part: list[Doing], actor: str, action: str, said: str) -> Act:
    """One act of several steps: each item is added or changed once, with the state it has after the last of them."""
    keys = dict.fromkeys(_key(one.line) for one in part)
    act = Act(part[-1].step.at, actor, action, said, tuple(keys))
    for one_key in keys:
        steps = [one.step for one in part if _key(one.line) == one_key]
        line = next(one.line for one in part if _key(one.line) == one_key)
        ref = Ref("BacklogItem", one_key)
        before = dict(line.columns)
        for step in steps:
            line.take(step)
        if steps[0].kind == EventKind.CREATED:
            act.adds.append(Add(ref, _linked(line.columns)))
            act.adds.extend(_parts(ref, line))
        else:
            changed = {name: value for name, value in line.columns.items() if before[name] != value}
            if changed:
                act.changes.append(Change(ref, _linked(changed)))
        act.adds.extend(_traces(ref, steps, len(line.tale.steps)))
        act.changes.extend(
            Change(Ref("AcceptanceCriterion", (ref.name, place)), {"met": True}) for place in line.newly_met()
        )
    return act


def _linked(values: Mapping[str, object]) -> dict[str, object]:
    """Columns with the people and pilots in them as rows to be found."""
    tables = {"pilot_id": "Pilot", "team_id": "Team", "assignee_id": "Person"}
    return {
        name: Ref(tables[name], value) if name in tables and value is not None else value
        for name, value in values.items()
    }


def _parts(item: Ref, line: ItemLine) -> Iterator[Add]:
    from pilotboard.domain.text import folded

    told = line.tale.item
    for name in told.labels:
        yield Add(Ref("Label", name), {"name": name, "folded": folded(name)})
        yield Add(Ref("ItemLabel", (item.name, name)), {"item_id": item, "label_id": Ref("Label", name)})
    for place, (_, text) in enumerate(told.checklist):
        values = {"item_id": item, "position": place, "text": text, "met": False, "folded": folded(text)}
        yield Add(Ref("AcceptanceCriterion", (item.name, place)), values)
    for place, (url, title) in enumerate(told.links):
        yield Add(Ref("ItemLink", (item.name, place)), {"item_id": item, "url": url, "title": title})


def _traces(item: Ref, steps: Iterable[Step], room: int) -> Iterator[Add]:
    from pilotboard.domain.text import folded

    for step in steps:
        name = (item.name, step.at, room)
        if step.kind is not None:
            values: dict[str, object] = {"item_id": item, "at": step.at, "kind": step.kind, "actor": step.who}
            values |= {"before": step.before or "", "after": step.after or "", "detail": step.detail}
            yield Add(Ref("ItemEvent", name), values)
        elif step.detail:
            values = {"item_id": item, "at": step.at, "author": step.who, "text": step.detail}
            yield Add(Ref("ItemNote", name), values | {"folded": folded(step.detail)})
