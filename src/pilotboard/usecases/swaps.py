"""What could be stopped to pay for the pilots that should be everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pilotboard.domain.organisation import OrganisationView
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.programmes import ProgrammeRow
from pilotboard.domain.scale import ScaleRow, best_first
from pilotboard.domain.swaps import Candidate, SwapList, Wanted, Why, find_swap, swap_each
from pilotboard.store.reading import organisation, programmes, scale
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases.workspace import Workspace

TO_FUND = (Recommended.SCALE, Recommended.SCALE_WHEN_FUNDED)


def list_swaps(ws: Workspace, budget: int = 0) -> SwapList:
    """What would have to stop so that the pilots to scale can be funded, `budget` a year being at hand."""

    def query(reader: Reader) -> tuple[list[ScaleRow], list[ProgrammeRow], OrganisationView | None]:
        return scale.rows(reader), programmes.rows(reader), organisation.organisation(reader)

    rows, running, whose = ws.read(query)
    return swaps_of(rows, running, ws.today(), budget, whose.money if whose else "$")


def swaps_of(
    rows: Iterable[ScaleRow], running: Iterable[ProgrammeRow], today: date, budget: int = 0, sign: str = "$"
) -> SwapList:
    """The same from rows that have been read."""
    seen = sorted(rows, key=best_first)
    fund = [Wanted(row.key, row.title, row.yearly_cost) for row in seen if row.recommendation in TO_FUND]
    wanted = {one.key for one in fund}
    found = [
        Candidate(row.key, row.title, row.yearly_cost, Why.SAID_TO_STOP)
        for row in seen
        if row.recommendation == Recommended.STOP
    ]
    found += [Candidate(one.key, one.name, one.yearly_cost, _why(one, wanted, today)) for one in running if one.active]
    return SwapList(find_swap(fund, found, budget), swap_each(fund, found, budget), tuple(found), budget, sign)


def _why(programme: ProgrammeRow, wanted: set[str], today: date) -> Why:
    if wanted & set(programme.pilots):
        return Why.REPLACED
    due = programme.review_on is not None and programme.review_on <= today
    return Why.REVIEW_DUE if due else Why.RUNS
