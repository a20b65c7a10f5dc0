"""Acts of deciding: rules locked before the data, must-haves looked at, ratings by several people, decisions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.domain.changes import Written
from pilotboard.domain.criteria_default import DEFAULT
from pilotboard.domain.decisions import DecisionKind, DecisionStep
from pilotboard.domain.gates import NAMES, Gate
from pilotboard.domain.keys import pilot_key

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

Said = Mapping[str, Any]
_WRITTEN, _LOCKED, _CHECKED, _WAIVED, _RATED, _DECIDED = 130, 140, 300, 320, 340, 430
_CANNOT_TELL: Final = 9
_NOT_ASKED: Final = 8
_FIGURES = ("value", "chance", "half_width", "n", "asked")
_RULE = ("baseline", "baseline_n", "target", "spread", "expected_n")
_APART = frozenset(("pilot", "written", "locked", "late", "by", "decision_on", "amended", "reason"))


class Decided(NamedTuple):
    """A decision before it is stored: the evidence is frozen with it when its turn comes."""

    at: datetime
    actor: str
    action: str
    pilot: Ref
    values: dict[str, Any]

    def write(self, ids: Mapping[Ref, int], tx: Tx) -> Written:
        """Record it as everybody does."""
        from pilotboard.usecases.decisions import keep_decision

        return keep_decision(tx, ids[self.pilot], self.values)


def decision_acts(days: SchoolDays, folder: Path, sponsors: Mapping[int, str]) -> Iterator[Act | Decided]:
    """Everything that decisions rest on, and the decisions; `sponsors` record them, by the number of the pilot."""
    said = tomllib.loads((folder / "decisions.toml").read_text(encoding="utf-8"))
    for rule in said["rule"]:
        yield from _rule(rule, days)
    for pilot, checks in said["checks"].items():
        yield from _checks(int(pilot), checks, days)
    for waiver in said["waiver"]:
        yield _waiver(waiver, days)
    for pilot, ratings in said["ratings"].items():
        for rating in ratings:
            yield _rating(int(pilot), rating, days)
    for decision in said["decision"]:
        yield _decision(decision, days, sponsors[decision["pilot"]])


def _rule(said: Said, days: SchoolDays) -> Iterator[Act]:
    key, who, row = pilot_key(said["pilot"]), said["by"], Ref("DecisionRule", said["pilot"])
    written = moment(days.ago(said["written"]), _WRITTEN)
    values = {name: said.get(name) for name in _RULE}
    values |= {name: value for name, value in said.items() if name not in _APART and name != "certainty"}
    values |= {"pilot_id": Ref("Pilot", said["pilot"]), "decision_on": days.any(said["decision_on"])}
    act = Act(written, who, "rules.add", f"Wrote the decision rule of {key}.", (key,))
    act.adds.append(Add(row, values))
    yield act
    if "locked" not in said:
        return
    locked = moment(days.ago(said["locked"]), _LOCKED)
    act = Act(locked, who, "rules.lock", f"Locked the decision rule of {key}.", (key,))
    lock = {"locked_at": locked, "locked_by": who, "locked_late": said.get("late", False)}
    act.changes.append(Change(row, lock))
    yield act
    if "amended" in said:
        at = moment(days.ago(said["amended"]), _LOCKED)
        act = Act(at, who, "rules.amend", f"Amended the decision rule of {key}: {said['reason']}", (key,))
        change = f"certainty: 75 % -> {said['certainty']} %"
        kept = {"pilot_id": values["pilot_id"], "at": at, "author": who, "reason": said["reason"], "change": change}
        act.adds.append(Add(Ref("RuleAmendment", said["pilot"]), kept))
        act.changes.append(Change(row, {"certainty": said["certainty"]}))
        yield act


def _checks(pilot: int, checks: list[Any], days: SchoolDays) -> Iterator[Act]:
    """One entry of what each person looked at, on the day they wrote it down."""
    key = pilot_key(pilot)
    numbered = [(place, *check) for place, check in enumerate(checks)]
    for who in dict.fromkeys(said[2] for said in numbered):
        mine = [said for said in numbered if said[2] == who]
        at = moment(days.ago(min(said[1] for said in mine)), _CHECKED)
        names = ", ".join(f"{NAMES[Gate(said[3])]} ({said[3]})" for said in mine)
        act = Act(at, who, "gates.check", f"Recorded {names} of {key}.", (key,))
        act.adds += [_check(pilot, at, said, days) for said in mine]
        yield act


def _check(pilot: int, at: datetime, said: tuple[Any, ...], days: SchoolDays) -> Add:
    place, ago, who, gate, state, figures, evidence = said
    values = {
        "pilot_id": Ref("Pilot", pilot),
        "gate": gate,
        "state": state,
        "detail": None,
        **{name: figures.get(name) for name in _FIGURES},
        "groups": figures.get("groups", ""),
        "evidence": evidence,
        "on_day": days.ago(ago),
        "at": at,
        "checked_by": who,
    }
    return Add(Ref("GateCheck", (pilot, place)), values)


def _waiver(said: Said, days: SchoolDays) -> Act:
    key, at = pilot_key(said["pilot"]), moment(days.ago(said["days"]), _WAIVED)
    gate = Gate(said["gate"])
    act = Act(at, said["by"], "gates.waive", f"Let {NAMES[gate]} ({gate}) of {key} pass for now.", (key,))
    values = {"gate": gate, "waived_by": said["by"], "plan": said["plan"], "due_on": days.any(said["due"]), "at": at}
    act.adds.append(Add(Ref("GateWaiver", (said["pilot"], gate)), {"pilot_id": Ref("Pilot", said["pilot"]), **values}))
    return act


def _rating(pilot: int, said: list[Any], days: SchoolDays) -> Act:
    who, ago, *levels = said
    key, at = pilot_key(pilot), moment(days.ago(ago), _RATED)
    act = Act(at, who, "ratings.add", f"Rated {key}.", (key,))
    for criterion, level in zip(DEFAULT, levels, strict=True):
        if level == _NOT_ASKED:
            continue
        known = None if level == _CANNOT_TELL else level
        values = {"pilot_id": Ref("Pilot", pilot), "criterion": criterion.name, "rater": who, "level": known}
        act.adds.append(Add(Ref("Rating", (pilot, criterion.name, who)), {**values, "note": "", "at": at}))
    return act


def _decision(said: Said, days: SchoolDays, sponsor: str) -> Decided:
    day = days.ago(said["days"])
    values = {
        "step": DecisionStep(said["step"]),
        "kind": DecisionKind(said["kind"]),
        "deciders": said["deciders"],
        "reason": said["reason"],
        "conditions": said.get("conditions", ""),
        "item": said.get("item", ""),
        "vote": said.get("vote", ""),
        "review_on": days.any(said["review"]) if "review" in said else None,
        "decided_on": day,
    }
    return Decided(moment(day, _DECIDED), sponsor, "decisions.record", Ref("Pilot", said["pilot"]), values)
