"""Papers about decisions, on both databases: the brief of a pilot, the portfolio, the record of a decision."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pilotboard.domain.document import Kind, Table
from pilotboard.domain.errors import NotFound, Refusal
from pilotboard.domain.feedback import AnswerKind
from pilotboard.usecases import decision_papers, decisions, reports, scale
from pilotboard.usecases import feedback_triage as triage
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_pilot, a_voice
from tests.decision_builders import a_ready_pilot, check, decide
from tests.usecases.test_papers import texts


def test_the_portfolio_says_what_the_list_says(either: Workspace) -> None:
    a_ready_pilot(either)
    a_pilot(either, "Quiet corners")
    view = scale.scale(either)
    paper = decision_papers.portfolio_paper(either)
    tables = [block for block in paper.blocks() if isinstance(block, Table)]
    told = [
        dict(zip([column.key for column in table.columns], row, strict=True)) for table in tables for row in table.rows
    ]
    assert [row["key"] for row in told] == [row.key for row in view.rows]
    for line, row in zip(told, view.rows, strict=True):
        assert line["score"] == (None if row.score is None else int(row.score))
        assert (line["voices"], line["yearly_cost"]) == (row.voices, row.yearly_cost)
    assert [column.kind for column in tables[0].columns if column.key == "coverage"] == [Kind.SHARE]
    assert "rank" not in {column.key for column in tables[0].columns}


def test_a_filter_narrows_the_portfolio(ws: Workspace) -> None:
    ready = a_ready_pilot(ws)
    other = a_pilot(ws, "Quiet corners")
    said = texts(decision_papers.portfolio_paper(ws, f"key:{other}"))
    assert other in said
    assert ready not in said


def test_a_record_keeps_the_evidence_of_its_day(either: Workspace) -> None:
    pilot = a_ready_pilot(either)
    key = decide(either, pilot, "scale", conditions="Ask again in May.", review_on=DAY + timedelta(days=90))
    before = texts(decision_papers.decision_paper(either, key))
    check(either, pilot, "G5", value=0.2)
    after = texts(decision_papers.decision_paper(either, pilot))
    assert "Ask again in May." in before
    assert "now it says adapt" in after
    assert "done as planned not met" not in after
    assert decisions.show_decision(either, key).line.digest in after


def test_a_withdrawn_decision_says_so_and_counts_no_more(ws: Workspace) -> None:
    pilot = a_ready_pilot(ws)
    key = decide(ws, pilot, "scale")
    decisions.withdraw_decision(ws, key, "The figures were of another school")
    assert "was withdrawn" in texts(decision_papers.decision_paper(ws, key))
    with pytest.raises(NotFound, match="Nothing has been decided") as refused:
        decision_papers.decision_paper(ws, pilot)
    assert "decisions record" in refused.value.hint


@pytest.mark.parametrize(("audience", "told"), [("internal", True), ("board-closed", False)])
def test_a_brief_quotes_with_consent_only(either: Workspace, audience: str, told: bool) -> None:
    pilot = a_ready_pilot(either)
    key = a_voice(either, pilot, "Only for the house", consent="internal")
    triage.answer_feedback(either, [key], AnswerKind.DID, "Done.")
    paper = decision_papers.pilot_paper(either, pilot, audience)
    assert ("Only for the house" in texts(paper)) is told
    assert paper.one_page


@pytest.mark.parametrize("what", ["pilot", "portfolio", "decision"])
def test_no_paper_about_decisions_is_open(ws: Workspace, what: str) -> None:
    with pytest.raises(Refusal, match="small groups"):
        reports.make_paper(ws, what, a_pilot(ws), "public")


def test_the_papers_of_one_pilot(ws: Workspace) -> None:
    pilot, other = a_ready_pilot(ws), a_pilot(ws, "Quiet corners")
    decide(ws, pilot, "scale")
    found = [(line.what, line.key) for line in reports.list_papers(ws, pilot)]
    assert found == [("portfolio", ""), ("feedback", pilot), ("pilot", pilot), ("decision", "D-01")]
    assert ("pilot", other) in {(line.what, line.key) for line in reports.list_papers(ws)}
