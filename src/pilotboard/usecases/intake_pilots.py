"""Pilots of a portfolio against the pilots of the store: their texts, what others found, what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pilotboard.domain.decisions import DecisionStep
from pilotboard.domain.gates import Gate
from pilotboard.domain.intake import IncomingPilot, Parsed, Remark
from pilotboard.domain.intake_report import IntakeReport
from pilotboard.domain.keys import site_key
from pilotboard.domain.text import folded, shortened
from pilotboard.domain.verdicts import effect_said
from pilotboard.store.reading import intake as reading
from pilotboard.store.reading.intake import Home, Known
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases.intake_plan import clash, home_of, id_of, report_of, sorted_out

if TYPE_CHECKING:
    from pilotboard.domain.intake_report import Progress
    from pilotboard.store.writing.unit import Tx

TEXTS = ("title", "aim", "hypothesis", "prediction", "description", "research", "partners")
NOBODY_NAMED = "not named in the file"
_HOME = Home(None, "", None)
_EVIDENCE = 20_000
_SLICE = 50


@dataclass(slots=True)
class PilotPlan:
    """Everything that an import of pilots would write; `sites` are row ids by folded name or key."""

    home: Home
    report: IntakeReport
    sites: dict[str, int]
    today: date
    fresh: list[IncomingPilot] = field(default_factory=list)
    updates: list[tuple[IncomingPilot, Known, dict[str, object]]] = field(default_factory=list)
    hashes: dict[int, str] = field(default_factory=dict)


def plan_pilots(reader: Reader, parsed: Parsed, today: date) -> PilotPlan:
    """What importing these pilots would do. They go into the organisation, not into a pilot."""
    report = report_of(parsed, _HOME)
    sites: dict[str, int] = {}
    for row_id, number, name in reading.sites(reader):
        sites[folded(name)] = sites[folded(site_key(number))] = row_id
    plan = PilotPlan(_HOME, report, sites, today)
    held = reading.known(reader, reading.PILOT, parsed.source, {home_of(one, _HOME) for one in parsed.pilots})
    plan.fresh, candidates = sorted_out(parsed.pilots, held, _HOME, report, lambda _draft, _known: False)
    ids = [known.row_id for _, known, _ in candidates]
    rows = reading.stored(reader, reading.PILOT, ids) if ids else {}
    edits = reading.local_edits(reader, reading.PILOT, ids) if ids else {}
    for pilot, known, _ in candidates:
        row = rows[known.row_id]
        texts = {name: getattr(pilot, name) for name in TEXTS}
        columns = {name: text for name, text in texts.items() if text and row[name] != text}
        lost = {name: text for name, text in columns.items() if name in edits[known.row_id]}
        if lost:
            clash(report, pilot, known, lost)
            continue
        plan.hashes[known.link_id] = pilot.hash
        report.update += 1
        for name, text in columns.items():
            report.differs(pilot.row, known.key, name, row[name], text)
        plan.updates.append((pilot, known, columns))
    report.unmatched = tuple(sorted(_unknown_sites(plan)))
    return plan


def _unknown_sites(plan: PilotPlan) -> set[str]:
    """Names of sites that nobody here knows; each is told with its row."""
    found = set()
    for pilot in plan.fresh:
        for name in pilot.sites:
            if folded(name) not in plan.sites:
                message = "No site goes by this name: it goes in without it."
                plan.report.remarks.append(Remark(pilot.row, pilot.external_id, "site", message, shortened(name, 60)))
                found.add(f"site {name}")
    return found


def write_pilots(tx: Tx, plan: PilotPlan, source: str, go_on: Progress) -> None:
    """Write what was planned. `go_on` is asked between slices and may end it by raising."""
    from pilotboard.store.writing import intake, pilots

    total = len(plan.fresh) + len(plan.updates)
    for start in range(0, len(plan.fresh), _SLICE):
        go_on(start, total)
        part = plan.fresh[start : start + _SLICE]
        ids = [_add(tx, plan, pilot) for pilot in part]
        rows = [(home_of(one, plan.home), id_of(one), one.hash, row_id) for one, row_id in zip(part, ids, strict=True)]
        intake.link(tx, source, reading.PILOT, rows)
    go_on(len(plan.fresh), total)
    for pilot, known, columns in plan.updates:
        pilots.edit(tx, pilots.pilot(tx, known.row_id), columns)
        _say_effect(tx, known.row_id, pilot, plan.today)
    if plan.hashes:
        intake.relink(tx, plan.hashes)


def _add(tx: Tx, plan: PilotPlan, pilot: IncomingPilot) -> int:
    from pilotboard.store.writing import pilots

    row = pilots.add(tx, {name: getattr(pilot, name) for name in TEXTS}, _site_ids(plan, pilot.sites))
    _say_effect(tx, row.stored_id, pilot, plan.today)
    if pilot.decision is not None:
        _decide(tx, row.stored_id, pilot, plan.today)
    return row.stored_id


def _site_ids(plan: PilotPlan, names: Sequence[str]) -> list[int]:
    return [plan.sites[folded(name)] for name in names if folded(name) in plan.sites]


def _say_effect(tx: Tx, pilot_id: int, pilot: IncomingPilot, today: date) -> None:
    """Record what others found as the must-have of the effect, unless that is what stands there."""
    from pilotboard.store.writing import gates
    from pilotboard.store.writing.tables import GateCheck

    said = effect_said(pilot.verdicts)
    if said is None:
        return
    evidence = shortened(said.evidence, _EVIDENCE)
    before = tx.by(GateCheck, pilot_id=pilot_id, gate=Gate.EFFECT)
    if before and (before[-1].state, before[-1].evidence) == (said.state, evidence):
        return
    values = {"state": said.state, "detail": said.detail, "n": said.people, "evidence": evidence}
    gates.check(tx, pilot_id, {"gate": Gate.EFFECT, "on_day": today, **values})


def _decide(tx: Tx, pilot_id: int, pilot: IncomingPilot, today: date) -> None:
    """Keep what people decided elsewhere, with the evidence as it stands here."""
    from pilotboard.usecases.decisions import keep_decision

    values = {
        "step": DecisionStep.STAFF,
        "kind": pilot.decision,
        "decided_on": min(pilot.decided_on or today, today),
        "deciders": pilot.deciders or NOBODY_NAMED,
        "reason": pilot.reason or "Decided before it came in with a file; the file gives no reason.",
    }
    keep_decision(tx, pilot_id, values)
