from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.keys import (
    Key,
    action_key,
    feedback_key,
    impediment_key,
    item_key,
    looks_like_key,
    parse_key,
    person_key,
    pilot_key,
    retro_key,
    site_key,
    sprint_key,
    team_key,
)

NUMBERS = st.integers(1, 999_999_999)


def test_keys_as_people_see_them() -> None:
    keys = (pilot_key(7), item_key(7, 12), team_key(3), site_key(3), person_key(5))
    assert keys == ("P-07", "P07-12", "T-03", "L-03", "U-05")
    assert [make(4) for make in (sprint_key, feedback_key, retro_key, action_key, impediment_key)] == [
        *("S-4", "F-04", "R-04", "A-04", "I-04")
    ]
    assert (pilot_key(123), item_key(123, 1004), item_key(7, 5)) == ("P-123", "P123-1004", "P07-05")


@given(NUMBERS, NUMBERS)
def test_every_key_reads_back(number: int, pilot: int) -> None:
    for text, key in (
        (pilot_key(number), Key("pilot", number)),
        (item_key(pilot, number), Key("item", number, pilot)),
        (team_key(number), Key("team", number)),
        (site_key(number), Key("site", number)),
        (person_key(number), Key("person", number)),
        (sprint_key(number), Key("sprint", number)),
        (feedback_key(number), Key("feedback", number)),
        (retro_key(number), Key("retrospective", number)),
        (action_key(number), Key("action", number)),
        (impediment_key(number), Key("impediment", number)),
    ):
        assert parse_key(text) == key
        assert str(key) == text
        assert parse_key(f" {text.lower()} ") == key


@pytest.mark.parametrize("text", ["p7-12", " P 07 - 12 ", "P-7-12", "p07_12", "P007–0012", "P7/12", "p 7.12"])
def test_reading_is_lenient(text: str) -> None:
    assert parse_key(text) == Key("item", 12, 7)


@pytest.mark.parametrize(
    "text", ["", "x", "12", "P", "P-", "P-0", "P-00", "P7-0", "T3-4", "P7-12-3", "Q-7", "P٣", "P-1.5.2", "P" * 999]
)
def test_what_is_no_key_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_key(text)
    assert "P07-12" in caught.value.hint
    assert len(caught.value.message) < 80


@given(st.text(max_size=30))
def test_any_text_is_a_key_or_refused(text: str) -> None:
    with suppress(InvalidInput):
        assert parse_key(text).number > 0


def test_a_key_of_another_kind_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match=r"P-07 is the key of a pilot, not of an item\.") as caught:
        parse_key("P-07", "item")
    assert caught.value.hint == "The key of an item looks like P07-12."
    with pytest.raises(InvalidInput, match=r"F-07 is the key of feedback, not of a sprint\.") as caught:
        parse_key("f7", "sprint")
    assert caught.value.hint == "The key of a sprint looks like S-4."


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("p7", True),
        ("T-03", True),
        ("plan", False),
        ("7", False),
        ("u2 album", True),
        ("s4", True),
        ("sprint 4", False),
    ],
)
def test_what_looks_like_a_key(text: str, looks: bool) -> None:
    assert looks_like_key(text) is looks
