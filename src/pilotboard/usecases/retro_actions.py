"""The actions of retrospectives: agreed, carried on, done, let go, made an item of the backlog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.keys import action_key
from pilotboard.domain.people import PersonRole
from pilotboard.domain.retro_filter import action_subject
from pilotboard.domain.retros import ActionRow, RetroPhase, check_action, times
from pilotboard.store.reading import retros as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.item_writing import checked_line, key_of, person_key_of
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import RetroAction
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[ActionRow], Any]] = {
    "age": lambda row: (not row.open, row.agreed_on, row.id),
    "due": lambda row: (not row.open, row.due or date.max, row.id),
    "key": lambda row: row.id,
    "team": lambda row: (row.team.casefold(), not row.open, row.agreed_on, row.id),
}
"""What a list of actions can be sorted by; `age`: open ones first, the oldest of them first."""


def list_actions(
    ws: Workspace, filter_text: str = "", *, sort: str = "age", limit: int | None = None
) -> Page[ActionRow]:
    """The actions that meet the filter; a leader sees those that were released. Raises FilterError, InvalidInput."""
    check_sort(sort, SORTS, "Actions")
    actor = ws.actor

    def query(reader: Reader) -> list[ActionRow]:
        rows = reading.actions(reader)
        if actor.role == PersonRole.LEADER:
            told = reading.released_to(reader, actor.person_id, ws.today())
            rows = [row for row in rows if row.retro_key in told or row.owner == actor.name]
        return rows

    return page(ws, ws.read(query), filter_text, action_subject, SORTS[sort], limit)


def show_action(ws: Workspace, key: str) -> ActionRow:
    """One action. Raises NotFound."""
    return ws.read(lambda reader: _view(reader, lookup.numbered_id(reader, "action", key)))


def opened_action(row: ActionRow) -> Opened:
    """What a form over the action shows, to hand back with its changes."""
    return Opened(row.version, {"text": row.text, "owner": row.owner_key, "due": row.due})


def add_action(ws: Workspace, retro: str, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Agree on an action (as in `drafts.retros.RetroActionDraft`): what, one owner, a day. Raises Refusal when over."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.retros import RetroActionDraft

    draft = validate(RetroActionDraft, values)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import retros as writing

        row = writing.retro(tx, lookup.numbered_id(tx.reader, "retrospective", retro))
        if row.phase == RetroPhase.CLOSED:
            raise Refusal(f"{retro} is closed.", "Nothing was added.", "Open the next one to agree on more.", retro)
        owner = _owner(tx, ws, draft.owner)
        check_action(draft.text, draft.owner, draft.due, row.on_day)
        added = writing.add_action(tx, row, draft.text, owner, draft.due)
        key = action_key(added.number)
        return Written(f"Agreed on {key} {draft.text}.", (key,))

    return ws.write("actions.add", work, operation_id)


def edit_action(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change text, owner or day. Raises Conflict when somebody changed the same field meanwhile."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.retros import RetroActionChanges

    given = validate(RetroActionChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import retros as writing

        row, view = _open(tx, key)
        wanted = dict(given)
        if "owner" in given:
            wanted["owner"] = person_key_of(tx, _owner(tx, ws, given["owner"]))
        values = settle(tx, row, view.key, wanted, opened_action(view).values, opened)
        text, owner = str(values.get("text", view.text)), values.get("owner", view.owner_key)
        due = values.get("due", view.due)
        if values:
            check_action(text, str(owner or ""), due if isinstance(due, date) else None, view.agreed_on)
        columns: dict[str, object] = {"text": text, "due_on": due}
        if "owner" in values:
            columns["owner_id"] = _owner(tx, ws, str(owner))
        changed = writing.edit_action(tx, row, **columns)
        return Written(f"Changed {view.key}." if changed else f"{view.key} was like that already.", (view.key,))

    return ws.write("actions.edit", work, operation_id)


def finish_action(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """It is done, today. Raises Refusal for one that is not open."""

    def change(tx: Tx, row: RetroAction, view: ActionRow) -> str:
        tx.change(row, done_on=max(tx.today, row.agreed_on))
        return f"Done: {view.key}, after {view.age_days(tx.today)} days."

    return _on_open(ws, "actions.done", key, change, operation_id)


def drop_action(ws: Workspace, key: str, reason: str, operation_id: str | None = None) -> Outcome:
    """Let it go, with a reason."""
    why = checked_line("reason", reason)
    if not why:
        raise InvalidInput("Say why it is let go.", "Nothing was changed.", field="reason")

    def change(tx: Tx, row: RetroAction, view: ActionRow) -> str:
        tx.change(row, drop_reason=why)
        return f"Let {view.key} go."

    return _on_open(ws, "actions.drop", key, change, operation_id)


def carry_action(ws: Workspace, key: str, due: date, operation_id: str | None = None) -> Outcome:
    """Carry it on to a new day; it counts how often. Raises InvalidInput for a day that has passed."""

    def change(tx: Tx, row: RetroAction, view: ActionRow) -> str:
        if due < tx.today:
            raise InvalidInput(f"The day {due.isoformat()} has passed.", "Nothing was changed.", field="due")
        tx.change(row, carried=row.carried + 1, due_on=due)
        return f"Carried {view.key} on, {times(row.carried)} by now, to {due.isoformat()}."

    return _on_open(ws, "actions.carry", key, change, operation_id)


def item_from_action(ws: Workspace, key: str, pilot: str | None = None, operation_id: str | None = None) -> Outcome:
    """Make it an item of the backlog, with its owner and day; they stay linked.

    It goes to the team's pilot, which has to be named when there are several (InvalidInput tells them).
    """

    def change(tx: Tx, row: RetroAction, view: ActionRow) -> str:
        from pilotboard.store.writing import items

        if view.item_key is not None:
            raise Refusal(f"{view.key} is {view.item_key} in the backlog already.", "Nothing was changed.")
        pilot_id = lookup.numbered_id(tx.reader, "pilot", pilot) if pilot else _only_pilot(tx, row)
        item = items.add(
            tx,
            pilot_id,
            items.NewItem(
                view.text,
                description=f"{view.key}, agreed in {view.retro_key}",
                assignee_id=row.owner_id,
                due_on=row.due_on,
            ),
        )
        tx.change(row, item_id=item.stored_id)
        return f"Added {key_of(tx, item)} from {view.key}."

    return _on_open(ws, "actions.item", key, change, operation_id)


def team_pilots(ws: Workspace, key: str) -> list[tuple[str, str]]:
    """The pilots that the team of an action works on: (key, title)."""
    from pilotboard.store.reading import pilots

    def query(reader: Reader) -> list[tuple[str, str]]:
        view = _view(reader, lookup.numbered_id(reader, "action", key))
        return [(row.key, row.title) for row in pilots.rows(reader) if row.team_key == view.team_key and row.at_work]

    return ws.read(query)


def _only_pilot(tx: Tx, row: RetroAction) -> int:
    found = reading.open_pilots(tx.reader, row.team_id)
    if len(found) == 1:
        return found[0]
    message = "The team works on several pilots." if found else "The team works on no pilot."
    raise InvalidInput(message, "Nothing was changed.", "Say into which pilot the item goes.", field="pilot")


def _owner(tx: Tx, ws: Workspace, said: str | None) -> int:
    found = lookup.person_id(tx.reader, said, ws.actor.person_id)
    if found is None:
        hint = "Name the one person who sees to it; others may help."
        raise InvalidInput("An action needs an owner.", "Nothing was changed.", hint, field="owner")
    return found


def _on_open(
    ws: Workspace,
    action: str,
    key: str,
    change: Callable[[Tx, RetroAction, ActionRow], str],
    operation_id: str | None,
) -> Outcome:
    def work(tx: Tx) -> Written:
        row, view = _open(tx, key)
        if not view.open:
            how = "done already" if view.done_on is not None else "let go already"
            raise Refusal(f"{view.key} is {how}.", "Nothing was changed.", at=view.key)
        said = change(tx, row, view)
        after = _view(tx.reader, row.stored_id)
        return Written(said, (view.key, *filter(None, [after.item_key])))

    return ws.write(action, work, operation_id)


def _open(tx: Tx, key: str) -> tuple[RetroAction, ActionRow]:
    from pilotboard.store.writing import retros as writing

    row = writing.action(tx, lookup.numbered_id(tx.reader, "action", key))
    return row, _view(tx.reader, row.stored_id)


def _view(reader: Reader, row_id: int) -> ActionRow:
    return lookup.there("This action", reading.action(reader, row_id))
