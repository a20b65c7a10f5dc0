from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.numbers import parse_whole


@given(st.integers(0, 100))
def test_plain_digits(number: int) -> None:
    assert parse_whole(f" {number} ", 0, 100, "estimate") == number


@pytest.mark.parametrize(
    "typed", ["-1", "101", "2.5", "3.0", "1_000", "+3", "true", "NaN", str(2**63), "", "٣", "1e2", "0x1"]
)
def test_nothing_else_is_a_whole_number(typed: str) -> None:
    with pytest.raises(InvalidInput, match=r"Estimate takes a whole number from 0 to 100\."):
        parse_whole(typed, 0, 100, "estimate")
