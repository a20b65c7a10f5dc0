"""Items of a file against the items of the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.intake import Directory, IncomingItem, IncomingSprint, Parsed, PersonRef, Remark
from pilotboard.domain.intake_report import IntakeReport
from pilotboard.store.reading import intake as reading
from pilotboard.store.reading.intake import Home, Known
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases.intake_changes import Update, columns_of, update_of
from pilotboard.usecases.intake_plan import clash, home_of, id_of, report_of, sorted_out

if TYPE_CHECKING:
    from pilotboard.domain.intake_report import Progress
    from pilotboard.store.writing.unit import Tx

_SHOWN = {
    "assignee_id": "assignee",
    "due_on": "due",
    "created_at": "created",
    "started_at": "started",
    "finished_at": "finished",
    "archived_at": "archived",
}
_BESIDE = frozenset(("state_since", "drop_reason", "folded", "blocked_since", "blocked_reason"))
"""Columns that follow others: neither a difference nor a conflict by themselves."""
SLICE = 5000
"""Items written between two reports of progress."""


@dataclass(slots=True)
class ItemPlan:
    """Everything that an import of items would write."""

    home: Home
    report: IntakeReport
    fresh: list[IncomingItem] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    hashes: dict[int, str] = field(default_factory=dict)
    sprints: list[IncomingSprint] = field(default_factory=list)
    sprint_ids: dict[tuple[str, str], int] = field(default_factory=dict)
    people: _People | None = None


class _People:
    """Who is meant by the persons of a file."""

    def __init__(self, reader: Reader) -> None:
        self._directory = Directory(reading.people(reader))
        self._found: dict[PersonRef, int | None] = {}

    def __call__(self, item: IncomingItem) -> int | None:
        if item.assignee is None:
            return None
        if item.assignee not in self._found:
            self._found[item.assignee] = self._directory.find(item.assignee)
        return self._found[item.assignee]

    @property
    def unmatched(self) -> tuple[str, ...]:
        return tuple(sorted(who.name or who.mail for who, found in self._found.items() if found is None))


def plan_items(reader: Reader, parsed: Parsed, home: Home, blank_clears: bool, now: datetime) -> ItemPlan:
    """What importing these items would do. Raises InvalidInput for sprints where no team can have them."""
    report = report_of(parsed, home)
    plan = ItemPlan(home, report)
    people = plan.people = _People(reader)
    held = reading.known(reader, reading.ITEM, parsed.source, {home_of(item, home) for item in parsed.items})

    def look_again(item: IncomingItem, known: Known) -> bool:
        return blank_clears or (known.matched is None and people(item) is not None)

    plan.fresh, candidates = sorted_out(parsed.items, held, home, report, look_again)
    _plan_sprints(reader, parsed, plan)
    for item in plan.fresh:
        _tell_unmatched(report, item, people)
    ids = [known.row_id for _, known, _ in candidates]
    rows = reading.stored(reader, reading.ITEM, ids) if ids else {}
    parts = reading.parts(reader, ids) if ids else {}
    edits = reading.local_edits(reader, reading.ITEM, ids) if ids else {}
    coming = {(sprint.container, sprint.name) for sprint in plan.sprints}
    clearable = parsed.fields if blank_clears else frozenset()
    for item, known, same in candidates:
        columns = columns_of(item, rows[known.row_id], clearable, people(item), now)
        if same and not blank_clears:
            columns = {name: value for name, value in columns.items() if name == "assignee_id"}
            if "assignee_id" in edits[known.row_id]:
                columns = {}
        lost = {name: value for name, value in columns.items() if name in edits[known.row_id] and name not in _BESIDE}
        if lost:
            clash(report, item, known, {_SHOWN.get(name, name): value for name, value in lost.items()})
            continue
        update = update_of(item, known, rows[known.row_id], columns, parts[known.row_id], now, same=same)
        joins = any((item.container, name) in coming for name in item.sprints)
        if not same:
            plan.hashes[known.link_id] = item.hash
        if update is None and not joins:
            report.unchanged += 1
            continue
        _tell_unmatched(report, item, people)
        report.update += 1
        plan.updates.append(update or Update(item, known, {}, [], [], parts[known.row_id]))
        for name, value in columns.items():
            if name not in _BESIDE:
                report.differs(item.row, known.key, _SHOWN.get(name, name), rows[known.row_id][name], value)
    report.unmatched = people.unmatched
    return plan


def _tell_unmatched(report: IntakeReport, item: IncomingItem, people: _People) -> None:
    if item.assignee is not None and people(item) is None:
        message = "Unmatched person: nobody here goes by this name, so it goes in without an assignee."
        report.remarks.append(
            Remark(item.row, item.external_id, "assignee", message, item.assignee.name or item.assignee.mail)
        )


def _plan_sprints(reader: Reader, parsed: Parsed, plan: ItemPlan) -> None:
    home, report = plan.home, plan.report
    held = reading.known(reader, reading.SPRINT, parsed.source, {home_of(one, home) for one in parsed.sprints})
    for sprint in parsed.sprints:
        known = held.get((home_of(sprint, home), id_of(sprint)))
        if known is not None:
            if known.key:
                plan.sprint_ids[sprint.container, sprint.name] = known.row_id
        elif sprint.state in {"planned", "active"}:
            message = "This sprint is not over: it was left out, plan it here."
            report.remarks.append(Remark(sprint.row, sprint.external_id, "sprint", message, sprint.name))
        else:
            plan.sprints.append(sprint)
    report.sprints = len(plan.sprints)
    if plan.sprints and home.team_id is None:
        raise InvalidInput(
            f"The file has {len(plan.sprints)} sprints, and {home.pilot_key} has no team to have them.",
            hint=f"Give it one first: pilotboard pilots move-team {home.pilot_key} TEAM",
            field="into",
        )


def write_items(tx: Tx, plan: ItemPlan, source: str, go_on: Progress) -> None:
    """Write what was planned. ``go_on`` is asked between slices and may end it by raising."""
    from pilotboard.store.writing import intake as writing
    from pilotboard.store.writing import intake_items as items

    home, people = plan.home, plan.people
    assert people is not None
    made: set[int] = set()
    if plan.sprints and home.team_id is not None:
        ids = writing.add_sprints(tx, home.team_id, plan.sprints)
        made = set(ids)
        for sprint, row_id in zip(plan.sprints, ids, strict=True):
            plan.sprint_ids[sprint.container, sprint.name] = row_id
        linked = [
            (home_of(one, home), id_of(one), one.hash, row_id) for one, row_id in zip(plan.sprints, ids, strict=True)
        ]
        writing.link(tx, source, reading.SPRINT, linked)
    total = len(plan.fresh) + len(plan.updates)
    joined: list[tuple[int, IncomingItem]] = []
    places = items.take_places(tx, home, len(plan.fresh)) if plan.fresh else []
    for start in range(0, len(plan.fresh), SLICE):
        go_on(start, total)
        part = plan.fresh[start : start + SLICE]
        ids = items.add_items(tx, home, part, places[start : start + SLICE], people)
        writing.link(
            tx,
            source,
            reading.ITEM,
            [(home_of(one, home), id_of(one), one.hash, row_id) for one, row_id in zip(part, ids, strict=True)],
        )
        joined += [(row_id, one) for one, row_id in zip(part, ids, strict=True) if one.sprints]
    go_on(len(plan.fresh), total)
    if plan.updates:
        items.change_items(tx, {one.known.row_id: one.columns for one in plan.updates if one.columns})
        items.add_events(tx, [(one.known.row_id, one.events) for one in plan.updates if one.events])
        items.add_parts(tx, [(one.known.row_id, one.item, one.parts) for one in plan.updates])
        items.tick(tx, [line for one in plan.updates for line in one.ticks])
        joined += [(one.known.row_id, one.item) for one in plan.updates]
    if made:
        writing.add_memberships(tx, joined, plan.sprint_ids, made)
    if plan.hashes:
        writing.relink(tx, plan.hashes)
