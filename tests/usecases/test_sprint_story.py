"""Whatever happened in a sprint: its events, told again, give the record that was frozen, and no later day changes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest

from pilotboard.domain.errors import InputError, Refusal
from pilotboard.domain.leftovers import LeftoverDecision
from pilotboard.domain.sprint_events import Now
from pilotboard.domain.sprint_replay import Replay, replay
from pilotboard.domain.sprint_states import ItemOutcome
from pilotboard.store.reading import calendar, sprint_story
from pilotboard.store.reading import sprints as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import history, item_moves, items, sprint_life, sprint_scope, sprints
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import a_pilot, a_team, an_item, make_store

FIRST, LAST = date(2026, 3, 16), date(2026, 3, 27)
STATES = ("backlog", "ready", "in_progress", "review", "done", "done", "dropped")


def retold(ws: Workspace, sprint_id: int) -> Replay:
    """The sprint from its events alone, up to where it was closed; its record is not looked at."""

    def query(reader: Reader) -> Replay:
        texts = reading.texts(reader, sprint_id)
        assert texts.ended_at is not None
        now = Now(texts.ended_at, calendar.zone(reader), texts.ended_event)
        begun = sprint_story.begun(reader, sprint_id, texts)
        events = sprint_story.events(reader, sprint_id, texts)
        return replay(FIRST, LAST, calendar.of_team(reader, 1), begun, events, now)

    return ws.read(query)


def act(ws: Workspace, dice: random.Random, keys: list[str]) -> None:
    """One thing that somebody does in a running sprint."""
    key = dice.choice(keys)
    match dice.randrange(6):
        case 0:
            sprint_scope.plan_items(ws, [key], "S-1", "needed")
        case 1:
            sprint_scope.unplan_items(ws, [key], "not now")
        case 2:
            items.edit_item(ws, key, {"estimate": dice.choice([None, 1, 2, 3, 5, 8])}, reason="better known")
        case 3:
            history.undo(ws)
        case _:
            item_moves.move_items(ws, [key], dice.choice(STATES), "because")


def play(ws: Workspace, seed: int, acts: int) -> list[Replay]:
    """A sprint of random acts from start to close; how it was told at the end of each day."""
    dice = random.Random(seed)
    pilot = a_pilot(ws, team=a_team(ws))
    keys = [an_item(ws, pilot, estimate=dice.choice([None, 1, 3, 8]), state="ready") for _ in range(6)]
    sprint_life.plan_sprint(ws, {"team": "T-01", "start": FIRST, "end": LAST, "goal": "G"})
    sprint_scope.plan_items(ws, keys[:4], "S-1")
    ws.clock = Clock(FIRST)
    sprint_life.start_sprint(ws, "S-1")
    told: list[Replay] = []
    for day in range((LAST - FIRST).days + 1):
        ws.clock = Clock(FIRST + timedelta(days=day))
        for _ in range(dice.randrange(acts)):
            if sprints.show_sprint(ws, "S-1").row.state != "active":
                history.redo(ws)  # the start itself was taken back
            with suppress(InputError, Refusal):
                act(ws, dice, keys)
        if sprints.show_sprint(ws, "S-1").row.state != "active":
            sprint_life.start_sprint(ws, "S-1")
            told.clear()
        found = sprints.tell_sprint(ws, "S-1")
        assert sprints.running_sprints(ws)["T-01"] == ("S-1", found.standing), (
            "the list says what the sprint's page says"
        )
        told.append(found.replay)
    left = sprints.show_sprint(ws, "S-1").left_over
    outcomes = (ItemOutcome.RETURNED, ItemOutcome.DROPPED)
    made = [LeftoverDecision(one.item_key, dice.choice(outcomes), "why") for one in left]
    sprint_life.close_sprint(ws, "S-1", made, "done")
    return told


@pytest.mark.parametrize("seed", range(3))
def test_events_told_again_give_the_frozen_record(either: Workspace, seed: int) -> None:
    told = play(either, seed, 5)
    found = sprints.show_sprint(either, "S-1")
    assert found.record is not None
    assert retold(either, found.row.id) == found.record.replay
    for earlier, later in itertools.pairwise(told):
        known = len(earlier.known) - 1
        assert later.known[:known] == earlier.known[:known]


def test_many_sprints(rounds: Callable[[int, int], int], tmp_path_factory: pytest.TempPathFactory) -> None:
    for seed in range(100, 100 + rounds(4, 300)):
        ws = make_store(str(tmp_path_factory.mktemp("story") / "pilotboard.db"))
        play(ws, seed, 6)
        found = sprints.show_sprint(ws, "S-1")
        assert found.record is not None
        assert retold(ws, found.row.id) == found.record.replay, seed
        ws.close()


def test_what_happens_after_the_close_changes_nothing(ws: Workspace) -> None:
    play(ws, 7, 4)
    before = sprints.show_sprint(ws, "S-1")
    assert before.record is not None
    for key in [one.item_key for one in before.items]:
        with suppress(InputError, Refusal):
            items.edit_item(ws, key, {"estimate": 99, "title": "Another"})
            item_moves.move_items(ws, [key], "ready")
    after = sprints.show_sprint(ws, "S-1")
    assert after.record == before.record
    assert retold(ws, after.row.id) == before.record.replay
    assert sprints.tell_sprint(ws, "S-1").replay == before.record.replay
