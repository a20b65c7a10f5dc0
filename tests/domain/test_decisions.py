from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pilotboard.domain.canonical import digest_of
from pilotboard.domain.decisions import (
    DecisionKind,
    DecisionLine,
    DecisionStep,
    differs,
    later_evidence,
    override_words,
    read_snapshot,
    rounds,
    snapshot_text,
)
from pilotboard.domain.drafts import validate
from pilotboard.domain.drafts.decisions import DecisionDraft
from pilotboard.domain.drafts.gates import GateCheckDraft, WaiverDraft
from pilotboard.domain.errors import DamagedData, InvalidInput
from pilotboard.domain.gates import Detail, Gate, GateState
from pilotboard.domain.outcomes import Recommended

DAY = date(2026, 6, 30)


def line(kind: str, step: str = "staff", *, withdrawn: bool = False) -> DecisionLine:
    made = datetime(2026, 6, 30, 9, tzinfo=UTC)
    what, whose = DecisionKind(kind), DecisionStep(step)
    words = ("Board", "because", "", "", "", None, "0" * 64)
    return DecisionLine("D-01", "P-07", "Texts", whose, what, Recommended.EXTEND, DAY, *words, made, "ana", withdrawn)


def test_a_board_act_takes_the_place_of_the_staffs_word_before_it() -> None:
    said = [line("extend"), line("scale", "board"), line("adapt"), line("extend"), line("stop", withdrawn=True)]
    assert rounds(said) == ("scale", "adapt", "extend")
    assert rounds([line("extend", "board"), line("extend", "board")]) == ("extend", "extend")
    assert rounds([]) == ()


def test_people_may_decide_otherwise_and_are_told() -> None:
    assert differs(DecisionKind.SCALE, Recommended.SCALE_WHEN_FUNDED)
    assert not differs(DecisionKind.STOP, Recommended.DECIDE_NOW)
    assert override_words(DecisionKind.SCALE, Recommended.SCALE) == ""
    assert override_words(DecisionKind.SCALE, Recommended.STOP).startswith("The evidence says stop; you decide scale.")


@pytest.mark.parametrize(
    ("then", "now", "flagged"),
    [
        ("extend", "stop", True),
        ("scale", "scale_when_funded", True),
        ("extend", "extend", False),
        ("extend", "decide_now", False),
        ("decide_now", "adapt", False),
        ("decide_now", "scale", True),
    ],
)
def test_later_evidence_raises_a_flag(then: str, now: str, flagged: bool) -> None:
    found = later_evidence(Recommended(then), Recommended(now), DAY)
    assert bool(found) == flagged
    assert not flagged or found.startswith("Later evidence would change it: on 30 Jun 2026 it said ")


def test_the_evidence_is_frozen() -> None:
    text = snapshot_text({"score": 82.0, "gates": {"G1": "pass"}})
    assert text == snapshot_text({"gates": {"G1": "pass"}, "score": 82.0})
    assert read_snapshot(text, digest_of(text))["score"] == 82.0
    with pytest.raises(DamagedData):
        read_snapshot(text.replace("82", "92"), digest_of(text))
    for other in ("{}", "[]", "{", '{"form":"x"}'):
        with pytest.raises(DamagedData):
            read_snapshot(other, digest_of(other))
    with pytest.raises(ValueError, match="JSON"):
        snapshot_text({"score": float("nan")})


def test_decisions_take_the_words_of_other_tools() -> None:
    found = validate(DecisionDraft, {"kind": "Discontinue", "by": "Lee Park", "reason": "No gain."})
    assert found.kind == DecisionKind.STOP
    assert found.step == DecisionStep.STAFF


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "maybe"}, "kind"),
        ({"reason": " "}, "reason"),
        ({"by": ""}, "by"),
        ({"vote": "5-2"}, "vote"),
        ({"item": "12.b"}, "item"),
        ({"on": DAY, "review_on": date(2026, 6, 1)}, "review_on"),
    ],
)
def test_a_decision_that_cannot_be_kept(changes: dict[str, object], field: str) -> None:
    whole = {"kind": "scale", "by": "Lee Park", "reason": "It helps.", **changes}
    with pytest.raises(InvalidInput) as fault:
        validate(DecisionDraft, whole)
    assert fault.value.field == field
    board = validate(
        DecisionDraft, {**whole, "kind": "scale", "by": "Board", "reason": "x", "step": "board", "on": None}
    )
    assert board.step == DecisionStep.BOARD


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"gate": "G9"}, "gate"),
        ({"gate": "G5", "state": "waived"}, "state"),
        ({"gate": "G5", "state": "watch"}, "state"),
        ({"gate": "G1", "state": "fail"}, "state"),
        ({"gate": "G5", "state": "fail", "detail": "fixable"}, "detail"),
        ({"gate": "G5", "value": 85}, "value"),
        ({"gate": "G7", "value": 0.9}, "value"),
        ({"gate": "G7", "chance": 0.9}, "chance"),
        ({"gate": "G4", "chance": 80}, "chance"),
        ({"gate": "G6", "half_width": 0.1}, "half_width"),
        ({"gate": "G6", "chance": 0.3}, "n"),
        ({"gate": "G7", "value": 4, "n": 12, "asked": 11}, "n"),
        ({"gate": "G5", "state": "pass", "evidence": ""}, "evidence"),
        ({"gate": "G5", "value": 0.9, "evidence": ""}, "evidence"),
    ],
)
def test_a_check_that_cannot_be_kept(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as fault:
        validate(GateCheckDraft, {"evidence": "a file", **changes})
    assert fault.value.field == field


def test_checks_by_their_names_and_words() -> None:
    found = validate(GateCheckDraft, {"gate": "Done as planned", "state": "met", "evidence": "log", "value": 1})
    assert (found.gate, found.state, found.value) == (Gate.DELIVERED, GateState.PASS, 1.0)
    assert validate(
        GateCheckDraft, {"gate": "g2", "state": "fails", "detail": "not fixable", "evidence": "x"}
    ).detail == (Detail.NOT_FIXABLE)
    assert validate(GateCheckDraft, {"gate": "g4"}).state == GateState.UNKNOWN


def test_only_four_must_haves_are_waived() -> None:
    whole = {"gate": "equity", "by": "Lee Park", "plan": "ask in June", "due": DAY}
    assert validate(WaiverDraft, whole).gate == Gate.EQUITY
    for gate in ("G1", "G2", "G4", "G8"):
        with pytest.raises(InvalidInput) as fault:
            validate(WaiverDraft, {**whole, "gate": gate})
        assert fault.value.field == "gate"
