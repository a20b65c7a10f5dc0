from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.drafts import Draft, calendar, feedback, line, prose, retros, sprints, validate
from pilotboard.domain.drafts.items import CriterionChanges, ItemChanges, ItemDraft, LinkDraft, NoteDraft, ReasonDraft
from pilotboard.domain.drafts.organisation import OrganisationChanges, OrganisationDraft
from pilotboard.domain.drafts.people import PersonChanges, PersonDraft
from pilotboard.domain.drafts.pilots import PilotChanges, PilotDraft
from pilotboard.domain.drafts.sites import SiteChanges, SiteDraft
from pilotboard.domain.drafts.teams import ColumnChanges, MembershipChanges, MembershipDraft, TeamChanges, TeamDraft
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import clean, has_visible, shown
from tests.domain.nasty import NASTY

MODELS: tuple[type[Draft], ...] = (
    *(
        CriterionChanges,
        ItemChanges,
        ItemDraft,
        LinkDraft,
        NoteDraft,
        ReasonDraft,
        OrganisationChanges,
        OrganisationDraft,
    ),
    *(PersonChanges, PersonDraft, PilotChanges, PilotDraft, SiteChanges, SiteDraft, ColumnChanges, MembershipChanges),
    *(MembershipDraft, TeamChanges, TeamDraft),
    *(calendar.WeekChanges, calendar.TeamWeekChanges, calendar.CalendarChanges, calendar.CalendarDraft),
    *(calendar.SchoolYearChanges, calendar.SchoolYearDraft, sprints.SprintChanges, sprints.SprintDraft),
    *(sprints.DailyNoteDraft, sprints.AmendmentDraft, sprints.ImpedimentChanges, sprints.ImpedimentDraft),
    *(sprints.AnswerDraft, feedback.FeedbackChanges, feedback.FeedbackDraft, feedback.FeedbackAnswerDraft),
    *(feedback.JudgementDraft, feedback.RedactDraft, retros.RetroChanges, retros.RetroDraft, retros.RetroNoteDraft),
    *(retros.RetroActionChanges, retros.RetroActionDraft, retros.RetroCloseDraft, retros.ActionDropDraft),
)
REQUIRED: dict[str, object] = {
    "title": "T",
    "name": "N",
    "text": "x",
    "url": "https://x.org",
    "reason": "r",
    "person": "U-05",
}
REQUIRED |= dict.fromkeys(("start", "end", "on", "due"), date(2026, 11, 21))
REQUIRED |= dict.fromkeys(("team", "pilot", "owner", "quote", "answer"), "x")
REQUIRED |= {"kind": "did", "role": "leader", "verdict": "confirmed", "prompt": "start"}
ANYTHING = st.one_of(
    st.text(st.characters(codec=None, categories=None), max_size=30),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=5),
    st.lists(st.text(max_size=5) | st.integers() | st.none(), max_size=4),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    st.sampled_from(NASTY),
)


def needed(model: type[Draft]) -> dict[str, object]:
    said = {"quote": "x"} if model is feedback.FeedbackDraft else {}
    return {name: REQUIRED[name] for name, field in model.model_fields.items() if field.is_required()} | said


def refused(model: type[Draft], **values: object) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        validate(model, {**needed(model), **values})
    return caught.value


TEXTS = [
    (model, name)
    for model in MODELS
    for name, field in model.model_fields.items()
    if field.annotation is str and name not in ("url", "email", "handle", "time_zone", "weekdays", "format")
]


def tried(model: type[Draft], values: dict[str, object]) -> Draft | InvalidInput:
    try:
        return validate(model, values)
    except InvalidInput as error:
        return error


SHORT = {"money": 8}
"""Fields that take less than forty characters."""


@pytest.mark.parametrize("text", NASTY)
def test_every_text_field_takes_every_nasty_string_and_keeps_nothing_raw(text: str) -> None:
    for model, name in TEXTS:
        result = tried(model, {**needed(model), name: text})
        if isinstance(result, InvalidInput):
            assert len(text) > SHORT.get(name, 40) or not has_visible(text), (model, name)
            assert result.field == name
        else:
            said = getattr(result, name)
            assert clean(said, lines=True) == (said, 0)


@pytest.mark.parametrize("model", MODELS)
@given(st.data())
def test_anything_is_taken_or_refused_in_words(model: type[Draft], data: st.DataObject) -> None:
    names = st.sampled_from([*model.model_fields, "foreign", "\ud800", "\x1b[2J"])
    result = tried(model, {**needed(model), **data.draw(st.dictionaries(names, ANYTHING, max_size=4))})
    if isinstance(result, InvalidInput):
        assert result.fields
        for problem in result.fields:
            assert problem.message.endswith(".")
            assert problem.message == shown(problem.message)
            assert problem.field


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u2060", "\x1b", "\t\n", "\u00ad", "\u3164"])
def test_a_title_needs_something_to_see(title: str) -> None:
    error = refused(ItemDraft, title=title)
    assert error.message == "Title needs at least one visible character."
    assert (error.field, error.kept) == ("title", "Nothing was saved.")


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (201, "Title is 1 character over, nothing saved."),
        (1404, "Title is 1,204 characters over, nothing saved."),
        (100_200, "Title is 100,000 characters over, nothing saved."),
    ],
)
def test_a_title_that_is_too_long_says_by_how_much(length: int, message: str) -> None:
    error = refused(ItemDraft, title="x" * length)
    assert error.message == message
    assert error.hint == "It may have 200 characters."


def test_a_title_of_two_hundred_is_taken() -> None:
    assert validate(ItemDraft, {"title": "x" * 200}).title == "x" * 200
    assert validate(ItemDraft, {"title": " [/] x\x1b "}).title == "[/] x"


def test_removed_control_characters_are_counted() -> None:
    draft = validate(
        ItemDraft, {"title": "a\x1bb\u202e", "description": "one\ntwo\x00", "criteria": ["\x07x"], "labels": ["y\x9b"]}
    )
    assert draft.removed == 5
    assert draft.description == "one\ntwo"
    assert validate(ItemDraft, {"title": "plain"}).removed == 0


@pytest.mark.parametrize(
    "estimate", [-1, 101, 2.5, 3.0, "3.0", "3", "1_000", "+3", True, float("nan"), 2**63, Decimal(3), [3]]
)
def test_an_estimate_is_a_whole_number_and_nothing_else(estimate: object) -> None:
    error = refused(ItemChanges, estimate=estimate)
    assert error.message == "Estimate takes a whole number from 0 to 100."


@pytest.mark.parametrize("estimate", [0, 100, None])
def test_estimates_that_are_taken(estimate: object) -> None:
    assert validate(ItemChanges, {"estimate": estimate}).given() == {"estimate": estimate}


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "01/02/2026", "2026-11-21", "0", 1700000000, 0, datetime(2026, 11, 21), True, 1.5],  # noqa: DTZ001
)
def test_a_day_is_a_date_and_nothing_else(day: object) -> None:
    error = refused(ItemChanges, due=day)
    assert error.message == "Due date takes a date."
    assert error.hint.startswith("Use YYYY-MM-DD")


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_a_day_lies_between_2000_and_2100(day: date) -> None:
    assert refused(ItemChanges, due=day).message == "Due date is out of range."


@pytest.mark.parametrize(
    ("model", "first", "last"),
    [
        (MembershipDraft, "start", "end"),
        (PilotDraft, "starts_on", "ends_on"),
        (TeamChanges, "formed_on", "dissolved_on"),
    ],
)
def test_an_end_is_not_before_its_start(model: type[Draft], first: str, last: str) -> None:
    error = refused(model, **{first: date(2026, 11, 21), last: date(2026, 11, 20)})
    assert "2026-11-20" in error.message
    assert error.field == last
    same = {first: date(2026, 11, 21), last: date(2026, 11, 21)}
    assert validate(model, {**needed(model), **same}).given()[last] == date(2026, 11, 21)


@pytest.mark.parametrize("share", [0, 101, -5, 50.0, "50", True, None])
def test_a_share_is_1_to_100(share: object) -> None:
    assert refused(MembershipDraft, share=share).message == "Share takes a whole number from 1 to 100."


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://x.org",
        "x.org",
        "https://",
        "http:// x",
        "https://a b",
        "",
        "HTTPS:/x",
    ],
)
def test_a_link_is_to_the_web_or_a_mail_address(url: str) -> None:
    assert refused(LinkDraft, url=url).message == "This is no web address."


@pytest.mark.parametrize(
    "url", ["https://x.org", "http://x.org/a?b=c#d", "HTTPS://X.ORG", "mailto:ana@x.org", "https://日本.jp/路"]
)
def test_links_that_are_taken(url: str) -> None:
    assert validate(LinkDraft, {"url": url}).url == url


@pytest.mark.parametrize("email", ["ana", "ana@", "@x.org", "ana@x", "a b@x.org", "ana@x.org,b@x.org", "<a@x.org>"])
def test_what_is_no_mail_address(email: str) -> None:
    assert refused(PersonDraft, email=email).message == "This is no mail address."


def test_labels_are_kept_once_and_sorted() -> None:
    draft = validate(ItemDraft, {"title": "x", "labels": ["urgent", "Urgent", " a  b ", "URGENT"]})
    assert draft.labels == ("a  b", "urgent")
    assert refused(ItemDraft, labels="urgent").message == "Labels takes a list."
    assert "no comma" in refused(ItemDraft, labels=["a,b"]).message
    assert refused(ItemDraft, labels=[""]).message == "A label needs at least one visible character."
    assert refused(ItemDraft, labels=[str(n) for n in range(31)]).message == "Labels has 1 too many, nothing saved."


def test_an_unknown_word_suggests_the_nearest() -> None:
    error = refused(ItemDraft, type="stroy")
    assert error.message == '"stroy" is not a choice for Type.'
    assert error.hint == "Did you mean story? Take story, task, spike or improvement."
    assert validate(ItemDraft, {"title": "x", "state": "Doing"}).state == "in_progress"


def test_a_new_item_is_not_dropped() -> None:
    assert refused(ItemDraft, state="dropped").field == "state"


def test_an_unknown_field_suggests_the_nearest() -> None:
    error = refused(ItemDraft, titel="x")
    assert error.message == 'There is no field "titel".'
    assert error.hint.startswith("Did you mean title? Fields are title, type")


def test_every_field_at_fault_is_named_at_once() -> None:
    error = refused(ItemDraft, title=" ", estimate=True, due="soon")
    assert [problem.field for problem in error.fields] == ["title", "estimate", "due"]
    assert error.message == "Title needs at least one visible character. 2 more fields need a look."


def test_a_missing_field_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"Title is missing\."):
        validate(ItemDraft, {})


@pytest.mark.parametrize("model", MODELS)
def test_changes_touch_only_what_was_handed_in(model: type[Draft]) -> None:
    values = needed(model)
    assert validate(model, values).given() == values


def test_own_words_of_the_organisation() -> None:
    draft = validate(OrganisationChanges, {"words": {"item": "job", "team": " "}})
    assert draft.words == {"item": "job", "team": ""}
    assert refused(OrganisationChanges, words={"itm": "x"}).hint == "Did you mean item?"
    assert "over" in refused(OrganisationChanges, words={"item": "x" * 61}).message
    assert refused(OrganisationChanges, words={"item": 3}).message == "The word for item takes text."


@pytest.mark.parametrize("zone", ["", "x y", "../etc", "A" * 61, 5])
def test_what_is_no_time_zone(zone: object) -> None:
    assert refused(OrganisationChanges, time_zone=zone).message == "This is no time zone."


def test_one_text_on_its_own() -> None:
    assert line("reason", " waiting\nfor\x1b sms ") == "waiting for sms"
    assert prose("note", "a\nb") == "a\nb"
    with pytest.raises(InvalidInput, match=r"Reason needs at least one visible character\."):
        line("reason", "\u200b")
    with pytest.raises(InvalidInput, match=r"Note is 1 character over, nothing saved\."):
        prose("note", "x" * 20_001)


def test_drafts_cannot_be_changed_afterwards() -> None:
    draft = validate(ItemDraft, {"title": "x"})
    with pytest.raises(ValueError, match="frozen"):
        draft.title = "y"  # type: ignore[misc]  # that is the point
