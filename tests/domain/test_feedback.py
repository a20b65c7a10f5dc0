from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.drafts import validate
from pilotboard.domain.drafts.feedback import (
    FeedbackAnswerDraft,
    FeedbackChanges,
    FeedbackDraft,
    JudgementDraft,
    RedactDraft,
)
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.feedback import (
    OVER,
    AnswerKind,
    Channel,
    Consent,
    FeedbackRow,
    FeedbackStatus,
    Identity,
    Severity,
    VoiceRole,
    allowed_next,
    answer_words,
    check_status,
)
from pilotboard.domain.feedback_filter import feedback_subject
from pilotboard.domain.labels import Labels
from pilotboard.domain.matching import kept
from pilotboard.domain.no_content import no_content
from pilotboard.domain.people import PersonRole
from pilotboard.domain.ratings import Answer, GoodEnd, Scale, check_scale, parse_rating, summarise
from pilotboard.domain.reports import (
    JudgementView,
    ReportState,
    SafetyState,
    Verdict,
    check_judgement,
    is_open,
    report_state,
    report_words,
    safety,
)
from pilotboard.domain.voices import (
    ContentCount,
    GroupKey,
    Hearing,
    answers_owed,
    content_count,
    theme_counts,
    who_is_heard,
)

DAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def voice(**values: object) -> FeedbackRow:
    """A family's voice, new."""
    fields: dict[str, object] = {
        "id": 1,
        "key": "F-01",
        "pilot_key": "P-07",
        "pilot": "Reading texts",
        "sprint_key": None,
        "on": DAY,
        "role": VoiceRole.FAMILY,
        "site_key": "L-02",
        "site": "Site B",
        "focal_group": "",
        "channel": Channel.HALLWAY,
        "prompt": "",
        "rating": None,
        "scale": None,
        "quote": "Two texts on the same day",
        "themes": (),
        "sentiment": None,
        "severity": Severity.INFO,
        "status": FeedbackStatus.NEW,
        "answer": "",
        "answer_kind": None,
        "answered_on": None,
        "owner": None,
        "owner_key": None,
        "consent": Consent.NONE,
        "identity": Identity.ANONYMOUS,
        "item_key": None,
        "action_key": None,
        "created_at": NOON,
        "logged_by": "ana",
        "report": None,
        "version": 1,
    }
    return FeedbackRow(**{**fields, **values})  # type: ignore[arg-type]  # values of a test


S = FeedbackStatus


def test_the_way_of_a_voice() -> None:
    assert check_status("F-01", S.NEW, S.TRIAGED)
    assert check_status("F-01", S.TRIAGED, S.ACTING)
    assert check_status("F-01", S.ACTING, S.ANSWERED, answer_kind=AnswerKind.DID, answer="One text a day now")
    assert check_status("F-01", S.ANSWERED, S.CLOSED)
    assert not check_status("F-01", S.CLOSED, S.CLOSED)
    assert check_status("F-01", S.NEW, S.DECLINED, answer_kind=AnswerKind.DID_NOT, answer="It costs too much")


def test_steps_that_are_not_allowed_name_the_ones_that_are() -> None:
    for before, after in itertools.permutations(S, 2):
        if after not in allowed_next(before):
            with pytest.raises(Refusal):
                check_status("F-01", before, after, answer_kind=AnswerKind.DID, answer="x")
    with pytest.raises(Refusal, match="F-01 is new and cannot become closed") as caught:
        check_status("F-01", S.NEW, S.CLOSED)
    assert caught.value.hint == "From here it goes to: triaged, acting, answered, declined, passed on."


@pytest.mark.parametrize(
    ("after", "kind", "answer"),
    [
        (S.ANSWERED, None, "One text a day"),
        (S.ANSWERED, AnswerKind.DID, " "),
        (S.ANSWERED, AnswerKind.DID_NOT, "n/a"),
        (S.DECLINED, AnswerKind.DID, "We did"),
        (S.DECLINED, AnswerKind.DID_NOT, ""),
    ],
)
def test_an_answer_says_did_or_did_not_in_words(after: S, kind: AnswerKind | None, answer: str) -> None:
    with pytest.raises(InvalidInput):
        check_status("F-01", S.TRIAGED, after, answer_kind=kind, answer=answer)


def test_an_open_report_of_harm_is_not_closed_by_a_status() -> None:
    for before, after in ((S.ANSWERED, S.CLOSED), (S.NEW, S.PASSED_ON), (S.NEW, S.DECLINED)):
        with pytest.raises(Refusal, match="reports harm and is still open"):
            check_status("F-01", before, after, report_open=True, answer_kind=AnswerKind.DID_NOT, answer="x")
    assert check_status("F-01", S.NEW, S.ACTING, report_open=True)


def test_you_said_we_did() -> None:
    assert answer_words(voice()) == 'You said "Two texts on the same day".'
    assert answer_words(voice(quote="Please in Somali.")) == 'You said "Please in Somali."'
    did = voice(answer="One text a day now", answer_kind=AnswerKind.DID)
    assert answer_words(did) == 'You said "Two texts on the same day", we did: One text a day now'
    rated = voice(quote="", answer="too dear", answer_kind=AnswerKind.DID_NOT)
    assert answer_words(rated) == "You gave a rating, we did not, because: too dear"


@pytest.mark.parametrize("text", ["", "  ", "N/A", "none", " NA ", "Did not answer", "-", "\u200b", "No  Comment"])
def test_answers_without_content(text: str) -> None:
    assert no_content(text)


@pytest.mark.parametrize("text", ["No", "Nothing changed for us", "ok", "NASA", "None of the texts came"])
def test_answers_with_content(text: str) -> None:
    assert not no_content(text)


def test_content_is_counted_apart() -> None:
    rows = [voice(), voice(quote="N/A"), voice(quote="", rating=4, scale=Scale(1, 5)), voice(quote=" ", rating=None)]
    assert content_count(rows) == ContentCount(said=1, nothing=2, rating_only=1)


def judged(role: str, verdict: str, by: str = "", minute: int = 0) -> JudgementView:
    return JudgementView(PersonRole(role), by or role, Verdict(verdict), NOON + timedelta(minutes=minute), "seen")


@pytest.mark.parametrize(
    ("judgements", "state"),
    [
        ([], ReportState.REPORTED),
        ([judged("coach", "confirmed")], ReportState.HALF_JUDGED),
        ([judged("coach", "confirmed"), judged("coach", "confirmed", "omar", 1)], ReportState.HALF_JUDGED),
        ([judged("coach", "confirmed"), judged("leader", "confirmed")], ReportState.CONFIRMED),
        ([judged("coach", "unfounded"), judged("leader", "unfounded")], ReportState.UNFOUNDED),
        ([judged("coach", "confirmed"), judged("leader", "unfounded")], ReportState.DISPUTED),
        (
            [judged("coach", "confirmed"), judged("leader", "unfounded"), judged("steward", "confirmed")],
            ReportState.CONFIRMED,
        ),
        ([judged("coach", "confirmed", "ana"), judged("leader", "confirmed", "Ana", 1)], ReportState.HALF_JUDGED),
        (
            [judged("coach", "confirmed"), judged("leader", "confirmed"), judged("leader", "closed", minute=1)],
            ReportState.CLOSED,
        ),
        (
            [
                judged("coach", "confirmed"),
                judged("leader", "confirmed"),
                judged("leader", "closed", minute=1),
                judged("coach", "confirmed", minute=2),
            ],
            ReportState.CONFIRMED,
        ),
    ],
)
def test_two_roles_judge_a_report(judgements: list[JudgementView], state: ReportState) -> None:
    assert report_state(judgements) == state
    assert report_state(list(reversed(judgements))) == state or judgements[0].at == judgements[-1].at
    assert report_words(judgements).endswith(".")


@given(
    st.lists(
        st.builds(
            judged,
            st.sampled_from(["coach", "leader", "steward"]),
            st.sampled_from(["confirmed", "unfounded"]),
            st.sampled_from(["ana", "omar", "kim"]),
            st.integers(0, 99),
        ),
        max_size=6,
    )
)
def test_one_person_or_one_role_alone_never_decides(judgements: list[JudgementView]) -> None:
    if len({one.by for one in judgements}) < 2 or len({one.role for one in judgements}) < 2:
        assert report_state(judgements) in (ReportState.REPORTED, ReportState.HALF_JUDGED)


def test_the_safety_of_a_pilot() -> None:
    assert safety([]) == SafetyState.CLEAR
    assert safety([ReportState.CLOSED, ReportState.UNFOUNDED]) == SafetyState.CLEAR
    for state in (ReportState.REPORTED, ReportState.HALF_JUDGED, ReportState.DISPUTED):
        assert is_open(state)
        assert safety([state, ReportState.CLOSED]) == SafetyState.UNKNOWN
        assert safety([state, ReportState.CONFIRMED]) == SafetyState.FAILS


def test_who_may_judge_and_close() -> None:
    confirmed = [judged("coach", "confirmed", "kim"), judged("leader", "confirmed", "lee")]

    def check(role: str, by: str, verdict: str, kept: list[JudgementView], reason: str = "seen") -> None:
        check_judgement(
            "F-01",
            kept,
            role=PersonRole(role),
            by=by,
            verdict=Verdict(verdict),
            reason=reason,
            reporter="ana",
        )

    check("coach", "ana", "confirmed", [])
    check("leader", "lee", "closed", confirmed)
    with pytest.raises(Refusal, match="you cannot close it"):
        check("coach", "Ana", "closed", confirmed)
    with pytest.raises(Refusal, match="half judged; only a confirmed report is closed"):
        check("leader", "lee", "closed", confirmed[:1])
    with pytest.raises(Refusal, match="kim has judged F-01 as coach already"):
        check("leader", "kim", "confirmed", confirmed[:1])
    with pytest.raises(Refusal, match="A member does not judge"):
        check("member", "bo", "confirmed", [])
    with pytest.raises(InvalidInput):
        check("coach", "kim", "confirmed", [], " ")


def test_scales_run_either_way() -> None:
    assert Scale(1, 5).good_share(4) == 0.75
    assert Scale(1, 5, GoodEnd.LOW).good_share(1) == 1.0
    assert Scale(1, 5, GoodEnd.LOW).good_share(6) is None
    assert Scale(1, 5, GoodEnd.LOW).words() == "1-5, 1 is good"
    with pytest.raises(InvalidInput):
        check_scale(Scale(5, 5))


@given(st.integers(-9, 9), st.integers(1, 9), st.integers(0, 9))
def test_turning_a_scale_turns_the_good_share(low: int, width: int, step: int) -> None:
    high, low_end = Scale(low, low + width), Scale(low, low + width, GoodEnd.LOW)
    rating = low + min(step, width)
    up, down = high.good_share(rating), low_end.good_share(rating)
    assert up is not None
    assert down is not None
    assert up + down == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "rating", "low", "high"),
    [
        ("4/5", 4, 1, 5),
        (" 4 of 5 ", 4, 1, 5),
        ("0/10", 0, 0, 10),
        ("7 of 0-10", 7, 0, 10),
        ("3 out of 1 to 4", 3, 1, 4),
    ],
)
def test_ratings_as_people_write_them(text: str, rating: int, low: int, high: int) -> None:
    assert parse_rating(text) == (rating, Scale(low, high))


@pytest.mark.parametrize("text", ["", "4", "6/5", "4/5/2026", "x/5", "4/0", "1/1", "٤/٥", "9" * 50])
def test_what_is_no_rating(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_rating(text)


def test_averages_stay_within_one_prompt_and_one_scale() -> None:
    low, high = Scale(1, 5, GoodEnd.LOW), Scale(1, 5)
    answers = [Answer("Was it easy?", low, rating) for rating in (1, 1, 2, 6, 7, 6, None)]
    answers += [Answer("was it  easy?", high, 5), Answer("Again?", high, 3)]
    first, *others = summarise(answers)
    assert (first.n, first.counts, first.unrated, first.outside) == (3, (2, 1, 0, 0, 0), 1, ((6, 2), (7, 1)))
    assert first.mean == pytest.approx(4 / 3)
    assert first.good_share == pytest.approx(11 / 12)
    assert first.words() == "mean 1.3 of 1-5, 1 is good (n 3); 1 gave none; 3 outside the scale"
    assert [(one.prompt, one.n) for one in others] == [("Again?", 1), ("was it  easy?", 1)]
    (none,) = summarise([Answer("x", high, None)])
    assert (none.mean, none.good_share, none.words()) == (None, None, "no ratings; 1 gave none")


def test_answers_owed() -> None:
    did = {"answer": "x", "answer_kind": AnswerKind.DID}
    rows = [
        voice(id=1, key="F-01", on=DAY - timedelta(days=12)),
        voice(id=2, key="F-02", status=S.ACTING),
        voice(id=3, status=S.ANSWERED, answered_on=DAY + timedelta(days=2), **did),
        voice(id=4, status=S.CLOSED, answered_on=DAY + timedelta(days=6), **did),
        voice(id=5, status=S.DECLINED),
        voice(id=6, status=S.PASSED_ON),
    ]
    owed = answers_owed(rows, DAY)
    assert (owed.owed, owed.oldest, owed.oldest_days, owed.answered) == (2, "F-01", 12, 2)
    assert owed.answered_share == 0.5
    assert owed.words() == (
        "2 answers owed, the oldest 12 d; answers took 4 days (median of 2); 1 of 2 closed with an answer"
    )
    assert answers_owed([], DAY).words() == "no answer owed"


def test_who_is_not_heard() -> None:
    family, student = VoiceRole.FAMILY, VoiceRole.STUDENT
    voices = [(family, "L-01")] * 60 + [(family, "L-02")] * 3 + [(student, None)] * 37
    people = [(GroupKey(None, "L-01"), 500), (GroupKey(None, "L-02"), 300), (GroupKey(None, "L-03"), 200)]
    found = who_is_heard(voices, people)
    assert [(one.group.site_key, one.voices, one.hearing) for one in found] == [
        ("L-03", 0, Hearing.NOT_HEARD),
        ("L-02", 3, Hearing.TOO_LITTLE),
        ("L-01", 60, Hearing.ABOUT),
        (None, 37, Hearing.UNKNOWN),
    ]
    assert found[1].words("Site B") == "Site B: 3 of 100 voices (3 %), 30 % of the people: heard too little"
    by_role = who_is_heard(voices, [(GroupKey(family, None), 900), (GroupKey(student, None), 100)])
    assert [(one.group.role, one.hearing) for one in by_role] == [(family, Hearing.ABOUT), (student, Hearing.MORE)]


def test_few_voices_say_nothing_about_who_is_heard() -> None:
    found = who_is_heard([(VoiceRole.FAMILY, "L-01")] * 4, [(GroupKey(None, "L-01"), 10), (GroupKey(None, "L-02"), 90)])
    assert {one.group.site_key: one.hearing for one in found} == {"L-02": Hearing.TOO_FEW, "L-01": Hearing.MORE}
    assert who_is_heard([], [(GroupKey(None, "L-01"), 10)])[0].words("A") == "A: 0 of 0 voices, 100 % of the people"
    (one,) = who_is_heard([(VoiceRole.FAMILY, "L-01")], [])
    assert (one.group, one.hearing) == (GroupKey(VoiceRole.FAMILY, "L-01"), Hearing.UNKNOWN)


GROUPS = st.builds(GroupKey, st.sampled_from(VoiceRole), st.sampled_from(["L-01", "L-02"]))


@given(
    st.lists(st.tuples(st.sampled_from(VoiceRole), st.none() | st.sampled_from(["L-01", "L-02", "L-03"]))),
    st.dictionaries(GROUPS, st.integers(0, 500)),
)
def test_every_voice_is_in_one_group(voices: list[tuple[VoiceRole, str | None]], people: dict[GroupKey, int]) -> None:
    found = who_is_heard(voices, people.items())
    assert sum(one.voices for one in found) == len(voices)
    assert len({one.group for one in found}) == len(found)
    assert all(one.words("x") for one in found)


def test_themes_over_time() -> None:
    rows = [
        voice(themes=("Texts", "language"), on=DAY),
        voice(themes=("texts",), on=DAY + timedelta(days=40), status=S.CLOSED),
        voice(themes=("texts",), on=DAY - timedelta(days=400), severity=Severity.HARM),
    ]
    starts = [date(2026, 11, 1), date(2026, 12, 1)]
    first, second = theme_counts(rows, starts)
    assert (first.theme, first.n, first.periods, first.owed, first.harm) == ("Texts", 3, (1, 1), 2, 1)
    assert (second.theme, second.periods, second.last_on) == ("language", (1, 0), DAY)


def test_filters_over_feedback() -> None:
    rows = [voice(), voice(key="F-02", severity=Severity.HARM, themes=("texts",), status=S.CLOSED)]
    assert [row.key for row in kept(rows, "owed", feedback_subject())] == ["F-01"]
    assert [row.key for row in kept(rows, "severity>=3 theme:text", feedback_subject())] == ["F-02"]
    assert [row.key for row in kept(rows, "role:parents site:b", feedback_subject())] == ["F-01", "F-02"]


def test_drafts_of_feedback() -> None:
    draft = validate(FeedbackDraft, {"pilot": "P-07", "role": "parent", "quote": "Too late\x1b[2J"})
    assert (draft.role, draft.quote, draft.severity, draft.removed) == (VoiceRole.FAMILY, "Too late[2J", 1, 1)
    rated = validate(
        FeedbackDraft,
        {"pilot": "P-07", "role": "student", "rating": 6, "scale_low": 1, "scale_high": 5, "severity": "harm"},
    )
    assert (rated.scale, rated.severity) == (Scale(1, 5), Severity.HARM)
    assert validate(FeedbackAnswerDraft, {"kind": "did not", "text": "No money"}).kind == AnswerKind.DID_NOT
    assert validate(JudgementDraft, {"role": "coach", "verdict": "confirmed", "reason": "x"}).role == PersonRole.COACH


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"rating": 4}, "A rating needs its scale"),
        ({"rating": 4, "scale_low": 1}, "A scale has two ends"),
        ({"scale_low": 5, "scale_high": 1}, "runs from a lower"),
        ({"severity": 5}, "good to know"),
        ({"severity": True}, "good to know"),
        ({"quote": " "}, "needs words or a rating"),
        ({"role": "ghost"}, "is not a choice"),
        ({"themes": ["a,b"]}, "no comma"),
    ],
)
def test_feedback_that_cannot_be_taken(values: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        validate(
            FeedbackDraft, {"pilot": "P-07", "role": "family", "quote": "x" if "scale_low" in values else "", **values}
        )


def test_small_drafts_of_feedback() -> None:
    assert validate(FeedbackChanges, {"owner": "me"}).given() == {"owner": "me"}
    with pytest.raises(InvalidInput):
        validate(RedactDraft, {"reason": ""})


@pytest.mark.parametrize("name", ["scrum", "plain"])
def test_statuses_roles_and_severities_have_words(name: str) -> None:
    labels = Labels(name)
    for status in FeedbackStatus:
        assert labels(f"status.{status}")
    for role in VoiceRole:
        assert labels(f"voice.{role}")
    for severity in Severity:
        assert labels(f"severity.{int(severity)}")
    assert set(OVER) < set(FeedbackStatus)
