from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.glossary import find_words, glossary
from pilotboard.domain.impediments import Level
from pilotboard.domain.items import BOARD_STATES, ItemState, ItemType
from pilotboard.domain.labels import Labels, keys, plural_of
from pilotboard.domain.people import PersonRole
from pilotboard.domain.sprint_states import ItemOutcome, SprintState
from pilotboard.domain.stages import Stage
from pilotboard.domain.teams import MembershipRole
from pilotboard.domain.text import clean, has_visible

SCRUM = Labels("scrum")
PLAIN = Labels("plain")


@pytest.mark.parametrize(
    ("key", "plain"),
    [
        ("sprint", "cycle"),
        ("backlog", "to-do list"),
        ("item", "task"),
        ("retrospective", "look back"),
        ("blocked", "stuck"),
        ("wip_limit", "at most at once"),
        ("acceptance_criteria", "checklist"),
        ("definition_of_done", "done means"),
        ("spike", "find out"),
        ("developer", "team member"),
        ("product_owner", "pilot lead"),
        ("coach", "coach"),
        ("baseline", "where we started"),
        ("gate", "must-have"),
        ("focal_group", "student group"),
        ("triage", "sort"),
        ("pulse", "quick check"),
    ],
)
def test_plain_words_of_the_product(key: str, plain: str) -> None:
    assert PLAIN(key) == plain


def test_columns() -> None:
    for labels in (SCRUM, PLAIN):
        assert [labels.column(state) for state in BOARD_STATES] == ["To do", "Doing", "Review", "Done"]


@pytest.mark.parametrize("labels", [SCRUM, PLAIN])
def test_every_word_of_the_data_has_a_word_for_people(labels: Labels) -> None:
    for state in ItemState:
        assert labels.state(state)
    for kind in (*ItemType, *MembershipRole):
        assert labels(kind)
    for prefix, words in (("sprint", SprintState), ("outcome", ItemOutcome), ("level", Level)):
        for word in words:
            assert labels(f"{prefix}.{word}")
    for role in PersonRole:
        assert labels.person_role(role)
    for stage in Stage:
        assert labels.stage(stage)


def test_plurals_capitals_and_counts() -> None:
    assert (SCRUM.plural("item"), SCRUM.plural("story"), PLAIN.plural("person")) == ("items", "stories", "people")
    assert (PLAIN.capital("backlog"), PLAIN.plural_capital("item")) == ("To-do list", "Tasks")
    assert (SCRUM.a("item"), SCRUM.a("story"), PLAIN.a("item")) == ("an item", "a story", "a task")
    assert [SCRUM.count(n, "item") for n in (0, 1, 2, 1204)] == ["no items", "1 item", "2 items", "1,204 items"]
    assert plural_of("box") == "boxes"


def test_no_two_words_of_a_set_collide() -> None:
    for labels in (SCRUM, PLAIN):
        nouns = [key for key in keys() if "." not in key]
        assert len({labels(key) for key in nouns}) == len(nouns)


def test_own_words_stand_over_the_set() -> None:
    labels = Labels("plain", {"item": "job", "person": "colleague/colleagues", "team": " \u200b", "nothing": "x"})
    assert (labels("item"), labels.plural("item"), labels.plural("person")) == ("job", "jobs", "colleagues")
    assert labels("team") == "team"


@given(st.sampled_from(keys()), st.text(max_size=30))
def test_an_own_word_never_brings_a_control_character_or_an_empty_word(key: str, word: str) -> None:
    labels = Labels("scrum", {key: word})
    for said in (labels(key), labels.plural(key)):
        assert has_visible(said)
        assert clean(said) == (said, 0)


def test_an_unknown_key_is_a_defect() -> None:
    with pytest.raises(KeyError):
        SCRUM("nothing")


def test_the_glossary_explains_every_word_but_the_roles_and_item_states() -> None:
    explained = {entry.key for entry in glossary(SCRUM)}
    named = ("state.", "role.", "sprint.", "outcome.", "level.", "status.", "voice.", "severity.", "phase.")
    left = {key for key in keys() if key not in explained and not key.startswith(named)}
    assert left == {"block", "unblock", "person"}
    assert all(entry.means.endswith(".") and len(entry.means) < 120 for entry in glossary(SCRUM))


def test_the_glossary_tells_the_other_word_and_is_found_by_it() -> None:
    (entry,) = [entry for entry in glossary(PLAIN) if entry.key == "sprint"]
    assert (entry.word, entry.also) == ("cycle", ("sprint",))
    assert entry in find_words(PLAIN, "SPRINT")
    words = [entry.word.casefold() for entry in glossary(PLAIN)]
    assert words == sorted(words)
