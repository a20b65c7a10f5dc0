"""The decision rules of pilots, and what was changed in them after they were locked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pilotboard.domain.decision_rules import AmendmentView, Direction, MeasureKind, RuleView, Size
from pilotboard.store.reading.reader import Reader, day, instant, moment

_SIZES: dict[str, Size] = {one.value: one for one in Size}
_KINDS: dict[str, MeasureKind] = {one.value: one for one in MeasureKind}
_DIRECTIONS: dict[str, Direction] = {one.value: one for one in Direction}


def rules(reader: Reader, pilot_ids: object = None) -> dict[int, RuleView]:
    """The rule of each pilot that has one; `pilot_ids` is a list parameter (None: of all pilots)."""
    only = "" if pilot_ids is None else f"WHERE {reader.one_of('r.pilot_id', 'ids')}"
    values = {} if pilot_ids is None else {"ids": pilot_ids}
    found = reader.rows(
        f"""
        SELECT r.pilot_id, o.time_zone, r.size, r.measure, r.unit, r.kind, r.direction, r.baseline, r.baseline_n,
               r.target, r.smallest_change, r.spread, r.expected_n, r.certainty, r.rises_by_itself, r.comparison,
               r.decision_on, r.locked_at, COALESCE(p.name, r.locked_by), r.locked_late
        FROM decision_rule r CROSS JOIN organisation o LEFT JOIN person p ON p.handle = r.locked_by {only}
        """,
        **values,
    )
    there = ZoneInfo(found[0][1]) if found else None
    return {pilot_id: _rule(there, *rest) for pilot_id, _, *rest in found}


def _rule(zone: ZoneInfo | None, *record: Any) -> RuleView:
    (
        size, measure, unit, kind, direction, baseline, baseline_n, target, smallest, spread, expected, certainty,
        rises, comparison, decision_on, locked_at, locked_by, late,
    ) = record  # fmt: skip
    return RuleView(
        size=_SIZES[size],
        measure=measure,
        unit=unit,
        kind=_KINDS[kind],
        direction=_DIRECTIONS[direction],
        baseline=baseline,
        baseline_n=baseline_n,
        target=target,
        smallest_change=smallest,
        spread=spread,
        expected_n=expected,
        certainty=certainty,
        rises_by_itself=bool(rises),
        comparison=comparison,
        decision_on=day(decision_on),
        locked_on=_day_there(moment(locked_at), zone),
        locked_by=locked_by,
        locked_late=bool(late),
    )


def _day_there(at: datetime | None, zone: ZoneInfo | None) -> date | None:
    return None if at is None else at.astimezone(zone).date()


def version_of(reader: Reader, pilot_id: int) -> int:
    """How often the rule of a pilot was changed, for a form over it; 0 while there is none."""
    return int(reader.value("SELECT version FROM decision_rule WHERE pilot_id = :pilot", pilot=pilot_id) or 0)


def amendments(reader: Reader, pilot_id: int) -> list[AmendmentView]:
    """What was changed in the rule of a pilot after it was locked, the first first."""
    return [
        AmendmentView(instant(at), author, reason, change)
        for at, author, reason, change in reader.rows(
            """
            SELECT a.at, COALESCE(p.name, a.author), a.reason, a.change
            FROM rule_amendment a LEFT JOIN person p ON p.handle = a.author
            WHERE a.pilot_id = :pilot ORDER BY a.at, a.id
            """,
            pilot=pilot_id,
        )
    ]
