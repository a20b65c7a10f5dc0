"""The voices of the sample programme: a year of them, from every side, as real people would say it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pilotboard.demo.calendar import SchoolDays
from pilotboard.demo.loader import make_sample
from pilotboard.demo.material import read_programme
from pilotboard.demo.voices import numbered, voice_acts
from pilotboard.domain.feedback import FeedbackStatus, Severity, VoiceRole
from pilotboard.domain.reports import ReportState, SafetyState
from pilotboard.resources import sample_data
from pilotboard.store.location import locate
from pilotboard.usecases import feedback, history
from pilotboard.usecases.feedback_triage import answer_feedback
from pilotboard.usecases.workspace import Clock, Workspace

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("sample") / "sample.db"
    make_sample(locate(found), TODAY)
    return found


@pytest.fixture
def ws(path: Path, tmp_path: Path) -> Iterator[Workspace]:
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    found = Workspace(str(copy), "grace", Clock(TODAY))
    yield found
    found.close()


def test_there_are_some_three_hundred_from_every_side(ws: Workspace) -> None:
    rows = feedback.list_feedback(ws).rows
    assert 290 <= len(rows) <= 340
    assert {row.role for row in rows} == set(VoiceRole)
    assert len({row.pilot_key for row in rows}) == 12
    assert (TODAY - min(row.on for row in rows)).days > 300
    assert {FeedbackStatus.NEW, FeedbackStatus.ACTING, FeedbackStatus.ANSWERED, FeedbackStatus.CLOSED} <= {
        row.status for row in rows
    }
    assert all(row.answered_on is None or row.on <= row.answered_on < TODAY for row in rows)


def test_the_figures_tell_something(ws: Workspace) -> None:
    seen = feedback.count_voices(ws)
    assert 10 <= seen.owed.owed <= 40
    assert "District Office" in seen.not_heard
    assert len(seen.themes) >= 12
    assert seen.content.nothing >= 5
    assert seen.safety == SafetyState.UNKNOWN
    assert len(seen.ratings) >= 10


def test_one_report_of_harm_is_half_judged(ws: Workspace) -> None:
    (row,) = feedback.list_feedback(ws, "harm").rows
    assert (row.severity, row.report, row.owed) == (Severity.HARM, ReportState.HALF_JUDGED, True)


def test_nobody_is_named_and_nothing_looks_private(ws: Workspace) -> None:
    warned = [row.quote for row in feedback.list_feedback(ws).rows if feedback.warn_about(ws, row.quote)]
    assert warned == []


def test_a_fresh_voice_can_be_answered_and_that_undone(ws: Workspace) -> None:
    row = feedback.list_feedback(ws, "waiting pilot:p-07").rows[0]
    from pilotboard.domain.feedback import AnswerKind

    answer_feedback(ws, [row.key], AnswerKind.DID, "Looked into it.")
    history.undo(ws)
    assert feedback.show_feedback(ws, row.key).row.status == row.status


@pytest.mark.parametrize("today", [date(2026, 2, 28), date(2026, 7, 13), date(2027, 1, 4), date(2027, 9, 1)])
def test_on_any_day_no_answer_comes_before_its_voice(today: date) -> None:
    programme, days = read_programme(sample_data()), SchoolDays(today)
    acts = sorted(voice_acts(programme, days, sample_data()), key=lambda act: act.at)
    numbered(acts)
    known = set()
    for act in acts:
        assert act.at.date() < today
        assert act.at.weekday() < 5
        known |= {add.ref for add in act.adds}
        assert {change.ref for change in act.changes} <= known
        assert all(add.values["feedback_id"] in known for add in act.adds if add.ref.table == "SeverityJudgement")
