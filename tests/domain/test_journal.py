from __future__ import annotations

from pilotboard.domain.journal import EntryView, why_not_undoable
from tests.domain.builders import MORNING

ENTRY = EntryView(7, MORNING, "Ana Ruiz", "items.move", "Moved P07-12 to Doing.", ("P07-12",), undoable=True)


def test_what_can_be_undone_has_no_reason_against_it() -> None:
    assert not ENTRY.undone
    assert why_not_undoable(ENTRY) == ""


def test_why_not() -> None:
    assert why_not_undoable(ENTRY._replace(undone_by=8, undoable=False)) == "It has been undone already."
    assert why_not_undoable(ENTRY._replace(undoable=False)) == "This cannot be undone."
