"""Acts of looking back: every team now and then, with what was agreed and what became of it; one is being written."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.demo.material import Programme, Team
from pilotboard.domain.changes import Written
from pilotboard.domain.keys import action_key, retro_key
from pilotboard.domain.retros import NotesAfter, RetroPhase
from pilotboard.domain.sprint_states import SprintState
from pilotboard.domain.text import folded

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

_AFTERNOON = 420
_STEPS = 60
"""Days back to which talks are told step by step."""
_LATELY = 14
"""Days after its end on which a sprint is looked back on."""
_RUNNING = 1
"""Days ago on which the one that is being written was opened."""


class _Talk(NamedTuple):
    day: date
    team: Team
    form: str
    running: bool
    minutes: int = _AFTERNOON
    """When it begins: one after the other on a day that several teams chose."""


class _Ended(NamedTuple):
    """The last day of a sprint, and the act that writes it down."""

    on: date
    written: datetime
    by: Act
    sprint: Ref


def retro_acts(programme: Programme, days: SchoolDays, folder: Path) -> Iterator[Act]:
    """Every retrospective of the year; the last one of one team is open, its notes come by `running_notes`.

    Those of long ago are one entry each, with all that came of them; the newer ones are told step by step.
    """
    said = _said(folder)
    texts = said["actions"]["texts"]
    agreed = 0
    for number, talk in enumerate(_talks(programme, days, said), 1):
        opening = _opening(talk, number, days)
        if talk.running:
            yield opening
            continue
        ending = _closing(talk, number)
        owners = [handle for handle in _present(talk, days) if handle != talk.team.coach()]
        later: list[Act] = []
        for turn in range(1 + (number + len(talk.team.name)) % 3):
            agreed += 1
            text = texts[(agreed * 7) % len(texts)]
            owner = owners[(agreed + turn) % len(owners)]
            ending.adds.append(_action(talk, number, agreed, text, owner))
            later += _fate(talk, agreed, owner, days)
        ending.keys += tuple(action_key(agreed - back) for back in reversed(range(len(ending.adds))))
        if (days.today - talk.day).days > _STEPS:
            yield _together(opening, ending, later)
        else:
            yield opening
            yield ending
            yield from later


def _together(opening: Act, ending: Act, later: list[Act]) -> Act:
    """One entry of all that a talk was and what came of it."""
    after: dict[Ref, dict[str, object]] = {}
    for act in (ending, *later):
        for ref, values in act.changes:
            after.setdefault(ref, {}).update(values)
    adds = [Add(ref, {**values, **after.get(ref, {})}) for ref, values in (*opening.adds, *ending.adds)]
    return Act(ending.at, ending.actor, ending.action, ending.said, ending.keys, adds)


def look_back_on_sprints(acts: Sequence[Act]) -> None:
    """Let each retrospective look back on the sprint of its team that ended last before it, when there was one lately.

    Sprints of long ago are written in one act (`sample.sprints`); what was held before it is linked by it.
    """
    ended: dict[Ref, list[_Ended]] = {}
    for act in acts:
        for add in act.adds:
            if add.ref.table == "Sprint" and add.values["state"] == SprintState.CLOSED:
                line = _Ended(cast(date, add.values["end_on"]), act.at, act, add.ref)
                ended.setdefault(cast(Ref, add.values["team_id"]), []).append(line)
    for act in acts:
        for place, add in enumerate(act.adds):
            found = _sprint_before(add, ended) if add.ref.table == "Retrospective" else None
            if found is None:
                continue
            _, written, by, sprint = found
            if written < act.at:
                act.adds[place] = add._replace(values={**add.values, "sprint_id": sprint})
            else:
                by.changes.append(Change(add.ref, {"sprint_id": sprint}))


def _sprint_before(add: Add, ended: Mapping[Ref, list[_Ended]]) -> _Ended | None:
    on = cast(date, add.values["on_day"])
    lately = [one for one in ended.get(cast(Ref, add.values["team_id"]), []) if 0 <= (on - one.on).days <= _LATELY]
    return max(lately, key=lambda one: one.on, default=None)


def running_notes(folder: Path, ids: Mapping[Ref, int], tx: Tx) -> Written:
    """Write the notes of the one that is open; the same ones under the same numbers each time."""
    from pilotboard.store.writing import retros as writing

    said = _said(folder)["running"]
    random = Random(len(said["notes"]))
    notes = [(random.getrandbits(62) + 1, prompt, text, 0) for prompt, text in said["notes"]]
    newest = max(row_id for ref, row_id in ids.items() if ref.table == "Retrospective")
    writing.add_notes(tx, writing.retro(tx, newest), notes, "")
    return Written("Wrote notes.")


def _talks(programme: Programme, days: SchoolDays, said: Mapping[str, Any]) -> list[_Talk]:
    found = []
    for team in programme.teams:
        how = said["team"].get(team.name)
        if how is None:
            continue
        found += [
            _Talk(days.ago(back), team, how["format"], running=False)
            for back in range(how["newest"], team.formed - 13, how["every"])
            if team.dissolved is None or back > team.dissolved
        ]
        if said["running"]["team"] == team.name:
            found.append(_Talk(days.ago(_RUNNING), team, how["format"], running=True))
    found.sort(key=lambda talk: (talk.day, talk.running, talk.team.number))
    held: Counter[date] = Counter()
    placed = []
    for talk in found:
        placed.append(talk._replace(minutes=_AFTERNOON + 60 * held[talk.day]))
        held[talk.day] += 1
    return placed


def _said(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "retros.toml").read_text(encoding="utf-8"))


def _present(talk: _Talk, days: SchoolDays) -> list[str]:
    return [
        member.handle
        for member in talk.team.members
        if days.ago(member.start) <= talk.day and (member.end is None or days.ago(member.end) >= talk.day)
    ]


def _opening(talk: _Talk, number: int, days: SchoolDays) -> Act:
    row, key = Ref("Retrospective", number), retro_key(number)
    at = moment(talk.day, talk.minutes)
    present = sorted(set(_present(talk, days)))
    act = Act(at, talk.team.coach(), "retros.open", f"Opened {key} with {len(present)} participants.", (key,))
    values = {
        "number": number,
        "team_id": Ref("Team", talk.team.name),
        "sprint_id": None,
        "on_day": talk.day,
        "format": talk.form,
        "phase": RetroPhase.COLLECT,
        "anonymous": True,
        "notes_after": None,
        "released": False,
        "closed_at": None,
    }
    act.adds.append(Add(row, values))
    for handle in present:
        who = {"retro_id": row, "person_id": Ref("Person", handle)}
        act.adds.append(Add(Ref("RetroParticipant", (number, handle)), who))
    return act


def _closing(talk: _Talk, number: int) -> Act:
    key, at = retro_key(number), moment(talk.day, talk.minutes + 50)
    act = Act(at, talk.team.coach(), "retros.destroy", f"Closed {key}.", (key,))
    values = {
        "phase": RetroPhase.CLOSED,
        "closed_at": at,
        "notes_after": NotesAfter.DESTROY,
        "released": number % 2 == 0,
    }
    act.changes.append(Change(Ref("Retrospective", number), values))
    return act


def _action(talk: _Talk, retro: int, number: int, text: str, owner: str) -> Add:
    values = {
        "number": number,
        "retro_id": Ref("Retrospective", retro),
        "team_id": Ref("Team", talk.team.name),
        "text": text,
        "owner_id": Ref("Person", owner),
        "due_on": talk.day + timedelta(days=14),
        "agreed_on": talk.day,
        "done_on": None,
        "drop_reason": "",
        "carried": 0,
        "folded": folded(text),
    }
    return Add(Ref("RetroAction", number), values)


def _fate(talk: _Talk, number: int, owner: str, days: SchoolDays) -> Iterator[Act]:
    """What became of an action: most are done, some carried, a few let go, the youngest are open still."""
    row, key = Ref("RetroAction", number), action_key(number)
    age = (days.today - talk.day).days

    def act(on: date, minutes: int, action: str, said: str, values: Mapping[str, object]) -> Act:
        return Act(moment(on, minutes), owner, f"actions.{action}", said, (key,), changes=[Change(row, values)])

    if number % 5 == 0 and age > 30:
        again = days.ago(age - 28)
        due = again + timedelta(days=21)
        said = f"Carried {key} on, once by now, to {due.isoformat()}."
        yield act(again, _AFTERNOON, "carry", said, {"carried": 1, "due_on": due})
    if number % 11 == 0 and age > 20:
        reason = {"drop_reason": "It turned out to be nobody's need"}
        yield act(days.ago(age - 15), _AFTERNOON, "drop", f"Let {key} go.", reason)
        return
    took = 45 if number % 5 == 0 else 6 + number % 12
    if took < age and (number % 4 != 3 or age > 75):
        on = max(days.ago(age - took), days.after(talk.day))
        yield act(on, _AFTERNOON + 5, "done", f"Done: {key}, after {(on - talk.day).days} days.", {"done_on": on})
