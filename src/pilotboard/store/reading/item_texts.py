"""The long texts of many items at once, for lists that leave the house."""

from __future__ import annotations

from collections.abc import Sequence

from pilotboard.store.reading.reader import Reader


def descriptions(reader: Reader, items: Sequence[int]) -> dict[int, tuple[str, str]]:
    """What each of these items says: its description and why it was dropped; by its id."""
    sql = f"SELECT id, description, drop_reason FROM backlog_item WHERE {reader.one_of('id', 'items')}"
    return {item: (text, reason) for item, text, reason in reader.rows(sql, items=reader.many(items))}


def checklists(reader: Reader, items: Sequence[int]) -> dict[int, list[tuple[str, bool]]]:
    """The lines of their checklists in order, and whether each is met; by the item's id."""
    sql = f"""
    SELECT item_id, text, met FROM acceptance_criterion WHERE {reader.one_of("item_id", "items")}
    ORDER BY item_id, position, id
    """
    found: dict[int, list[tuple[str, bool]]] = {}
    for item, text, met in reader.rows(sql, items=reader.many(items)):
        found.setdefault(item, []).append((text, bool(met)))
    return found
