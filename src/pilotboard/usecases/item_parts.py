"""What hangs on items: notes, links, the lines of the checklist, labels.

A part is named by its `id` in the views (`NoteView`, `LinkView`, `CriterionView`) beside the key of its item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import NotFound, Refusal
from pilotboard.domain.text import folded, shortened
from pilotboard.usecases import lookup
from pilotboard.usecases.item_writing import each, key_of, words_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import AcceptanceCriterion, BacklogItem, ItemLink, ItemNote
    from pilotboard.store.writing.unit import Tx

    Part = TypeVar("Part", AcceptanceCriterion, ItemLink, ItemNote)


def add_note(ws: Workspace, key: str, text: str, operation_id: str | None = None) -> Outcome:
    """Write a note under the actor's name."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.items import NoteDraft

    draft = validate(NoteDraft, {"text": text})

    def change(tx: Tx, row: BacklogItem, name: str) -> str:
        from pilotboard.store.writing import items as writing

        writing.add_note(tx, row, draft.text)
        return f"Noted on {name}."

    return _on_item(ws, "items.note", key, change, operation_id)


def remove_note(ws: Workspace, key: str, note: int, operation_id: str | None = None) -> Outcome:
    """Take away a note of one's own. Raises Refusal for somebody else's."""

    def change(tx: Tx, row: BacklogItem, name: str) -> str:
        from pilotboard.store.writing.tables import ItemNote

        found = _part(tx, ItemNote, row, note, "note")
        if found.author != tx.intent.actor:
            raise Refusal(
                f"That note is {found.author}'s.", kept="It stays.", hint="Write your own beside it.", at=name
            )
        tx.remove(found)
        return f"Removed your note from {name}."

    return _on_item(ws, "items.note.remove", key, change, operation_id)


def add_link(ws: Workspace, key: str, url: str, title: str = "", operation_id: str | None = None) -> Outcome:
    """Hang a web address on an item. Raises InvalidInput for what is no address."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.items import LinkDraft

    draft = validate(LinkDraft, {"url": url, "title": title})

    def change(tx: Tx, row: BacklogItem, name: str) -> str:
        from pilotboard.store.writing import items as writing

        writing.add_link(tx, row, draft.url, draft.title)
        return f"Linked {draft.title or shortened(draft.url, 60)} to {name}."

    return _on_item(ws, "items.link", key, change, operation_id)


def remove_link(ws: Workspace, key: str, link: int, operation_id: str | None = None) -> Outcome:
    """Take a web address away."""

    def change(tx: Tx, row: BacklogItem, name: str) -> str:
        from pilotboard.store.writing.tables import ItemLink

        found = _part(tx, ItemLink, row, link, "link")
        tx.remove(found)
        return f"Removed the link {found.title or shortened(found.url, 60)} from {name}."

    return _on_item(ws, "items.link.remove", key, change, operation_id)


def add_criterion(ws: Workspace, key: str, text: str, operation_id: str | None = None) -> Outcome:
    """Put a line at the end of the checklist."""
    said = _line(text)

    def change(tx: Tx, row: BacklogItem, name: str) -> str:
        from pilotboard.store.writing import items as writing

        writing.add_criterion(tx, row, said)
        return f"Added to the {_checklist(tx)} of {name}: {said}"

    return _on_item(ws, "items.criterion", key, change, operation_id)


def check_criterion(
    ws: Workspace, key: str, criterion: int, met: bool = True, operation_id: str | None = None
) -> Outcome:
    """Tick a line of the checklist, or take the tick away."""

    def change(tx: Tx, row: BacklogItem, name: str) -> str:
        line = _criterion(tx, row, criterion)
        if not tx.change(line, met=met):
            return f"{name} was like that already."
        return f"{'Met' if met else 'Not met after all'} on {name}: {line.text}"

    return _on_item(ws, "items.criterion.check", key, change, operation_id)


def edit_criterion(ws: Workspace, key: str, criterion: int, text: str, operation_id: str | None = None) -> Outcome:
    """Write a line of the checklist anew."""
    said = _line(text)

    def change(tx: Tx, row: BacklogItem, name: str) -> str:
        if not tx.change(_criterion(tx, row, criterion), text=said, folded=folded(said)):
            return f"{name} was like that already."
        return f"Changed the {_checklist(tx)} of {name}: {said}"

    return _on_item(ws, "items.criterion.edit", key, change, operation_id)


def remove_criterion(ws: Workspace, key: str, criterion: int, operation_id: str | None = None) -> Outcome:
    """Take a line off the checklist."""

    def change(tx: Tx, row: BacklogItem, name: str) -> str:
        line = _criterion(tx, row, criterion)
        tx.remove(line)
        return f"Removed from the {_checklist(tx)} of {name}: {line.text}"

    return _on_item(ws, "items.criterion.remove", key, change, operation_id)


def add_labels(ws: Workspace, keys: Sequence[str], labels: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Give items these labels beside the ones they wear."""
    wanted = _labels(labels)

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        worn = {folded(name): name for name in writing.label_names(tx, row)}
        return writing.set_labels(tx, row, _labels([*{**wanted, **worn}.values()]).values())

    said = f"Labelled {', '.join(wanted.values())}"
    return each(ws, "items.label", keys, change, lambda _tx, names: f"{said}: {names}.", operation_id)


def remove_labels(
    ws: Workspace, keys: Sequence[str], labels: Sequence[str], operation_id: str | None = None
) -> Outcome:
    """Take these labels off items; those that do not wear them stay as they are."""
    unwanted = _labels(labels)

    def change(tx: Tx, row: BacklogItem) -> bool:
        from pilotboard.store.writing import items as writing

        worn = writing.label_names(tx, row)
        return writing.set_labels(tx, row, [name for name in worn if folded(name) not in unwanted])

    said = f"No longer labelled {', '.join(unwanted.values())}"
    return each(ws, "items.label", keys, change, lambda _tx, names: f"{said}: {names}.", operation_id)


def _on_item(
    ws: Workspace,
    action: str,
    key: str,
    change: Callable[[Tx, BacklogItem, str], str],
    operation_id: str | None,
) -> Outcome:
    """A change of one item that tells its own sentence."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import items as writing

        row = writing.item(tx, lookup.item_id(tx.reader, key))
        name = key_of(tx, row)
        return Written(change(tx, row, name), (name,))

    return ws.write(action, work, operation_id)


def _part(tx: Tx, table: type[Part], row: BacklogItem, part_id: int, what: str) -> Part:
    found = tx.get(table, part_id)
    if found is None or found.item_id != row.stored_id:
        raise NotFound(f"{key_of(tx, row)} has no such {what} (any more).", kept="Nothing was changed.")
    return found


def _criterion(tx: Tx, row: BacklogItem, criterion: int) -> AcceptanceCriterion:
    from pilotboard.store.writing.tables import AcceptanceCriterion

    return _part(tx, AcceptanceCriterion, row, criterion, f"line in its {_checklist(tx)}")


def _checklist(tx: Tx) -> str:
    return words_of(tx)("acceptance_criteria")


def _line(text: str) -> str:
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.items import CriterionChanges

    return validate(CriterionChanges, {"text": text}).text


def _labels(labels: Sequence[str]) -> dict[str, str]:
    """The labels as they are written, by how they are compared."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.items import ItemChanges

    return {folded(label): label for label in validate(ItemChanges, {"labels": labels}).labels}
