"""Which pilots to scale, and why: the list, and everything about the decision of one pilot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pilotboard.domain.criteria import find_criterion
from pilotboard.domain.criteria_sets import SetView
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.gates import Overdue
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.scale import (
    ScaleRow,
    ScaleView,
    Told,
    best_first,
    scale_subject,
    told_from,
)
from pilotboard.store.reading import criteria, gates
from pilotboard.store.reading import scale as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases.pages import page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    pass


def scale(
    ws: Workspace,
    filter_text: str = "",
    *,
    weights: Mapping[str, float] | None = None,
    limit: int | None = None,
    told: bool = False,
) -> ScaleView:
    """The pilots that are neither closed nor parked, grouped by recommendation, best first.

    `weights` are other weights of the criteria to look at; those not named keep theirs, and nothing is stored.
    `told` reads what more is known of each line, and the waivers that are overdue. Raises FilterError, InvalidInput
    for a weight that cannot be.
    """

    today = ws.today()

    def query(reader: Reader) -> tuple[list[ScaleRow], dict[str, str], list[Overdue], SetView]:
        contents = reading.contents(reader) if told or weights else {}
        late = gates.overdue(reader, today) if told else []
        return reading.rows(reader), contents, late, criteria.set_in_use(reader)

    rows, texts, late, in_use = ws.read(query)
    contents: dict[str, str | Told] = {**texts}
    used = _weights(in_use, weights or {})
    own = used != in_use.weights
    if own:
        weighed = [row.weighed(told_from(texts[row.key]), used) for row in rows]
        rows, contents = [row for row, _ in weighed], {row.key: one for row, one in weighed}
    overdue: dict[str, tuple[Overdue, ...]] = {}
    for one in late:
        overdue[one.pilot_key] = (*overdue.get(one.pilot_key, ()), one)
    due = sum(row.is_due(today) for row in rows)
    found = page(ws, rows, filter_text, scale_subject, best_first, limit)
    return ScaleView(found.rows, found.total, in_use, used, own, due, today, contents, overdue)


def _weights(in_use: SetView, given: Mapping[str, float]) -> dict[str, float]:
    """The weights of the criteria with those given over them. Raises InvalidInput."""
    found = in_use.weights
    for said, weight in given.items():
        name = find_criterion(said, found)
        if name is None:
            hint = did_you_mean(said, list(found)) or f"The criteria are {', '.join(found)}."
            raise InvalidInput(f'There is no criterion "{said}".', "", hint, field="weights")
        if not 0 <= weight <= 1000:
            raise InvalidInput(f"{weight:g} is no weight.", "", "A weight is 0 to 1000.", field="weights")
        found[name] = weight
    if not any(found.values()):
        raise InvalidInput("At least one criterion has to weigh something.", "", "", field="weights")
    return found
