"""A portfolio from a file: pilots, what others found about them, what people decided."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.gates import Detail, Gate, GateState
from pilotboard.domain.intake import Parsed, Target
from pilotboard.importing.drafting import parse
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import read_source
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.usecases import cases, history, intake, pilots
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_site

# A small twin of a real portfolio: several outcomes of one programme, blank ratings, a literal "N/A".
REPORTS = """\
InterventionID,Intervention_Name,Outcome_Domain,NumStudiesMeetingStandards,Sample_Size_Intervention,Effectiveness_Rating
11,Small Books®,Alphabetics,4,213,Positive Effects
12,Late Bell,,,,
11,Small Books®,Reading fluency,1,60,No Discernible Effects
13,Loud Maths,General Mathematics,2,1190,No Discernible Effects
14,Quiet Hour,Comprehension,1,48,Potentially Positive Effects
15,Screen Time,Behaviour,1,N/A,N/A
"""
OWN = """\
Pilot ID;Title;Aim;Hypothesis;School;Verdict;Decision;Decided on;Decided by;Reason
A1;Reading texts;More read;If texts;Lincoln, Nowhere;works;adopt;2026-02-01;Board;It helped
A2;Quiet corners;;;;;;;;
A3;Long bell;Calm;;;harm;retire;;;
"""


def read(text: str, name: str = "reports.csv", target: Target | None = None) -> Parsed:
    source = read_source(text.encode("utf-8-sig"), name)
    return parse(source, propose(source, target=target).map)


def effect(ws: Workspace, key: str) -> tuple[GateState, Detail | None, str]:
    view = cases.pilot_case(ws, key).case.gates[Gate.EFFECT]
    return view.state, view.detail, view.evidence


def test_a_portfolio_comes_in_once_and_goes_whole(either: Workspace) -> None:
    ws = either
    a_pilot(ws, "Ours")
    parsed = read(REPORTS)
    assert (parsed.preset, parsed.rows, len(parsed.pilots), parsed.errors) == ("what_works", 6, 5, [])
    report = intake.apply(ws, parsed, file_name="reports.csv")
    assert (report.create, report.said) == (5, "Imported 5 pilots as B-1: 5 new.")
    assert [row.title for row in pilots.list_pilots(ws).rows][1:] == [
        "Small Books®",
        "Late Bell",
        "Loud Maths",
        "Quiet Hour",
        "Screen Time",
    ]
    assert effect(ws, "P-02") == (
        GateState.PASS,
        None,
        (
            "Alphabetics: Positive Effects (4 studies, 213 people);"
            " Reading fluency: No Discernible Effects (1 study, 60 people)"
        ),
    )
    assert effect(ws, "P-03") == (GateState.UNKNOWN, None, "not rated")
    assert effect(ws, "P-04")[:2] == (GateState.FAIL, Detail.PROBABLY_BELOW)
    assert effect(ws, "P-05")[:2] == (GateState.UNKNOWN, Detail.UNCERTAIN)
    assert effect(ws, "P-06")[:2] == (GateState.UNKNOWN, None)
    assert ws.read(broken_rules) == []
    again = intake.apply(ws, read(REPORTS), file_name="reports.csv")
    assert (again.create, again.update, again.unchanged, again.batch) == (0, 0, 5, None)
    intake.undo_batch(ws, "B-1")
    assert [row.title for row in pilots.list_pilots(ws).rows] == ["Ours"]
    assert ws.read(broken_rules) == []


def test_what_changed_in_the_file_changes_here_but_not_what_people_wrote(ws: Workspace) -> None:
    intake.apply(ws, read(OWN))
    changed = OWN.replace("More read", "Many more read").replace(";Calm;", ";Quiet;").replace(";harm;", ";none;")
    pilots.edit_pilot(ws, "P-01", {"aim": "We say it otherwise"})
    report = intake.apply(ws, read(changed))
    assert (report.update, report.skip, report.unchanged) == (1, 1, 1)
    assert "P-01 was changed here since it was imported, aim" in report.problems[0].message
    assert pilots.show_pilot(ws, "P-01").aim == "We say it otherwise"
    assert pilots.show_pilot(ws, "P-03").aim == "Quiet"
    assert effect(ws, "P-03")[2] == "none"
    assert len(cases.pilot_case(ws, "P-03").checks) == 2


def test_decisions_come_in_with_the_words_of_other_tools(either: Workspace) -> None:
    ws = either
    a_site(ws, "Lincoln")
    parsed = read(OWN)
    assert parsed.preset == "pilots"
    report = intake.apply(ws, parsed)
    assert report.unmatched == ("site Nowhere",)
    first = pilots.show_pilot(ws, "P-01")
    assert (first.row.sites, first.aim, first.hypothesis) == (("Lincoln",), "More read", "If texts")
    assert (first.row.stage, first.stage.because) == ("decided", "people decided to scale it")
    decided = cases.pilot_case(ws, "P-01").decisions[0]
    assert (decided.decided_on, decided.deciders, decided.reason) == (date(2026, 2, 1), "Board", "It helped")
    assert cases.pilot_case(ws, "P-02").decisions == ()
    assert cases.pilot_case(ws, "P-02").checks[0].evidence == "not rated"
    stopped = cases.pilot_case(ws, "P-03").decisions[0]
    assert (stopped.kind, stopped.decided_on, stopped.deciders) == ("stop", ws.today(), "not named in the file")
    assert history.history(ws)[0].said.startswith("Imported 3 pilots as B-1")
    intake.undo_batch(ws, "B-1")
    assert pilots.list_pilots(ws).total == 0


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        ("A9;;Aim;;;;;;;", "title", "A pilot needs a title."),
        ("A9;Texts;Aim;;;splendid;;;;", "verdict", "This verdict is not known"),
        ("A9;Texts;Aim;;;;perhaps;;;", "decision", "A decision is scale, extend, adapt or stop"),
        ("A9;Texts;Aim;;;;adopt;2026-02-30;;", "decided", ""),
        (f"A9;{'x' * 201};Aim;;;;;;;", "title", "A title may have 200 characters."),
    ],
)
def test_a_row_at_fault_keeps_its_pilot_out(row: str, field: str, message: str) -> None:
    parsed = read(OWN + row + "\n", target=Target.PILOTS)
    assert [one.title for one in parsed.pilots] == ["Reading texts", "Quiet corners", "Long bell"]
    assert [(one.field, one.message.startswith(message)) for one in parsed.errors] == [(field, True)]


def test_one_bad_row_of_several_keeps_the_whole_pilot_out() -> None:
    parsed = read(REPORTS + "11,Small Books®,Writing,1,20,Splendid\n")
    assert "Small Books®" not in [one.title for one in parsed.pilots]
    assert len(parsed.pilots) == 4


def test_without_ids_the_title_tells_pilots_apart(ws: Workspace) -> None:
    text = "Title,Aim,Outcome,Verdict\nTexts,Read,A,works\nTexts,Read,B,none\nBells,Calm,A,\n"
    report = intake.apply(ws, read(text))
    assert report.create == 2
    assert effect(ws, "P-01")[2] == "A: works; B: none"
    assert intake.compare(ws, read(text)).unchanged == 2
