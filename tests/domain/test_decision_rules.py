from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotboard.domain.decision_rules import (
    Direction,
    MeasureKind,
    RuleView,
    Size,
    check_lock,
    check_rule,
    lock_words,
    usual_size,
)
from pilotboard.domain.drafts import validate
from pilotboard.domain.drafts.decision_rules import RuleChanges, RuleDraft
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.posteriors import Share, change_of
from pilotboard.domain.truth_table import truth_table
from tests.domain.decision_builders import rule

OPEN = {"locked_on": None, "locked_by": ""}
MEAN = {"kind": MeasureKind.MEAN, "baseline": 12.0, "target": 10.0, "smallest_change": 1.0, "direction": Direction.DOWN}


def test_the_rule_in_words() -> None:
    assert rule().words() == (
        "Families who read the text goes up from 60 % to 80 %; less than 10 points does not matter; "
        "scaled when that is 75 % sure."
    )
    assert rule(**MEAN, unit="days").change(1.5) == "1.5 days"
    assert lock_words(rule(locked_late=True)).endswith("which inform but do not decide.")
    assert lock_words(rule(**OPEN)).startswith("The rule is not locked")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"smallest_change": 0.0}, "smallest_change"),
        ({"smallest_change": -0.1}, "smallest_change"),
        ({"baseline": 60.0}, "baseline"),
        ({"target": -0.1}, "target"),
        ({"target": 0.6}, "target"),
        ({"target": 0.5}, "target"),
        ({"target": 0.65}, "target"),
        ({**MEAN, "direction": Direction.UP}, "target"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as fault:
        check_rule(rule(**changes))
    assert fault.value.field == field


def test_a_target_exactly_the_smallest_change_away_will_do() -> None:
    assert check_rule(rule(target=0.7)).target == 0.7
    assert check_rule(rule(**MEAN)).baseline == 12


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"baseline": None}, "baseline"), ({"target": None}, "target"), ({"decision_on": None}, "decision_on")],
)
def test_a_rule_is_locked_whole(changes: dict[str, object], field: str) -> None:
    check_lock(rule(**OPEN), "P-07")
    with pytest.raises(InvalidInput) as fault:
        check_lock(rule(**OPEN, **changes), "P-07")
    assert fault.value.field == field
    assert fault.value.kept == "It was not locked."


def test_a_rule_is_locked_once() -> None:
    with pytest.raises(Refusal) as fault:
        check_lock(rule(), "P-07")
    assert "was locked by Ana Ruiz on 2 Feb 2026" in fault.value.message
    assert "Amend" in fault.value.hint


@pytest.mark.parametrize(("cost", "size"), [(0, "small"), (1000, "small"), (1001, "large"), (None, "large")])
def test_the_size_that_is_offered(cost: int | None, size: str) -> None:
    assert usual_size(cost, 1000) == Size(size)


def simulated(truth: float, told: RuleView) -> float:
    """The chance to say scale, by going through every count there could be."""
    from scipy.stats import binom

    assert told.expected_n is not None
    assert told.baseline is not None
    assert told.baseline_n is not None
    before, n = Share(told.baseline * told.baseline_n, told.baseline_n), told.expected_n
    chances = (change_of(before, Share(k, n), told.smallest_change) for k in range(n + 1))
    passes = [100 * (one.up if told.direction == Direction.UP else one.down) >= told.certainty for one in chances]
    return float(sum(binom.pmf(k, n, truth) for k, passed in enumerate(passes) if passed))


@pytest.mark.parametrize("changes", [{}, {"direction": Direction.DOWN, "target": 0.4}, {"certainty": 90}])
def test_the_table_of_a_share_is_exact(changes: dict[str, object]) -> None:
    told = rule(expected_n=40, **changes)
    rows = truth_table(told).rows
    assert len(rows) == 5
    for row in rows:
        assert row.chance == pytest.approx(simulated(row.truth, told), abs=1e-9)


def test_the_table_of_a_mean() -> None:
    told = rule(**MEAN, spread=3.0, expected_n=900, baseline_n=None, unit="days")
    rows = truth_table(told).rows
    assert [row.truth for row in rows] == [12.0, 11.5, 11.0, 10.5, 10.0]
    assert rows[2].chance == pytest.approx(0.25)
    assert rows[-1].chance > 0.99
    assert (
        truth_table(told).sentences(told)[-1] == "If it is really 10 days (the target), you would scale nearly always."
    )


@given(
    st.floats(0.05, 0.95),
    st.integers(1, 400),
    st.none() | st.integers(1, 400),
    st.integers(50, 99),
    st.sampled_from(Direction),
)
@settings(max_examples=40, deadline=None)
def test_a_better_truth_never_scales_less_often(
    baseline: float, n: int, baseline_n: int | None, certainty: int, way: Direction
) -> None:
    told = rule(baseline=baseline, expected_n=n, baseline_n=baseline_n, certainty=certainty, direction=way, target=None)
    rows = truth_table(told).rows
    assert all(0 <= row.chance <= 1 for row in rows)
    assert all(first.chance <= second.chance + 1e-12 for first, second in pairwise(rows))


def test_a_small_number_of_people_cannot_show_it() -> None:
    assert truth_table(rule(expected_n=1, certainty=99)).rows[0].chance == 0.0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"baseline": None}, "baseline"),
        ({"expected_n": None}, "how many people"),
        ({**MEAN, "spread": None}, "person to person"),
    ],
)
def test_the_table_says_what_it_lacks(changes: dict[str, object], words: str) -> None:
    found = truth_table(rule(**changes))
    assert found.rows == ()
    assert words in found.missing


def test_the_chances_of_two_shares_agree_with_drawing() -> None:
    import numpy as np

    draws = np.random.default_rng(7)
    before, after = draws.beta(121, 81, 400_000), draws.beta(161, 41, 400_000)
    found = change_of(Share(120, 200), Share(160, 200), 0.15)
    assert found.up == pytest.approx(float((after - before >= 0.15).mean()), abs=0.003)
    assert found.half_width == pytest.approx(1.96 * float((after - before).std()), rel=0.01)
    same = change_of(Share(5, 10), Share(5, 10), 0.0)
    assert same.up == pytest.approx(0.5)
    assert same.up + same.down == pytest.approx(1.0)


def test_typed_rules_are_strict() -> None:
    typed = {"measure": "Read", "smallest_change": 0.1, "kind": "share", "direction": "lower", "size": "small"}
    found = validate(RuleDraft, {**typed, "baseline": 1, "decision_on": date(2026, 6, 30)})
    assert (found.kind, found.direction, found.size) == (MeasureKind.RATE, Direction.DOWN, Size.SMALL)
    assert found.given()["baseline"] == 1.0
    wrong: dict[str, list[object]] = {
        "smallest_change": [0, 0.0, -1, float("nan"), float("inf"), "0.1", True],
        "certainty": [49, 100, 75.0],
        "expected_n": [0, 2.5],
        "spread": [0],
        "size": ["medium"],
    }
    for field, values in wrong.items():
        for value in values:
            with pytest.raises(InvalidInput) as fault:
                validate(RuleChanges, {field: value})
            assert fault.value.field == field
