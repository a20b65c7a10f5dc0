from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given

from pilotboard.domain.criteria import (
    NAMED,
    CriterionView,
    Judged,
    RatingView,
    Score,
    check_set,
    find_criterion,
    judged,
    judged_by_criterion,
    raters_of,
    score,
)
from pilotboard.domain.criteria_default import DEFAULT
from pilotboard.domain.drafts import validate
from pilotboard.domain.drafts.criteria import CriteriaSetDraft, RatingDraft
from pilotboard.domain.errors import InvalidInput
from tests.domain.decision_builders import WEIGHTS, levels, some_levels, some_weights

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)


def test_the_default_set_is_sound_and_is_the_one_of_the_method() -> None:
    assert check_set(DEFAULT) == DEFAULT
    assert [one.weight for one in DEFAULT] == [25, 15, 15, 10, 10, 10, 10, 5]


def test_a_score_says_how_much_it_rests_on() -> None:
    found = score(levels(2, effectiveness=3, transferability=None, sustainability=None), WEIGHTS)
    assert found.value == pytest.approx(100 * 195 / 255)
    assert found.words() == "76, judged on 85 % of the weight (65 if all unknowns were 0)"
    assert score(levels(), WEIGHTS).words() == "100, judged on 100 % of the weight"
    assert score(levels(None), WEIGHTS) == Score(None, 0.0, 0.0)
    assert score({}, {}) == Score(None, 0.0, 0.0)


def test_shown_scores_never_reach_a_bar_that_they_do_not() -> None:
    assert Score(69.99, 0.8999, 59.99).words() == "69, judged on 89 % of the weight (59 if all unknowns were 0)"


@given(some_levels, some_weights())
def test_the_floor_is_the_score_when_unknowns_are_nothing(
    found: dict[str, int | None], weights: dict[str, float]
) -> None:
    told = score(found, weights)
    zeros = score({name: level or 0 for name, level in found.items()}, weights)
    assert told.floor == pytest.approx(zeros.value)
    assert told.value is None or told.floor <= told.value + 1e-9
    assert 0 <= told.coverage <= 1


@pytest.mark.parametrize(
    ("given_levels", "level", "words"),
    [
        ([], None, "not rated yet"),
        ([None, None], None, "nobody can tell yet"),
        ([2], 2, "one rater"),
        ([2, 2, 2], 2, "3 raters agree"),
        ([3, 2], 2, "2 raters, from 2 to 3: close"),
        ([3, 1, None], 1, "2 raters, from 1 to 3: far apart, talk about it; 1 cannot tell"),
        ([0, 3, 3], 3, "3 raters, from 0 to 3: far apart, talk about it"),
        ([0, 1, 2, 3], 1, "4 raters, from 0 to 3: far apart, talk about it"),
    ],
)
def test_raters_together(given_levels: list[int | None], level: int | None, words: str) -> None:
    assert judged(given_levels).level == level
    assert judged(given_levels).words() == words


def test_ratings_by_criterion_and_how_many_stand_behind_the_named_ones() -> None:
    ratings = [RatingView(name, who, 2, "", AT) for name in NAMED for who in ("ana", "lee")]
    ratings.append(RatingView("gone", "ana", 3, "", AT))
    found = judged_by_criterion(WEIGHTS, ratings)
    assert list(found) == list(WEIGHTS)
    assert raters_of(found) == 2
    assert raters_of({**found, "equity": Judged(2, 2, 2, 1, 1)}) == 1
    assert raters_of({**found, "equity": judged([None])}) == 2
    assert raters_of(judged_by_criterion(WEIGHTS, [])) == 0


def test_criteria_are_found_as_people_write_them() -> None:
    assert find_criterion("Evidence_Strength", WEIGHTS) == "evidence strength"
    assert find_criterion("cost-return ", WEIGHTS) == "cost return"
    assert find_criterion("cost", WEIGHTS) is None


def changed(place: int, **values: object) -> list[CriterionView]:
    found = list(DEFAULT)
    found[place] = found[place]._replace(**values)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("criteria", "message"),
    [
        (changed(0, weight=20), "The weights sum to 95, 5 short of 100."),
        (changed(0, weight=30), "The weights sum to 105, 5 over of 100."),
        (changed(0, name="impact"), "Effectiveness cannot be left out."),
        (changed(1, name="Equity"), '"equity" is there twice.'),
        (changed(1, name=" "), "A criterion needs a name."),
        (
            changed(1, anchors=("a", "b", "c", "\u200b")),
            "evidence strength does not say what each level from 0 to 3 means.",
        ),
        (
            [*changed(0, weight=-5), CriterionView("x", 30, ("a", "b", "c", "d"))],
            "effectiveness weighs -5; a weight is 0 to 100.",
        ),
        ([CriterionView(f"c{n}", 5, ("a", "b", "c", "d")) for n in range(21)], "There are 21 criteria."),
    ],
)
def test_a_set_that_cannot_be_used_says_why(criteria: list[CriterionView], message: str) -> None:
    with pytest.raises(InvalidInput) as fault:
        check_set(criteria)
    assert fault.value.message == message


def as_typed(criteria: tuple[CriterionView, ...]) -> list[dict[str, object]]:
    return [
        {"name": one.name, "weight": one.weight, **{f"level_{n}": text for n, text in enumerate(one.anchors)}}
        for one in criteria
    ]


def test_a_new_version_comes_whole() -> None:
    draft = validate(CriteriaSetDraft, {"criteria": as_typed(DEFAULT), "note": "  first "})
    assert draft.criteria == DEFAULT
    for wrong in ("text", [1], as_typed(DEFAULT)[1:], [{**as_typed(DEFAULT)[0], "weight": 2.5}], as_typed(DEFAULT) * 3):
        with pytest.raises(InvalidInput):
            validate(CriteriaSetDraft, {"criteria": wrong})


@pytest.mark.parametrize("level", [4, -1, 2.0, True, "2"])
def test_a_level_is_a_whole_number_or_nothing(level: object) -> None:
    assert validate(RatingDraft, {"criterion": "equity"}).level is None
    with pytest.raises(InvalidInput):
        validate(RatingDraft, {"criterion": "equity", "level": level})
