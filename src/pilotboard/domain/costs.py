"""Costs: what a pilot costs once, each year and at scale, line by line and summed up."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.money import money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pilotboard.domain.matching import Subject


class CostKind(StrEnum):
    """Paid once, or every year."""

    ONE_TIME = "one_time"
    RECURRING = "recurring"


class CostBasis(StrEnum):
    """Whether the money was planned, was really spent, or would be needed when the pilot is everywhere."""

    PLANNED = "planned"
    ACTUAL = "actual"
    AT_SCALE = "at_scale"


KIND_WORDS = {CostKind.ONE_TIME: "once", CostKind.RECURRING: "a year"}
BASIS_WORDS = {CostBasis.PLANNED: "planned", CostBasis.ACTUAL: "spent", CostBasis.AT_SCALE: "at scale"}
KINDS_SAID = {"once": "one_time", "yearly": "recurring", "a year": "recurring", "every year": "recurring"}
"""Other words people use for the kinds."""
BASES_SAID = {"plan": "planned", "budget": "planned", "spent": "actual", "real": "actual", "everywhere": "at_scale"}
"""Other words people use for the bases."""


class CostRow(NamedTuple):
    """One line of money. ``amount`` is in whole units, of a year where ``kind`` is recurring; no ``funding``: ""."""

    id: int
    key: str
    pilot_key: str
    pilot: str
    kind: CostKind
    basis: CostBasis
    label: str
    amount: int
    funding: str
    on: date | None
    version: int


class Money(NamedTuple):
    """A sum and how it is paid: ``amount`` is None when no line says it, ``unfunded`` the part without a budget line.

    ``funding`` are the budget lines, each once.
    """

    amount: int | None
    unfunded: int
    funding: tuple[str, ...]


class CostSummary(NamedTuple):
    """The sums of a pilot, by basis and kind; a sum that no line names is not there."""

    sums: dict[tuple[CostBasis, CostKind], Money]

    def of(self, basis: CostBasis, kind: CostKind) -> Money:
        """The sum of that kind; unknown when no line says it."""
        return self.sums.get((basis, kind), Money(None, 0, ()))

    @property
    def yearly(self) -> Money:
        """What it would cost every year when it is everywhere."""
        return self.of(CostBasis.AT_SCALE, CostKind.RECURRING)


def summarise(rows: Iterable[CostRow]) -> CostSummary:
    """The sums of these lines; zero is a known amount, no line is an unknown one."""
    found: dict[tuple[CostBasis, CostKind], Money] = {}
    for row in rows:
        amount, unfunded, funding = found.get((row.basis, row.kind), Money(0, 0, ()))
        lines = dict.fromkeys((*funding, *([row.funding] if row.funding else ())))
        found[row.basis, row.kind] = Money(
            (amount or 0) + row.amount, unfunded + (0 if row.funding else row.amount), tuple(lines)
        )
    return CostSummary(found)


def money_lines(summary: CostSummary, sign: str = "$") -> list[tuple[str, str]]:
    """The sums as (what, sentence), in the order people ask: this pilot, then everywhere. Empty without a line."""
    if not summary.sums:
        return []
    found = []
    for kind, head in ((CostKind.ONE_TIME, "once"), (CostKind.RECURRING, "a year")):
        planned, spent = summary.of(CostBasis.PLANNED, kind).amount, summary.of(CostBasis.ACTUAL, kind).amount
        parts = [f"{money(planned, sign)} planned"] if planned is not None else []
        parts += [f"{money(spent, sign)} spent"] if spent is not None else []
        if parts:
            found.append((head, ", ".join(parts)))
    return [*found, ("at scale", _at_scale(summary, sign))]


def _at_scale(summary: CostSummary, sign: str) -> str:
    once, yearly = summary.of(CostBasis.AT_SCALE, CostKind.ONE_TIME), summary.yearly
    if yearly.amount is None:
        begin = f"{money(once.amount, sign)} once; " if once.amount is not None else ""
        return f"{begin}what it costs a year is not known yet"
    begin = f"{money(once.amount, sign)} once and " if once.amount is not None else ""
    return f"{begin}{money(yearly.amount, sign)} a year, {funded_words(yearly, sign)}"


def funded_words(yearly: Money, sign: str = "$") -> str:
    """``from the base budget``, ``$2,000 of it without a budget line``, ``no budget line yet``."""
    if yearly.amount is None:
        return "not known"
    lines = " and ".join(yearly.funding)
    if not yearly.unfunded and lines:
        return f"from {lines}"
    if lines:
        return f"from {lines}, {money(yearly.unfunded, sign)} of it without a budget line"
    return "nothing to pay" if yearly.amount == 0 else "no budget line yet"


def in_order(rows: Iterable[CostRow]) -> Sequence[CostRow]:
    """The lines as a page lists them: planned, spent, at scale; once before every year."""
    bases, kinds = list(CostBasis), list(CostKind)
    return sorted(rows, key=lambda row: (bases.index(row.basis), kinds.index(row.kind), row.id))


def cost_subject() -> Subject[CostRow]:
    """What a filter over money may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the line's key, such as C-07"),
            Field("pilot", "text", "the pilot it belongs to"),
            Field("label", "text", "what it is for", aliases=("for",)),
            Field("kind", "word", "one_time or recurring", values=tuple(CostKind)),
            Field("basis", "word", "planned, actual or at_scale", values=tuple(CostBasis)),
            Field("amount", "number", "how much"),
            Field("funding", "text", "the budget line that pays for it", optional=True),
            Field("on", "date", "the day it was or will be paid", optional=True),
            Field("funded", "flag", "a budget line pays for it"),
        ),
        {
            "key": lambda row: row.key,
            "pilot": lambda row: (row.pilot_key, row.pilot),
            "label": lambda row: row.label,
            "kind": lambda row: row.kind,
            "basis": lambda row: row.basis,
            "amount": lambda row: row.amount,
            "funding": lambda row: row.funding or None,
            "on": lambda row: row.on,
            "funded": lambda row: bool(row.funding),
        },
        lambda row: (row.key, row.label, row.funding, row.pilot_key, row.pilot),
    )
