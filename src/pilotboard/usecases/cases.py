"""Everything about the decision of one pilot."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pilotboard.domain.decisions import later_evidence
from pilotboard.domain.errors import NotFound
from pilotboard.domain.gate_readings import gate_views
from pilotboard.domain.gates import NEEDED
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.pilot_facts import judge
from pilotboard.domain.recommendation import recommend
from pilotboard.domain.scale import PilotCase, last_standing
from pilotboard.store.reading import criteria, decision_rules, decisions
from pilotboard.store.reading import pilot_facts as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.changes import Outcome, Written
    from pilotboard.store.writing.unit import Tx


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
    case, judged = judge(facts, in_use.weights)
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
