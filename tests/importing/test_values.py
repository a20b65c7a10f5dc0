"""Cells into values, strictly."""

from __future__ import annotations

import pytest

from pilotboard.domain.intake import Directory, PersonRef
from pilotboard.importing import values
from pilotboard.importing.moments import BadValue


@pytest.mark.parametrize(("text", "number"), [("3", 3), (" 13 ", 13), ("3.0", 3), ("8,00", 8), ("0", 0), ("100", 100)])
def test_whole_numbers(text: str, number: int) -> None:
    assert values.whole(text) == number


@pytest.mark.parametrize(
    "text", ["2.5", "-1", "101", "1_000", "+3", "true", "NaN", "1e2", "٣", "3 points", "", "9" * 400, "0x1f"]
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="whole number from 0 to 100"):
        values.whole(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", 4), ("4.0", 4), ("4/5", 4), ("4 of 5", 4), ("4,5", 4.5), ("5 - very good", 5), ("★★★☆☆", 3), ("7", 7)],
)
def test_ratings(text: str, number: float) -> None:
    assert values.rating(text, 5) == number


@pytest.mark.parametrize("text", ["good", "4/10", "", "four", "1\x1b", "-3"])
def test_no_ratings(text: str) -> None:
    with pytest.raises(BadValue):
        values.rating(text, 5)


@pytest.mark.parametrize(
    ("text", "name", "mail"),
    [
        ("Ana Ruiz", "Ana Ruiz", ""),
        ("Ana Ruiz <ana@example.org>", "Ana Ruiz", "ana@example.org"),
        ("ana@example.org", "", "ana@example.org"),
        ("Ana Ruiz;Ben Okafor", "Ana Ruiz", ""),
        ('"Ruiz, Ana" <ana@example.org>', "Ruiz, Ana", "ana@example.org"),
    ],
)
def test_persons(text: str, name: str, mail: str) -> None:
    assert values.person(text) == PersonRef(name, mail)


def test_nobody() -> None:
    assert values.person(" \u200b; ") is None
    assert values.person("", "ana@example.org") == PersonRef("", "ana@example.org")


def test_persons_are_found_by_mail_then_by_a_name_that_is_one_persons() -> None:
    people = Directory(
        [(1, "Ana Ruiz", "ana@example.org"), (2, "Ben Okafor", ""), (3, "Kim Lee", ""), (4, "KIM LEE", "")]
    )
    assert people.find(PersonRef("Somebody", "ANA@example.org")) == 1
    assert people.find(PersonRef("ben  okafor", "unknown@example.org")) == 2
    assert people.find(PersonRef("Kim Lee")) is None
    assert people.find(PersonRef("Nobody")) is None
    assert people.find(PersonRef("")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a; b", ["a", "b"]),
        ("a, b,", ["a", "b"]),
        ("['blue', 'red']", ["blue", "red"]),
        ("['x']", ["x"]),
        ("one, two\nthree", ["one, two", "three"]),
        ("[unfinished", ["[unfinished"]),
        ("", []),
    ],
)
def test_several_words_in_a_cell(text: str, words: list[str]) -> None:
    assert values.several(text) == words


def test_a_cell_made_to_take_for_ever_does_not() -> None:
    assert values.several("[" + "'a'  " * 800) == ["[" + ("'a'  " * 800).strip()]


def test_labels_are_each_once_and_short() -> None:
    assert values.labels(["Red", "red", "b, c", "\x1b"]) == (("Red", "b c"), False)
    found, cut = values.labels(["x" * 41])
    assert (len(found[0]), cut) == (40, True)
    assert values.labels([str(number) for number in range(40)])[1]


def test_checklists() -> None:
    assert values.checklist("- [x] one\n[ ] two\nthree") == [("one", True), ("two", False), ("three", False)]
    assert values.checklist("one;two;") == [("one", False), ("two", False)]
