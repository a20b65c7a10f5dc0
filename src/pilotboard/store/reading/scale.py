"""Which pilots to scale: the kept lines of the list, and the facts that they are worked out from."""

from __future__ import annotations

from collections.abc import Iterable

from pilotboard.domain.cases import Recommended
from pilotboard.domain.decision_rules import Size
from pilotboard.domain.gate_readings import GateFacts, ScaleCost
from pilotboard.domain.keys import goal_key, pilot_key
from pilotboard.domain.pilot_facts import Kept, PilotFacts, gate_states, kept
from pilotboard.domain.reports import SafetyState
from pilotboard.domain.scale import ScaleRow
from pilotboard.store.reading import criteria, decision_rules, decisions, gates
from pilotboard.store.reading.reader import Reader, day

_SHORT = """
s.recommended, s.score, s.floor, s.coverage, s.chance, s.gates, s.voices, s.yearly_cost, s.size, s.last_number,
s.last_kind, s.last_recommended, s.last_on, s.last_review_on
"""
_LISTED = """
FROM pilot_summary s CROSS JOIN pilot p WHERE p.id = s.pilot_id AND p.closed_on IS NULL AND p.parked_on IS NULL
"""
_ROWS = f"SELECT p.number, p.title, p.decision_due, {_SHORT} {_LISTED} ORDER BY s.recommended, s.score"
"""CROSS has SQLite begin with the summaries, and the order with the index that holds all of their short columns."""
_SIZES: dict[str, Size] = {one.value: one for one in Size}


def rows(reader: Reader) -> list[ScaleRow]:
    """The pilots that are neither closed nor parked, by what is kept of them."""
    key, outcomes, sizes, last = pilot_key, decisions.OUTCOMES, _SIZES, decisions.last
    # One comprehension, because a thousand calls cost as much as the statement.
    return [
        ScaleRow(
            key(pilot),
            title,
            outcomes[recommended],
            score,
            floor,
            coverage,
            chance,
            gate_states(letters),
            voices,
            cost,
            sizes[size],
            day(due),
            None if number is None else last(number, kind, then, on, review),
        )
        for (
            pilot, title, due, recommended, score, floor, coverage, chance, letters, voices, cost, size, number, kind,
            then, on, review,
        ) in reader.rows(_ROWS)
    ]  # fmt: skip


def contents(reader: Reader) -> dict[str, str]:
    """What more is kept of the same pilots, by key: levels, reasons and what is missing, as JSON."""
    return {pilot_key(number): content for number, content in reader.rows(f"SELECT p.number, s.content {_LISTED}")}


def kept_rows(reader: Reader) -> dict[int, Kept]:
    """What is kept of every pilot, by its id."""
    found = {}
    for pilot_id, content, *short in reader.rows(f"SELECT s.pilot_id, s.content, {_SHORT} FROM pilot_summary s"):
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
    waivers, reports = gates.waivers(reader, ids), gates.reports(reader, ids)
    money, ratings, past = _money(reader, ids), criteria.levels(reader, ids), decisions.past(reader, ids)
    return [
        PilotFacts(
            pilot_id,
            GateFacts(
                goal="" if goal is None else goal_key(goal),
                owner_after=owner,
                reports=reports.get(pilot_id, SafetyState.CLEAR),
                rule=rules.get(pilot_id),
                checks=tuple(checks.get(pilot_id, ())),
                costs=tuple(money.get(pilot_id, ())),
                waivers=tuple(waivers.get(pilot_id, ())),
            ),
            ratings.get(pilot_id, {}),
            *past.get(pilot_id, decisions.Past()),
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


def computed(reader: Reader, pilot_ids: Iterable[int] | None = None) -> dict[int, Kept]:
    """What should be kept of these pilots (None: of all), worked out from their facts."""
    wanted = None if pilot_ids is None else list(pilot_ids)
    in_use = criteria.set_in_use(reader)
    return {one.pilot_id: kept(one, in_use) for one in facts(reader, wanted)}


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
