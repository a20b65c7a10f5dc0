"""The import engine on real exports: the figures are those that were counted in the files by other means."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pilotboard.domain.intake import GoodEnd, Parsed, Target
from pilotboard.domain.items import ItemState
from pilotboard.importing.drafting import parse
from pilotboard.importing.mapfile import from_toml, to_toml
from pilotboard.importing.mapping import accept
from pilotboard.importing.proposal import Proposal
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import read_source

STORY_POINTS = {
    "bamboo": 521,
    "duracloud": 666,
    "jirasoftware": 352,
    "moodle": 1166,
    "mulestudio": 732,
    "springxd": 3526,
    "talenddataquality": 1381,
}


def read(path: Path) -> tuple[Proposal, Parsed, Parsed]:
    """A file's proposal, what it gives untouched, and what the map that the proposal writes gives."""
    source = read_source(path.read_bytes(), path.name)
    proposal = propose(source)
    return proposal, parse(source, proposal.map), parse(source, from_toml(to_toml(proposal.map)))


def cells(path: Path, name: str) -> list[str]:
    """The cells of a column, read by the standard library alone."""
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    return [row[name] for row in rows]


def test_a_jira_export(real: Path) -> None:
    path = real / "agile" / "jira_export_nautilus.csv"
    proposal, found, _ = read(path)
    assert (proposal.map.preset, proposal.guesses) == ("jira", ())
    assert (len(found.items), found.errors) == (192, [])
    assert [sprint.name for sprint in found.sprints] == [f"NW Sprint {number}" for number in range(1, 10)]
    assert sum(item.carried_over for item in found.items) == 17
    assert Counter(item.state for item in found.items) == {ItemState.DONE: 158, ItemState.READY: 34}
    assert sum(item.finished_at is not None for item in found.items) == 158
    assert sum(sprint.carried for sprint in found.sprints) == sum(
        len(item.sprints) - 1 for item in found.items if item.sprints
    )
    texts = [re.sub("[\x80-\x9f]", "", text.replace("\r\n", "\n")).strip() for text in cells(path, "Description")]
    assert [item.description for item in found.items] == texts
    assert sum("\n" in text for text in texts) == 44
    comments = [comment for item in found.items for comment in item.notes]
    assert (len(comments), sum(comment.at is not None for comment in comments)) == (94, 94)
    assert found.items[0].created_at == datetime(2023, 7, 20, 15, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "cards", "archived", "moves"), [("trello_hermes", 55, 5, 45), ("trello_clipkit_japanese", 67, 1, 71)]
)
def test_trello_boards(real: Path, name: str, cards: int, archived: int, moves: int) -> None:
    _, _, found = read(real / "agile" / f"{name}.json")
    assert (len(found.items), found.errors) == (cards, [])
    assert sum(item.archived_at is not None for item in found.items) == archived
    assert sum(len(item.moves) for item in found.items) == moves
    assert all(item.created_at is not None and item.created_at.year in (2013, 2014, 2015) for item in found.items)
    assert all((item.finished_at is None) == (item.state is not ItemState.DONE) for item in found.items)


def test_guesses_about_lists_are_not_taken_untold(real: Path) -> None:
    proposal, found, _ = read(real / "agile" / "trello_hermes.json")
    assert len(proposal.guesses) == 8
    assert (len(found.items), len(found.errors)) == (30, 25)


def test_a_board_of_todays_layout(real: Path) -> None:
    _, found, _ = read(real / "agile" / "trello_nextcloud_fixture.json")
    assert (len(found.items), found.errors) == (1, [])


def test_semicolons_and_american_dates(real: Path) -> None:
    proposal, found, _ = read(real / "agile" / "flow_closed_activated_points.csv")
    assert "separated by semicolons" in proposal.said
    assert {choice.taken for choice in proposal.choices if choice.key.startswith("dates:")} == {"mdy"}
    assert (proposal.guesses, len(found.items), found.errors) == ((), 266, [])
    assert Counter(item.state for item in found.items) == {ItemState.DONE: 261, ItemState.IN_PROGRESS: 5}
    assert found.items[0].finished_at == datetime(2023, 5, 31, 8, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize(("name", "rows"), STORY_POINTS.items())
def test_story_points_without_any_option(real: Path, name: str, rows: int) -> None:
    path = real / "agile" / "storypoints" / f"{name}.csv"
    proposal, found, written = read(path)
    assert (proposal.target, proposal.guesses) == (Target.ITEMS, ())
    assert (len(found.items), found.errors) == (rows, [])
    assert written == found
    assert [item.estimate for item in found.items] == [int(text) for text in cells(path, "storypoint")]
    assert [column.name for column in proposal.unread] == ["split_mark"]


def test_estimates_from_ten_trackers(real: Path) -> None:
    _, found, _ = read(real / "agile" / "public_jira_time_estimates.csv")
    assert (len(found.items), found.errors) == (2480, [])
    assert len({item.container for item in found.items}) == 10
    assert sum(item.finished_at is not None for item in found.items) == 2308
    assert sum(item.due is not None for item in found.items) == 128
    assert sum(bool(item.labels) for item in found.items) == 945


def test_tasks_that_end_before_they_begin(real: Path) -> None:
    _, found, _ = read(real / "agile" / "jira_cycle_times_two_projects.csv")
    assert (len(found.items), found.errors) == (4123, [])
    assert Counter(item.container for item in found.items) == {"0": 2427, "1": 1696}
    negative = [
        item for item in found.items if item.created_at and item.finished_at and item.finished_at < item.created_at
    ]
    assert len(negative) == 1662


def test_a_patient_survey(real: Path) -> None:
    path = real / "feedback" / "nhs_fft_trust_a.csv"
    source = read_source(path.read_bytes())
    proposal = propose(source)
    assert [guess.key for guess in proposal.guesses] == ["dates:Date"]
    # 257 are written without zeros in front, 32 more have a month of two digits: none can be day/month/year.
    assert "257 like 1/14/2022, 32 like 10/17/2021" in proposal.guesses[0].reason
    unsettled = parse(source, proposal.map)
    assert (len(unsettled.voices), len(unsettled.errors)) == (5096 - 289, 289)
    assert {error.field for error in unsettled.errors} == {"date"}
    assert sum(re.match("[1-9]/", error.value) is not None for error in unsettled.errors) == 257
    found = parse(source, accept(proposal.map, ["dates:Date"]))
    assert (len(found.voices), found.errors) == (5096, [])
    assert {(voice.low, voice.high, voice.good) for voice in found.voices} == {(1, 5, GoodEnd.LOW)}
    codes = Counter(cells(path, "FFT categorical answer"))
    for code in "12345":
        assert sum(voice.rating == float(code) for voice in found.voices) == codes[code]
    assert sum(voice.rating is None for voice in found.voices) == codes["6"] + codes["7"]
    assert Counter(remark.value for remark in found.remarks if remark.field == "rating") == {"7": 54, "6": 24}
    assert sum(voice.text == "Did not answer" and voice.no_content for voice in found.voices) == 1189
    assert sum("Positive experience & gratitude" in voice.themes for voice in found.voices) == 1145


def test_course_comments(real: Path) -> None:
    path = real / "feedback" / "om_course_eval_comments.csv"
    proposal, found, _ = read(path)
    assert (proposal.guesses, len(found.voices), found.errors) == ((), 6487, [])
    prompts = Counter(voice.prompt for voice in found.voices)
    assert prompts == {"best": 2051, "change": 2013, "growth": 1442, "other": 981}
    assert sum(voice.no_content for voice in found.voices if voice.text in ("N/A", "n/a", "None", "NA")) == 574
    assert sum("\n" in voice.text for voice in found.voices) > 600
    assert len({(voice.container, voice.external_id) for voice in found.voices}) == 6487


def test_a_wide_staff_survey(real: Path) -> None:
    path = real / "feedback" / "apha_cpd_survey.csv"
    proposal, found, _ = read(path)
    assert (proposal.target, proposal.guesses, found.errors) == (Target.VOICES, (), [])
    questions = [column.name for column in proposal.columns if column.field == "text"]
    assert (len(questions), all(name.endswith("_txt") for name in questions)) == (6, True)
    assert len(found.voices) == sum(bool(text.strip()) for name in questions for text in cells(path, name))
    assert {voice.prompt for voice in found.voices} == set(questions)


def test_reading_again_gives_the_same_drafts(real: Path) -> None:
    for path in sorted((real / "agile").glob("*.csv")) + sorted((real / "feedback").glob("*comments.csv")):
        _, _, once = read(path)
        _, _, again = read(path)
        assert once == again
