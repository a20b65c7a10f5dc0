from __future__ import annotations

import json
from datetime import UTC

import pytest
from hypothesis import given

from pilotboard.domain.canonical import canonical, digest_of
from pilotboard.domain.errors import DamagedData
from pilotboard.domain.leftovers import LeftoverDecision
from pilotboard.domain.sprint_events import SprintEvent, SprintStart
from pilotboard.domain.sprint_numbers import say_do
from pilotboard.domain.sprint_record import (
    ItemFacts,
    SprintFacts,
    read_record,
    record_text,
)
from pilotboard.domain.sprint_replay import Replay
from pilotboard.domain.sprint_states import ItemOutcome
from tests.domain.sprint_builders import EVENTS, NINE, STARTS, at, begun, event, told

FACTS = SprintFacts("S-4", "T-03", "Heron", "Goal “x”", "", "", NINE, at(16), UTC.tzname(None), 32.5)


def frozen(seen: Replay, start: SprintStart, decisions: tuple[LeftoverDecision, ...] = ()) -> str:
    items = [ItemFacts(end.item, f"Title of {end.item}", "P-07") for end in seen.items]
    return record_text(FACTS, seen, items, decisions, say_do(seen, {one.item: one.size for one in start.committed}))


@given(STARTS, EVENTS)
def test_replaying_the_events_up_to_the_close_gives_the_frozen_record(
    start: SprintStart, events: list[SprintEvent]
) -> None:
    text = frozen(told(events, until=at(16), start=start), start)
    record = read_record(text, digest_of(text))
    later = [*events, event(17, "a1", "done", order=900), event(17, "b1", "added", 8, order=901)]
    assert record.replay == told(later, until=at(16), start=start)
    assert frozen(record.replay, start) == text
    assert canonical(record.content) == text


def test_the_record_keeps_what_became_of_every_item() -> None:
    start = begun(3, 2)
    seen = told([event(6, "a1", "done"), event(7, "a3", "removed")], start=start)
    text = frozen(seen, start, (LeftoverDecision("a2", ItemOutcome.CARRIED, "nearly there"),))
    content = read_record(text, digest_of(text)).content
    kept = {item["key"]: (item["outcome"], item["reason"], item["title"]) for item in content["items"]}
    assert kept == {
        "a1": ("done", "", "Title of a1"),
        "a2": ("carried", "nearly there", "Title of a2"),
        "a3": ("removed", "", "Title of a3"),
    }
    assert content["say_do"]["done"] == [1, 2]
    assert content["goal"] == "Goal “x”"


def test_a_record_that_was_touched_is_refused() -> None:
    text = frozen(told(), begun())
    with pytest.raises(DamagedData, match="not the one that was frozen"):
        read_record(text.replace("Heron", "Otter"), digest_of(text))
    for other in ("[]", "{}", "{", json.dumps({"form": "pilotboard/sprint-record/9"}), '{"form": 1}'):
        with pytest.raises(DamagedData, match="cannot be read"):
            read_record(other, digest_of(other))


def test_the_digest_is_of_the_utf8_bytes() -> None:
    assert canonical({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": float("nan")})
