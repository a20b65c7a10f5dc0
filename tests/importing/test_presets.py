"""The presets are data: every name in them is one we know."""

from __future__ import annotations

import pytest

from pilotboard.domain.errors import NotFound
from pilotboard.domain.intake import Target
from pilotboard.domain.items import ItemState, ItemType
from pilotboard.importing.catalogue import ORDER, every_name, preset
from pilotboard.importing.fields import FIELDS
from pilotboard.importing.mapping import DONE_RULES, check_scale


@pytest.mark.parametrize("name", ORDER)
def test_every_word_of_a_preset_is_ours(name: str) -> None:
    found = preset(name)
    assert {field for fields in found.aliases.values() for field in fields} <= set(FIELDS[found.target])
    states = {"planned", "active", "closed", "cancelled"} if found.target is Target.SPRINTS else set(ItemState)
    assert set(found.states.values()) <= states
    assert set(found.types.values()) <= set(ItemType)
    assert set(found.resolutions.values()) <= {ItemState.DROPPED}
    assert found.done_rule in DONE_RULES
    assert found.date_order in ("", "dmy", "mdy")
    for words, scale in found.scales:
        check_scale(scale.low, scale.high)
        assert all(word.isalpha() for word in words)


@pytest.mark.parametrize("name", ORDER)
def test_a_name_speaks_for_one_field_only(name: str) -> None:
    assert {alias: fields for alias, fields in preset(name).aliases.items() if len(fields) > 1 or not alias} == {}


def test_what_is_asked_for_is_there() -> None:
    assert {
        "pilotboard",
        "jira",
        "trello",
        "planner",
        "google_forms",
        "items",
        "voices",
        "sprints",
        "what_works",
        "pilots",
    } == set(ORDER)
    assert len(every_name()) > 400
    with pytest.raises(NotFound, match="no preset") as caught:
        preset("jirra")
    assert "Did you mean jira?" in caught.value.hint
