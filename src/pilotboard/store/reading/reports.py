"""What reports of harm say about pilots."""

from __future__ import annotations

from pilotboard.domain.reports import JudgementView, SafetyState, report_state, safety
from pilotboard.store.reading.feedback import judgements
from pilotboard.store.reading.reader import Reader


def reports(reader: Reader, pilot_ids: object = None) -> dict[int, SafetyState]:
    """What the reports of harm say about each pilot that has some."""
    only, values = ("1 = 1", {}) if pilot_ids is None else (reader.one_of("f.pilot_id", "ids"), {"ids": pilot_ids})
    rows = reader.rows(f"SELECT f.pilot_id, f.id FROM feedback f WHERE f.severity = 4 AND {only}", **values)
    told: dict[int, list[JudgementView]] = judgements(reader, [row_id for _, row_id in rows])
    found: dict[int, list[int]] = {}
    for pilot_id, row_id in rows:
        found.setdefault(pilot_id, []).append(row_id)
    return {pilot_id: safety(report_state(told.get(row_id, [])) for row_id in ids) for pilot_id, ids in found.items()}
