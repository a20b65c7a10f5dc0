from __future__ import annotations

import random
import sqlite3
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.errors import RankFull
from pilotboard.domain.ranks import DIGITS, LONGEST, between, fresh, is_rank, spread

RANKS = st.text(DIGITS, min_size=1, max_size=LONGEST).filter(is_rank)


@given(RANKS | st.none(), RANKS | st.none())
def test_a_new_rank_lies_strictly_between_or_the_place_is_full(one: str | None, other: str | None) -> None:
    if one is not None and other is not None:
        if one == other:
            return
        one, other = sorted((one, other))
    try:
        new = between(one, other)
    except RankFull:
        assert max(len(one or ""), len(other or "")) >= LONGEST - 3
        return
    assert is_rank(new)
    assert one is None or one < new
    assert other is None or new < other


@given(st.lists(st.integers(0, 10_000), max_size=200))
def test_a_list_stays_in_order_whatever_is_put_where(places: list[int]) -> None:
    ranks: list[str] = []
    for place in places:
        at = place % (len(ranks) + 1)
        ranks.insert(at, between(ranks[at - 1] if at else None, ranks[at] if at < len(ranks) else None))
    assert ranks == sorted(set(ranks))


def fill_one_place(most: int) -> int:
    """How many ranks fit when each goes right behind the same one."""
    low, high = "V", "W"
    for count in range(most):
        try:
            new = between(low, high)
        except RankFull:
            return count
        assert low < new < high
        high = new
    return most


def test_ten_thousand_inserts_at_one_place_fill_it_and_never_break_the_order() -> None:
    assert 250 < fill_one_place(10_000) < 1000


def test_a_list_that_grows_at_its_ends_keeps_short_ranks() -> None:
    first = last = between(None, None)
    for _ in range(10_000):
        new_first, new_last = between(None, first), between(last, None)
        assert new_first < first
        assert new_last > last
        first, last = new_first, new_last
    assert max(len(first), len(last)) <= 4


@pytest.mark.parametrize("edge", ["0001", "zzzz", "00000001", "zzzzzzzz", "0000V", "zzzzV", "1", "z"])
def test_the_ends_of_the_range_go_on(edge: str) -> None:
    assert between(None, edge) < edge < between(edge, None)


@given(st.integers(0, 3000))
def test_an_even_spread_is_in_order_with_room_everywhere(count: int) -> None:
    ranks = spread(count)
    assert len(ranks) == count
    assert ranks == sorted(set(ranks))
    assert all(is_rank(rank) for rank in ranks)
    for low, high in zip([None, *ranks], [*ranks, None], strict=True):
        assert len(between(low, high)) <= 4


@pytest.mark.parametrize("count", [3_843, 3_844, 5_000, 240_000])
def test_very_many_are_spread_as_evenly(count: int) -> None:
    ranks = spread(count)
    assert len(set(ranks)) == count
    assert ranks == sorted(ranks)
    assert all(map(is_rank, ranks))
    places = [sum(DIGITS.index(digit) * 62.0**-place for place, digit in enumerate(rank, 1)) for rank in ranks]
    steps = [high - low for low, high in pairwise(places)]
    assert max(steps) < 1.1 * min(steps)


@given(st.integers(0, 400), st.lists(RANKS, max_size=20))
def test_a_fresh_range_meets_no_rank_in_use(count: int, others: list[str]) -> None:
    used = [*spread(count), *others]
    ranks = fresh(count, used)
    assert len(ranks) == count
    assert ranks == sorted(set(ranks))
    assert not set(ranks) & set(used)
    again = fresh(count, [*used, *ranks])
    assert not set(again) & set(ranks)


@pytest.mark.parametrize(
    ("low", "high"), [("b", "a"), ("a", "a"), ("", "a"), ("a0", "b"), ("ä", None), (None, "a" * 65)]
)
def test_what_is_no_pair_of_ranks_in_order_is_a_defect(low: str | None, high: str | None) -> None:
    with pytest.raises(ValueError, match="not"):
        between(low, high)


def test_sqlite_sorts_as_python_does() -> None:
    chance = random.Random(7)
    ranks = [*spread(300), *("".join(chance.choices(DIGITS, k=5)) + "V" for _ in range(300))]
    chance.shuffle(ranks)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (rank TEXT)")
    connection.executemany("INSERT INTO t VALUES (?)", [(rank,) for rank in ranks])
    assert [row[0] for row in connection.execute("SELECT rank FROM t ORDER BY rank")] == sorted(ranks)
    connection.close()
