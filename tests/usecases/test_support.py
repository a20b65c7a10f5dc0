"""Support: asked for, answered, with the days it took."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from pilotboard.domain.errors import Conflict, InvalidInput, NotFound, Refusal
from pilotboard.domain.support import SupportAnswer, SupportKind
from pilotboard.usecases import history, ideas, pilots, support
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, an_idea, as_user
from tests.usecases.content import content


def asked(ws: Workspace, **more: object) -> str:
    """A request; returns its key."""
    return support.ask_support(ws, {"kind": "money", "text": "Forty headphones", **more}).keys[0]


def test_a_path_through_support(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws, "Reading texts")
    said = support.ask_support(ws, {"pilot": "reading texts", "kind": "money", "text": "Forty headphones"})
    assert (said.said, said.keys) == ("Asked for money for P-01 Reading texts.", ("SU-01", pilot))
    row = support.show_support(ws, "su1")
    assert (row.kind, row.for_key, row.asked_by, row.waiting) == (SupportKind.MONEY, pilot, "Ana Ruiz", True)
    assert row.answer_words(date(2026, 3, 30)) == "waiting 12 days"
    support.edit_support(ws, "SU-01", {"text": "Sixty headphones"})
    later = as_user(ws, "ana.ruiz", days_later=5)
    before = content(later)
    answered = support.answer_support(later, "SU-01", "partly", "Forty now, the rest in May")
    assert answered.said == "Granted in part: SU-01 for P-01 Reading texts."
    row = support.show_support(later, "SU-01")
    assert (row.answer, row.answered_on, row.answered_by) == (SupportAnswer.PARTLY, date(2026, 3, 23), "Ana Ruiz")
    assert row.answer_words(date(2027, 1, 1)) == "partly after 5 days"
    assert [entry.action for entry in history.history(later, pilot)][:2] == ["support.answer", "support.edit"]
    history.undo(later)
    assert content(later) == before
    later.close()


def test_a_request_is_for_one_thing(ws: Workspace) -> None:
    pilot, idea = a_pilot(ws), an_idea(ws)
    for wrong in ({}, {"pilot": pilot, "idea": idea}):
        with pytest.raises(InvalidInput, match="for one pilot or for one idea"):
            asked(ws, **wrong)
    with pytest.raises(NotFound):
        asked(ws, pilot="P-09")
    with pytest.raises(InvalidInput, match="not a choice for Kind") as refused:
        asked(ws, idea=idea, kind="monny")
    assert "money" in refused.value.hint


def test_less_than_asked_for_needs_a_note(ws: Workspace) -> None:
    key = asked(ws, pilot=a_pilot(ws))
    for answer in ("partly", "declined"):
        with pytest.raises(InvalidInput, match="needs a note") as refused:
            support.answer_support(ws, key, answer, " ")
        assert refused.value.field == "note"
    support.answer_support(ws, key, "granted")
    assert not support.show_support(ws, key).waiting


def test_what_is_answered_stays_as_it_was_asked(ws: Workspace) -> None:
    key = asked(ws, pilot=a_pilot(ws))
    support.answer_support(ws, key, "declined", "No money until May")
    acts: tuple[Callable[[], object], ...] = (
        lambda: support.edit_support(ws, key, {"text": "Fewer"}),
        lambda: support.answer_support(ws, key, "granted"),
    )
    for act in acts:
        with pytest.raises(Refusal, match="answered already: declined"):
            act()
    assert support.reopen_support(ws, key).said == f"Reopened {key}."
    row = support.show_support(ws, key)
    assert (row.waiting, row.note, row.answered_by, row.answered_on) == (True, "", "", None)
    assert support.reopen_support(ws, key).entry == 0


def test_days_to_an_answer(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    keys = [asked(ws, pilot=pilot) for _ in range(4)]
    assert support.time_to_answer(ws).words() == "4 requests wait"
    for days, key in ((1, keys[0]), (8, keys[1]), (4, keys[2])):
        support.answer_support(as_user(ws, "ben", days_later=days), key, "granted")
    taken = support.time_to_answer(as_user(ws, "ben", days_later=12))
    assert (taken.n, taken.median_days, taken.waiting, taken.oldest_days) == (3, 4.0, 1, 12)
    assert taken.words() == "1 request waits, the oldest 12 days; answers took 4 days (median of 3)"
    listed = support.list_support(ws).rows
    assert listed[0].key == keys[3]
    assert [row.key for row in support.list_support(ws, "answer:granted kind:money").rows] == keys[:3]
    assert [row.key for row in support.list_support(ws, "waiting").rows] == keys[3:]
    assert [row.key for row in support.list_support(ws, "answer:none for:P-01").rows] == keys[3:]


def test_what_was_asked_for_an_idea_stands_on_its_pilot(either: Workspace) -> None:
    ws = either
    idea = an_idea(ws, "A quiet room")
    first = asked(ws, idea=idea)
    assert ideas.show_idea(ws, idea).row.support == 1
    ideas.accept_idea(ws, idea)
    second = asked(ws, pilot="P-01")
    other = asked(ws, pilot=a_pilot(ws))
    assert [row.key for row in support.pilot_support(ws, "P-01")] == [first, second]
    assert other not in [row.key for row in ideas.show_idea(ws, idea).support]
    with pytest.raises(Refusal, match=f"Support is asked for P-01 A quiet room: {second}"):
        pilots.remove_pilot(ws, "P-01")
    support.remove_support(ws, second)
    pilots.remove_pilot(ws, "P-01")
    assert support.show_support(ws, first).for_key == idea


def test_two_who_word_it_differently_both_hear_of_it(ws: Workspace) -> None:
    key = asked(ws, pilot=a_pilot(ws))
    form = support.opened_support(support.show_support(ws, key))
    support.edit_support(ws, key, {"text": "Sixty"})
    with pytest.raises(Conflict):
        support.edit_support(ws, key, {"text": "Seventy"}, form)
    support.edit_support(ws, key, {"kind": "technology"}, form)
    row = support.show_support(ws, key)
    assert (row.text, row.kind) == ("Sixty", SupportKind.TECHNOLOGY)
