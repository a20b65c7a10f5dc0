"""Ideas as lines and pages."""

from __future__ import annotations

from typing import Any

from pilotboard.domain.ideas import IdeaRow, IdeaState
from pilotboard.domain.keys import goal_key, idea_key, pilot_key, site_key
from pilotboard.store.reading.reader import Reader, certain_day, day

_IDEA = """
SELECT i.id, i.number, i.title, i.need, i.for_whom, i.might_help, i.assessment, i.state, i.reason,
       COALESCE(w.name, i.proposed_by), i.proposed_on, i.answered_on, s.number, s.name, g.number, g.title,
       p.number, p.title, (SELECT count(*) FROM support_request r WHERE r.idea_id = i.id AND r.answered_on IS NULL),
       i.version
FROM idea i LEFT JOIN person w ON w.handle = i.proposed_by LEFT JOIN site s ON s.id = i.site_id
LEFT JOIN goal g ON g.id = i.goal_id LEFT JOIN pilot p ON p.id = i.pilot_id
"""


def _idea(*record: Any) -> IdeaRow:
    row_id, number, title, need, whom, helps, assessment, state, reason = record[:9]
    by, on, answered, site, site_name, goal, goal_title, pilot, pilot_title, support, version = record[9:]
    return IdeaRow(
        row_id,
        idea_key(number),
        title,
        need,
        whom,
        helps,
        assessment,
        IdeaState(state),
        reason,
        by,
        certain_day(on),
        day(answered),
        None if site is None else site_key(site),
        site_name,
        None if goal is None else goal_key(goal),
        goal_title,
        None if pilot is None else pilot_key(pilot),
        pilot_title,
        support,
        version,
    )


def rows(reader: Reader) -> list[IdeaRow]:
    """Every idea, by number."""
    return reader.views(_idea, f"{_IDEA} ORDER BY i.number")


def row(reader: Reader, idea_id: int) -> IdeaRow | None:
    """One idea; None when it is gone."""
    found = reader.views(_idea, f"{_IDEA} WHERE i.id = :id", id=idea_id)
    return found[0] if found else None


def of_pilot(reader: Reader, pilot_id: int) -> list[IdeaRow]:
    """The ideas that became this pilot."""
    return reader.views(_idea, f"{_IDEA} WHERE i.pilot_id = :id ORDER BY i.number", id=pilot_id)


def seen_at(reader: Reader, site_id: int) -> list[str]:
    """The ideas that name a site, as people say them."""
    found = reader.rows("SELECT number, title FROM idea WHERE site_id = :id ORDER BY number", id=site_id)
    return [f"{idea_key(number)} {title}" for number, title in found]
