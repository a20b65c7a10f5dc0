"""How new a store is: the look that tells whether anybody wrote. It is taken twice a second, and at the start."""

from __future__ import annotations

from pilotboard.store.reading.reader import Reader


def newest_entry(reader: Reader) -> int:
    """The id of the newest entry of the journal, 0 in an empty one."""
    return int(reader.value("SELECT COALESCE(max(id), 0) FROM journal"))
