from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.errors import FilterError
from pilotboard.domain.items import item_fields
from pilotboard.domain.query import MAX_DEPTH, And, Compare, Expr, Flag, Not, Or, Text, parse_filter
from tests.domain.nasty import NASTY

FIELDS = item_fields()
TODAY = date(2026, 11, 21)


def parsed(text: str) -> Expr | None:
    return parse_filter(text, FIELDS, TODAY)


def refused(text: str) -> FilterError:
    with pytest.raises(FilterError) as caught:
        parsed(text)
    return caught.value


def test_nothing_typed_is_no_filter() -> None:
    assert parsed("") is None
    assert parsed("  \t ") is None


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("reading", Text("reading")),
        ("reading text", And((Text("reading"), Text("text")))),
        ("reading AND text", And((Text("reading"), Text("text")))),
        ('"reading  text"', Text("reading  text", exact=True)),
        ('"state:done"', Text("state:done", exact=True)),
        ("state:review", Compare("state", "=", ("review",))),
        ("status:Doing,done", Compare("state", "=", ("in_progress", "done"))),
        ('state:"to do"', Compare("state", "=", ("ready",))),
        ("state=in-progress", Compare("state", "=", ("in_progress",))),
        ("label:a,b", Compare("label", "=", ("a", "b"))),
        ('title:"a, b"', Compare("title", "=", ("a, b",))),
        ("due<2026-12-01", Compare("due", "<", (date(2026, 12, 1),))),
        ("due:<=fri", Compare("due", "<=", (date(2026, 11, 27),))),
        ("due:today,tomorrow", Compare("due", "=", (TODAY, date(2026, 11, 22)))),
        ("due:none", Compare("due", "=", (None,))),
        ("estimate>=3", Compare("estimate", ">=", (3,))),
        ("points:3,5", Compare("estimate", "=", (3, 5))),
        ("assignee:me", Compare("assignee", "=", ("me",))),
        ("who:@Me,nobody", Compare("assignee", "=", ("me", None))),
        ('label:"none"', Compare("label", "=", ("none",))),
        ("title:none", Compare("title", "=", ("none",))),
        ("blocked", Flag("blocked")),
        ("Stuck", Flag("blocked")),
        ("blocked:no", Not(Flag("blocked"))),
        ("overdue=yes", Flag("overdue")),
        ("-label:later", Not(Compare("label", "=", ("later",)))),
        ("NOT mine", Not(Flag("mine"))),
        ("--x", Not(Not(Text("x")))),
        ("-(a b)", Not(And((Text("a"), Text("b"))))),
        ("a OR b c", Or((Text("a"), And((Text("b"), Text("c")))))),
        ("(a OR b) c", And((Or((Text("a"), Text("b"))), Text("c")))),
        ("a | b", Or((Text("a"), Text("b")))),
        ("now or never", And((Text("now"), Text("or"), Text("never")))),
        ("well-known -", And((Text("well-known"), Text("-")))),
        ("https://x.org/a?b=c", Text("https://x.org/a?b=c")),
        ("%", Text("%")),
        ("10:30", Text("10:30")),
        ("; DROP TABLE items", And((Text(";"), Text("DROP"), Text("TABLE"), Text("items")))),
    ],
)
def test_what_people_type_and_what_it_means(text: str, tree: Expr) -> None:
    assert parsed(text) == tree


@pytest.mark.parametrize(
    ("text", "position", "message", "hint"),
    [
        ('a "open', 2, "This quote is never closed.", 'Close it with another ".'),
        ('title:"open', 6, "This quote is never closed.", 'Close it with another ".'),
        ("x stat:done", 2, 'There is no field "stat".', "Did you mean state or status? Known fields: key, title"),
        ("foo:1", 0, 'There is no field "foo".', "Known fields: key, title"),
        ("state:dn", 6, '"dn" is not a state.', "Known words: backlog"),
        ("state:", 6, "state has no value.", "For example state:backlog."),
        ("label:a,,b", 8, "label has no value.", "For example label:word."),
        ("estimate:2.5", 9, "estimate takes a whole number.", "For example estimate>=3."),
        ("estimate<none", 9, "< needs a value to compare with.", ""),
        ("estimate<1,2", 11, "< takes one value.", ""),
        ("due:2026-02-30", 4, '"2026-02-30" is not a day of the calendar.', "Use YYYY-MM-DD"),
        ("title>3", 0, "title cannot be compared with >.", "Write title:value."),
        ("blocked:maybe", 8, "blocked is yes or no.", "Write blocked or -blocked."),
        ("(a", 0, "This parenthesis is never closed.", "Close it with )."),
        ("a)", 1, "This closing parenthesis has no opening one.", ""),
        (")", 0, "This closing parenthesis has no opening one.", ""),
        ("()", 1, "Something is missing here.", "Put a word"),
        ("a OR", 4, "Something is missing here.", "Put a word"),
        ("OR a", 0, "Something is missing here.", "Put a word"),
        ("a AND", 2, "AND needs something on both sides.", "Words side by side"),
        ("NOT", 0, "There is nothing here to leave out.", "Write -word"),
        ('""', 0, "There is nothing between these quotes.", ""),
        ("a" * 2001, 0, "The filter is 1 character over; it may have 2,000.", ""),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(text: str, position: int, message: str, hint: str) -> None:
    error = refused(text)
    assert (error.position, error.message) == (position, message)
    assert error.hint.startswith(hint)
    assert error.caret().endswith("^")


def test_without_a_day_only_full_dates_are_taken() -> None:
    assert parse_filter("due:2026-12-01", FIELDS) == Compare("due", "=", (date(2026, 12, 1),))
    with pytest.raises(FilterError):
        parse_filter("due:today", FIELDS)


def test_parentheses_are_twenty_deep_at_most() -> None:
    assert parsed("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == Text("a")
    for text in ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "(" * 1000, "-" * 1000 + "a", "NOT " * 400 + "a"):
        assert "20" in refused(text).message


def test_words_are_two_hundred_at_most() -> None:
    assert parsed(" ".join("a" * 200)) is not None
    assert "200 words" in refused(" ".join("a" * 201)).message


PIECES = (
    *("state:", "due<", "estimate>=", "label:", "assignee:me", "blocked", "mine", "foo:", "title:", ":", "=", "<"),
    *(
        "(",
        ")",
        '"',
        "-",
        " ",
        " ",
        " ",
        "OR",
        "AND",
        "NOT",
        ",",
        "none",
        "2026-02-30",
        "2026-12-01",
        "+3d",
        "3",
        "2.5",
    ),
    *(
        "a",
        "日本",
        "%",
        "\\",
        ";",
        "'",
        "\x00",
        "\x1b",
        "\u202e",
        "\ud800",
        "\n",
        "\t",
        "|",
        "&",
        "https://",
        "é\u0301",
    ),
)


def error_of(text: str) -> FilterError | None:
    try:
        parsed(text)
    except FilterError as error:
        return error
    return None


def test_nothing_but_a_filter_error_ever_comes_of_it(rounds: Callable[[int, int], int]) -> None:
    chance = random.Random(20261121)
    for _ in range(rounds(5000, 1_000_000)):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randrange(30)))
        error = error_of(text)
        if error is not None:
            assert 0 <= error.position <= len(error.text)
            assert error.message.endswith(".")
            assert "\x1b" not in error.caret()


@given(st.text(st.characters(codec=None, categories=None), max_size=80))
def test_any_text_is_a_filter_or_a_filter_error(text: str) -> None:
    error = error_of(text)
    assert error is None or error.position <= len(error.text)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_strings(text: str) -> None:
    error = error_of(text)
    assert error is None or error.position <= len(error.text)


@given(st.text("ab OR:<,()-%\\'日\u200f", min_size=1, max_size=40).filter(str.strip))
def test_quoted_text_is_looked_for_as_it_is(text: str) -> None:
    assert parsed(f'x "{text}"') == And((Text("x"), Text(text, exact=True)))
