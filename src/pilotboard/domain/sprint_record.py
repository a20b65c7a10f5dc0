"""The frozen record of a sprint: what all later reports read, whatever happens to its items afterwards.

The content is one JSON text in canonical form (sorted keys, no blanks, no rounding); the digest is the SHA-256 of
its UTF-8 bytes. Corrections are dated amendments beside it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from pilotboard.domain.canonical import canonical, digest_of
from pilotboard.domain.errors import DamagedData
from pilotboard.domain.sprint_events import ScopeKind, Tally
from pilotboard.domain.sprint_replay import DayPoint, ItemEnd, Replay, ScopeChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pilotboard.domain.leftovers import LeftoverDecision
    from pilotboard.domain.sprint_numbers import SayDo

FORM: Final = "pilotboard/sprint-record/1"


@dataclass(frozen=True, slots=True)
class SprintFacts:
    """What a record keeps of the sprint beside its replay. Moments are aware, ``time_zone`` is an IANA name."""

    key: str
    team_key: str
    team: str
    goal: str
    prediction: str
    result: str
    started_at: datetime
    ended_at: datetime
    time_zone: str
    person_days: float | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a record keeps of an item beside its replay: how it was called, and its estimate at the start."""

    key: str
    title: str
    pilot_key: str
    size_committed: int | None = None


@dataclass(frozen=True, slots=True)
class SprintRecord:
    """A record as it is read back. ``content`` is its document, ``digest`` what it must hash to."""

    text: str
    digest: str
    content: Mapping[str, Any]
    replay: Replay


def record_text(
    facts: SprintFacts,
    told: Replay,
    items: Iterable[ItemFacts],
    decisions: Iterable[LeftoverDecision],
    said_done: SayDo,
) -> str:
    """The canonical text of the record, from the replay up to the close and every leftover's decision."""
    named = {item.key: item for item in items}
    decided = {decision.item_key: decision for decision in decisions}
    content = {
        "form": FORM,
        "key": facts.key,
        "team": facts.team_key,
        "team_name": facts.team,
        "goal": facts.goal,
        "prediction": facts.prediction,
        "result": facts.result,
        "start": told.start.isoformat(),
        "end": told.end.isoformat(),
        "started_at": _moment(facts.started_at),
        "ended_at": _moment(facts.ended_at),
        "time_zone": facts.time_zone,
        "person_days": facts.person_days,
        "committed": list(told.committed),
        "scope": list(told.scope),
        "done": list(told.done),
        "finished": list(told.finished),
        "reopened": told.reopened,
        "say_do": {
            "committed": list(said_done.committed),
            "done": list(said_done.done),
            "added_done": list(said_done.added_done),
            "finished_late": list(said_done.finished_late),
        },
        "days": [_day(day) for day in told.days],
        "changes": [_change(change) for change in told.changes],
        "items": [_item(end, named.get(end.item), decided.get(end.item)) for end in told.items],
    }
    return canonical(content)


def read_record(text: str, digest: str) -> SprintRecord:
    """A stored record. Raises ``DamagedData`` when it is not the text that was frozen, or cannot be understood."""
    if digest_of(text) != digest:
        hint = "Compare it with a backup: pilotboard doctor tells the newest good one."
        raise DamagedData("The record of this sprint is not the one that was frozen.", "It was left as it is.", hint)
    try:
        content = json.loads(text)
        if content["form"] != FORM:
            raise ValueError(content["form"])
        told = _replay(content)
    except (ValueError, KeyError, TypeError, IndexError) as fault:
        message = "The record of this sprint cannot be read."
        raise DamagedData(message, "It was left as it is.", "A newer pilotboard may have written it.") from fault
    return SprintRecord(text, digest, content, told)


def said_done_of(record: SprintRecord) -> SayDo:
    """What was said and done, as it was frozen."""
    from pilotboard.domain.sprint_numbers import SayDo

    kept = {name: Tally(*pair) for name, pair in record.content["say_do"].items()}
    return SayDo(kept["committed"], kept["done"], kept["added_done"], kept["finished_late"])


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _pair(tally: Tally | None) -> list[float] | None:
    return None if tally is None else list(tally)


def _day(day: DayPoint) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "weight": day.weight,
        "ideal": list(day.ideal),
        "scope": _pair(day.scope),
        "done": _pair(day.done),
        "late": day.late,
    }


def _change(change: ScopeChange) -> dict[str, Any]:
    return {
        "at": _moment(change.at),
        "day": change.day.isoformat(),
        "kind": change.kind.value,
        "item": change.item,
        "change": list(change.change),
        "reason": change.reason,
    }


def _item(end: ItemEnd, named: ItemFacts | None, decided: LeftoverDecision | None) -> dict[str, Any]:
    outcome = "done" if end.done else decided.outcome.value if decided else "removed" if not end.inside else None
    return {
        "key": end.item,
        "title": named.title if named else "",
        "pilot": named.pilot_key if named else "",
        "committed": end.committed,
        "size_committed": named.size_committed if named else None,
        "size": end.size,
        "inside": end.inside,
        "done_on": end.done_on.isoformat() if end.done_on else None,
        "outcome": outcome,
        "reason": decided.reason if decided else "",
    }


def _tally(pair: list[float] | None) -> Tally | None:
    return None if pair is None else Tally(pair[0], pair[1])


def _replay(content: Mapping[str, Any]) -> Replay:
    days = [
        DayPoint(
            date.fromisoformat(day["day"]),
            day["weight"],
            Tally(*day["ideal"]),
            _tally(day["scope"]),
            _tally(day["done"]),
            day["late"],
        )
        for day in content["days"]
    ]
    changes = [
        ScopeChange(
            datetime.fromisoformat(one["at"]),
            date.fromisoformat(one["day"]),
            ScopeKind(one["kind"]),
            one["item"],
            Tally(*one["change"]),
            one["reason"],
        )
        for one in content["changes"]
    ]
    items = [
        ItemEnd(
            one["key"],
            one["committed"],
            one["inside"],
            one["size"],
            date.fromisoformat(one["done_on"]) if one["done_on"] else None,
        )
        for one in content["items"]
    ]
    start, end = date.fromisoformat(content["start"]), date.fromisoformat(content["end"])
    return Replay(
        start, end, Tally(*content["committed"]), tuple(days), tuple(changes), tuple(items), content["reopened"]
    )
