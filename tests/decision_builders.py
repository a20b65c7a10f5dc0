"""A pilot with everything a decision rests on, all through the use cases; what a test says is what differs.

pilot = a_ready_pilot(ws)           # scale: all must-haves, rated by two people
check(ws, pilot, "G5", value=0.5)   # now it fails one
"""

from __future__ import annotations

from pilotboard.domain.changes import Outcome
from pilotboard.domain.plan import PlanLevel
from pilotboard.usecases import costs, criteria, decision_rules, decisions, gates, pilots, plan
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_pilot

RULE = {
    "measure": "reads a text a week",
    "kind": "rate",
    "direction": "up",
    "baseline": 0.6,
    "baseline_n": 200,
    "target": 0.75,
    "smallest_change": 0.05,
    "expected_n": 200,
    "decision_on": DAY,
}
LEVELS = {
    "effectiveness": 3,
    "evidence strength": 2,
    "equity": 2,
    "acceptability": 3,
    "feasibility": 3,
    "cost return": 2,
    "transferability": 2,
    "sustainability": 2,
}


def a_goal(ws: Workspace) -> str:
    """A goal with its strategy and priority; returns the key."""
    priority = plan.add_plan(ws, PlanLevel.PRIORITY, {"title": "Every child reads"}).keys[0]
    strategy = plan.add_plan(ws, PlanLevel.STRATEGY, {"title": "Families help", "priority": priority}).keys[0]
    return plan.add_plan(ws, PlanLevel.GOAL, {"title": "75 of 100 read weekly", "strategy": strategy}).keys[0]


def check(ws: Workspace, pilot: str, gate: str, **values: object) -> Outcome:
    """Record a must-have, with some evidence."""
    return gates.check_gate(ws, pilot, {"gate": gate, "evidence": "the count of March", **values})


def a_locked_rule(ws: Workspace, pilot: str, **changes: object) -> None:
    """Write the rule of a pilot and lock it."""
    decision_rules.write_rule(ws, pilot, {**RULE, **changes})
    decision_rules.lock_rule(ws, pilot)


def a_ready_pilot(ws: Workspace, title: str = "Reading texts", **rule: object) -> str:
    """A pilot that meets all eight must-haves and is rated by two people; returns the key."""
    pilot = a_pilot(ws, title)
    pilots.edit_pilot(ws, pilot, {"goal": a_goal(ws), "owner_after": "Literacy office"})
    a_locked_rule(ws, pilot, **rule)
    check(ws, pilot, "G2", state="pass")
    check(ws, pilot, "G4", chance=0.94, half_width=0.04, n=214)
    check(ws, pilot, "G5", value=0.86)
    check(ws, pilot, "G6", chance=0.1, n=40, groups="English learners")
    check(ws, pilot, "G7", value=4.2, n=88, asked=120)
    line = {"pilot": pilot, "label": "Texts", "amount": 6_000, "kind": "recurring", "basis": "at_scale"}
    costs.add_cost(ws, {**line, "funding": "Base budget 1100"})
    criteria.rate(ws, pilot, LEVELS)
    criteria.rate(ws, pilot, LEVELS, by="Ben Okoro")
    return pilot


def decide(ws: Workspace, pilot: str, kind: str, **values: object) -> str:
    """Record a decision of the staff; returns its key."""
    said = {"kind": kind, "by": "Ana Ruiz, Ben Okoro", "reason": "It helped where it was tried.", **values}
    return decisions.record_decision(ws, pilot, said).keys[0]
