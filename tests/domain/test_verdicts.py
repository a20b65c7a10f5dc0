"""Verdicts of others about an effect, and what they say together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.gates import Detail, GateState
from pilotboard.domain.verdicts import EffectSaid, Judged, Verdict, effect_said

VERDICTS = st.lists(st.sampled_from(Verdict).map(lambda one: Judged(one, one.value)), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("said", "state", "detail"),
    [
        ("positive", "pass", None),
        ("positive none", "pass", None),
        ("positive negative", "unknown", "uncertain"),
        ("promising", "unknown", "uncertain"),
        ("promising none", "unknown", "uncertain"),
        ("mixed", "unknown", "uncertain"),
        ("none", "fail", "probably_below"),
        ("none negative", "fail", "probably_below"),
        ("none not_rated", "fail", "probably_below"),
        ("not_rated", "unknown", None),
        ("not_rated not_rated", "unknown", None),
        ("not_rated positive", "pass", None),
    ],
)
def test_outcomes_together(said: str, state: str, detail: str | None) -> None:
    found = effect_said([Judged(Verdict(word), word) for word in said.split()])
    assert found is not None
    assert (found.state, found.detail) == (GateState(state), None if detail is None else Detail(detail))


@given(VERDICTS)
def test_not_rated_says_nothing(verdicts: list[Judged]) -> None:
    rated = [one for one in verdicts if one.verdict is not Verdict.NOT_RATED]
    found = effect_said(verdicts)
    assert found is not None
    only = effect_said(rated)
    assert (found.state, found.detail) == ((only.state, only.detail) if only else (GateState.UNKNOWN, None))


@given(VERDICTS)
def test_nothing_fails_that_helped_somewhere(verdicts: list[Judged]) -> None:
    found = effect_said(verdicts)
    helped = {Verdict.POSITIVE, Verdict.PROMISING, Verdict.MIXED} & {one.verdict for one in verdicts}
    assert found is not None
    assert not (helped and found.state is GateState.FAIL)


def test_the_evidence_names_every_outcome() -> None:
    found = effect_said(
        [
            Judged(Verdict.POSITIVE, "Positive Effects", "Alphabetics", 4, 213),
            Judged(Verdict.NONE, "No Discernible Effects", "Fluency", 1, 60),
            Judged(Verdict.NOT_RATED, ""),
        ]
    )
    assert found == EffectSaid(
        GateState.PASS,
        None,
        "Alphabetics: Positive Effects (4 studies, 213 people); Fluency: No Discernible Effects (1 study, 60 people);"
        " not rated",
        213,
    )
    assert effect_said([]) is None
