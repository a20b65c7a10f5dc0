"""Writing what an import brings, set by set."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pilotboard.domain.intake_report import IntakeReport
from pilotboard.domain.items import ItemState
from pilotboard.domain.sprint_states import ItemOutcome, SprintOrigin, SprintState
from pilotboard.domain.text import folded
from pilotboard.store.reading import intake as reading
from pilotboard.store.writing.tables import (
    Counter,
    Feedback,
    FeedbackTheme,
    ImportBatch,
    ImportLink,
    ImportMap,
    Label,
    Sprint,
    SprintItem,
    Theme,
)

if TYPE_CHECKING:
    from pilotboard.domain.intake import IncomingItem, IncomingSprint
    from pilotboard.store.writing.unit import Tx

_TITLE = 200


def begin_batch(tx: Tx, file_name: str, report: IntakeReport, source: str) -> str:
    """Give the import its name, which is also on the journal entry."""
    batch = f"B-{tx.next_number('import')}"
    tx.under_batch(batch)
    tx.add(
        ImportBatch(
            batch=batch,
            file_name=file_name,
            preset=report.preset,
            target=report.target.value,
            source=source,
            at=tx.now,
            actor=tx.intent.actor,
            counts=json.dumps(report.counts),
        )
    )
    return batch


def link(tx: Tx, source: str, table: str, rows: Iterable[tuple[str, str, str, int]]) -> None:
    """Remember which row stands for which foreign thing: (container, external id, hash, row id)."""
    known = list(rows)
    tx.bulk_fill(
        ImportLink,
        {
            "source": [source] * len(known),
            "container": [one[0] for one in known],
            "external_id": [one[1] for one in known],
            "table_name": [table] * len(known),
            "row_hash": [one[2] for one in known],
            "row_id": [one[3] for one in known],
            "version": [1] * len(known),
        },
    )


def relink(tx: Tx, hashes: Mapping[int, str]) -> None:
    """Remember what the file says now about things known before, by the id of the link."""
    tx.bulk_set(ImportLink, {link_id: {"row_hash": row_hash} for link_id, row_hash in hashes.items()})


def add_sprints(tx: Tx, team_id: int, sprints: Sequence[IncomingSprint]) -> list[int]:
    """Store sprints of the past; returns their ids in order."""
    first = _take_numbers(tx, "sprint", len(sprints))
    rows = []
    for number, sprint in enumerate(sprints, first):
        cancelled = sprint.state == "cancelled"
        goal = " ".join(sprint.goal.split())[:_TITLE]
        rows.append(
            {
                "number": number,
                "team_id": team_id,
                "name": sprint.name,
                "goal": goal,
                "prediction": "",
                "result": "",
                "state": SprintState.CANCELLED if cancelled else SprintState.CLOSED,
                "origin": SprintOrigin.IMPORT,
                "start_on": sprint.start,
                "end_on": sprint.end,
                "cancel_reason": "Cancelled where it came from." if cancelled else "",
                "created_at": tx.now,
                "version": 1,
                "folded": folded(goal),
            }
        )
    return tx.bulk_insert(Sprint, rows)


def add_memberships(
    tx: Tx, items: Iterable[tuple[int, IncomingItem]], known: Mapping[tuple[str, str], int], made: set[int]
) -> None:
    """Put items into the sprints they went through. Sprints that were there before (not `made` now) stay as they are.

    `known` are the ids of sprints by container and name.
    """
    rows = []
    for row_id, item in items:
        chain = [known.get((item.container, name)) for name in item.sprints]
        for place, sprint_id in enumerate(chain):
            if sprint_id is None or sprint_id not in made:
                continue
            last = place == len(chain) - 1
            rows.append(
                {
                    "sprint_id": sprint_id,
                    "item_id": row_id,
                    "committed": False,
                    "carried_from": next((one for one in reversed(chain[:place]) if one is not None), None),
                    "added_at": item.created_at or tx.now,
                    "added_reason": "",
                    "removed_reason": "",
                    "outcome": _outcome(item) if last else ItemOutcome.CARRIED,
                    "outcome_reason": "",
                    "next_sprint": None if last else chain[place + 1],
                    "version": 1,
                }
            )
    tx.bulk_insert(SprintItem, rows)


def _outcome(item: IncomingItem) -> ItemOutcome:
    known = {ItemState.DONE: ItemOutcome.DONE, ItemState.DROPPED: ItemOutcome.DROPPED}
    return known.get(item.state or ItemState.BACKLOG, ItemOutcome.RETURNED)


def add_voices(tx: Tx, rows: Sequence[Mapping[str, Any]], themes: Sequence[Sequence[str]]) -> list[int]:
    """Log voices, columns with their themes; returns their ids in order."""
    first = _take_numbers(tx, "feedback", len(rows))
    fixed = {
        "status": "new",
        "answer": "",
        "identity": "anonymous",
        "version": 1,
        "created_at": tx.now,
        "logged_by": tx.intent.actor,
    }
    ids = tx.bulk_insert(Feedback, [{**fixed, "number": number, **row} for number, row in enumerate(rows, first)])
    give_themes(tx, list(zip(ids, themes, strict=True)))
    return ids


def change_voices(tx: Tx, changes: Mapping[int, Mapping[str, object]]) -> None:
    """Change columns of voices, each its own."""
    tx.bulk_set(Feedback, changes)


def give_themes(tx: Tx, voices: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Give voices themes that they have not got."""
    known = words_of(tx, Theme, {folded(name): name[:60] for _, names in voices for name in names})
    rows = [
        {"feedback_id": row_id, "theme_id": known[name]}
        for row_id, names in voices
        for name in dict.fromkeys(map(folded, names))
    ]
    tx.bulk_insert(FeedbackTheme, rows)


def words_of(tx: Tx, table: type[Label | Theme], wanted: Mapping[str, str]) -> dict[str, int]:
    """The ids of labels or themes by folded name; unknown ones are made."""
    known = reading.words(tx.reader, str(table.__tablename__)) if wanted else {}
    missing = [name for name in wanted if name not in known]
    made = tx.bulk_insert(table, [{"name": wanted[name], "folded": name} for name in missing])
    return {**known, **dict(zip(missing, made, strict=True))}


def _take_numbers(tx: Tx, counter: str, count: int) -> int:
    """Take so many numbers of a counter; returns the first."""
    first = tx.next_number(counter)
    if count > 1:
        tx.take(tx.by(Counter, name=counter)[0], "next", count - 1)
    return first


def keep_map(tx: Tx, name: str, content: str) -> bool:
    """Save a map under its name, over one of that name; False when it was like that already."""
    row_id = reading.map_id(tx.reader, name)
    row = None if row_id is None else tx.get(ImportMap, row_id)
    if row is None:
        tx.add(ImportMap(name=name, content=content))
        return True
    return tx.change(row, content=content)
