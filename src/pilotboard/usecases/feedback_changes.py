"""Writing the early-feedback log down: add, edit, remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.feedback import FeedbackRow, FeedbackStatus
from pilotboard.domain.keys import Numbered, feedback_key, parse_key
from pilotboard.store.reading import feedback as reading
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.feedback import fields_of
from pilotboard.usecases.item_writing import listed, person_key_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Feedback
    from pilotboard.store.writing.unit import Tx


def add_feedback(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Log a voice. `values` as in `drafts.feedback.FeedbackDraft`; heard today when no day is given."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.feedback import FeedbackDraft

    draft = validate(FeedbackDraft, {"on": ws.today(), **values})
    _refuse_to_come(draft.on, ws.today())

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import feedback as writing

        given = {name: getattr(draft, name) for name in type(draft).model_fields if name not in {"pilot", "themes"}}
        columns = _columns(tx, ws, given)
        columns["pilot_id"] = lookup.numbered_id(tx.reader, "pilot", draft.pilot)
        row = writing.add(tx, columns, draft.themes)
        key = feedback_key(row.number)
        return Written(f"Logged {key}.", (key,))

    return ws.write("feedback.add", work, operation_id)


def edit_feedback(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of a voice (as in `drafts.feedback.FeedbackChanges`). Raises Conflict for the same field."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.feedback import FeedbackChanges

    given = validate(FeedbackChanges, changes).given()
    _refuse_to_come(given.get("on"), ws.today())

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import feedback as writing

        row, view = voice(tx, key)
        if "owner" in given:
            owner = lookup.person_id(tx.reader, given["owner"], ws.actor.person_id)
            given["owner"] = person_key_of(tx, owner)
        if view.status == FeedbackStatus.PASSED_ON:
            hint = "Log what was said anew if it shall be kept after all."
            raise Refusal(f"{view.key} was passed on and is not kept here.", "Nothing was saved.", hint, view.key)
        given.update(_as_keys(tx, given))
        values = settle(tx, row, view.key, given, fields_of(view), opened)
        themes = values.pop("themes", None)
        if "good_end" in values:
            values.setdefault("scale_low", row.scale_low)
        changed = writing.edit(tx, row, _columns(tx, ws, values)) if values else False
        if isinstance(themes, tuple | list) and writing.set_themes(tx, row, themes):
            changed = True
        return Written(f"Changed {view.key}." if changed else f"{view.key} was like that already.", (view.key,))

    return ws.write("feedback.edit", work, operation_id)


def _refuse_to_come(day: object, today: date) -> None:
    if isinstance(day, date) and day > today:
        raise InvalidInput(
            f"{day.isoformat()} is still to come.", "Nothing was saved.", "When was it heard?", field="on"
        )


def _as_keys(tx: Tx, given: Mapping[str, Any]) -> dict[str, object]:
    """Sites, sprints and items as the keys that are compared, whichever way they were named."""
    kinds: tuple[Numbered, ...] = ("site", "sprint")
    found: dict[str, object] = {
        kind: lookup.key_of(tx.reader, kind, given[kind]) for kind in kinds if given.get(kind) is not None
    }
    if given.get("item") is not None:
        found["item"] = str(parse_key(given["item"], "item"))
    return found


def _columns(tx: Tx, ws: Workspace, values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as columns: keys and names become ids."""
    columns: dict[str, Any] = {}
    for name, value in values.items():
        match name:
            case "on" if value is None:
                continue
            case "on":
                columns["on_day"] = value
            case "site":
                columns["site_id"] = None if value is None else lookup.numbered_id(tx.reader, "site", value)
            case "sprint":
                columns["sprint_id"] = None if value is None else lookup.numbered_id(tx.reader, "sprint", value)
            case "item":
                columns["item_id"] = None if value is None else lookup.item_id(tx.reader, value)
            case "owner":
                columns["owner_id"] = lookup.person_id(tx.reader, value, ws.actor.person_id)
            case "severity":
                columns["severity"] = int(value)
            case "good_end":
                columns["good_end"] = value if values.get("scale_low") is not None else None
            case _:
                columns[name] = value
    return columns


def remove_feedback(ws: Workspace, keys: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Delete voices; undo brings them back (`redact` takes a text out of everything)."""

    def change(tx: Tx, row: Feedback, _view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        writing.remove(tx, row)
        return True

    return each(ws, "feedback.remove", keys, change, "Removed {}.", operation_id)


def voice(tx: Tx, key: str) -> tuple[Feedback, FeedbackRow]:
    """A voice by its key: the row to write and the view to judge by. Raises NotFound."""
    from pilotboard.store.writing import feedback as writing

    row = writing.voice(tx, lookup.numbered_id(tx.reader, "feedback", key))
    return row, reading.by_ids(tx.reader, [row.stored_id])[0]


def each(
    ws: Workspace,
    action: str,
    keys: Sequence[str],
    change: Callable[[Tx, Feedback, FeedbackRow], bool],
    said: str,
    operation_id: str | None,
) -> Outcome:
    """One change to each of several voices, as one intent; `said` has room for the keys of those changed."""

    def work(tx: Tx) -> Written:
        touched = []
        for key in dict.fromkeys(keys):
            row, view = voice(tx, key)
            if change(tx, row, view):
                touched.append(view.key)
        if not touched:
            return Written(f"Nothing to change: {listed(list(keys))}.", tuple(keys))
        return Written(said.format(listed(touched)), tuple(touched))

    return ws.write(action, work, operation_id)
