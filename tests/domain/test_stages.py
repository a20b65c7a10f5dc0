"""The stage of a pilot follows from what is stored, one step after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.labels import Labels
from pilotboard.domain.stages import Stage, StageFacts, missing_words, stage_of

ORDER = list(Stage)
FACTS = st.builds(
    StageFacts,
    st.sampled_from(["", " ", "Aim"]),
    st.sampled_from(["", "If"]),
    st.booleans(),
    st.integers(0, 3),
    has_rule=st.booleans(),
    has_baseline=st.booleans(),
    rule_locked=st.booleans(),
    sprint_weeks=st.none() | st.integers(0, 40),
    answered=st.booleans(),
    figures=st.booleans(),
    decision=st.sampled_from(["", "scale", "extend", "adapt", "stop"]),
    owner_after=st.sampled_from(["", "Office"]),
    closed=st.booleans(),
)
CHARTER = StageFacts("Aim", "If", has_team=True, items_started=0)
BASELINE = CHARTER._replace(has_rule=True, has_baseline=True, rule_locked=True)
TESTING = BASELINE._replace(items_started=1)
IMPROVING = TESTING._replace(sprint_weeks=2, answered=True)
SUSTAINED = IMPROVING._replace(sprint_weeks=18)


@pytest.mark.parametrize(
    ("facts", "stage", "missing"),
    [
        (StageFacts("", "", False, 0), "idea", ("an aim", "a hypothesis", "a team")),
        (StageFacts("Aim", " ", True, 0), "idea", ("a hypothesis",)),
        (StageFacts("", "If", True, 9), "idea", ("an aim",)),
        (CHARTER, "charter", ("a decision rule", "the figure it starts from", "the rule locked")),
        (CHARTER._replace(items_started=9, has_rule=True), "charter", ("the figure it starts from", "the rule locked")),
        (BASELINE, "baseline", ("a first item begun",)),
        (TESTING, "testing", ("a sprint closed", "an answer to somebody who spoke up")),
        (TESTING._replace(sprint_weeks=30), "testing", ("an answer to somebody who spoke up",)),
        (IMPROVING, "improving", ("closed sprints over 18 weeks (or its effect and its delivery recorded)",)),
        (IMPROVING._replace(sprint_weeks=17), "improving", None),
        (IMPROVING._replace(figures=True), "sustained", ("a decision to scale or to stop",)),
        (SUSTAINED, "sustained", None),
        (SUSTAINED._replace(decision="extend"), "sustained", None),
        (
            SUSTAINED._replace(decision="scale"),
            "decided",
            ("somebody who answers for it afterwards", "the pilot closed"),
        ),
        (TESTING._replace(decision="stop"), "decided", ("the pilot closed",)),
        (TESTING._replace(decision="stop", closed=True), "handed_over", ()),
        (SUSTAINED._replace(decision="scale", closed=True), "decided", ("somebody who answers for it afterwards",)),
        (SUSTAINED._replace(decision="scale", owner_after="Office", closed=True), "handed_over", ()),
        (TESTING._replace(closed=True, owner_after="Office"), "testing", None),
    ],
)
def test_the_stage_is_what_the_facts_show(facts: StageFacts, stage: str, missing: tuple[str, ...] | None) -> None:
    view = stage_of(facts)
    assert view.stage == stage
    assert missing is None or view.missing == missing
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


@given(FACTS, st.integers(0, 8))
def test_more_facts_never_lower_the_stage(facts: StageFacts, which: int) -> None:
    more = (
        facts._replace(aim="Aim"),
        facts._replace(hypothesis="If"),
        facts._replace(has_team=True),
        facts._replace(items_started=facts.items_started + 1),
        facts._replace(has_rule=True, has_baseline=True, rule_locked=True),
        facts._replace(sprint_weeks=(facts.sprint_weeks or 0) + 1),
        facts._replace(answered=True),
        facts._replace(figures=True),
        facts._replace(owner_after="Office"),
    )[which]
    assert ORDER.index(stage_of(more).stage) >= ORDER.index(stage_of(facts).stage)


@given(FACTS)
def test_only_people_end_a_pilot(facts: StageFacts) -> None:
    ended = stage_of(facts).stage in {Stage.DECIDED, Stage.HANDED_OVER}
    assert ended == (facts.decision in {"scale", "stop"})


def test_what_is_missing_in_words() -> None:
    idea, top = stage_of(StageFacts("Aim", "", False, 0)), stage_of(TESTING._replace(decision="stop", closed=True))
    assert missing_words(idea, Labels()) == "Missing for charter: a hypothesis, a team."
    assert missing_words(stage_of(CHARTER), Labels("plain")).startswith("Missing for where we started: a decision rule")
    assert missing_words(top, Labels()) == ""
