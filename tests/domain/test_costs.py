"""Money in words and sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.costs import CostBasis, CostKind, CostRow, Money, funded_words, money_lines, summarise
from pilotboard.domain.money import money, short_money


def line(amount: int, kind: str = "one_time", basis: str = "planned", funding: str = "") -> CostRow:
    return CostRow(1, "C-01", "P-01", "Pilot", CostKind(kind), CostBasis(basis), "Books", amount, funding, None, 1)


@pytest.mark.parametrize(
    ("amount", "long", "short"),
    [
        (None, "not known", "?"),
        (0, "$0", "$0"),
        (950, "$950", "$950"),
        (1000, "$1,000", "$1k"),
        (1250, "$1,250", "$1.2k"),
        (88_000, "$88,000", "$88k"),
        (88_600, "$88,600", "$88k"),
        (1_200_000, "$1,200,000", "$1.2M"),
        (10**12, "$1,000,000,000,000", "$1,000B"),
    ],
)
def test_an_amount_in_words(amount: int | None, long: str, short: str) -> None:
    assert (money(amount), short_money(amount)) == (long, short)


def test_a_sign_that_is_a_word_stands_apart() -> None:
    assert (money(1200, "EUR"), short_money(1200, "EUR"), money(1200, "€")) == ("EUR 1,200", "EUR 1.2k", "€1,200")


@given(st.integers(0, 10**12))
def test_a_short_amount_is_short_and_never_says_more_than_there_is(amount: int) -> None:
    said = short_money(amount)
    assert len(said) <= 7
    size = {"k": 10**3, "M": 10**6, "B": 10**9}.get(said[-1], 1)
    value = float(said.strip("$kMB").replace(",", "")) * size
    assert value - amount <= size * 0.05 + 1
    assert amount - value < size


def test_zero_is_known_and_nothing_is_not() -> None:
    assert money_lines(summarise([])) == []
    assert dict(money_lines(summarise([line(5)])))["at scale"] == "what it costs a year is not known yet"
    once = summarise([line(5, basis="at_scale")])
    assert dict(money_lines(once)) == {"at scale": "$5 once; what it costs a year is not known yet"}
    both = summarise([line(5, basis="at_scale"), line(0, "recurring", "at_scale")])
    assert dict(money_lines(both)) == {"at scale": "$5 once and $0 a year, nothing to pay"}


def test_who_pays() -> None:
    rows = [
        line(4000, "recurring", "at_scale", "Base budget"),
        line(1000, "recurring", "at_scale", "Title I"),
        line(500, "recurring", "at_scale", "Base budget"),
    ]
    assert summarise(rows).yearly == Money(5500, 0, ("Base budget", "Title I"))
    assert funded_words(summarise(rows).yearly) == "from Base budget and Title I"
    rows.append(line(300, "recurring", "at_scale"))
    assert funded_words(summarise(rows).yearly) == "from Base budget and Title I, $300 of it without a budget line"
    assert funded_words(Money(300, 300, ())) == "no budget line yet"
    assert funded_words(Money(None, 0, ())) == "not known"


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(CostKind), st.sampled_from(CostBasis))))
def test_every_line_is_in_one_sum(said: list[tuple[int, CostKind, CostBasis]]) -> None:
    summary = summarise([line(amount, kind, basis) for amount, kind, basis in said])
    assert sum(one.amount or 0 for one in summary.sums.values()) == sum(amount for amount, _, _ in said)
