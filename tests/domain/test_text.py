from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.text import MAX_MARKS, clean, folded, has_visible, shortened, shown
from tests.domain.nasty import NASTY

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=60)
SPECIAL = st.text(
    st.sampled_from("a \t\n\r\x00\x1b\x7f\x85\x9b\u0301\u0323\u200b\u200d\u200e\u2028\u202e\u2066\ud800\ufffe日🏳"),
    max_size=40,
)
FORBIDDEN = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
    *map(chr, range(0xD800, 0xE000)),
}


def raw(text: str, lines: bool) -> set[str]:
    return set(text) & (FORBIDDEN - ({"\n", "\t"} if lines else set()))


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("lines", [False, True])
def test_nothing_raw_is_left_of_a_nasty_string(text: str, lines: bool) -> None:
    assert not raw(clean(text, lines).text, lines)
    assert not raw(shown(text, lines), lines)


@given(ANY_TEXT | SPECIAL, st.booleans())
def test_nothing_raw_is_left_of_anything(text: str, lines: bool) -> None:
    cleaned = clean(text, lines)
    assert not raw(cleaned.text, lines)
    assert not raw(shown(text, lines), lines)
    cleaned.text.encode("utf-8")
    shown(text, lines).encode("utf-8")


@given(ANY_TEXT | SPECIAL, st.booleans())
def test_cleaning_twice_changes_nothing_and_clean_text_shows_as_it_is(text: str, lines: bool) -> None:
    once = clean(text, lines).text
    assert clean(once, lines) == (once, 0)
    assert shown(once, lines) == once


@given(st.text("ab \x00\x1b\x7f\x9b\u202e\ud800", max_size=40))
def test_removed_characters_are_counted(text: str) -> None:
    assert clean(text).removed == sum(char in FORBIDDEN for char in text)


def test_removed_count_of_an_escape_and_an_override() -> None:
    assert clean("a\x1b[31mb\u202ec") == ("a[31mbc", 2)


def test_tab_and_newline_stay_in_lines_and_become_one_space_elsewhere() -> None:
    assert clean("a\r\nb\tc\rd", lines=True) == ("a\nb\tc\nd", 0)
    assert clean("a\r\n\r\nb\tc") == ("a b c", 0)
    assert shown("a\r\nb\tc") == "a b c"


def test_directional_marks_and_joiners_are_kept() -> None:
    text = "عربي\u200f و\u200eabc\u200c\u200d"
    assert clean(text) == (text, 0)


def test_text_is_not_normalised() -> None:
    assert clean("A\u030a Å \u212b").text == "A\u030a Å \u212b"


@pytest.mark.parametrize(
    ("text", "mark"),
    [("\x1b", "␛"), ("\x00", "␀"), ("\x7f", "␡"), ("\x9b", "\ufffd"), ("\ud800", "\ufffd"), ("\u202e", "⇇")],
)
def test_what_is_taken_out_shows_as_a_mark(text: str, mark: str) -> None:
    assert shown(f"a{text}b") == f"a{mark}b"


@given(st.text(st.sampled_from("ae\u0301\u0323\u0336\u200d\u302a\u3099한"), min_size=10, max_size=80))
def test_no_letter_wears_more_marks_than_allowed(text: str) -> None:
    for said in (clean(text).text, shown(text)):
        run = 0
        for char in said:
            run = run + 1 if unicodedata.category(char).startswith("M") else (run if char == "\u200d" else 0)
            assert run <= MAX_MARKS


def test_eight_marks_stay_and_the_ninth_goes() -> None:
    assert clean("e" + "\u0301" * 8).removed == 0
    assert clean("e" + "\u0301" * 9) == ("e" + "\u0301" * 8, 1)
    assert clean("か" + "\u3099" * 9).removed == 1


@pytest.mark.parametrize(
    "text", ["", " ", "\t\n", "\u200b", "\u200b\u00ad\u2060", "\u3164", "\u2800", "\u0301", "\x1b", "\ud800"]
)
def test_nothing_to_see(text: str) -> None:
    assert not has_visible(text)


@pytest.mark.parametrize("text", ["a", " 0 ", "日", "🏳️", "\u200b.", "é", "\ue000", "\U0001fae8"])
def test_something_to_see(text: str) -> None:
    assert has_visible(text)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Straße", "STRASSE"), ("  Many   Blanks ", "many blanks"), ("ﬃ", "FFI"), ("Å", "\u212b"), ("Café", "CAFE\u0301")],
)
def test_forms_that_a_search_takes_for_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_shortened() -> None:
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdefg", 6) == "abcde…"
    assert shortened("ab cdefg", 4) == "ab…"


def test_every_mark_of_unicode_is_capped() -> None:
    marks = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)).startswith("M")]
    assert len(marks) > 2000
    for mark in marks:
        assert clean("e" + mark * 9 + "e").text == "e" + mark * 8 + "e", hex(ord(mark))
