from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.pilots import PilotRow, Stage, StageFacts, missing_words, stage_of

ORDER = list(Stage)
FACTS = st.builds(
    StageFacts, st.sampled_from(["", " ", "Aim"]), st.sampled_from(["", "If"]), st.booleans(), st.integers(0, 3)
)


@pytest.mark.parametrize(
    ("facts", "stage", "missing"),
    [
        (StageFacts("", "", False, 0), "idea", ("an aim", "a hypothesis", "a team")),
        (StageFacts("Aim", " ", True, 0), "idea", ("a hypothesis",)),
        (StageFacts("Aim", "If", True, 0), "charter", ("a first item begun",)),
        (StageFacts("Aim", "If", True, 1), "testing", ()),
        (StageFacts("", "If", True, 9), "idea", ("an aim",)),
    ],
)
def test_the_stage_is_what_the_facts_show(facts: StageFacts, stage: str, missing: tuple[str, ...]) -> None:
    view = stage_of(facts)
    assert (view.stage, view.missing) == (stage, missing)
    assert view.because


@given(FACTS)
def test_every_fact_has_a_stage_and_says_what_is_missing_for_the_next(facts: StageFacts) -> None:
    view = stage_of(facts)
    place = ORDER.index(view.stage)
    if view.next_stage is None:
        assert (view.missing, place) == ((), len(ORDER) - 1)
    else:
        assert view.missing
        assert ORDER.index(view.next_stage) == place + 1


@given(FACTS)
def test_more_facts_never_lower_the_stage(facts: StageFacts) -> None:
    place = ORDER.index(stage_of(facts).stage)
    for more in (
        StageFacts("Aim", facts.hypothesis, facts.has_team, facts.items_started),
        StageFacts(facts.aim, "If", facts.has_team, facts.items_started),
        StageFacts(facts.aim, facts.hypothesis, True, facts.items_started),
        StageFacts(facts.aim, facts.hypothesis, facts.has_team, facts.items_started + 1),
    ):
        assert ORDER.index(stage_of(more).stage) >= place


def test_what_is_missing_in_words() -> None:
    assert missing_words(stage_of(StageFacts("Aim", "", False, 0))) == "Missing for charter: a hypothesis, a team."
    assert missing_words(stage_of(StageFacts("Aim", "If", True, 1))) == ""


def test_dropped_items_do_not_count() -> None:
    row = PilotRow(
        1,
        "P-07",
        "Texts",
        Stage.IDEA,
        None,
        None,
        (),
        1,
        2,
        3,
        4,
        5,
        60,
        1,
        date(2026, 12, 1),
        None,
        None,
        None,
        None,
        1,
    )
    assert (row.open_items, row.items) == (10, 15)
