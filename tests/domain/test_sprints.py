from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.drafts import validate
from pilotboard.domain.drafts.sprints import AmendmentDraft, ImpedimentDraft, SprintChanges, SprintDraft
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.impediments import (
    ImpedimentRow,
    Level,
    answer_time,
    check_answer,
    check_raise,
    impediment_subject,
    level_above,
)
from pilotboard.domain.items import ItemState
from pilotboard.domain.leftovers import LeftoverDecision, check_leftovers, leftover_decisions
from pilotboard.domain.matching import kept
from pilotboard.domain.sprint_rules import (
    cancel_courtesy,
    check_amend,
    check_cancel,
    check_close,
    check_dates,
    check_overlap,
    check_scope,
    check_start,
    start_warnings,
)
from pilotboard.domain.sprint_states import ItemOutcome, SprintState
from pilotboard.domain.sprints import sprint_subject
from pilotboard.domain.teams import MembershipRole
from tests.domain.sprint_builders import at, row, sprint_item


def test_a_sprint_has_at_most_31_days() -> None:
    check_dates(date(2026, 1, 1), date(2026, 1, 31))
    with pytest.raises(InvalidInput, match="this one has 32") as caught:
        check_dates(date(2026, 1, 1), date(2026, 2, 1))
    assert caught.value.hint == "Let it end on Sat 31 Jan or before."
    with pytest.raises(InvalidInput, match="is before"):
        check_dates(date(2026, 1, 2), date(2026, 1, 1))


def test_an_overlap_names_the_other_sprint_and_its_days() -> None:
    other = row(key="S-3", state=SprintState.ACTIVE, start=date(2025, 12, 29), end=date(2026, 1, 5))
    with pytest.raises(InvalidInput, match=r'S-3 "Families get the text" \(29 Dec 2025-5 Jan 2026\)') as caught:
        check_overlap(date(2026, 1, 5), date(2026, 1, 16), [other])
    assert "sprints close S-3" in caught.value.hint
    check_overlap(date(2026, 1, 6), date(2026, 1, 16), [other])
    check_overlap(date(2026, 1, 5), date(2026, 1, 16), [row(state=SprintState.CANCELLED), row(start=None)])


def test_starting_needs_a_goal_and_no_other_active_sprint() -> None:
    check_start(row(), [row(), row(id=3, state=SprintState.CLOSED)])
    with pytest.raises(InvalidInput, match="starts with a goal"):
        check_start(row(goal=" \u200b"), [])
    with pytest.raises(InvalidInput, match="first and last day"):
        check_start(row(end=None), [])
    with pytest.raises(Refusal, match=r"Heron has an active sprint: S-3") as caught:
        check_start(row(), [row(id=3, key="S-3", state=SprintState.ACTIVE)])
    assert "pilotboard sprints close S-3" in caught.value.hint
    with pytest.raises(Refusal, match="only a planned sprint"):
        check_start(row(state=SprintState.CLOSED), [])


def test_warnings_before_the_start() -> None:
    assert start_warnings(row(), [sprint_item(estimate=3)], date(2026, 1, 5), points=True) == ()
    warned = start_warnings(row(), [], date(2026, 1, 7), points=False)
    assert [text.split(":")[0] for text in warned] == [
        "There is nothing in it yet",
        "Its first day is Mon 5 Jan; the commitment is stored now.",
    ]
    assert "1 of 1 have no estimate" in start_warnings(row(), [sprint_item()], date(2026, 1, 5), points=True)[0]
    assert "is over" in start_warnings(row(), [sprint_item()], date(2026, 2, 5), points=False)[0]


def test_scope_of_a_running_sprint_changes_with_a_reason() -> None:
    active = row(state=SprintState.ACTIVE)
    check_scope(row(), "T-03", ItemState.BACKLOG, None, "P07-12")
    check_scope(active, "T-03", ItemState.READY, "the printer came", "P07-12")
    with pytest.raises(InvalidInput, match="needs a reason"):
        check_scope(active, "T-03", ItemState.READY, " ", "P07-12")
    with pytest.raises(InvalidInput, match="P07-12 belongs to T-01, S-4 to T-03"):
        check_scope(active, "T-01", ItemState.READY, "x", "P07-12")
    with pytest.raises(InvalidInput, match="belongs to no team"):
        check_scope(active, None, ItemState.READY, "x", "P07-12")
    for sprint, state in ((row(state=SprintState.CLOSED), ItemState.READY), (active, ItemState.DONE)):
        with pytest.raises(Refusal):
            check_scope(sprint, "T-03", state, "x", "P07-12")


def test_cancelling_needs_a_reason_and_asks_who_may() -> None:
    check_cancel(row(state=SprintState.ACTIVE), "The need went away")
    with pytest.raises(InvalidInput):
        check_cancel(row(), "")
    with pytest.raises(Refusal):
        check_cancel(row(state=SprintState.CLOSED), "x")
    assert cancel_courtesy([MembershipRole.DEVELOPER, MembershipRole.COACH]) == ""
    assert "product owner or the coach" in cancel_courtesy([MembershipRole.DEVELOPER])


def test_only_an_active_sprint_is_closed_and_only_a_closed_one_amended() -> None:
    check_close(row(state=SprintState.ACTIVE))
    check_amend(row(state=SprintState.CLOSED))
    for state in (SprintState.PLANNED, SprintState.CLOSED, SprintState.CANCELLED):
        with pytest.raises(Refusal):
            check_close(row(state=state))
    for state in (SprintState.PLANNED, SprintState.ACTIVE, SprintState.CANCELLED):
        with pytest.raises(Refusal):
            check_amend(row(state=state))


def test_every_leftover_is_decided() -> None:
    decisions = leftover_decisions(carry=["A"], back=["B"], drop={"C": "not needed"})
    assert check_leftovers(["C", "A", "B"], decisions, next_sprint="S-5") == (
        LeftoverDecision("C", ItemOutcome.DROPPED, "not needed"),
        LeftoverDecision("A", ItemOutcome.CARRIED),
        LeftoverDecision("B", ItemOutcome.RETURNED),
    )


@pytest.mark.parametrize(
    ("left", "decisions", "following", "message"),
    [
        (["A", "B", "C"], leftover_decisions(back=["A"]), "S-5", r"B is not decided\. 1 more needs a decision\."),
        (["A"], leftover_decisions(drop={"A": " "}), "S-5", "Dropping A needs a reason"),
        (["A"], leftover_decisions(carry=["A"]), None, "no planned sprint to carry A to"),
        (["P07-12"], leftover_decisions(back=["P07-12", "P07-13"]), None, "P07-13 is not left over"),
        (["A"], (LeftoverDecision("A", ItemOutcome.DONE),), None, "A is not done"),
    ],
)
def test_what_is_missing_among_the_leftovers_is_named(
    left: list[str], decisions: tuple[LeftoverDecision, ...], following: str | None, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message) as caught:
        check_leftovers(left, decisions, next_sprint=following)
    assert "nothing was saved" in caught.value.kept


def test_an_item_decided_twice_is_refused() -> None:
    assert len(leftover_decisions(carry=["A", "A"])) == 1
    with pytest.raises(InvalidInput, match="A is to be carried and to be dropped"):
        leftover_decisions(carry=["A"], drop={"A": "x"})


def test_items_left_over() -> None:
    assert sprint_item().left_over
    for values in ({"state": ItemState.DONE}, {"state": ItemState.DROPPED}, {"removed_at": at(6)}):
        assert not sprint_item(**values).left_over


def test_filters_over_sprints() -> None:
    rows = [row(), row(key="S-3", state=SprintState.ACTIVE)]
    assert [one.key for one in kept(rows, "active", sprint_subject())] == ["S-3"]
    assert [one.key for one in kept(rows, "state:planned families", sprint_subject())] == ["S-4"]


def impediment(**values: object) -> ImpedimentRow:
    fields: dict[str, object] = {
        "id": 1,
        "key": "I-01",
        "team_key": "T-03",
        "team": "Heron",
        "sprint_key": "S-4",
        "item_key": None,
        "title": "No SMS account",
        "level": Level.TEAM,
        "raised_at": at(5),
        "raised_by": "ana",
        "answered_at": None,
        "answer": "",
        "owner": None,
        "owner_key": None,
        "version": 1,
    }
    return ImpedimentRow(**{**fields, **values})  # type: ignore[arg-type]  # values of a test


def test_impediments_rise_a_level_at_a_time_until_they_are_answered() -> None:
    assert [level_above(level) for level in Level] == [Level.COACH, Level.EXECUTIVE, None]
    assert check_raise(impediment()) == Level.COACH
    for values in ({"level": Level.EXECUTIVE}, {"answered_at": at(6)}):
        with pytest.raises(Refusal):
            check_raise(impediment(**values))
    check_answer(impediment(), "The district pays")
    with pytest.raises(InvalidInput):
        check_answer(impediment(), " ")
    with pytest.raises(Refusal):
        check_answer(impediment(answered_at=at(6)), "again")


def test_how_long_answers_take() -> None:
    rows = [impediment(answered_at=at(5 + days)) for days in (1, 3, 8)] + [impediment(raised_at=at(10))]
    assert answer_time(rows, at(16)).words() == "1 waiting, the oldest 6 d; answers took 3 days (median of 3)"
    assert answer_time([], at(16)).words() == "nothing in the way"
    assert kept(rows, "waiting level:team", impediment_subject()) == rows[3:]


def test_drafts_of_sprints() -> None:
    draft = validate(SprintDraft, {"team": "heron", "start": date(2026, 1, 5), "end": date(2026, 1, 16)})
    assert draft.goal == ""
    with pytest.raises(InvalidInput, match="is before"):
        validate(SprintChanges, {"start": date(2026, 1, 5), "end": date(2026, 1, 4)})
    assert validate(ImpedimentDraft, {"title": "x", "team": "T-03"}).level == Level.TEAM
    with pytest.raises(InvalidInput):
        validate(AmendmentDraft, {"text": " "})
