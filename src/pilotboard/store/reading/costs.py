"""Lines of money."""

from __future__ import annotations

from typing import Any

from pilotboard.domain.costs import CostBasis, CostKind, CostRow
from pilotboard.domain.keys import cost_key, pilot_key
from pilotboard.store.reading.reader import Reader, day

_ROW = """
SELECT c.id, c.number, p.number, p.title, c.kind, c.basis, c.label, c.amount, c.funding, c.on_day, c.version
FROM cost_line c JOIN pilot p ON p.id = c.pilot_id
"""


def _row(*record: Any) -> CostRow:
    row_id, number, pilot, title, kind, basis, label, amount, funding, on, version = record
    return CostRow(
        row_id,
        cost_key(number),
        pilot_key(pilot),
        title,
        CostKind(kind),
        CostBasis(basis),
        label,
        amount,
        funding,
        day(on),
        version,
    )


def rows(reader: Reader, pilot_id: int | None = None) -> list[CostRow]:
    """Every line of money, or those of one pilot, as they were written down."""
    if pilot_id is None:
        return reader.views(_row, f"{_ROW} ORDER BY c.number")
    return reader.views(_row, f"{_ROW} WHERE c.pilot_id = :pilot ORDER BY c.number", pilot=pilot_id)


def row(reader: Reader, cost_id: int) -> CostRow | None:
    """One line; None when it is gone."""
    found = reader.row(f"{_ROW} WHERE c.id = :id", id=cost_id)
    return None if found is None else _row(*found)
