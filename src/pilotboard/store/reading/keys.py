"""From what people type to rows: keys, short names, and the nearest ones when nothing matches."""

from __future__ import annotations

from typing import Literal

from pilotboard.store.reading.reader import Reader

Numbered = Literal["pilot", "team", "site", "person", "sprint", "feedback", "retrospective", "action", "impediment"]

_NAMES: dict[Numbered, str] = {
    "pilot": "SELECT number, title FROM pilot ORDER BY number",
    "team": "SELECT number, name FROM team ORDER BY number",
    "site": "SELECT number, name FROM site ORDER BY number",
    "person": "SELECT number, name FROM person ORDER BY number",
    "sprint": "SELECT number, goal FROM sprint ORDER BY number",
    "feedback": "SELECT number, '' FROM feedback ORDER BY number",
    "retrospective": "SELECT number, '' FROM retrospective ORDER BY number",
    "action": "SELECT number, text FROM retro_action ORDER BY number",
    "impediment": "SELECT number, title FROM impediment ORDER BY number",
}
_IDS: dict[Numbered, str] = {
    "pilot": "SELECT id FROM pilot WHERE number = :number",
    "team": "SELECT id FROM team WHERE number = :number",
    "site": "SELECT id FROM site WHERE number = :number",
    "person": "SELECT id FROM person WHERE number = :number",
    "sprint": "SELECT id FROM sprint WHERE number = :number",
    "feedback": "SELECT id FROM feedback WHERE number = :number",
    "retrospective": "SELECT id FROM retrospective WHERE number = :number",
    "action": "SELECT id FROM retro_action WHERE number = :number",
    "impediment": "SELECT id FROM impediment WHERE number = :number",
}
_NUMBERS: dict[Numbered, str] = {
    "pilot": "SELECT number FROM pilot WHERE id = :id",
    "team": "SELECT number FROM team WHERE id = :id",
    "site": "SELECT number FROM site WHERE id = :id",
    "person": "SELECT number FROM person WHERE id = :id",
    "sprint": "SELECT number FROM sprint WHERE id = :id",
    "feedback": "SELECT number FROM feedback WHERE id = :id",
    "retrospective": "SELECT number FROM retrospective WHERE id = :id",
    "action": "SELECT number FROM retro_action WHERE id = :id",
    "impediment": "SELECT number FROM impediment WHERE id = :id",
}


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
