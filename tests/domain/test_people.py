from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.drafts import validate
from pilotboard.domain.drafts.people import PersonDraft
from pilotboard.domain.people import handle_of, initials


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ana Ruiz", "ana.ruiz"),
        ("Ana María  Ruiz-Díaz", "ana.maria.ruiz.diaz"),
        ("山田 太郎", "山田.太郎"),
        ("!!", "person"),
        ("", "person"),
    ],
)
def test_a_short_name_made_from_a_name(name: str, handle: str) -> None:
    assert handle_of(name) == handle


@given(st.text(min_size=1, max_size=80))
def test_every_short_name_made_from_a_name_can_be_one(name: str) -> None:
    draft = validate(PersonDraft, {"name": "Somebody", "handle": handle_of(name)})
    assert draft.handle


@pytest.mark.parametrize(
    ("name", "letters"), [("Ana Ruiz", "AR"), ("Ana", "A"), ("ana maria ruiz", "AR"), ("(x)", "("), ("", "")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
