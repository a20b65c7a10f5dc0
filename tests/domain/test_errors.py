from __future__ import annotations

import re

import pytest

from pilotboard.domain import errors
from pilotboard.domain.errors import Conflict, FieldConflict, FieldProblem, FilterError, InvalidInput, PilotboardError


def tree(root: type[PilotboardError]) -> list[type[PilotboardError]]:
    return [root, *(leaf for child in root.__subclasses__() for leaf in tree(child))]


KINDS = [kind for kind in tree(PilotboardError) if kind.__module__ == errors.__name__]


def test_the_drawing_names_every_error_with_its_exit_code_and_code() -> None:
    drawn = re.findall(r"([A-Z]\w+) +(\d) +(\w+) ", errors.__doc__ or "")
    assert sorted(drawn) == sorted((kind.__name__, str(kind.exit_code), kind.code) for kind in KINDS[1:])


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("name", "exit_code"),
    [
        ("NotFound", 1),
        ("InvalidInput", 2),
        ("MaybeSaved", 3),
        ("StoreReadOnly", 3),
        ("DamagedData", 4),
        ("StoreLocked", 5),
    ],
)
def test_exit_codes_of_the_contract(name: str, exit_code: int) -> None:
    assert getattr(errors, name).exit_code == exit_code


def test_three_sentences_and_the_data_of_a_script() -> None:
    error = InvalidInput("No.", hint="Yes.", field="title")
    assert error.sentences() == ("No.", "Nothing was saved.", "Yes.")
    assert error.as_data() == {
        "code": "invalid_input",
        "message": "No.",
        "kept": "Nothing was saved.",
        "hint": "Yes.",
        "at": "title",
    }
    assert str(error) == "No."


def test_the_first_field_at_fault_is_where_the_cursor_goes() -> None:
    error = InvalidInput("Two.", fields=[FieldProblem("due", "Bad."), FieldProblem("title", "Worse.")])
    assert (error.field, error.at) == ("due", "due")
    assert InvalidInput("One.", field="due").fields == (FieldProblem("due", "One."),)


def test_a_conflict_keeps_both_versions() -> None:
    fields = [FieldConflict("title", "a", "b", "c")]
    error = Conflict("Changed.", fields=fields, who="Ana Ruiz")
    assert error.fields == tuple(fields)
    assert (error.who, error.when, error.exit_code) == ("Ana Ruiz", None, 5)


def test_the_caret_stands_under_the_spot() -> None:
    assert FilterError("x", text="ab foo:1", position=3).caret() == "ab foo:1\n   ^"
    assert FilterError("x", text="日本 foo:1", position=3).caret() == "日本 foo:1\n     ^"


def test_the_caret_of_a_long_line_shows_the_stretch_around_the_spot() -> None:
    line, caret = FilterError("x", text="a" * 500 + "!" + "b" * 500, position=500).caret().split("\n")
    assert len(line) == 72
    assert line[len(caret) - 1] == "!"
