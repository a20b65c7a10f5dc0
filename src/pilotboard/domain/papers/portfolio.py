"""The portfolio: every open pilot in the group of its recommendation. No ranks: inside a group only the order."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from pilotboard.domain.dates import plain_day
from pilotboard.domain.document import Column, Document, Fact, Facts, Kind, Note, Section, Table
from pilotboard.domain.gates import NAMES, PASSES, Gate, GateState
from pilotboard.domain.outcomes import Recommended
from pilotboard.domain.papers.evidence import outcome_word
from pilotboard.domain.papers.frame import Frame, paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilotboard.domain.document import Value
    from pilotboard.domain.scale import ScaleRow, ScaleView

COLUMNS = (
    Column("key", "Key"),
    Column("title", "Pilot"),
    Column("score", "Score", Kind.NUMBER),
    Column("coverage", "Judged on", Kind.SHARE),
    Column("chance", "Chance", Kind.SHARE),
    Column("gates", "Must-haves"),
    Column("voices", "Voices", Kind.NUMBER),
    Column("yearly_cost", "A year", Kind.MONEY),
    Column("decision", "Decided"),
    Column("due", "Due", Kind.DATE),
)


def portfolio(frame: Frame, view: ScaleView) -> Document:
    """The paper."""
    groups = [(outcome, [*rows]) for outcome, rows in groupby(view.rows, lambda row: row.recommendation)]
    return paper(
        frame,
        "portfolio",
        "Which pilots to scale",
        f"{frame.labels.count(len(view.rows), 'pilot').capitalize()}, grouped by what the evidence says",
        "portfolio",
        (
            Section("At a glance", (Facts(_glance(view)), Note(ABOUT))),
            *(Section(_heading(outcome, len(rows)), (_table(frame, rows),)) for outcome, rows in groups),
        ),
    )


ABOUT = (
    "The tool recommends, people decide. A score is of 100, judged on the share of the weight that is known; "
    "an unknown is not counted as nothing. "
    "The chance is that it clears the bar; money is what a year costs at scale. Pilots are listed by group; "
    "places inside a group are no ranks."
)


def _glance(view: ScaleView) -> tuple[Fact, ...]:
    counted, n = Counter(row.recommendation for row in view.rows), len(view.rows)
    found = [
        Fact(outcome_word(outcome).capitalize(), counted[outcome], Kind.NUMBER, n=n)
        for outcome in Recommended
        if counted[outcome]
    ]
    return (
        *found,
        Fact("Decisions due", view.due, Kind.NUMBER, n=n),
        *_cost(view.rows),
        Fact("Criteria", f"version {view.criteria.number}"),
    )


def _cost(rows: Sequence[ScaleRow]) -> list[Fact]:
    known = [row.yearly_cost for row in rows if row.yearly_cost is not None]
    return [Fact("Cost a year at scale, where known", sum(known), Kind.MONEY, n=len(known))] if known else []


def _heading(outcome: Recommended, count: int) -> str:
    return f"{outcome_word(outcome).capitalize()} ({count})"


def _table(frame: Frame, rows: Sequence[ScaleRow]) -> Table:
    return Table("", COLUMNS, tuple(_row(row) for row in rows), frame.labels.count(0, "pilot").capitalize())


def _row(row: ScaleRow) -> tuple[Value, ...]:
    last = row.decision
    return (
        row.key,
        row.title,
        None if row.score is None else int(row.score + 1e-9),
        int(row.coverage * 100 + 1e-9) / 100,
        None if row.chance is None else int(row.chance * 100 + 1e-9) / 100,
        gates_words(row.gates),
        row.voices,
        row.yearly_cost,
        "" if last is None else f"{last.kind}, {plain_day(last.decided_on)}",
        row.due_on,
    )


def gates_words(states: Sequence[GateState]) -> str:
    """``8 of 8``, ``6 of 8; not met: effect; not known: equity``."""
    parts = [f"{sum(state in PASSES for state in states)} of {len(states)}"]
    for wanted, word in ((GateState.FAIL, "not met"), (GateState.UNKNOWN, "not known"), (GateState.WAIVED, "waived")):
        names = [NAMES[gate] for gate, state in zip(Gate, states, strict=True) if state == wanted]
        parts += [f"{word}: {', '.join(names)}"] if names else []
    return "; ".join(parts)
