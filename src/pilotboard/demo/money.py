"""Acts of money: programmes that exist already, what pilots cost, who answers for them once they are everywhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.demo.material import Programme
from pilotboard.domain.keys import cost_key, pilot_key, programme_key
from pilotboard.domain.text import search_text

_BEGUN, _REPLACED, _OWNED, _COUNTED = 45, 150, 160, 170


def money_acts(programme: Programme, days: SchoolDays, folder: Path) -> Iterator[Act]:
    """Everything of money, numbered in the order of the days."""
    said = tomllib.loads((folder / "money.toml").read_text(encoding="utf-8"))
    sponsors = {pilot.number: pilot.sponsor for pilot in programme.pilots}
    for number, line in enumerate(said["programmes"], 1):
        yield _existing(number, line, days, programme.steward)
    for pilot, (ago, *names) in _by_number(said["replaces"]):
        yield _replacing(pilot, names, moment(days.ago(ago), _REPLACED), sponsors[pilot])
    for pilot, (ago, owner, reach) in _by_number(said["after"]):
        key = pilot_key(pilot)
        act = Act(moment(days.ago(ago), _OWNED), sponsors[pilot], "pilots.edit", f"Changed {key}.", (key,))
        act.changes.append(Change(Ref("Pilot", pilot), {"owner_after": owner, "reach": reach}))
        yield act
    lines = [(pilot, line) for pilot, lines in _by_number(said["costs"]) for line in lines]
    for number, (pilot, line) in enumerate(sorted(lines, key=lambda one: (-one[1][0], one[0])), 1):
        yield _cost(number, pilot, line, days, sponsors[pilot])


def _by_number(said: Mapping[str, Any]) -> Iterator[tuple[int, Any]]:
    return ((int(pilot), value) for pilot, value in said.items())


def _existing(number: int, line: list[Any], days: SchoolDays, who: str) -> Act:
    ago, name, yearly, reach, owner, review, note = line
    key = programme_key(number)
    act = Act(moment(days.ago(ago), _BEGUN + number), who, "programmes.add", f"Added {key} {name}.", (key,))
    values = {"number": number, "name": name, "note": note, "owner": owner, "yearly_cost": yearly, "reach": reach}
    act.adds.append(
        Add(
            Ref("Programme", name),
            {**values, "review_on": days.any(review), "ended_on": None, "folded": search_text(name, note)},
        )
    )
    return act


def _replacing(pilot: int, names: list[str], at: Any, who: str) -> Act:
    key = pilot_key(pilot)
    act = Act(at, who, "pilots.replaces", f"{key} would take the place of {', '.join(names)}.", (key,))
    for name in names:
        values = {"pilot_id": Ref("Pilot", pilot), "programme_id": Ref("Programme", name)}
        act.adds.append(Add(Ref("PilotProgramme", (pilot, name)), values))
    return act


def _cost(number: int, pilot: int, line: list[Any], days: SchoolDays, who: str) -> Act:
    ago, kind, basis, label, amount, funding = line
    key, day = cost_key(number), days.ago(ago)
    said = f"Added {key} {label} to {pilot_key(pilot)}."
    act = Act(moment(day, _COUNTED + number), who, "costs.add", said, (key, pilot_key(pilot)))
    values = {"number": number, "pilot_id": Ref("Pilot", pilot), "kind": kind, "basis": basis, "label": label}
    act.adds.append(Add(Ref("CostLine", number), {**values, "amount": amount, "funding": funding, "on_day": day}))
    return act
