"""The life of a sprint: planned, started, changed, closed or cancelled, amended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pilotboard.domain.canonical import digest_of
from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.keys import sprint_key
from pilotboard.domain.leftovers import LeftoverDecision, check_leftovers
from pilotboard.domain.sprint_numbers import say_do
from pilotboard.domain.sprint_record import ItemFacts, SprintFacts, record_text
from pilotboard.domain.sprint_rules import (
    check_amend,
    check_cancel,
    check_close,
    check_dates,
    check_overlap,
    check_start,
)
from pilotboard.domain.sprint_states import SprintState
from pilotboard.domain.sprints import SprintRow
from pilotboard.domain.text import folded
from pilotboard.store.reading import sprints as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup, sprints
from pilotboard.usecases.editing import settle
from pilotboard.usecases.item_writing import checked_line
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Sprint
    from pilotboard.store.writing.unit import Tx


def plan_sprint(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Plan a sprint of a team. `values` as in `drafts.sprints.SprintDraft`. Raises InvalidInput for its days."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sprints import SprintDraft

    draft = validate(SprintDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sprints as writing

        team_id = lookup.numbered_id(tx.reader, "team", draft.team)
        check_dates(draft.start, draft.end)
        check_overlap(draft.start, draft.end, reading.rows(tx.reader, team_id))
        row = writing.add(tx, team_id, draft.start, draft.end, draft.given())
        return Written(f"Planned {sprint_key(row.number)}.", (sprint_key(row.number),))

    return ws.write("sprints.add", work, operation_id)


def edit_sprint(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change goal, days, prediction or result; of a closed sprint nothing (an amendment stands beside its record)."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sprints import SprintChanges

    given = validate(SprintChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sprints as writing

        row, view = open_sprint(tx, key)
        check_scope_free(view)
        found = sprints.opened_sprint(sprints.detail(tx.reader, row.stored_id)).values
        values = settle(tx, row, view.key, given, found, opened)
        first, last = values.get("start", view.start), values.get("end", view.end)
        if ("start" in values or "end" in values) and isinstance(first, date) and isinstance(last, date):
            check_dates(first, last)
            others = [one for one in reading.rows(tx.reader, row.team_id) if one.id != row.stored_id]
            check_overlap(first, last, others)
        columns = {_COLUMNS.get(name, name): value for name, value in values.items()}
        changed = writing.edit(tx, row, columns)
        return Written(f"Changed {view.key}." if changed else f"{view.key} was like that already.", (view.key,))

    return ws.write("sprints.edit", work, operation_id)


_COLUMNS = {"start": "start_on", "end": "end_on"}


def check_scope_free(view: SprintRow) -> None:
    """A sprint that is over is not edited. Raises Refusal."""
    if view.state in {SprintState.CLOSED, SprintState.CANCELLED}:
        check_close(view)


def remove_sprint(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Remove a sprint that never started. Raises Refusal for one that did."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sprints as writing

        row, view = open_sprint(tx, key)
        writing.remove(tx, row)
        return Written(f"Removed {view.key}.", (view.key,))

    return ws.write("sprints.remove", work, operation_id)


def start_sprint(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Start: what is in it now is the commitment, stored for good. One sprint of a team is active at a time."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sprints as writing

        row, view = open_sprint(tx, key)
        check_start(view, reading.rows(tx.reader, row.team_id))
        count = writing.start(tx, row)
        return Written(f"Started {view.key} with {count} {'item' if count == 1 else 'items'}.", (view.key,))

    return ws.write("sprints.start", work, operation_id)


def close_sprint(
    ws: Workspace,
    key: str,
    decisions: Iterable[LeftoverDecision],
    result: str | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Close: every leftover decided, the record frozen. Carried items go to the next planned sprint of the team.

    Raises InvalidInput that names each leftover without a decision; nothing is saved then.
    """
    made = list(decisions)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sprints as writing

        row, view = open_sprint(tx, key)
        check_close(view)
        if result is not None:
            writing.edit(tx, row, {"result": result})
        inside = reading.items(tx.reader, row.stored_id)
        following = _next_planned(tx, row)
        name = None if following is None else sprint_key(following.number)
        left = [one.item_key for one in inside if one.left_over]
        decided = check_leftovers(left, made, next_sprint=name)
        last_event = writing.newest_event(tx)
        text = _record(tx.reader, ws, row, view, decided, last_event)
        by_key = {item_key: lookup.item_id(tx.reader, item_key) for item_key in left}
        writing.freeze(tx, row, text, digest_of(text))
        writing.edit(tx, row, {"ended_event": last_event})
        writing.close(tx, row, decided, by_key, following)
        done = sum(1 for one in inside if one.inside) - len(left)
        return Written(f"Closed {view.key}: {done} done, {len(left)} left over.", (view.key,))

    return ws.write("sprints.close", work, operation_id)


def cancel_sprint(ws: Workspace, key: str, reason: str, operation_id: str | None = None) -> Outcome:
    """Cancel with a reason; its items go back, and it is left out of every history sample."""
    why = checked_line("reason", reason)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import sprints as writing

        row, view = open_sprint(tx, key)
        check_cancel(view, why)
        writing.cancel(tx, row, why)
        return Written(f"Cancelled {view.key}.", (view.key,))

    return ws.write("sprints.cancel", work, operation_id)


def note_day(ws: Workspace, key: str, text: str, day: date | None = None, operation_id: str | None = None) -> Outcome:
    """Write down what was said at the daily check-in, under the actor's name."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sprints import DailyNoteDraft

    draft = validate(DailyNoteDraft, {"text": text, "day": day})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing.tables import DailyNote

        row, view = open_sprint(tx, key)
        check_scope_free(view)
        day = draft.day or tx.today
        note = DailyNote(sprint_id=row.stored_id, on_day=day, author=tx.intent.actor, text=draft.text)
        note.folded = folded(draft.text)
        tx.add(note)
        return Written(f"Noted in {view.key}.", (view.key,))

    return ws.write("sprints.note", work, operation_id)


def amend_sprint(ws: Workspace, key: str, text: str, operation_id: str | None = None) -> Outcome:
    """Put a dated correction beside the record of a closed sprint."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.sprints import AmendmentDraft

    draft = validate(AmendmentDraft, {"text": text})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing.tables import Amendment

        row, view = open_sprint(tx, key)
        check_amend(view)
        tx.add(Amendment(sprint_id=row.stored_id, at=tx.now, author=tx.intent.actor, text=draft.text))
        return Written(f"Amended {view.key}.", (view.key,))

    return ws.write("sprints.amend", work, operation_id)


def open_sprint(tx: Tx, key: str) -> tuple[Sprint, SprintRow]:
    """A sprint to write to, and its line. Raises NotFound."""
    from pilotboard.store.writing import sprints as writing

    row = writing.sprint(tx, lookup.numbered_id(tx.reader, "sprint", key))
    return row, sprint_view(tx.reader, row.stored_id)


def sprint_view(reader: Reader, sprint_id: int) -> SprintRow:
    """The line of a sprint. Raises NotFound."""
    return lookup.there("This sprint", reading.row(reader, sprint_id))


def _next_planned(tx: Tx, row: Sprint) -> Sprint | None:
    from pilotboard.store.writing.tables import Sprint as Table

    planned = tx.by(Table, team_id=row.team_id, state=SprintState.PLANNED)
    return min(planned, key=lambda one: (one.start_on or date.max, one.number), default=None)


def _record(
    reader: Reader,
    ws: Workspace,
    row: Sprint,
    view: SprintRow,
    decided: Sequence[LeftoverDecision],
    last_event: int,
) -> str:
    """The text of the record: the sprint told up to this moment, before the leftovers move."""
    told = sprints.told(reader, row.stored_id, ws.now(), last_event)
    inside = reading.items(reader, row.stored_id)
    room = sprints.capacity_of(reader, row.team_id, row.start_on or ws.today(), row.end_on or ws.today())
    facts = SprintFacts(
        key=view.key,
        team_key=view.team_key,
        team=view.team,
        goal=view.goal,
        prediction=row.prediction,
        result=row.result,
        started_at=row.started_at or ws.now(),
        ended_at=ws.now(),
        time_zone=lookup.zone_name(reader),
        person_days=room.person_days,
    )
    items = [ItemFacts(one.item_key, one.title, one.pilot_key, one.size_committed) for one in inside]
    sizes = {one.item_key: one.size_committed for one in inside}
    return record_text(facts, told.replay, items, decided, say_do(told.replay, sizes))
