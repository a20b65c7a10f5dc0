"""From what people type to rows: keys, short names, and the nearest ones when nothing matches."""

from __future__ import annotations

from pilotboard.domain.keys import Numbered
from pilotboard.store.reading.reader import Reader

# kind: its table, and the column people know it by ('' for none).
_KINDS: dict[Numbered, tuple[str, str]] = {
    "pilot": ("pilot", "title"),
    "team": ("team", "name"),
    "site": ("site", "name"),
    "person": ("person", "name"),
    "sprint": ("sprint", "goal"),
    "feedback": ("feedback", "''"),
    "retrospective": ("retrospective", "''"),
    "action": ("retro_action", "text"),
    "impediment": ("impediment", "title"),
    "priority": ("priority", "title"),
    "strategy": ("strategy", "title"),
    "goal": ("goal", "title"),
    "idea": ("idea", "title"),
    "support": ("support_request", "''"),
    "programme": ("programme", "name"),
    "cost": ("cost_line", "label"),
    "decision": ("decision", "''"),
}
_NAMES = {kind: f"SELECT number, {name} FROM {table} ORDER BY number" for kind, (table, name) in _KINDS.items()}
_IDS = {kind: f"SELECT id FROM {table} WHERE number = :number" for kind, (table, _) in _KINDS.items()}
_NUMBERS = {kind: f"SELECT number FROM {table} WHERE id = :id" for kind, (table, _) in _KINDS.items()}


def id_of(reader: Reader, kind: Numbered, number: int) -> int | None:
    """The id of a row from the number in its key."""
    found = reader.value(_IDS[kind], number=number)
    return None if found is None else int(found)


def is_there(reader: Reader, kind: Numbered, row_id: int) -> bool:
    """Whether there is (still) a row with that id."""
    return reader.value(_NUMBERS[kind], id=row_id) is not None


def number_of(reader: Reader, kind: Numbered, row_id: int) -> int:
    """The number in the key of a row that is there."""
    return int(reader.value(_NUMBERS[kind], id=row_id))


def item_id(reader: Reader, pilot: int, number: int) -> int | None:
    """The id of an item from the two numbers in its key."""
    found = reader.value(
        """
        SELECT i.id FROM pilot p JOIN backlog_item i ON i.pilot_id = p.id
        WHERE p.number = :pilot AND i.number = :number
        """,
        pilot=pilot,
        number=number,
    )
    return None if found is None else int(found)


def names(reader: Reader, kind: Numbered) -> list[tuple[int, str]]:
    """Every (number, name) of a kind, to match a name or suggest the nearest."""
    return [(number, name) for number, name in reader.rows(_NAMES[kind])]


def item_numbers(reader: Reader, pilot: int) -> list[int]:
    """The numbers of a pilot's items, to suggest the nearest."""
    return [
        row[0]
        for row in reader.rows(
            "SELECT i.number FROM pilot p JOIN backlog_item i ON i.pilot_id = p.id WHERE p.number = :pilot",
            pilot=pilot,
        )
    ]
