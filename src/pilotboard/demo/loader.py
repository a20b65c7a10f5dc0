"""Makes the sample programme: a new store, filled through the journal, whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.decisions import Decided, decision_acts
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.demo.material import read_programme
from pilotboard.demo.money import money_acts
from pilotboard.demo.plan import plan_acts
from pilotboard.demo.retros import look_back_on_sprints, retro_acts, running_notes
from pilotboard.demo.setting import setting_acts
from pilotboard.demo.sprints import sprint_acts
from pilotboard.demo.voices import numbered, voice_acts
from pilotboard.demo.work import item_acts
from pilotboard.domain.changes import Written
from pilotboard.domain.much_at_once import all_kept
from pilotboard.resources import sample_data
from pilotboard.store.location import Location, locate

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx
    from pilotboard.store.writing.writer import Writer

PERSON = "ana"
"""Who sits at the sample unless somebody else is named: Ana Ruiz, a member of Team Heron."""
_FILE = "sample.db"
_COUNTED = {"Site": "site", "Person": "person", "Team": "team", "Pilot": "pilot", "Feedback": "feedback"} | {
    "Retrospective": "retrospective",
    "RetroAction": "action",
    "Sprint": "sprint",
    "Impediment": "impediment",
    "Priority": "priority",
    "Strategy": "strategy",
    "Goal": "goal",
    "Idea": "idea",
    "SupportRequest": "support",
    "Programme": "programme",
    "CostLine": "cost",
}
_ORDER = (
    "Site",
    "Person",
    "Team",
    "BoardState",
    "Membership",
    "Priority",
    "Strategy",
    "Goal",
    "Pilot",
    "PilotSite",
    "Programme",
    "PilotProgramme",
    "CostLine",
    "Idea",
    "SupportRequest",
    "CalendarDay",
    "SchoolYear",
    "Label",
    "Sprint",
    "BacklogItem",
    "ItemLabel",
    "AcceptanceCriterion",
    "ItemLink",
    "ItemNote",
    "SprintItem",
    "SprintRecord",
    "DailyNote",
    "Impediment",
    "ItemEvent",
    "Theme",
    "Feedback",
    "FeedbackTheme",
    "SeverityJudgement",
    "Retrospective",
    "RetroParticipant",
    "RetroAction",
    "DecisionRule",
    "RuleAmendment",
    "GateCheck",
    "GateWaiver",
    "Rating",
)


class Sample(NamedTuple):
    """Where the sample programme is; `made` tells that it was made just now, `temporary` the folder to remove after."""

    location: Location
    made: bool
    temporary: Path | None


def open_or_make(today: date, path: Path | None = None) -> Sample:
    """The sample programme at `path`, or in a temporary folder of its own when there is no path.

    What is at the path already is opened as it is, never rebuilt. Raises as `make_sample` does.
    """
    if path is not None:
        location = locate(path)
        assert location.path is not None
        if location.path.exists():
            return Sample(location, made=False, temporary=None)
        make_sample(location, today)
        return Sample(location, made=True, temporary=None)
    folder = Path(tempfile.mkdtemp(prefix="pilotboard-demo-"))
    location = locate(folder / _FILE)
    make_sample(location, today)
    return Sample(location, made=True, temporary=folder)


def make_sample(location: Location, today: date) -> None:
    """Make a store with the sample programme as of `today`; the same day gives the same content.

    Raises Refusal when something is there already, StoreUnavailable or EnvironmentFault when no store can be made
    there; nothing is left behind then.
    """
    from pilotboard.domain.organisation import LabelSet
    from pilotboard.store.writing.create import begin, create
    from pilotboard.store.writing.unit import Intent

    programme = read_programme(sample_data())
    days = SchoolDays(today)
    acts = [*setting_acts(programme, days), *item_acts(programme, days), *voice_acts(programme, days, sample_data())]
    acts += retro_acts(programme, days, sample_data())
    acts += plan_acts(programme, days, sample_data())
    acts += money_acts(programme, days, sample_data())
    acts += sprint_acts(programme, days, sample_data())
    look_back_on_sprints(acts)
    numbered(sorted(acts, key=lambda act: act.at))
    sponsors = {pilot.number: pilot.sponsor for pilot in programme.pilots}
    steps: list[Act | Decided] = [*acts, *decision_acts(days, sample_data(), sponsors)]
    steps.sort(key=lambda act: act.at)
    first = moment(days.ago(programme.began), 0)

    def start(tx: Tx) -> Written:
        zone = programme.time_zone
        return begin(programme.name, LabelSet.SCRUM, zone, sample=True, created_at=tx.now, tx=tx)

    def fill(writer: Writer) -> None:
        ids: dict[Ref, int] = {}
        for number, act in enumerate(steps, 1):
            intent = Intent(act.action, act.actor, act.at, act.at.date(), f"sample-{number:04d}")
            write = partial(act.write, ids) if isinstance(act, Decided) else _Filling(act, ids).write
            writer.run(intent, write)
        last = Intent("retros.note", programme.steward, steps[-1].at, steps[-1].at.date(), "sample-notes")
        writer.run(last, lambda tx: running_notes(sample_data(), ids, tx))

    intent = Intent("organisation.begin", programme.steward, first, first.date(), "sample-0000")
    with all_kept():
        create(location, (intent, start), then=fill)


class _Filling:
    """Writes one act; `ids` are the rows stored so far."""

    def __init__(self, act: Act, ids: dict[Ref, int]) -> None:
        self._act = act
        self._ids = ids

    def write(self, tx: Tx) -> Written:
        """The rows of the act, new ones before changed ones; a label that is there already is not made again."""
        from pilotboard.store.writing import tables

        by_table: dict[str, dict[Ref, Add]] = {}
        for add in self._act.adds:
            if add.ref not in self._ids:
                by_table.setdefault(add.ref.table, {})[add.ref] = add
        for name in sorted(by_table, key=_ORDER.index):
            adds = by_table[name].values()
            counter = _COUNTED.get(name)
            if counter is not None:
                first = tx.next_number(counter, len(adds))
                for number, add in enumerate(adds, first):
                    assert number == add.values["number"], f"{add.ref} became number {number}"
            stored = tx.bulk_insert(getattr(tables, name), [self._settled(add.values) for add in adds])
            self._ids.update(zip(by_table[name], stored, strict=True))
        for table, values, refs in _alike(self._act.changes):
            tx.bulk_change(getattr(tables, table), [self._ids[ref] for ref in refs], **self._settled(values))
        return Written(self._act.said, self._act.keys)

    def _settled(self, values: Mapping[str, object]) -> dict[str, Any]:
        return {name: self._ids[value] if isinstance(value, Ref) else value for name, value in values.items()}


def _alike(changes: list[Change]) -> list[tuple[str, Mapping[str, object], list[Ref]]]:
    """The changes with those together that set the same in rows of one table."""
    found: dict[object, tuple[str, Mapping[str, object], list[Ref]]] = {}
    for ref, values in changes:
        key = (ref.table, tuple(sorted(values.items())))
        found.setdefault(key, (ref.table, values, []))[2].append(ref)
    return list(found.values())
