from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.private_words import MOST_WARNINGS, NameFinder, PrivateKind, private_warning, private_words
from tests.domain.nasty import NASTY

NAMES = NameFinder(["Ana Ruiz", "Omar bin Said", "Grace O'Neill", "Li Wu", "José Müller"])


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.found) for one in private_words(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask ana ruiz about it", [("name", "ana ruiz")]),
        ("Ana said so, and Ruiz too", [("name", "Ana"), ("name", "Ruiz")]),
        ("Ana's class", [("name", "Ana's")]),
        ("Mrs. Lopez was late", [("name", "Lopez")]),
        ("Mr Van Dyke and Sra Peña", [("name", "Van Dyke"), ("name", "Peña")]),
        ("Omar bin Said came", [("name", "Omar bin Said")]),
        ("write to a.ruiz+x@school.k12.ca.us now", [("mail", "a.ruiz+x@school.k12.ca.us")]),
        ("call (951) 555-0142", [("phone", "(951) 555-0142")]),
        ("call +44 20 7946 0958.", [("phone", "+44 20 7946 0958")]),
        ("call 951-555-0142", [("phone", "951-555-0142")]),
        ("her number is 123-45-6789", [("number", "123-45-6789")]),
        ("student 48213 was away", [("number", "48213")]),
        ("ID: AB1234", [("number", "AB1234")]),
        ("#4821377 got two", [("number", "#4821377")]),
        ("José MÜLLER", [("name", "José MÜLLER")]),
    ],
)
def test_what_may_tell_who_it_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the grace of it, and mark my words",
        "on 2026-11-02, or 11/02/2026, at 14:30",
        "220 of 400 for $88,000 and 1,000,000 others",
        "grades 3-5, rooms 12 and 14",
        "we li ke it",
        "a 50 % rise since 2019-2020",
        "",
        "P07-12 and S-4",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    assert found(text) == []


def test_the_warning_says_what_to_do() -> None:
    said = private_warning("Ana Ruiz, Omar, ana@x.org, 951-555-0142", NAMES)
    assert said.startswith(
        '"Ana Ruiz" looks like a name; "Omar" looks like a name; "ana@x.org" looks like a mail address'
    )
    assert said.endswith("1 more. Leave out what tells who it is, unless they want to be known.")
    assert private_warning("All fine") == ""


def test_positions_are_those_of_the_text() -> None:
    text = "Hello Ana Ruiz, call 951-555-0142"
    for one in private_words(text, NAMES):
        assert text[one.start : one.end] == one.found
    assert [one.kind for one in private_words(text, NAMES)] == [PrivateKind.NAME, PrivateKind.PHONE]


@given(st.text(max_size=200) | st.sampled_from(NASTY) | st.text("0123456789 -()+@.aA#", max_size=80))
def test_any_text_is_looked_through(text: str) -> None:
    places = private_words(text, NAMES)
    assert len(places) <= MOST_WARNINGS
    for before, after in pairwise(places):
        assert before.end <= after.start
    assert all(text[one.start : one.end] == one.found for one in places)


def test_long_texts_take_no_time() -> None:
    for piece in ("0 ", "a@", "1-", "Ana ", "a.", "("):
        assert len(private_words(piece * 10_000, NAMES)) <= MOST_WARNINGS
