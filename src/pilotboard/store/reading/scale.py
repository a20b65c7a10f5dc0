"""Which pilots to scale: the lines of the list, by what is kept of each pilot."""

from __future__ import annotations

from functools import lru_cache

from pilotboard.domain.decision_rules import Size
from pilotboard.domain.decisions import LastDecision
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.much_at_once import all_kept
from pilotboard.domain.scale import ScaleRow, gate_states
from pilotboard.store.reading import decisions
from pilotboard.store.reading.reader import Reader, certain_day

SHORT = """
s.recommended, s.score, s.floor, s.coverage, s.chance, s.gates, s.voices, s.yearly_cost, s.size, s.last_number,
s.last_kind, s.last_recommended, s.last_on, s.last_review_on
"""
_LISTED = """
FROM pilot_summary s CROSS JOIN pilot p WHERE p.id = s.pilot_id AND p.closed_on IS NULL AND p.parked_on IS NULL
"""
_ROWS = f"SELECT p.number, p.title, p.decision_due, {SHORT} {_LISTED} ORDER BY s.recommended, s.score"
"""CROSS has SQLite begin with the summaries, and the order with the index that holds all of their short columns."""
_key = lru_cache(maxsize=4096)(pilot_key)
_SIZES: dict[str, Size] = {one.value: one for one in Size}


@all_kept()
def rows(reader: Reader) -> list[ScaleRow]:
    """The pilots that are neither closed nor parked, by what is kept of them."""
    key, outcomes, kinds, sizes = _key, decisions.OUTCOMES, decisions.KINDS, _SIZES
    # One comprehension that makes its tuples directly: a thousand calls cost as much as the statement.
    line, last, made = ScaleRow, LastDecision, tuple.__new__
    return [
        made(line, (
            key(pilot), title, outcomes[recommended], score, floor, coverage, chance, gate_states(letters), voices,
            cost, sizes[size], None if due is None else certain_day(due),
            None if number is None
            else made(last, (number, kinds[kind], outcomes[then], certain_day(on),
                            None if review is None else certain_day(review))),
        ))
        for (
            pilot, title, due, recommended, score, floor, coverage, chance, letters, voices, cost, size, number, kind,
            then, on, review,
        ) in reader.rows(_ROWS)
    ]  # fmt: skip


def contents(reader: Reader) -> dict[str, str]:
    """What more is kept of the same pilots, by key: levels, reasons and what is missing, as JSON."""
    return {pilot_key(number): content for number, content in reader.rows(f"SELECT p.number, s.content {_LISTED}")}
