"""What was recorded about the must-haves of pilots, and who lets unknown ones pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from pilotboard.domain.gates import Check, Detail, Gate, GateState, Overdue, Waiver
from pilotboard.domain.keys import pilot_key
from pilotboard.store.reading.reader import Reader, certain_day

_GATES: dict[str, Gate] = {one.value: one for one in Gate}
_STATES: dict[str, GateState] = {one.value: one for one in GateState}
"""Looked up instead of called, there are thousands of checks."""


def checks(reader: Reader, pilot_ids: object = None) -> Mapping[int, Sequence[Check]]:
    """What was recorded, by pilot, in that order; `pilot_ids` is a list parameter (None: of all pilots)."""
    found: defaultdict[int, list[Check]] = defaultdict(list)
    only, values = _of(reader, "c.pilot_id", pilot_ids)
    for pilot_id, gate, state, detail, value, chance, half, n, asked, groups, evidence, on, by in reader.rows(
        f"""
        SELECT c.pilot_id, c.gate, c.state, c.detail, c.value, c.chance, c.half_width, c.n, c.asked, c.groups,
               c.evidence, c.on_day, COALESCE(p.name, c.checked_by)
        FROM gate_check c LEFT JOIN person p ON p.handle = c.checked_by WHERE {only} ORDER BY c.id
        """,
        **values,
    ):
        known = None if detail is None else Detail(detail)
        which, where = _GATES[gate], _STATES[state]
        found[pilot_id].append(
            Check(which, where, known, value, chance, half, n, asked, groups, evidence, certain_day(on), by)
        )
    return found


def has_figures(reader: Reader, pilot_id: int) -> bool:
    """Whether a figure of the effect was recorded already."""
    found = reader.value(
        """
        SELECT 1 FROM gate_check WHERE pilot_id = :pilot AND gate = 'G4'
        AND (state <> 'unknown' OR chance IS NOT NULL OR value IS NOT NULL) LIMIT 1
        """,
        pilot=pilot_id,
    )
    return found is not None


def waivers(reader: Reader, pilot_ids: object = None) -> dict[int, list[Waiver]]:
    """The standing waivers, by pilot."""
    found: dict[int, list[Waiver]] = {}
    only, values = _of(reader, "w.pilot_id", pilot_ids)
    for pilot_id, gate, by, plan, due in reader.rows(
        f"""
        SELECT w.pilot_id, w.gate, w.waived_by, w.plan, w.due_on
        FROM gate_waiver w WHERE {only} AND w.withdrawn_at IS NULL ORDER BY w.id
        """,
        **values,
    ):
        found.setdefault(pilot_id, []).append(Waiver(Gate(gate), by, plan, certain_day(due)))
    return found


def overdue(reader: Reader, today: date) -> list[Overdue]:
    """The waivers of open pilots whose day has passed while the must-have is still not known, the oldest first."""
    return [
        Overdue(pilot_key(number), title, _GATES[gate], by, certain_day(due))
        for number, title, gate, by, due in reader.rows(
            """
            SELECT p.number, p.title, w.gate, w.waived_by, w.due_on
            FROM gate_waiver w JOIN pilot p ON p.id = w.pilot_id JOIN pilot_summary s ON s.pilot_id = p.id
            WHERE w.withdrawn_at IS NULL AND w.due_on < :today AND p.closed_on IS NULL AND p.parked_on IS NULL
            AND substr(s.gates, CAST(substr(w.gate, 2) AS INTEGER), 1) = 'v' ORDER BY w.due_on, w.id
            """,
            today=today,
        )
    ]


def _of(reader: Reader, column: str, pilot_ids: object) -> tuple[str, dict[str, object]]:
    """SQL for the rows of some pilots, or of all."""
    if pilot_ids is None:
        return "1 = 1", {}
    return reader.one_of(column, "ids"), {"ids": pilot_ids}
