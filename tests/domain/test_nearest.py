from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.nearest import did_you_mean, distance, either, nearest

WORDS = ("backlog", "blocked", "done", "due", "estimate", "in_progress", "label", "review", "state")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("blokced", "blocked"),
        ("estmate", "estimate"),
        ("REVEIW", "review"),
        ("lable", "label"),
        ("est", "estimate"),
        ("sate", "state"),
    ],
)
def test_a_slip_finds_the_word(typed: str, meant: str) -> None:
    assert nearest(typed, WORDS)[0] == meant


@pytest.mark.parametrize("typed", ["", "   ", "zebra", "x", "q" * 500])
def test_what_is_far_finds_nothing(typed: str) -> None:
    assert nearest(typed, WORDS) == ()
    assert did_you_mean(typed, WORDS) == ""


def test_three_at_most_and_the_same_word_first() -> None:
    assert nearest("ab", ["abx", "aby", "ab", "abz", "abw"]) == ("ab", "abx", "aby")


def test_the_question() -> None:
    assert did_you_mean("blockd", WORDS) == "Did you mean blocked?"
    assert either(["a", "b", "c"]) == "a, b or c"
    assert either(["a", "b"]) == "a or b"
    assert either([]) == ""


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("", "ab", 2), ("ca", "abc", 3)]
)
def test_slips(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 9) == slips


@given(st.text("ab", max_size=8), st.text("ab", max_size=8), st.integers(0, 4))
def test_slips_are_symmetric_and_cut_at_the_limit(one: str, other: str, limit: int) -> None:
    whole = distance(one, other, 99)
    assert whole == distance(other, one, 99)
    assert (whole == 0) == (one == other)
    assert distance(one, other, limit) == min(whole, limit + 1)


@given(st.text(max_size=20), st.lists(st.text(max_size=10), max_size=8))
def test_it_never_fails(typed: str, candidates: list[str]) -> None:
    assert set(nearest(typed, candidates)) <= set(candidates)


def test_a_word_inside_a_name_is_near() -> None:
    assert nearest("heron", ["Team Otter", "Team Heron"]) == ("Team Heron",)
    assert nearest("eron", ["Team Heron"]) == ()
