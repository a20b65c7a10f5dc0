"""What people do with support: ask for it for a pilot or an idea, answer, see how long answers take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.support import (
    SupportAnswer,
    SupportRow,
    SupportTime,
    check_note,
    check_waiting,
    support_subject,
    support_time,
)
from pilotboard.store.reading import support as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import SupportRequest
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[SupportRow], Any]] = {
    "waiting": lambda row: (not row.waiting, row.asked_on if row.waiting else -row.asked_on.toordinal(), row.id),
    "key": lambda row: row.id,
    "kind": lambda row: (row.kind, row.asked_on, row.id),
    "for": lambda row: (row.for_title.casefold(), row.asked_on, row.id),
}
"""What a list of requests can be sorted by; `waiting` begins with those that wait longest, then the newest answered."""


def list_support(
    ws: Workspace, filter_text: str = "", *, sort: str = "waiting", limit: int | None = None
) -> Page[SupportRow]:
    """The requests that meet the filter. Raises FilterError, InvalidInput for `sort`."""
    check_sort(sort, SORTS, "Requests for support")
    return page(ws, ws.read(reading.rows), filter_text, support_subject, SORTS[sort], limit)


def show_support(ws: Workspace, key: str) -> SupportRow:
    """One request. Raises NotFound."""
    return ws.read(lambda reader: _view(reader, lookup.numbered_id(reader, "support", key)))


def pilot_support(ws: Workspace, key: str) -> list[SupportRow]:
    """What is asked for a pilot and was asked for the idea it came from: what waits first."""
    return ws.read(lambda reader: reading.of_pilot(reader, lookup.numbered_id(reader, "pilot", key)))


def time_to_answer(ws: Workspace) -> SupportTime:
    """Days to an answer over all requests, and what waits."""
    return support_time(ws.read(reading.rows), ws.today())


def opened_support(row: SupportRow) -> Opened:
    """What a form over the request shows, to hand back with its changes."""
    return Opened(row.version, {"kind": row.kind, "text": row.text})


def ask_support(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Ask for support, for one pilot or one idea. `values` as in `drafts.support.SupportDraft`."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.support import SupportDraft

    draft = validate(SupportDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import support as writing

        pilot, idea = draft.pilot, draft.idea
        columns = {
            "kind": draft.kind,
            "text": draft.text,
            "pilot_id": None if pilot is None else lookup.numbered_id(tx.reader, "pilot", pilot),
            "idea_id": None if idea is None else lookup.numbered_id(tx.reader, "idea", idea),
        }
        row = writing.add(tx, columns)
        view = _view(tx.reader, row.stored_id)
        return Written(f"Asked for {view.kind} for {view.for_key} {view.for_title}.", (view.key, view.for_key))

    return ws.write("support.add", work, operation_id)


def edit_support(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change what is asked for, while there is no answer. Raises Refusal, Conflict."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.support import SupportChanges

    given = validate(SupportChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import support as writing

        row, view = _there(tx, key)
        check_waiting(view)
        values = settle(tx, row, view.key, given, opened_support(view).values, opened)
        changed = writing.edit(tx, row, values)
        said = f"Changed {view.key}." if changed else f"{view.key} was like that already."
        return Written(said, (view.key, view.for_key))

    return ws.write("support.edit", work, operation_id)


def answer_support(
    ws: Workspace, key: str, answer: SupportAnswer | str, note: str = "", operation_id: str | None = None
) -> Outcome:
    """Answer a request: granted, partly or declined; the last two need a note. Raises Refusal when it has an answer."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.support import SupportAnswerDraft

    draft = validate(SupportAnswerDraft, {"answer": answer, "note": note})
    check_note(draft.answer, draft.note)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import support as writing

        row, view = _there(tx, key)
        check_waiting(view)
        by, on = tx.intent.actor, tx.today
        writing.edit(tx, row, {"answer": draft.answer, "note": draft.note, "answered_on": on, "answered_by": by})
        said = "Granted in part" if draft.answer == SupportAnswer.PARTLY else draft.answer.capitalize()
        return Written(f"{said}: {view.key} for {view.for_key} {view.for_title}.", (view.key, view.for_key))

    return ws.write("support.answer", work, operation_id)


def reopen_support(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Take an answer back; the request waits again since the day it was asked."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import support as writing

        row, view = _there(tx, key)
        changed = writing.edit(tx, row, {"answer": None, "note": "", "answered_on": None, "answered_by": ""})
        return Written(
            f"Reopened {view.key}." if changed else f"{view.key} waits for an answer already.", (view.key, view.for_key)
        )

    return ws.write("support.reopen", work, operation_id)


def remove_support(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Delete a request that never was, a slip."""

    def work(tx: Tx) -> Written:
        row, view = _there(tx, key)
        tx.remove(row)
        return Written(f"Removed {view.key}.", (view.key, view.for_key))

    return ws.write("support.remove", work, operation_id)


def _there(tx: Tx, key: str) -> tuple[SupportRequest, SupportRow]:
    from pilotboard.store.writing import support as writing

    row_id = lookup.numbered_id(tx.reader, "support", key)
    return writing.request(tx, row_id), _view(tx.reader, row_id)


def _view(reader: Reader, row_id: int) -> SupportRow:
    return lookup.there("This request", reading.row(reader, row_id))
