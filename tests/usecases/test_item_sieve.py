"""Filters as they are typed find what the store finds, whatever was typed before."""

from __future__ import annotations

from itertools import accumulate

import pytest

from pilotboard.domain.errors import FilterError
from pilotboard.usecases import item_sieve, items
from pilotboard.usecases.item_sieve import ItemSieve
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_team, an_item

TITLES = ("Ask ten families", "Été: the quiet corner", "100 % of the texts", "Straße_1", "ask families, 2nd time", "é")
TYPED = (
    "families ask",
    "FAMILIES",
    "quiet corner",
    "été",
    "100 %",
    "_",
    "p01",
    "ask families 2",
    '"ask ten"',
    "a OR quiet",
    "-ask",
    "NOT ask",
    "open ask",
    "label:data",
    "strasse",
    "zzz",
)


def some_work(ws: Workspace) -> tuple[str, str]:
    team = a_team(ws, "Heron")
    first, second = a_pilot(ws, "Reading texts", team=team), a_pilot(ws, "Quiet corner")
    for number, title in enumerate(TITLES * 2):
        an_item(ws, (first, second)[number % 2], title, description="Ask first" if number % 3 else "", labels=["data"])
    return team, first


def letters(text: str) -> list[str]:
    return [*accumulate(text), *reversed(list(accumulate(text)))]


def asked(sieve: ItemSieve, ws: Workspace, text: str) -> tuple[object, object]:
    try:
        return list(sieve.item_ids(text)), list(items.item_ids(ws, text, scope=sieve.scope))
    except FilterError as error:
        with pytest.raises(FilterError, match=error.message.replace("(", r"\(").replace(")", r"\)")):
            items.item_ids(ws, text, scope=sieve.scope)
        return text, text


def test_every_letter_finds_what_the_store_finds(either: Workspace) -> None:
    ws = either
    team, pilot = some_work(ws)
    for scope in (None, team, pilot):
        sieve = ItemSieve(ws, scope)
        sieve.fill()
        for text in TYPED:
            for typed in letters(text):
                found, right = asked(sieve, ws, typed)
                assert found == right, (scope, typed)


def test_words_are_found_without_asking_the_store_again(ws: Workspace) -> None:
    some_work(ws)
    sieve = ItemSieve(ws, None)
    sieve.fill()
    reader = ws._reader()
    before = reader.statements
    assert len(sieve.item_ids("families")) == 4
    assert reader.statements - before == 1, "only the look at the journal"


def test_what_somebody_changed_meanwhile_is_found(either: Workspace) -> None:
    ws = either
    _, pilot = some_work(ws)
    sieve = ItemSieve(ws, None)
    sieve.fill()
    before = len(sieve.item_ids("famil"))
    an_item(ws, pilot, "Thank the families")
    assert len(sieve.item_ids("famili")) == before + 1
    assert len(sieve.item_ids("families")) == before + 1


def test_too_much_text_is_left_where_it_is(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    some_work(ws)
    monkeypatch.setattr(item_sieve, "MOST_TEXT", 10)
    sieve = ItemSieve(ws, None)
    sieve.fill()
    statements = ws._reader().statements
    assert len(sieve.item_ids("families")) == 4
    assert ws._reader().statements > statements
