"""Links between rows: which labels an item wears, which themes a voice has, at which sites a pilot runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pilotboard.domain.text import folded
from pilotboard.store.writing.columns import Row
from pilotboard.store.writing.tables import Label, Theme
from pilotboard.store.writing.unit import Tx


def set_links(tx: Tx, table: type[Row], owner: Mapping[str, int], other: str, ids: Iterable[int]) -> bool:
    """Link `owner` (a column and its id) with exactly these ids of the column `other`; False when it is already."""
    held = {getattr(link, other): link for link in tx.by(table, **owner)}
    wanted = dict.fromkeys(ids)
    new = [one for one in wanted if one not in held]
    gone = [link for one, link in held.items() if one not in wanted]
    for one in new:
        tx.add(table(**owner, **{other: one}))
    for link in gone:
        tx.remove(link)
    return bool(new or gone)


def word_ids(tx: Tx, table: type[Label | Theme], names: Iterable[str]) -> list[int]:
    """The ids of labels or themes by their names; unknown ones are made."""
    wanted = {folded(name): name for name in names}
    known = {word.folded: word.stored_id for word in (tx.by(table) if wanted else ())}
    return [known.get(key) or tx.add(table(name=name, folded=key)).stored_id for key, name in wanted.items()]
