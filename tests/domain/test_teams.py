from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.teams import MembershipRow, capacity_on, changes_between, members_on, over_allocated, share_on
from tests.domain.builders import membership

DAY = date(2026, 11, 21)
NEAR = st.integers(-20, 20).map(lambda days: DAY + timedelta(days=days))
MEMBERSHIPS = st.lists(
    st.builds(
        lambda person, team, share, start, length: membership(
            person, team, share, start, None if length is None else start + timedelta(days=length)
        ),
        st.integers(1, 4),
        st.integers(1, 3),
        st.integers(1, 100),
        NEAR,
        st.none() | st.integers(0, 20),
    ),
    max_size=12,
)


def test_first_and_last_day_count() -> None:
    one = membership(1, 1, 50, DAY, DAY)
    assert one.on(DAY)
    assert not one.on(DAY + timedelta(days=1))
    assert not one.on(DAY - timedelta(days=1))
    assert membership(1, 1, 50, DAY).on(date(2100, 1, 1))


def test_over_allocation_names_the_person_the_share_and_the_teams() -> None:
    rows = [
        membership(1, 1, 60, DAY),
        membership(1, 2, 60, DAY),
        membership(2, 1, 100, DAY),
        membership(2, 3, 10, DAY + timedelta(days=1)),
    ]
    (over,) = over_allocated(rows, DAY)
    assert over.words() == "Person 1 120 % (Team 1, Team 2)"
    assert [one.share for one in over_allocated(rows, DAY + timedelta(days=1))] == [120, 110]


def test_exactly_all_of_the_time_is_not_over() -> None:
    assert over_allocated([membership(1, 1, 60, DAY), membership(1, 2, 40, DAY)], DAY) == ()


@given(MEMBERSHIPS, NEAR)
def test_shares_of_a_day_add_up(memberships: list[MembershipRow], day: date) -> None:
    inside = members_on(memberships, day)
    totals = share_on(memberships, day)
    assert sum(totals.values()) == sum(row.share for row in inside)
    assert {over.person_key for over in over_allocated(memberships, day)} == {
        key for key, share in totals.items() if share > 100
    }


def test_members_stand_owner_and_coach_first_then_by_name() -> None:
    rows = [
        membership(3, 1, 50, DAY),
        membership(2, 1, 50, DAY, role="coach"),
        membership(1, 1, 50, DAY, role="sponsor"),
        membership(4, 1, 50, DAY, role="product_owner"),
    ]
    assert [row.person for row in members_on(rows, DAY)] == ["Person 4", "Person 2", "Person 3", "Person 1"]


def test_capacity_counts_those_who_do_the_work() -> None:
    rows = [
        membership(1, 1, 50, DAY),
        membership(2, 1, 100, DAY, role="sponsor"),
        membership(3, 1, 20, DAY, role="coach"),
    ]
    assert capacity_on(rows, DAY) == 70


def test_who_joined_and_left() -> None:
    rows = [membership(1, 1, 50, DAY, DAY + timedelta(days=5)), membership(2, 1, 50, DAY - timedelta(days=9))]
    assert changes_between(rows, DAY, DAY + timedelta(days=7)) == (
        (DAY, "joined", "Person 1"),
        (DAY + timedelta(days=5), "left", "Person 1"),
    )
