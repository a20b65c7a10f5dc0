"""Sprints of a file of their own: only those that are over, and never one that is here already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.intake import IncomingSprint, Parsed
from pilotboard.domain.intake_report import IntakeReport
from pilotboard.store.reading import intake as reading
from pilotboard.store.reading.intake import Home
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases.intake_plan import home_of, id_of, report_of, sorted_out

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx


@dataclass(slots=True)
class SprintPlan:
    """Everything that an import of sprints would write."""

    home: Home
    report: IntakeReport
    fresh: list[IncomingSprint] = field(default_factory=list)


def plan_sprints(reader: Reader, parsed: Parsed, home: Home, today: date) -> SprintPlan:
    """What importing these sprints would do. Raises InvalidInput where no team can have them."""
    if home.team_id is None:
        raise InvalidInput(
            f"Sprints belong to a team, and {home.pilot_key} has none.",
            hint=f"Give it one first: pilotboard pilots move-team {home.pilot_key} TEAM",
            field="into",
        )
    report = report_of(parsed, home)
    held = reading.known(reader, reading.SPRINT, parsed.source, {home_of(one, home) for one in parsed.sprints})
    fresh, known = sorted_out(parsed.sprints, held, home, report, lambda _draft, _known: False)
    report.unchanged += len(known)  # what an import brought is history: later ones leave it alone
    plan = SprintPlan(home, report)
    for sprint in fresh:
        if sprint.state in {"planned", "active"} or (
            not sprint.state and sprint.end is not None and sprint.end >= today
        ):
            report.create -= 1
            report.skips(sprint.row, sprint.external_id, "state", "It is not over yet: plan it here.", sprint.name)
        else:
            plan.fresh.append(sprint)
    return plan


def write_sprints(tx: Tx, plan: SprintPlan, source: str) -> None:
    """Write what was planned."""
    from pilotboard.store.writing import intake as writing

    assert plan.home.team_id is not None
    ids = writing.add_sprints(tx, plan.home.team_id, plan.fresh)
    rows = [
        (home_of(one, plan.home), id_of(one), one.hash, row_id) for one, row_id in zip(plan.fresh, ids, strict=True)
    ]
    writing.link(tx, source, reading.SPRINT, rows)
