"""Writes to the decision rules of pilots: written, changed, locked, amended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilotboard.store.writing.tables import DecisionRule, RuleAmendment
from pilotboard.store.writing.unit import Tx


def rule_of(tx: Tx, pilot_id: int) -> DecisionRule | None:
    """The rule of a pilot; None while nobody has written one."""
    return next(iter(tx.by(DecisionRule, pilot_id=pilot_id)), None)


def add(tx: Tx, pilot_id: int, values: Mapping[str, Any]) -> DecisionRule:
    """Write a rule down; `values` are columns."""
    return tx.add(DecisionRule(pilot_id=pilot_id, **values))


def edit(tx: Tx, row: DecisionRule, values: Mapping[str, object]) -> bool:
    """Change columns of a rule; False when nothing differs."""
    return tx.change(row, **values)


def remove(tx: Tx, row: DecisionRule) -> None:
    """Delete a rule that was never locked."""
    tx.remove(row)


def lock(tx: Tx, row: DecisionRule, *, late: bool) -> None:
    """Lock a rule; `late` tells that figures had been collected before."""
    tx.change(row, locked_at=tx.now, locked_by=tx.intent.actor, locked_late=late)


def amend(tx: Tx, row: DecisionRule, values: Mapping[str, object], change: str, reason: str) -> None:
    """Change a locked rule and keep beside it what was changed and why; `change` says it in words."""
    tx.change(row, **values)
    author, now = tx.intent.actor, tx.now
    tx.add(RuleAmendment(pilot_id=row.pilot_id, at=now, author=author, reason=reason, change=change))
