"""What people decided about pilots."""

from __future__ import annotations

from typing import Any, NamedTuple

from pilotboard.domain.decisions import DecisionKind, DecisionLine, DecisionStep, LastDecision, Made, rounds
from pilotboard.domain.keys import decision_key, pilot_key
from pilotboard.domain.outcomes import Recommended
from pilotboard.store.reading.reader import Reader, certain_day, day, instant

COLUMNS = """
d.number, p.number, p.title, d.step, d.kind, d.recommended, d.decided_on, d.deciders, d.reason, d.conditions, d.item,
d.vote, d.review_on, d.digest, d.made_at, COALESCE(maker.name, d.made_by), d.withdrawn_at IS NOT NULL
"""
"""The columns of a line, over `decision d`, `pilot p` and `person maker`."""
_FROM = "FROM decision d JOIN pilot p ON p.id = d.pilot_id LEFT JOIN person maker ON maker.handle = d.made_by"
_NEWEST = "ORDER BY d.decided_on DESC, d.id DESC"

OUTCOMES: dict[str, Recommended] = {one.value: one for one in Recommended}
KINDS: dict[str, DecisionKind] = {one.value: one for one in DecisionKind}


class Snapshot(NamedTuple):
    """The evidence that people had when they decided, as it was frozen."""

    text: str
    digest: str


def line(*record: Any) -> DecisionLine:
    """A line from `COLUMNS`."""
    number, pilot, title, step, kind, recommended, on, *texts, review, digest, made, maker, withdrawn = record
    deciders, reason, conditions, item, vote = texts
    return DecisionLine(
        key=decision_key(number),
        pilot_key=pilot_key(pilot),
        pilot=title,
        step=DecisionStep(step),
        kind=DecisionKind(kind),
        recommended=Recommended(recommended),
        decided_on=certain_day(on),
        deciders=deciders,
        reason=reason,
        conditions=conditions,
        item=item,
        vote=vote,
        review_on=day(review),
        digest=digest,
        made_at=instant(made),
        made_by=maker,
        withdrawn=bool(withdrawn),
    )


def lines(reader: Reader, pilot_id: int | None = None) -> list[DecisionLine]:
    """The decisions about a pilot, or all; the newest first, the withdrawn among them."""
    if pilot_id is None:
        return reader.views(line, f"SELECT {COLUMNS} {_FROM} {_NEWEST}")
    return reader.views(line, f"SELECT {COLUMNS} {_FROM} WHERE d.pilot_id = :pilot {_NEWEST}", pilot=pilot_id)


def detail(reader: Reader, decision_id: int) -> tuple[DecisionLine, Snapshot] | None:
    """One decision with the evidence it had; None when it is gone."""
    found = reader.row(f"SELECT {COLUMNS}, d.snapshot {_FROM} WHERE d.id = :id", id=decision_id)
    if found is None:
        return None
    *record, text = found
    shown = line(*record)
    return shown, Snapshot(text, shown.digest)


class Past(NamedTuple):
    """What was decided about a pilot: a decision for each round, the newest last, and the newest that stands."""

    rounds: tuple[DecisionKind, ...] = ()
    last: LastDecision | None = None


def past(reader: Reader, pilot_ids: object = None) -> dict[int, Past]:
    """What was decided about each pilot, in short; `pilot_ids` is a list parameter (None: all)."""
    only, values = "", {}
    if pilot_ids is not None:
        only, values = f"AND {reader.one_of('pilot_id', 'ids')}", {"ids": pilot_ids}
    found: dict[int, list[Made]] = {}
    newest: dict[int, LastDecision] = {}
    for pilot_id, step, kind, number, recommended, on, review in reader.rows(
        f"""
        SELECT pilot_id, step, kind, number, recommended, decided_on, review_on FROM decision
        WHERE withdrawn_at IS NULL {only} ORDER BY decided_on, id
        """,
        **values,
    ):
        made = Made(DecisionStep(step), DecisionKind(kind), withdrawn=False)
        found.setdefault(pilot_id, []).append(made)
        newest[pilot_id] = last(number, kind, recommended, on, review)
    return {pilot_id: Past(rounds(told), newest[pilot_id]) for pilot_id, told in found.items()}


def last(number: int, kind: str, recommended: str, on: object, review: object) -> LastDecision:
    """A decision in short, from its stored columns."""
    return LastDecision(number, KINDS[kind], OUTCOMES[recommended], certain_day(on), day(review))
