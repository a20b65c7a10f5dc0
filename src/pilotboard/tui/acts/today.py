"""What can be done with the items that stand on Today, by the keys of the board."""

from __future__ import annotations

from functools import partial

from pilotboard.domain.items import ItemState
from pilotboard.domain.keys import parse_key
from pilotboard.domain.today import TodayLine
from pilotboard.tui.commands import Command
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice

_AT = ("today",)
_ITEM = ("item", "write")

TODAY_ACTS = (
    Command("today.move", ("m",), "move to", "Move the item to a state of your choice.", "Change", _AT, 20, _ITEM),
    Command(
        "today.block",
        ("b",),
        "block",
        "Say what is in its way, or that the way is free again.",
        "Change",
        _AT,
        25,
        _ITEM,
    ),
    Command("today.mine", ("a",), "take", "Give the item to yourself.", "Change", _AT, 30, _ITEM),
)


class TodayActs(DeskScreen):
    """Mixed into the screen; each act ends in one use case and one sentence."""

    @property
    def cursor_line(self) -> TodayLine | None:
        """The line under the cursor."""
        raise LookupError

    @property
    def cursor_item_key(self) -> str:
        """The key of the item that the line under the cursor is about; "" when it is about something else."""
        line = self.cursor_line
        return line.key if line is not None and line.key and parse_key(line.key).kind == "item" else ""

    def lacks_item(self) -> str | None:
        """These acts need an item."""
        return None if self.cursor_item_key else f"Put the cursor on {self.labels.a('item')} first."

    def do_today_move(self) -> None:
        """A state of one's choice; dropping asks why."""
        key = self.cursor_item_key
        choices = [Choice(state, self.labels.column(state)) for state in ItemState]
        self.ask_pick(f"Move {key} to", choices, partial(self._move_to, key))

    def _move_to(self, key: str, choice: Choice) -> None:
        from pilotboard.usecases import item_moves

        if choice.id == ItemState.DROPPED:
            drop = partial(item_moves.move_items, self.ws, [key], choice.id)
            self.ask_text(f"Why is {key} dropped?", lambda why: self.host.save(lambda: drop(why)), do="drop")
        else:
            self.save_asking_why(lambda why: item_moves.move_items(self.ws, [key], choice.id, why))

    def do_today_block(self) -> None:
        """Say what is in its way, or take the block away."""
        from pilotboard.usecases import items

        key = self.cursor_item_key
        self.ask("item", lambda: items.show_item(self.ws, key).row.blocked, partial(self._block, key))

    def _block(self, key: str, blocked: bool) -> None:
        from pilotboard.usecases import item_moves

        if blocked:
            self.host.save(lambda: item_moves.unblock_items(self.ws, [key]))
            return
        self.ask_text(
            f"What is in the way of {key}?",
            lambda why: self.host.save(lambda: item_moves.block_items(self.ws, [key], why)),
            do=self.labels("block"),
        )

    def do_today_mine(self) -> None:
        """To the one who sits here."""
        from pilotboard.usecases import item_moves

        key = self.cursor_item_key
        self.host.save(lambda: item_moves.assign_items(self.ws, [key], "me"))
