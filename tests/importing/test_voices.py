"""Feedback and sprints from tables: scales, answers without content, questions as columns."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pilotboard.domain.intake import GoodEnd, Target
from pilotboard.importing.catalogue import Scale
from pilotboard.importing.drafting import parse
from pilotboard.importing.mapping import accept, with_scale
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import read_source
from tests.importing.samples import table, taken, zipped

FFT_HEAD = [
    "Comment ID",
    "Trust",
    "Date",
    "Service",
    "FFT categorical answer",
    "FFT question",
    "FFT answer",
    "Staff",
    "Waiting",
    "Food",
    "Parking",
]
FFT = (
    ["Q1", "N", "31/05/2022", "PTS\xa0 - Transport", "1", "FFT Why?", "Kind driver", "1", "", "", ""],
    ["Q2", "N", "27/05/2022", "111", "5", "How could we improve?", "Did not answer", "", "1", "1", ""],
    ["Q3", "N", "1/14/2022", "111", "7", "FFT Why?", "", "", "1", "", ""],
    ["Q4", "N", "01/02/2022", "111", "6", "FFT Why?", " N/A ", "1", "", "", ""],
    ["Q5", "N", "28/02/2022", "111", "2", "FFT Why?", "Nothing.", "", "", "", ""],
)


def fft() -> bytes:
    return table(FFT_HEAD, *FFT)


class TestOneVoiceARow:
    def test_the_other_order_is_listed_and_settled_by_one_choice(self) -> None:
        source = read_source(fft())
        proposal = propose(source)
        assert [guess.key for guess in proposal.guesses] == ["dates:Date"]
        assert proposal.guesses[0].reason == '1 cell of "Date" fit only month/day/year (1 like 1/14/2022)'
        found = parse(source, proposal.map)
        assert [(error.row, error.field, error.value) for error in found.errors] == [(4, "date", "1/14/2022")]
        settled = parse(source, accept(proposal.map, ["dates:Date"]))
        assert ([voice.external_id for voice in settled.voices], settled.errors) == (["Q1", "Q2", "Q3", "Q4", "Q5"], [])
        assert settled.voices[2].heard_on == date(2022, 1, 14)
        assert settled.voices[3].heard_on == date(2022, 2, 1)

    def test_a_scale_runs_the_way_its_name_says_and_codes_off_it_are_listed(self) -> None:
        found = taken(fft())
        assert {(voice.low, voice.high, voice.good) for voice in found.voices} == {(1, 5, GoodEnd.LOW)}
        assert [voice.rating for voice in found.voices] == [1, 5, None, None, 2]
        listed = [(remark.external_id, remark.field, remark.value) for remark in found.remarks]
        assert listed == [("Q3", "rating", "7"), ("Q4", "rating", "6")]

    def test_answers_without_content_are_answers(self) -> None:
        found = taken(fft())
        assert [voice.no_content for voice in found.voices] == [False, True, True, True, False]
        assert [voice.text for voice in found.voices[1:4]] == ["Did not answer", "", "N/A"]
        assert found.voices[1].prompt == "How could we improve?"

    def test_marks_under_headings_are_themes(self) -> None:
        found = taken(fft())
        assert [voice.themes for voice in found.voices] == [
            ("Staff",),
            ("Waiting", "Food"),
            ("Waiting",),
            ("Staff",),
            (),
        ]

    def test_a_scale_that_is_not_known_is_a_guess(self) -> None:
        source = read_source(table(["Id", "Rating", "Comment"], ["1", "5", "Good"], ["2", "1", "Not so good at all"]))
        proposal = propose(source)
        assert [(guess.key, guess.proposal) for guess in proposal.guesses] == [("scale", "1 to 5, 5 is the good end")]
        assert [error.field for error in parse(source, proposal.map).errors] == ["rating", "rating"]
        turned = parse(source, with_scale(proposal.map, Scale(1, 4, GoodEnd.LOW)))
        assert [(voice.rating, voice.good) for voice in turned.voices] == [(None, GoodEnd.LOW), (1, GoodEnd.LOW)]

    def test_rows_without_id_and_date_are_known_by_what_they_say(self) -> None:
        rows = [["best", "N/A"], ["best", "The lab"], ["best", "N/A"], ["change", "None"]]
        found = taken(table(["prompt_type", "comment_text"], *rows, encoding="utf-8-sig"))
        assert len({voice.external_id for voice in found.voices}) == 4
        assert [voice.no_content for voice in found.voices] == [True, False, True, True]
        again = taken(table(["prompt_type", "comment_text"], ["growth", "New"], *rows))
        assert {voice.external_id for voice in found.voices} < {voice.external_id for voice in again.voices}


FORM_HEAD = [
    "Timestamp",
    "Email Address",
    "How did it go? (1-5)",
    "What should we keep?",
    "What should we change?",
    "Your role",
]
FORM = (
    ["2026/09/20 10:00:00 AM", "a@example.org", "4", "The reading corner, please", "N/A", "Family"],
    ["2026/09/20 10:00:00 AM", "b@example.org", "4", "The reading corner, please", "N/A", "Family"],
    ["2026/09/27 3:00:00 PM GMT+3", "c@example.org", "2", "", "Everything about the bus", "Student"],
    ["2026/09/28 9:30:00 AM", "", "", "", "", ""],
)


class TestForms:
    def test_two_equal_answers_are_two_voices(self) -> None:
        found = taken(table(FORM_HEAD, *FORM))
        assert (found.preset, found.source, found.target) == ("google_forms", "google_forms", Target.VOICES)
        assert [voice.external_id for voice in found.voices] == [
            "2026-09-20T10:00:00+00:00#1/how did it go 1 5",
            "2026-09-20T10:00:00+00:00#1/what should we change",
            "2026-09-20T10:00:00+00:00#2/how did it go 1 5",
            "2026-09-20T10:00:00+00:00#2/what should we change",
            "2026-09-27T12:00:00+00:00#1/how did it go 1 5",
            "2026-09-27T12:00:00+00:00#1/what should we change",
        ]
        assert found.voices[0].hash == found.voices[2].hash

    def test_each_question_is_the_prompt_of_its_voice(self) -> None:
        first, second, *_ = taken(table(FORM_HEAD, *FORM)).voices
        assert (first.prompt, first.text, first.rating, first.role) == (
            "How did it go? (1-5) / What should we keep?",
            "The reading corner, please",
            4,
            "Family",
        )
        assert (second.prompt, second.text, second.no_content, second.rating) == (
            "What should we change?",
            "N/A",
            True,
            None,
        )
        assert second.heard_at == datetime(2026, 9, 20, 10, tzinfo=UTC)

    def test_mail_addresses_are_not_read_unless_mapped(self) -> None:
        proposal = propose(read_source(table(FORM_HEAD, *FORM)))
        assert [column.name for column in proposal.unread] == ["Email Address"]

    def test_a_row_without_an_answer_is_told(self) -> None:
        found = taken(table(FORM_HEAD, *FORM))
        assert [(remark.row, remark.message) for remark in found.remarks] == [
            (5, "Nobody answered anything in this row.")
        ]

    def test_a_question_that_is_added_later_changes_no_earlier_voice(self) -> None:
        source = read_source(table(FORM_HEAD, *FORM))
        mapping = accept(propose(source).map)
        before = {voice.external_id: voice.hash for voice in parse(source, mapping).voices}
        wider = read_source(
            table(
                [*FORM_HEAD, "Anything else you want to say?"],
                *([*row, f"No, thank you {n}"] for n, row in enumerate(FORM)),
            )
        )
        assert {voice.external_id: voice.hash for voice in parse(wider, mapping).voices} == before
        mapped = {voice.external_id: voice.hash for voice in parse(wider, accept(propose(wider).map)).voices}
        assert before.items() < mapped.items()

    @pytest.mark.parametrize("name", ["Marca temporal", "Zeitstempel", "Horodateur", "Tijdstempel", "タイムスタンプ"])
    def test_zipped_and_in_other_languages(self, name: str) -> None:
        found = taken(zipped({"Formulario.csv": table([name, *FORM_HEAD[1:]], *FORM)}))
        assert (found.preset, len(found.voices)) == ("google_forms", 6)


class TestWideSurveys:
    def test_every_text_column_is_a_question(self) -> None:
        head = ["respondent_id", "form_ended_dttm", "q1_gender_cat", "q10a_other_txt", "q21a_sources_txt"]
        rows = [
            ["1", "2022-07-15 09:44:04", "Male", "No, not that I know", "-"],
            ["2", "2022-07-16 10:00:00", "Female", "", "AnalystX, the community"],
        ]
        found = taken(table(head, *rows))
        assert [(voice.external_id, voice.no_content) for voice in found.voices] == [
            ("1/q10a other txt", False),
            ("1/q21a sources txt", True),
            ("2/q21a sources txt", False),
        ]
        assert found.voices[0].heard_on == date(2022, 7, 15)


class TestSprints:
    ROWS = (
        ["Sprint name", "Goal", "State", "Start date", "End date"],
        ["Sprint 1", "Borrow books", "Closed", "05/01/2026", "16/01/2026"],
        ["Sprint 2", "", "Activo", "2026-01-19", ""],
        ["", "x", "closed", "", ""],
        ["Sprint 3", "", "paused", "", ""],
        ["Sprint 4", "", "closed", "30/01/2026", "20/01/2026"],
        ["Sprint 1", "", "", "", ""],
    )

    def test_sprints_are_read_and_rows_that_cannot_be_are_told(self) -> None:
        found = taken(table(*self.ROWS))
        assert found.target is Target.SPRINTS
        first, second = found.sprints
        assert (first.name, first.goal, first.state) == ("Sprint 1", "Borrow books", "closed")
        assert (first.start, first.end) == (date(2026, 1, 5), date(2026, 1, 16))
        assert (second.state, second.start, second.end) == ("active", date(2026, 1, 19), None)
        assert [(error.row, error.field) for error in found.errors] == [
            (4, "name"),
            (5, "state"),
            (6, "end"),
            (7, "external_id"),
        ]
