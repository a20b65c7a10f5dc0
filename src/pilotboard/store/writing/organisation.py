"""Writes to the organisation and its own words."""

from __future__ import annotations

from collections.abc import Mapping

from pilotboard.domain.errors import NotFound
from pilotboard.store.writing.tables import LabelOverride, Organisation
from pilotboard.store.writing.unit import Tx


def organisation(tx: Tx) -> Organisation:
    """The one organisation of the store. Raises NotFound before it has begun."""
    found = tx.get(Organisation, 1)
    if found is None:
        raise NotFound("This store belongs to nobody yet.", hint="Run: pilotboard init")
    return found


def edit(tx: Tx, row: Organisation, values: Mapping[str, object], words: Mapping[str, str]) -> bool:
    """Change columns and own words (an empty one gives the common word back); False when nothing differs."""
    changed = tx.change(row, **values)
    own = {word.term: word for word in (tx.by(LabelOverride) if words else ())}
    for term, text in words.items():
        held = own.get(term)
        if held is None and text:
            tx.add(LabelOverride(term=term, text=text))
            changed = True
        elif held is not None and text:
            changed |= tx.change(held, text=text)
        elif held is not None:
            tx.remove(held)
            changed = True
    return changed
