"""The organisation: its name, its words, how it counts."""

from __future__ import annotations

import pytest

from pilotboard.domain.changes import Opened
from pilotboard.domain.errors import Conflict, InvalidInput, NotFound
from pilotboard.domain.organisation import Counting, LabelSet
from pilotboard.store.location import locate
from pilotboard.store.writing.create import create
from pilotboard.usecases import items, organisation, people
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, as_user, some_items


def test_its_fields_are_shown_and_changed(either: Workspace) -> None:
    ws = either
    view = organisation.show_organisation(ws)
    assert (view.name, view.labels, view.counting, view.time_zone, view.words) == (
        "Riverside Unified",
        LabelSet.SCRUM,
        Counting.ITEMS,
        "UTC",
        {},
    )
    changes = {"name": "Riverside", "labels": "plain", "counting": "points", "time_zone": "America/Los_Angeles"}
    assert organisation.edit_organisation(ws, changes).said == "Changed the organisation."
    view = organisation.show_organisation(ws)
    assert (view.name, view.labels, view.counting) == ("Riverside", LabelSet.PLAIN, Counting.POINTS)
    assert organisation.edit_organisation(ws, changes).said == "The organisation was like that already."


def test_its_own_words_stand_over_the_label_set(ws: Workspace) -> None:
    assert organisation.labels(ws)("item") == "item"
    organisation.edit_organisation(ws, {"labels": "plain"})
    assert organisation.labels(ws)("item") == "task"
    organisation.set_label(ws, "item", "job")
    organisation.set_label(ws, "state.ready", "up next")
    words = organisation.labels(ws)
    assert (words("item"), words.plural("item"), words.column("ready")) == ("job", "jobs", "Up next")
    organisation.set_label(ws, "item", "thing")
    assert organisation.labels(ws)("item") == "thing"
    organisation.set_label(ws, "item", "")
    assert organisation.labels(ws)("item") == "task"
    assert organisation.show_organisation(ws).words == {"state.ready": "up next"}


def test_sentences_use_its_words(ws: Workspace) -> None:
    (key,) = some_items(ws, a_pilot(ws), 1)
    organisation.set_label(ws, "state.in_progress", "under way")
    organisation.set_label(ws, "blocked", "stuck")
    assert items.move_items(ws, [key], "doing").said == f"Moved {key} to Under way."
    assert items.block_items(ws, [key], "no number").said == f"Stuck: {key} (no number)."
    assert items.unblock_items(ws, [key]).said == f"No longer stuck: {key}."


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"words": {"itm": "job"}}, 'There is no word "itm"', "Did you mean item?"),
        ({"words": {"item": "x" * 61}}, "1 character over", ""),
        ({"time_zone": "America/Los_Angles"}, "There is no time zone", "Did you mean America/Los_Angeles?"),
        ({"time_zone": "../../etc/passwd"}, "This is no time zone", ""),
        ({"name": "  "}, "needs at least one visible character", ""),
        ({"labels": "klingon"}, "is not a choice", ""),
    ],
)
def test_what_cannot_be_taken(ws: Workspace, changes: dict[str, object], message: str, hint: str) -> None:
    with pytest.raises(InvalidInput, match=message) as refused:
        organisation.edit_organisation(ws, changes)
    assert hint in refused.value.hint


def test_two_people_change_different_words(ws: Workspace) -> None:
    ben = as_user(ws, "ben")
    opened = organisation.opened_organisation(organisation.show_organisation(ws))
    organisation.set_label(ben, "team", "crew")
    organisation.edit_organisation(ws, {"words": {"item": "job"}}, opened)
    assert organisation.show_organisation(ws).words == {"item": "job", "team": "crew"}
    with pytest.raises(Conflict) as refused:
        organisation.edit_organisation(ws, {"words": {"team": "gang"}}, opened)
    (clash,) = refused.value.fields
    assert (clash.name, clash.base, clash.mine, clash.theirs) == ("word team", "", "gang", "crew")


def test_a_store_that_belongs_to_nobody_yet(tmp_path_factory: pytest.TempPathFactory) -> None:
    location = locate(tmp_path_factory.mktemp("bare") / "pilotboard.db")
    create(location)
    ws = Workspace(location, "ana")
    assert organisation.labels(ws)("item") == "item"
    with pytest.raises(NotFound, match="nobody yet"):
        organisation.show_organisation(ws)
    with pytest.raises(NotFound, match="nobody yet"):
        organisation.edit_organisation(ws, {"name": "x"}, Opened(1, {}))
    people.add_person(ws, {"name": "Ana Ruiz"})
    ws.close()
