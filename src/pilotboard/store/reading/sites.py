"""Sites as lines and pages."""

from __future__ import annotations

from typing import Any

from pilotboard.domain.keys import person_key, pilot_key, site_key
from pilotboard.domain.sites import SiteDetail, SiteKind, SiteRow
from pilotboard.store.reading import ideas
from pilotboard.store.reading.reader import Reader

_ROW = """
SELECT s.id, s.number, s.name, s.kind, s.focal, s.population,
       (SELECT count(*) FROM pilot_site ps WHERE ps.site_id = s.id),
       (SELECT count(*) FROM person p WHERE p.site_id = s.id AND p.active),
       s.active, s.version
FROM site s
"""


def _row(*record: Any) -> SiteRow:
    row_id, number, name, kind, focal, population, pilots, people, active, version = record
    return SiteRow(
        row_id, site_key(number), name, SiteKind(kind), bool(focal), population, pilots, people, bool(active), version
    )


def rows(reader: Reader) -> list[SiteRow]:
    """Every site, by number."""
    return reader.views(_row, f"{_ROW} ORDER BY s.number")


def detail(reader: Reader, site_id: int) -> SiteDetail | None:
    """Everything about one site; None when it is gone."""
    row = reader.row(f"{_ROW} WHERE s.id = :id", id=site_id)
    if row is None:
        return None
    return SiteDetail(
        row=_row(*row),
        note=reader.value("SELECT note FROM site WHERE id = :id", id=site_id),
        pilots=tuple(
            (pilot_key(number), title)
            for number, title in reader.rows(
                """
                SELECT p.number, p.title FROM pilot_site ps JOIN pilot p ON p.id = ps.pilot_id
                WHERE ps.site_id = :id ORDER BY p.number
                """,
                id=site_id,
            )
        ),
        people=tuple(
            (person_key(number), name)
            for number, name in reader.rows(
                "SELECT number, name FROM person WHERE site_id = :id AND active ORDER BY name, number", id=site_id
            )
        ),
    )


def used_by(reader: Reader, site_id: int) -> list[str]:
    """What still names the site, as people say it: pilots and people, active or not, and ideas."""
    found = [
        f"{pilot_key(number) if kind == 'pilot' else person_key(number)} {name}"
        for kind, number, name in reader.rows(
            """
            SELECT 'pilot', p.number, p.title FROM pilot_site ps JOIN pilot p ON p.id = ps.pilot_id
            WHERE ps.site_id = :id
            UNION ALL SELECT 'person', number, name FROM person WHERE site_id = :id
            ORDER BY 1 DESC, 2
            """,
            id=site_id,
        )
    ]
    return [*found, *ideas.seen_at(reader, site_id)]
