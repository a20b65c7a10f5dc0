"""The facts that a recommendation rests on, and what is kept of each pilot beside what should be."""

from __future__ import annotations

from collections.abc import Iterable

from pilotboard.domain.decision_rules import Size
from pilotboard.domain.gate_readings import GateFacts, ScaleCost
from pilotboard.domain.keys import goal_key, pilot_key
from pilotboard.domain.much_at_once import all_kept
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.pilot_facts import Kept, PilotFacts, kept
from pilotboard.domain.reports import SafetyState
from pilotboard.store.reading import criteria, decision_rules, decisions, gates, reports
from pilotboard.store.reading.reader import Reader, day
from pilotboard.store.reading.scale import SHORT


def kept_rows(reader: Reader) -> dict[int, Kept]:
    """What is kept of every pilot, by its id."""
    found = {}
    for pilot_id, content, *short in reader.rows(f"SELECT s.pilot_id, s.content, {SHORT} FROM pilot_summary s"):
        recommended, score, floor, coverage, chance, letters, voices, cost, size, number, *last = short
        found[pilot_id] = Kept(
            Recommended(recommended),
            score,
            floor,
            coverage,
            chance,
            letters,
            voices,
            cost,
            Size(size),
            None if number is None else decisions.last(number, *last),
            content,
        )
    return found


def name_of(reader: Reader, pilot_id: int) -> tuple[int, str] | None:
    """The number and title of a pilot; None when it is gone."""
    found = reader.row("SELECT number, title FROM pilot WHERE id = :id", id=pilot_id)
    return None if found is None else (found[0], found[1])


def facts(reader: Reader, pilot_ids: Iterable[int] | None = None) -> list[PilotFacts]:
    """What is stored about these pilots (None: about all), in a fixed number of statements."""
    ids = None if pilot_ids is None else reader.many(pilot_ids)
    only = "" if ids is None else f"WHERE {reader.one_of('p.id', 'ids')}"
    values = {} if ids is None else {"ids": ids}
    rules, checks = decision_rules.rules(reader, ids), gates.checks(reader, ids)
    waivers, harm = gates.waivers(reader, ids), reports.reports(reader, ids)
    money, ratings, past = _money(reader, ids), criteria.levels(reader, ids), decisions.past(reader, ids)
    nothing_past = decisions.Past()
    return [
        PilotFacts(
            pilot_id,
            GateFacts(
                goal="" if goal is None else goal_key(goal),
                owner_after=owner,
                reports=harm.get(pilot_id, SafetyState.CLEAR),
                rule=rules.get(pilot_id),
                checks=tuple(checks.get(pilot_id, ())),
                costs=tuple(money.get(pilot_id, ())),
                waivers=tuple(waivers.get(pilot_id, ())),
            ),
            ratings.get(pilot_id, {}),
            *past.get(pilot_id, nothing_past),
            day(due),
            voices,
            sum(one.amount for one in money[pilot_id]) if pilot_id in money else None,
        )
        for pilot_id, goal, owner, due, voices in reader.rows(
            f"""
            SELECT p.id, g.number, p.owner_after, p.decision_due,
                   (SELECT count(*) FROM feedback f WHERE f.pilot_id = p.id)
            FROM pilot p LEFT JOIN goal g ON g.id = p.goal_id {only} ORDER BY p.id
            """,
            **values,
        )
    ]


def _money(reader: Reader, ids: object) -> dict[int, list[ScaleCost]]:
    """What a year costs at scale, line by line."""
    only, values = ("", {}) if ids is None else (f"AND {reader.one_of('pilot_id', 'ids')}", {"ids": ids})
    found: dict[int, list[ScaleCost]] = {}
    for pilot_id, amount, funding in reader.rows(
        f"""
        SELECT pilot_id, amount, funding FROM cost_line
        WHERE basis = 'at_scale' AND kind = 'recurring' {only} ORDER BY id
        """,
        **values,
    ):
        found.setdefault(pilot_id, []).append(ScaleCost(amount, funded=bool(funding)))
    return found


@all_kept()
def computed(reader: Reader, pilot_ids: Iterable[int] | None = None) -> dict[int, Kept]:
    """What should be kept of these pilots (None: of all), worked out from their facts."""
    wanted = None if pilot_ids is None else list(pilot_ids)
    weights = criteria.set_in_use(reader).weights
    return {one.pilot_id: kept(one, weights) for one in facts(reader, wanted)}


def differing(reader: Reader) -> list[str]:
    """The pilots of which something else is kept than their facts say, by key."""
    held, right = kept_rows(reader), computed(reader)
    wrong = [pilot_id for pilot_id, one in right.items() if held.get(pilot_id) != one]
    if not wrong:
        return []
    numbers = reader.rows(
        f"SELECT number FROM pilot WHERE {reader.one_of('id', 'ids')} ORDER BY number", ids=reader.many(wrong)
    )
    return [pilot_key(number) for (number,) in numbers]
