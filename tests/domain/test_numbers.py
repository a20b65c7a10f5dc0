from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.numbers import parse_figure, parse_whole


@given(st.integers(0, 100))
def test_plain_digits(number: int) -> None:
    assert parse_whole(f" {number} ", 0, 100, "estimate") == number


@pytest.mark.parametrize(
    "typed", ["-1", "101", "2.5", "3.0", "1_000", "+3", "true", "NaN", str(2**63), "", "٣", "1e2", "0x1"]
)
def test_nothing_else_is_a_whole_number(typed: str) -> None:
    with pytest.raises(InvalidInput, match=r"Estimate takes a whole number from 0 to 100\."):
        parse_whole(typed, 0, 100, "estimate")


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12.0), (" 0.85 ", 0.85), ("85 %", 0.85), ("85%", 0.85), ("-2.6", -2.6), ("\u22122.6", -2.6)],
)
def test_figures_and_shares(text: str, value: float) -> None:
    assert parse_figure(text, "baseline") == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "1,5", "1e3", "nan", "inf", ".5", "5.", "1_0", "٣", "12 %%", "0x1", "9" * 40])
def test_what_is_no_figure_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidInput, match="Baseline takes a number") as refused:
        parse_figure(text, "baseline")
    assert "85 %" in refused.value.hint
