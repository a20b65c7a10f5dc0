"""Programmes as lines and pages."""

from __future__ import annotations

from typing import Any

from pilotboard.domain.keys import pilot_key, programme_key
from pilotboard.domain.programmes import ProgrammeDetail, ProgrammeRow
from pilotboard.store.reading.reader import SEPARATOR, Reader, day


def _columns(reader: Reader) -> str:
    pilots = reader.joined("CAST(p.number AS TEXT)", SEPARATOR)
    return f"""
SELECT g.id, g.number, g.name, g.owner, g.yearly_cost, g.reach, g.review_on, g.ended_on, g.version,
       (SELECT {pilots} FROM pilot_programme pp JOIN pilot p ON p.id = pp.pilot_id WHERE pp.programme_id = g.id)
FROM programme g
"""


def _row(*record: Any) -> ProgrammeRow:
    row_id, number, name, owner, cost, reach, review, ended, version, pilots = record
    numbers = sorted(int(one) for one in pilots.split(SEPARATOR)) if pilots else ()
    return ProgrammeRow(
        row_id,
        programme_key(number),
        name,
        owner,
        cost,
        reach,
        day(review),
        day(ended),
        tuple(pilot_key(one) for one in numbers),
        version,
    )


def rows(reader: Reader) -> list[ProgrammeRow]:
    """Every programme, by number."""
    return reader.views(_row, f"{_columns(reader)} ORDER BY g.number")


def detail(reader: Reader, programme_id: int) -> ProgrammeDetail | None:
    """Everything about one programme; None when it is gone."""
    found = reader.row(f"{_columns(reader)} WHERE g.id = :id", id=programme_id)
    if found is None:
        return None
    return ProgrammeDetail(
        _row(*found),
        reader.value("SELECT note FROM programme WHERE id = :id", id=programme_id),
        tuple(
            (pilot_key(number), title)
            for number, title in reader.rows(
                """
                SELECT p.number, p.title FROM pilot_programme pp JOIN pilot p ON p.id = pp.pilot_id
                WHERE pp.programme_id = :id ORDER BY p.number
                """,
                id=programme_id,
            )
        ),
    )


def replaced_by(reader: Reader, pilot_id: int) -> list[ProgrammeRow]:
    """The programmes whose place a pilot would take."""
    return reader.views(
        _row,
        f"""{_columns(reader)} WHERE g.id IN (SELECT programme_id FROM pilot_programme WHERE pilot_id = :pilot)
        ORDER BY g.number""",
        pilot=pilot_id,
    )
