"""Standard output: aligned tables, safe texts, JSON that reads back as stored."""

from __future__ import annotations

import json

import pytest

from pilotboard.cli.line import Line, read_line
from pilotboard.cli.output import Column, Output, width
from pilotboard.domain.text import shown
from tests.cli.conftest import streams
from tests.domain.nasty import NASTY

COLUMNS = (Column("Key"), Column("Title", elastic=True), Column("Size", right=True))


def table(rows: list[tuple[str, ...]], *, terminal: bool = False, line: Line | None = None) -> str:
    with streams("", terminal=terminal) as (out, _):
        Output(line or Line()).table(COLUMNS, rows, "Nothing.")
        return out.content.getvalue().decode()


def test_columns_are_aligned_by_cells() -> None:
    said = table([("P01-01", "日本語", "3"), ("P01-02", "cafe\u0301 👍", "12"), ("P01-100", "plain", "")])
    assert said.splitlines() == [
        "Key      Title    Size",
        "P01-01   日本語      3",
        "P01-02   cafe\u0301 👍    12",
        "P01-100  plain",
    ]


def test_columns_with_nothing_in_them_are_left_out() -> None:
    assert table([("P01-01", "", "3")]) == "Key     Size\nP01-01     3\n"
    assert table([]) == "Nothing.\n"


def test_piped_output_is_never_cut_and_has_no_escapes() -> None:
    title = "long " * 60
    said = table([("P01-01", title, "3")])
    assert title.strip() in said
    assert "\x1b" not in said


def test_on_a_terminal_the_widest_texts_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    said = table([("P01-01", "日本語" * 40, "3"), ("P01-02", "x" * 200, "4")], terminal=True).splitlines()
    assert said[0].startswith("\x1b[1mKey")
    assert [width(line) <= 80 for line in said[1:]] == [True, True]
    assert said[1].count("…") == said[2].count("…") == 1


@pytest.mark.parametrize("arguments", [["--no-color"], []])
def test_no_colour_when_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.setenv("TERM", "xterm")
    environment = {} if arguments else {"NO_COLOR": "1"}
    assert "\x1b" not in table([("a", "b", "c")], terminal=True, line=read_line(arguments, environment))


def test_a_dumb_terminal_gets_no_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in table([("a", "b", "c")], terminal=True)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_are_shown_and_read_back(text: str) -> None:
    said = table([("P01-01", text, "3")])
    body = said.removesuffix("\n").split("\n")[1]
    assert shown(text).strip() in body
    assert raw_controls(said.replace("\n", "")) == []
    with streams("", terminal=False) as (out, _):
        Output(Line()).document("items", [{"title": text}], count=1)
        document = out.content.getvalue().decode()
    assert raw_controls(document.replace("\n", "")) == []
    assert json.loads(document)["data"][0]["title"] == text


def raw_controls(text: str) -> list[str]:
    """Characters that could steer a terminal or turn its text around."""
    return [
        char
        for char in text
        if ord(char) < 32
        or 0x7F <= ord(char) <= 0x9F
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ]


def test_the_document_is_one_row_a_line() -> None:
    with streams("", terminal=False) as (out, _):
        Output(Line()).document("items", [{"key": "a"}, {"key": "b"}], count=2)
        assert out.content.getvalue().decode().splitlines() == [
            '{"schema": "pilotboard/1", "kind": "items", "data": [',
            '{"key": "a"},',
            '{"key": "b"}',
            '], "meta": {"count": 2}}',
        ]


def test_a_page_keeps_lines_and_leaves_out_the_empty() -> None:
    with streams("", terminal=False) as (out, _):
        Output(Line()).page("P-01  Reading", [("Aim", "one\ntwo"), ("Note", ""), ("Team", "Heron")])
        assert out.content.getvalue().decode() == "P-01  Reading\nAim   one\n      two\nTeam  Heron\n"
