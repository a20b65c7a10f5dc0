"""Which pilots to scale, and why: the list, and everything about the decision of one pilot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pilotboard.domain.criteria import find_criterion
from pilotboard.domain.criteria_sets import SetView
from pilotboard.domain.decisions import later_evidence
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.gate_readings import gate_views
from pilotboard.domain.gates import NEEDED, Overdue
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.pilot_facts import judge
from pilotboard.domain.recommendation import recommend
from pilotboard.domain.scale import (
    PilotCase,
    ScaleRow,
    ScaleView,
    Told,
    best_first,
    last_standing,
    scale_subject,
    told_from,
)
from pilotboard.store.reading import criteria, decision_rules, decisions, gates
from pilotboard.store.reading import scale as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.pages import page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.changes import Outcome, Written
    from pilotboard.store.writing.unit import Tx


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


def pilot_case(ws: Workspace, key: str) -> PilotCase:
    """Everything about the decision of a pilot: rule, must-haves, ratings, what is recommended, what was decided.

    Raises NotFound.
    """
    today = ws.today()
    return ws.read(lambda reader: case_of(reader, lookup.numbered_id(reader, "pilot", key), today))


def case_of(reader: Reader, pilot_id: int, today: date | None = None) -> PilotCase:
    """The same on a reader of one's own; with a day, must-haves tell what is overdue. Raises NotFound when it is gone.

    What is recommended never depends on the day.
    """
    found = reading.facts(reader, [pilot_id])
    named = reading.name_of(reader, pilot_id)
    if not found or named is None:
        raise NotFound("This pilot has just been removed.")
    facts, (number, title) = found[0], named
    in_use = criteria.set_in_use(reader)
    case, judged = judge(facts, in_use)
    recommendation = recommend(case)
    if today is not None:
        case = case._replace(gates=gate_views(facts.gates, today))
    made = tuple(decisions.lines(reader, pilot_id))
    last = last_standing(made)
    return PilotCase(
        key=pilot_key(number),
        title=title,
        rule=facts.gates.rule,
        amendments=tuple(decision_rules.amendments(reader, pilot_id)),
        needed=NEEDED[case.size],
        checks=tuple(reversed(facts.gates.checks)),
        waivers=facts.gates.waivers,
        criteria=in_use,
        ratings=tuple(criteria.ratings(reader, reader.many([pilot_id])).get(pilot_id, ())),
        judged=judged,
        case=case,
        recommendation=recommendation,
        decisions=made,
        chance=facts.chance,
        voices=facts.voices,
        yearly_cost=facts.yearly_cost,
        flag="" if last is None else later_evidence(last.recommended, recommendation.outcome, last.decided_on),
    )


def recompute(ws: Workspace) -> Outcome:
    """Work out anew what is kept of every pilot; the facts themselves stay as they are."""
    from pilotboard.domain.changes import Written

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import summaries

        summaries.work_out(tx)
        return Written("Worked out every pilot anew from its facts.")

    return ws.write("scale.recompute", work)
