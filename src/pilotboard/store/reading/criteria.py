"""The versions of the criteria, and what people found on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pilotboard.domain.criteria import CriterionView, RatingView
from pilotboard.domain.criteria_sets import FIRST, SetView
from pilotboard.store.reading.reader import Reader, instant, moment

_SETS = """
SELECT s.number, s.note, s.in_use, s.made_at, COALESCE(p.name, s.made_by), k.name, k.weight, k.level_0, k.level_1,
       k.level_2, k.level_3
FROM criteria_set s JOIN criterion k ON k.set_id = s.id LEFT JOIN person p ON p.handle = s.made_by
"""


def sets(reader: Reader, *, in_use: bool = False) -> list[SetView]:
    """Every version of the criteria, or the one in use; the newest first. A store without one begins with the first."""
    found: dict[int, SetView] = {}
    wanted = "WHERE s.in_use" if in_use else ""
    for number, note, used, made, maker, name, weight, *levels in reader.rows(
        f"{_SETS} {wanted} ORDER BY s.number DESC, k.position"
    ):
        criterion = CriterionView(name, weight, (levels[0], levels[1], levels[2], levels[3]))
        known = found.get(number) or SetView(number, note, bool(used), moment(made), maker, ())
        found[number] = known._replace(criteria=(*known.criteria, criterion))
    return list(found.values()) or [FIRST]


def set_in_use(reader: Reader) -> SetView:
    """The version of the criteria that counts."""
    return sets(reader, in_use=True)[0]


def ratings(reader: Reader, pilot_ids: object = None) -> dict[int, list[RatingView]]:
    """What people found on each criterion, by pilot; `pilot_ids` is a list parameter (None: of all pilots)."""
    found: dict[int, list[RatingView]] = {}
    only = "" if pilot_ids is None else f"WHERE {reader.one_of('r.pilot_id', 'ids')}"
    values = {} if pilot_ids is None else {"ids": pilot_ids}
    for pilot_id, criterion, rater, level, note, at in reader.rows(
        f"""
        SELECT r.pilot_id, r.criterion, COALESCE(p.name, r.rater), r.level, r.note, r.at
        FROM rating r LEFT JOIN person p ON p.handle = r.rater {only} ORDER BY r.id
        """,
        **values,
    ):
        found.setdefault(pilot_id, []).append(RatingView(criterion, rater, level, note, instant(at)))
    return found


def levels(reader: Reader, pilot_ids: object = None) -> Mapping[int, Mapping[str, Sequence[int | None]]]:
    """The levels people gave, by pilot and criterion: all that a score needs, without who said what and when."""
    found: defaultdict[int, defaultdict[str, list[int | None]]] = defaultdict(lambda: defaultdict(list))
    only = "" if pilot_ids is None else f"WHERE {reader.one_of('pilot_id', 'ids')}"
    values = {} if pilot_ids is None else {"ids": pilot_ids}
    for pilot_id, criterion, level in reader.rows(
        f"SELECT pilot_id, criterion, level FROM rating {only} ORDER BY id", **values
    ):
        found[pilot_id][criterion].append(level)
    return found


def rated_names(reader: Reader, pilot_id: int) -> list[str]:
    """The criteria that somebody rated for a pilot, those of earlier versions among them."""
    rows = reader.rows("SELECT DISTINCT criterion FROM rating WHERE pilot_id = :pilot ORDER BY 1", pilot=pilot_id)
    return [row[0] for row in rows]
