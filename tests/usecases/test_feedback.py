"""The early-feedback log: heard, sorted, answered, judged, counted - on both databases where a path is walked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from pilotboard.domain.errors import Conflict, FilterError, InvalidInput, NotFound, Refusal, UndoRefused
from pilotboard.domain.feedback import AnswerKind, FeedbackStatus, Severity, VoiceRole
from pilotboard.domain.people import PersonRole
from pilotboard.domain.reports import ReportState, SafetyState, Verdict
from pilotboard.usecases import feedback, history, items
from pilotboard.usecases import feedback_changes as changes
from pilotboard.usecases import feedback_triage as triage
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_site, a_team, a_voice, an_item, as_user
from tests.usecases.content import content


def test_a_voice_from_heard_to_closed(either: Workspace) -> None:
    ws = either
    site = a_site(ws, "Willow School", population=300)
    pilot = a_pilot(ws, "Reading texts", sites=[site])
    key = a_voice(
        ws, pilot, "Two texts on one day [/]", site=site, rating=2, scale_low=1, scale_high=5, themes=["Timing"]
    )
    triage.theme_feedback(ws, [key], ["timing", "texts"])
    made = triage.item_from_feedback(ws, key, "One text a day")
    triage.answer_feedback(ws, [key], AnswerKind.DID, "One text at four, never two.")
    triage.move_feedback(ws, [key], FeedbackStatus.CLOSED)
    row = feedback.show_feedback(ws, key).row
    assert (row.status, row.themes, row.item_key) == (FeedbackStatus.CLOSED, ("Timing", "texts"), made.keys[0])
    assert (row.answered_on, row.rating, row.quote) == (DAY, 2, "Two texts on one day [/]")
    assert [one.key for one in feedback.voices_of_item(ws, made.keys[0])] == [key]
    assert feedback.pilot_voices(ws, pilot).last == row
    assert feedback.voices_by_pilot(ws) == {pilot: (1, 0)}


def test_undo_takes_each_step_back(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws)
    key = a_voice(ws, pilot, themes=["noise"])
    steps: list[Callable[[], object]] = [
        lambda: triage.theme_feedback(ws, [key], ["timing"]),
        lambda: triage.weigh_feedback(ws, [key], Severity.SERIOUS),
        lambda: triage.item_from_feedback(ws, key, "Look into it"),
        lambda: triage.answer_feedback(ws, [key], AnswerKind.DID_NOT, "It costs too much."),
        lambda: changes.edit_feedback(ws, key, {"quote": "Something else", "role": "student"}),
        lambda: triage.theme_feedback(ws, [key], (), off=["Noise"]),
        lambda: changes.remove_feedback(ws, [key]),
    ]
    seen = []
    for step in steps:
        seen.append(content(ws))
        step()
    for before in reversed(seen):
        history.undo(ws)
        assert content(ws) == before


def test_the_inbox_shows_what_waits_first_and_the_gravest_first(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    old = a_voice(ws, pilot, on=DAY - timedelta(days=9))
    new = a_voice(ws, pilot)
    grave = a_voice(ws, pilot, on=DAY - timedelta(days=20), severity=3)
    over = a_voice(ws, pilot)
    triage.answer_feedback(ws, [over], AnswerKind.DID, "Moved it to Monday.", declined=False)
    assert [row.key for row in feedback.list_feedback(ws).rows] == [grave, new, old, over]
    assert [row.key for row in feedback.list_feedback(ws, "waiting", limit=2).rows] == [grave, new]
    with pytest.raises(FilterError):
        feedback.list_feedback(ws, "nosuch:field")
    with pytest.raises(InvalidInput):
        feedback.list_feedback(ws, sort="colour")


def test_a_team_sees_the_voices_of_its_pilots(either: Workspace) -> None:
    ws = either
    team = a_team(ws)
    mine, other = a_pilot(ws, team=team), a_pilot(ws)
    heard = a_voice(ws, mine)
    a_voice(ws, other)
    assert [row.key for row in feedback.list_feedback(ws, scope=team).rows] == [heard]
    assert [row.key for row in feedback.list_feedback(ws, scope=mine).rows] == [heard]
    assert feedback.count_voices(ws, team).owed.owed == 1
    with pytest.raises(NotFound):
        feedback.list_feedback(ws, scope="P-99")


def test_an_answer_needs_words_and_a_no_is_no_deed(ws: Workspace) -> None:
    key = a_voice(ws, a_pilot(ws))
    for text in ("", "N/A", " "):
        with pytest.raises(InvalidInput):
            triage.answer_feedback(ws, [key], AnswerKind.DID, text)
    with pytest.raises(InvalidInput):
        triage.answer_feedback(ws, [key], AnswerKind.DID, "We did it", declined=True)
    triage.answer_feedback(ws, [key], AnswerKind.DID_NOT, "There is no money for it this year.", declined=True)
    assert feedback.show_feedback(ws, key).row.status == FeedbackStatus.DECLINED
    with pytest.raises(Refusal):
        triage.move_feedback(ws, [key], FeedbackStatus.ACTING)


def test_many_at_once_are_one_entry_and_one_refusal_stops_all(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    first, second = a_voice(ws, pilot), a_voice(ws, pilot)
    triage.answer_feedback(ws, [second], AnswerKind.DID, "Done at once.")
    triage.move_feedback(ws, [second], FeedbackStatus.CLOSED)
    before = content(ws)
    with pytest.raises(Refusal):
        triage.move_feedback(ws, [first, second], FeedbackStatus.ACTING)
    assert content(ws) == before
    assert triage.weigh_feedback(ws, [first, second], Severity.NUISANCE).keys == (first, second)


def test_harm_is_judged_by_two_roles_and_closed_by_a_third_hand(either: Workspace) -> None:
    ws = either
    a_person(ws, "Cleo Coach", handle="cleo", role="coach")
    a_person(ws, "Lee Leader", handle="lee", role="leader")
    pilot = a_pilot(ws)
    key = a_voice(ws, pilot, severity=4)
    assert feedback.count_voices(ws, pilot).safety == SafetyState.UNKNOWN
    with pytest.raises(Refusal, match="is still open"):
        triage.answer_feedback(ws, [key], AnswerKind.DID_NOT, "Nothing happened.", declined=True)
    with pytest.raises(Refusal):
        triage.judge_feedback(ws, key, PersonRole.MEMBER, Verdict.CONFIRMED, "I saw it")
    cleo, lee = as_user(ws, "cleo"), as_user(ws, "lee")
    triage.judge_feedback(cleo, key, PersonRole.COACH, Verdict.CONFIRMED, "Talked to both")
    assert feedback.show_feedback(ws, key).row.report == ReportState.HALF_JUDGED
    with pytest.raises(Refusal):
        triage.judge_feedback(cleo, key, PersonRole.LEADER, Verdict.CONFIRMED, "Again")
    triage.judge_feedback(lee, key, PersonRole.LEADER, Verdict.CONFIRMED, "Read the log")
    assert feedback.count_voices(ws, pilot).safety == SafetyState.FAILS
    triage.judge_feedback(lee, key, PersonRole.LEADER, Verdict.CLOSED, "The door is locked now")
    assert feedback.count_voices(ws, pilot).safety == SafetyState.CLEAR
    assert len(feedback.show_feedback(ws, key).judgements) == 3
    for other in (cleo, lee):
        other.close()


def test_a_voice_that_is_no_report_of_harm_is_not_judged(ws: Workspace) -> None:
    key = a_voice(ws, a_pilot(ws))
    with pytest.raises(Refusal, match="severity 4"):
        triage.judge_feedback(ws, key, PersonRole.COACH, Verdict.CONFIRMED, "Looked at it")


def test_what_is_counted(ws: Workspace) -> None:
    loud, quiet = a_site(ws, "Loud School", population=100), a_site(ws, "Quiet School", population=300)
    pilot = a_pilot(ws, sites=[loud, quiet])
    for number in range(20):
        a_voice(ws, pilot, site=loud, themes=["timing"] if number % 2 else [])
    a_voice(ws, pilot, "N/A", role="student", site=loud)
    changes.add_feedback(ws, {"pilot": pilot, "role": "teacher", "rating": 4, "scale_low": 1, "scale_high": 5})
    seen = feedback.count_voices(ws, pilot)
    assert seen.not_heard == ("Quiet School",)
    assert seen.silent_roles == (VoiceRole.STAFF,)
    assert dict(seen.roles)[VoiceRole.FAMILY] == 20
    assert [(theme.theme, theme.n) for theme in seen.themes] == [("timing", 10)]
    assert seen.content == (20, 1, 1)
    assert [(one.n, one.mean) for one in seen.ratings] == [(1, 4.0)]
    assert (seen.owed.owed, seen.owed.oldest_days) == (22, 0)


def test_nothing_heard_yet_is_no_claim_about_anybody(ws: Workspace) -> None:
    a_site(ws, population=100)
    seen = feedback.count_voices(ws)
    assert (seen.not_heard, seen.silent_roles, seen.owed.median_days) == ((), (), None)
    a_voice(ws, a_pilot(ws))
    assert feedback.count_voices(ws).silent_roles == ()


def test_two_people_edit_one_voice(ws: Workspace) -> None:
    site = a_site(ws)
    key = a_voice(ws, a_pilot(ws), "Too loud", rating=2, scale_low=1, scale_high=5)
    opened = feedback.opened_feedback(feedback.show_feedback(ws, key))
    changes.edit_feedback(ws, key, {"quote": "Too loud at noon"}, opened)
    changes.edit_feedback(ws, key, {"site": site, "good_end": "low"}, opened)
    with pytest.raises(Conflict) as caught:
        changes.edit_feedback(ws, key, {"quote": "Much too loud"}, opened)
    assert [(one.name, one.theirs) for one in caught.value.fields] == [("quote", "Too loud at noon")]
    row = feedback.show_feedback(ws, key).row
    assert (row.site_key, row.scale and row.scale.good, row.rating) == (site, "low", 2)
    with pytest.raises(InvalidInput):
        changes.edit_feedback(ws, key, {"rating": 3, "scale_low": None, "scale_high": None})


def test_a_removed_item_lets_its_voices_go_and_undo_ties_them_again(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws)
    item, key = an_item(ws, pilot), a_voice(ws, pilot)
    triage.link_feedback(ws, [key], item)
    assert feedback.show_feedback(ws, key).row.status == FeedbackStatus.ACTING
    before = content(ws)
    items.remove_items(ws, [item])
    assert feedback.show_feedback(ws, key).row.item_key is None
    history.undo(ws)
    assert content(ws) == before


def test_a_pilot_with_voices_is_not_removed(ws: Workspace) -> None:
    from pilotboard.usecases import pilots

    pilot = a_pilot(ws)
    a_voice(ws, pilot)
    with pytest.raises(Refusal, match="feedback"):
        pilots.remove_pilot(ws, pilot)


def test_a_theme_that_others_wear_meanwhile_does_not_stop_undo(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    first, second = a_voice(ws, pilot), a_voice(ws, pilot)
    made = triage.theme_feedback(ws, [first], ["timing"])
    triage.theme_feedback(ws, [second], ["Timing"])
    history.undo(ws, made.entry)
    assert feedback.show_feedback(ws, first).row.themes == ()
    assert feedback.theme_names(ws) == ["timing"]


def test_warnings_name_people_and_never_refuse(ws: Workspace) -> None:
    assert "Ana" in feedback.warn_about(ws, "Ana said so")
    assert feedback.warn_about(ws, "They said so") == ""
    key = a_voice(ws, a_pilot(ws), "Ana said so, call 555-123-4567")
    assert feedback.show_feedback(ws, key).row.quote == "Ana said so, call 555-123-4567"


def test_a_day_to_come_and_an_unknown_site_are_refused(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    with pytest.raises(InvalidInput, match="to come"):
        a_voice(ws, pilot, on=DAY + timedelta(days=1))
    with pytest.raises(NotFound):
        a_voice(ws, pilot, site="L-77")
    with pytest.raises(InvalidInput):
        changes.add_feedback(ws, {"pilot": pilot, "role": "family", "quote": "\u200b"})
    assert feedback.list_feedback(ws).total == 0
    assert a_voice(ws, pilot, on=date(2026, 1, 7))


def test_passing_on_cannot_be_undone(ws: Workspace) -> None:
    key = a_voice(ws, a_pilot(ws))
    triage.move_feedback(ws, [key], FeedbackStatus.PASSED_ON)
    with pytest.raises(UndoRefused):
        history.undo(ws)
    with pytest.raises(Refusal, match="not kept"):
        changes.edit_feedback(ws, key, {"quote": "Once more"})
    assert feedback.count_voices(ws).content == (0, 0, 0)


def test_a_voice_is_found_by_its_words_and_its_key(either: Workspace) -> None:
    from pilotboard.usecases.find import find

    key = a_voice(either, a_pilot(either, "Reading texts"), "Two buses on one ÉVENING")
    hits = [(hit.kind, hit.key, hit.where) for hit in find(either, "évening buses")]
    assert hits == [("feedback", key, "quote")]
    assert find(either, key)[0].title == "Two buses on one ÉVENING"
