"""Figures of a pilot's line."""

from __future__ import annotations

from datetime import date

from pilotboard.domain.pilots import PilotRow
from pilotboard.domain.stages import Stage


def test_dropped_items_do_not_count() -> None:
    row = PilotRow(
        1,
        "P-07",
        "Texts",
        Stage.IDEA,
        None,
        None,
        (),
        1,
        2,
        3,
        4,
        5,
        60,
        1,
        date(2026, 12, 1),
        None,
        None,
        None,
        None,
        1,
    )
    assert (row.open_items, row.items) == (10, 15)
