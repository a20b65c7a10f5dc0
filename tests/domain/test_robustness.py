from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotboard.domain.cases import Case, standing
from pilotboard.domain.criteria import NAMED, score
from pilotboard.domain.decision_rules import Size
from pilotboard.domain.recommendation import evidence_outcome
from pilotboard.domain.robustness import bounds, moved, overtaking_words, overtakings, share_of, turn_words, turns
from pilotboard.domain.swaps import Candidate, Swap, Wanted, Why, find_swap, swap_each
from tests.domain.decision_builders import WEIGHTS, case, gates, levels, some_levels, some_weights


def test_one_weight_moves_and_the_others_keep_their_proportion() -> None:
    found = moved(WEIGHTS, "equity", 0.5)
    assert found["equity"] == 50
    assert sum(found.values()) == pytest.approx(100)
    assert found["effectiveness"] / found["sustainability"] == pytest.approx(5)
    assert moved({"a": 100.0, "b": 0.0, "c": 0.0}, "a", 0.4) == {"a": 40.0, "b": 30.0, "c": 30.0}


def test_the_point_where_scale_turns_into_extend_is_exact() -> None:
    """Effectiveness at 2, all else at 3: the score is 100 x (3 - share) / 3, 70 at a share of 0.9."""
    near = case(levels=levels(effectiveness=2))
    (turn,) = turns(near, "effectiveness")
    assert turn.share == pytest.approx(0.9)
    assert (turn.below, turn.above) == ("scale", "extend")
    said = "stays scale while effectiveness weighs up to 90 % (now 25 %); above, it would be extend"
    assert turn_words("effectiveness", near) == said
    assert turn_words("equity", case()) == "stays scale whatever equity weighs"
    assert turns(case(gates=gates(G5="fail")), "equity") == ()


def test_words_on_both_sides() -> None:
    """All at 2 but sustainability at 3 and cost return unknown: both the score and the coverage can give way."""
    near = case(levels=levels(2, sustainability=3, evidence_strength=3, cost_return=None))
    assert turn_words("sustainability", near).startswith("stays scale while sustainability weighs ")
    assert turn_words("cost return", near).endswith("% (now 10 %); above, it would be extend")
    low = case(levels=levels(2, sustainability=3))
    assert "% or more (now 50 %); below" in turn_words(
        "sustainability", low._replace(weights=moved(WEIGHTS, "sustainability", 0.5))
    )


@given(some_levels, some_weights(), st.sampled_from(sorted(WEIGHTS)), st.data())
@settings(max_examples=200, deadline=None)
def test_between_two_turns_nothing_turns(
    found: dict[str, int | None], weights: dict[str, float], name: str, data: st.DataObject
) -> None:
    high = {one: (max(2, level) if level is not None and one in NAMED else level) for one, level in found.items()}
    near = Case(Size.LARGE, gates(), high, weights)
    edges = [0.0, *(turn.share for turn in turns(near, name)), 1.0]
    for low, top in pairwise(edges):
        inside = st.floats(low + 1e-6, max(low + 1e-6, top - 1e-6))
        if top - low > 1e-4:
            seen = {outcome_at(near, name, data.draw(inside)) for _ in range(3)}
            assert len(seen) == 1


def outcome_at(near: Case, name: str, share: float) -> str:
    there = near._replace(weights=moved(near.weights, name, share))
    return evidence_outcome(there, standing(there))


@given(some_levels, some_weights(), st.sampled_from(sorted(WEIGHTS)))
@settings(max_examples=200)
def test_every_turn_is_one(found: dict[str, int | None], weights: dict[str, float], name: str) -> None:
    near = Case(Size.LARGE, gates(), found, weights)
    for turn in turns(near, name):
        assert 0 < turn.share < 1
        assert turn.below != turn.above


def test_floor_and_ceiling_from_what_is_not_known() -> None:
    found = bounds(levels(2, equity=None), WEIGHTS)
    assert found.floor == pytest.approx(100 * 170 / 300)
    assert found.ceiling == pytest.approx(100 * 215 / 300)
    assert bounds(levels(2), WEIGHTS).floor == bounds(levels(2), WEIGHTS).ceiling


def test_one_pilot_overtakes_another() -> None:
    first, second = levels(2, effectiveness=3, equity=2), levels(2, equity=3)
    (found,) = overtakings(first, second, WEIGHTS, "equity")
    assert found.share == pytest.approx(25 / (85 + 25))
    assert (found.first_above, found.first_below) == ("second", "first")
    said = overtaking_words(("P-07", "P-03"), (found,), "equity", share_of(WEIGHTS, "equity"))
    assert said == "P-03 overtakes P-07 if equity weighs more than 22.7 % (now 15 %)"
    back = overtaking_words(("P-07", "P-03"), (found,), "equity", 0.5)
    assert back == "P-07 overtakes P-03 if equity weighs less than 22.7 % (now 50 %)"
    assert overtaking_words(("P-07", "P-03"), (), "equity", 0.5) == ""
    assert overtakings(first, first, WEIGHTS, "equity") == ()


@given(some_levels, some_levels, some_weights(), st.sampled_from(sorted(WEIGHTS)))
@settings(max_examples=300)
def test_the_order_turns_exactly_there(
    first: dict[str, int | None], second: dict[str, int | None], weights: dict[str, float], name: str
) -> None:
    def ahead(share: float) -> float | None:
        at = moved(weights, name, share)
        one, other = score(first, at).value, score(second, at).value
        return None if one is None or other is None else one - other

    for found in overtakings(first, second, weights, name):
        apart = ahead(found.share)
        assert apart is None or apart == pytest.approx(0, abs=1e-6)
        after = ahead(min(1.0, found.share + 1e-4))
        if after is not None and abs(after) > 1e-9:
            assert (after > 0) == (found.first_above == "first")


STOP = Candidate("P-02", "Online-only algebra", 88_000, Why.SAID_TO_STOP)
FUND = (Wanted("P-07", "Reading texts", 6_000), Wanted("P-03", "Small-group maths", 41_000))


def test_the_swap_of_the_sketch() -> None:
    found = find_swap(FUND, [STOP])
    assert found.words() == "To fund P-07 and P-03 ($47k), stop P-02 ($88k)."
    assert find_swap(FUND, [STOP], budget=47_000).words() == "To fund P-07 and P-03 ($47k), nothing has to stop."
    assert find_swap((), [STOP]).words() == ""
    short = find_swap(FUND, [STOP._replace(yearly=40_000)])
    assert short.short == 7_000
    assert short.words() == "To fund P-07 and P-03 ($47k), $7k would be missing even if all that can be were stopped."


def test_fewest_first_then_the_better_reason_then_the_least_money_over() -> None:
    runs = Candidate("PG-01", "Old club", 50_000, Why.RUNS)
    replaced = Candidate("PG-02", "Letters home", 60_000, Why.REPLACED)
    half = [Candidate("PG-03", "a", 25_000, Why.REPLACED), Candidate("PG-04", "b", 25_000, Why.REPLACED)]
    assert find_swap(FUND, [runs, *half, replaced, STOP]).stop == (replaced,)
    assert find_swap(FUND, [STOP, STOP._replace(key="P-04", yearly=50_000)]).stop[0].key == "P-04"
    assert {one.key for one in find_swap(FUND, half).stop} == {"PG-03", "PG-04"}


def test_what_nobody_knows_is_said_and_a_pilot_never_pays_for_itself() -> None:
    unknown = Wanted("P-09", "Buddies", None)
    found = find_swap((*FUND, unknown), [STOP._replace(key="P-07"), STOP._replace(yearly=None)])
    assert found.not_known == (unknown,)
    assert found.stop == ()
    assert found.short == 47_000
    assert [one.fund for one in swap_each(FUND, [STOP])] == [FUND[:1], FUND[1:]]


def brute(need: int, candidates: list[Candidate]) -> int:
    """How few things pay for it, by trying all."""
    from itertools import combinations

    for size in range(len(candidates) + 1):
        if any(sum(one.yearly or 0 for one in group) >= need for group in combinations(candidates, size)):
            return size
    return len(candidates)


@given(st.lists(st.integers(1, 100), max_size=7), st.integers(0, 400))
def test_never_more_is_stopped_than_needed(amounts: list[int], need: int) -> None:
    candidates = [Candidate(f"PG-{n}", "", amount, Why.RUNS) for n, amount in enumerate(amounts)]
    found: Swap = find_swap([Wanted("P-01", "", need)], candidates)
    assert len(found.stop) == brute(need, candidates)
    assert found.short == max(0, need - sum(amounts))
