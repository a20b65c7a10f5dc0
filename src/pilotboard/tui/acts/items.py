"""What can be done with items wherever they stand: one key each, for one or for all that are selected.

A screen that mixes in `ItemActs` declares `item_commands.ITEM_ACTS` among its commands and answers a few questions:
what is under the cursor, what is chosen, who stands next to it, and how to show a change ahead of its save.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome
from pilotboard.domain.items import ItemRow, ItemState, next_state, previous_state
from pilotboard.tui.foresight import moved
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice
from pilotboard.usecases import item_moves, item_order, item_parts, items

if TYPE_CHECKING:
    from pilotboard.tui.dialogs.form_spec import Field


class ItemActs(DeskScreen):
    """The acts; each ends in one use case and one sentence."""

    @property
    def cursor_item(self) -> ItemRow | None:
        """The item under the cursor."""
        raise LookupError

    def chosen_ids(self) -> Sequence[int]:
        """The ids of the selected items, else of the one under the cursor."""
        raise LookupError

    def neighbour(self, step: int) -> ItemRow | None:
        """The item above (-1) or below (1) in the order."""
        raise LookupError

    def step_to(self, step: int) -> ItemRow | None:
        """Put the cursor on the item above (-1) or below (1); None when there is none, or it is still being read."""
        other = self.neighbour(step)
        if other is not None:
            self.aim_at(other.id)
        return other

    def lacks_row(self) -> str | None:
        """An act needs an item."""
        labels = self.labels
        return None if self.cursor_item is not None else f"There is no {labels('item')} under the cursor."

    def known_rows(self, ids: Sequence[int]) -> list[ItemRow]:
        """The items with these ids that are shown here."""
        raise LookupError

    def expect(self, rows: Sequence[ItemRow]) -> None:
        """Show items as they will be once the change is saved; reading again confirms or corrects it."""

    def for_chosen(
        self, act: Callable[[Sequence[str]], Outcome], guess: Callable[[ItemRow], ItemRow] | None = None
    ) -> None:
        """Do `act` with the keys of what is chosen, off the screen's thread; `guess` is how an item will look."""
        ids = list(self.chosen_ids())
        ws = self.ws
        if guess is not None:
            self.show_ahead([guess(row) for row in self.known_rows(ids)])
        self.host.save(lambda: act(items.keys_of(ws, ids)), lambda _: self.released(ids))

    def show_ahead(self, rows: Sequence[ItemRow]) -> None:
        """Show items as they will be; what is being read now is older than that."""
        self.forget("load")
        self.expect(rows)
        self.tell_story()

    def released(self, ids: Sequence[int]) -> None:
        """Release what was acted on, unless other lines were selected meanwhile."""
        if list(self.chosen_ids()) == list(ids):
            self.clear_selected()

    def move_chosen(self, target: ItemState, reason: str = "") -> None:
        """Move what is chosen; a move that takes it out of a running sprint asks why."""
        ids = list(self.chosen_ids())
        ws = self.ws
        now = ws.now()
        self.show_ahead([moved(row, target, now) for row in self.known_rows(ids)])
        self.save_asking_why(
            lambda why: item_moves.move_items(ws, items.keys_of(ws, ids), target, reason or why),
            lambda _: self.released(ids),
        )

    # -- moving

    def do_item_right(self) -> None:
        """One step on."""
        self._step(next_state)

    def do_item_left(self) -> None:
        """One step back."""
        self._step(previous_state)

    def _step(self, to: Callable[[ItemState], ItemState | None]) -> None:
        row = self.cursor_item
        target = None if row is None else to(row.state)
        if target is None:
            self.host.hint("There is no further step on that side.")
            return
        self.move_chosen(target)

    def do_item_move(self) -> None:
        """A state of one's choice."""
        labels = self.labels
        row = self.cursor_item
        choices = [Choice(state, labels.column(state)) for state in ItemState]
        self.ask_pick(f"Move {self._what()} to", choices, self._move_to, row and row.state)

    def _move_to(self, choice: Choice) -> None:
        if choice.id == ItemState.DROPPED:
            self.ask_text(f"Why is {self._what()} dropped?", self._drop, do="drop")
        else:
            self.move_chosen(choice.id)

    def _drop(self, reason: str) -> None:
        self.move_chosen(ItemState.DROPPED, reason)

    def do_item_up(self) -> None:
        """One place up."""
        self._trade(-1)

    def do_item_down(self) -> None:
        """One place down."""
        self._trade(1)

    def _trade(self, step: int) -> None:
        row, other = self.cursor_item, self.neighbour(step)
        if row is None or other is None:
            self.host.hint("It stands at the end of its list.")
            return
        place = {"before": other.key} if step < 0 else {"after": other.key}
        self.show_ahead([row._replace(rank=other.rank), other._replace(rank=row.rank)])
        self.host.save(lambda: item_order.rank_items(self.ws, [row.key], **place))

    # -- block, people, labels

    def do_item_block(self) -> None:
        """Say what is in its way, or take the block away."""
        row = self.cursor_item
        labels = self.labels
        if row is not None and row.blocked:
            self.for_chosen(
                lambda keys: item_moves.unblock_items(self.ws, keys),
                lambda row: row._replace(blocked_since=None, blocked_reason=None),
            )
            return
        self.ask_text(f"What is in the way of {self._what()}?", self._block, do=labels("block"))

    def _block(self, reason: str) -> None:
        self.for_chosen(lambda keys: item_moves.block_items(self.ws, keys, reason))

    def do_item_mine(self) -> None:
        """Give it to the actor."""
        name = self.host.here.person
        self.for_chosen(
            lambda keys: item_moves.assign_items(self.ws, keys, "me"), lambda row: row._replace(assignee=name)
        )

    def do_item_assign(self) -> None:
        """Give it to somebody."""
        row = self.cursor_item
        self.ask_pick(f"Who does {self._what()}?", self._people, self._assign, row and row.assignee_key)

    def _people(self) -> list[Choice]:
        from pilotboard.usecases import people

        rows = people.list_people(self.ws, sort="name").rows
        return [
            Choice(None, "nobody"),
            *(Choice(row.key, row.name, ", ".join(row.teams)) for row in rows if row.active),
        ]

    def _assign(self, choice: Choice) -> None:
        self.for_chosen(lambda keys: item_moves.assign_items(self.ws, keys, choice.id))

    def do_item_label(self) -> None:
        """Put labels on it, or take them off."""
        self.ask_text(f"Labels for {self._what()} (commas between; - before one to take it off)", self._label)

    def _label(self, text: str) -> None:
        words = [word.strip() for word in text.split(",") if word.strip()]
        on = [word for word in words if not word.startswith("-")]
        off = [word[1:].strip() for word in words if word.startswith("-")]
        if on:
            self.for_chosen(lambda keys: item_parts.add_labels(self.ws, keys, on))
        if off:
            self.for_chosen(lambda keys: item_parts.remove_labels(self.ws, keys, off))

    # -- writing down, cutting, deleting

    def do_item_note(self) -> None:
        """A note on the item under the cursor."""
        row = self.cursor_item
        if row is not None:
            self.ask_text(f"Note on {row.key} {row.title}", partial(self._note, row.key), most=20_000)

    def _note(self, key: str, text: str) -> None:
        self.host.save(lambda: item_parts.add_note(self.ws, key, text))

    def do_item_split(self) -> None:
        """Cut a new item from the one under the cursor."""
        row = self.cursor_item
        if row is not None:
            self.ask_text(f"What is cut from {row.key} {row.title}?", partial(self._split, row.key), do="split")

    def _split(self, key: str, title: str) -> None:
        self.host.save(lambda: item_order.split_item(self.ws, key, [title]))

    def do_item_remove(self) -> None:
        """Delete, after asking."""
        detail = ["Undo (u) brings it back whole."]
        self.ask_sure(f"Remove {self._what()}?", "remove", detail, self._remove, "X")

    def _remove(self) -> None:
        self.for_chosen(lambda keys: items.remove_items(self.ws, keys))

    def do_item_copy(self) -> None:
        """Put the key on the clipboard."""
        row = self.cursor_item
        if row is not None:
            self.app.copy_to_clipboard(row.key)
            self.host.hint(f"Copied {row.key}.")

    def do_item_new(self) -> None:
        """The form for a new item; on the board it is to do at once."""
        from pilotboard.tui.forms.items import new_item

        state = ItemState.READY if self.PLACE == "board" else ItemState.BACKLOG
        pilot = self.host.scope.pilot or (self.cursor_item.pilot_key if self.cursor_item else None)
        self.open_form(lambda: new_item(self.ws, self.labels, pilot, state))

    def do_item_edit(self) -> None:
        """The form over the item under the cursor."""
        from pilotboard.tui.forms.items import edit_item

        row = self.cursor_item
        if len(self.chosen_ids()) > 1:
            self._edit_many()
        elif row is not None:
            self.open_form(lambda: edit_item(self.ws, self.labels, row.key))

    def _edit_many(self) -> None:
        """One field of all that are selected."""
        from pilotboard.tui.forms.items import bulk_fields, bulk_form

        ws, labels, ids = self.ws, self.labels, list(self.chosen_ids())

        def choose(fields: Sequence[Field]) -> None:
            choices = [Choice(field, field.label) for field in fields]
            self.ask_pick(f"What is to be the same for {self._what()}?", choices, lambda choice: form(choice.id))

        def form(field: Field) -> None:
            self.open_form(lambda: bulk_form(ws, labels, items.keys_of(ws, ids), field), lambda _: self.released(ids))

        self.ask("fields", lambda: bulk_fields(ws, labels), choose)

    def _what(self) -> str:
        """``P07-12``, or ``4 items``."""
        count = len(self.chosen_ids())
        row = self.cursor_item
        if count > 1:
            return self.labels.count(count, "item")
        return "" if row is None else row.key
