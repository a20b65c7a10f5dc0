"""What lists and lanes have in common: the moves and how keys reach them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.dom import DOMNode
from textual.events import Key

from pilotboard.tui.commands import SHELL, Registry


class ListMoves(DOMNode):
    """Keys for moving around, from the command table; widgets fill in the moves that they know."""

    KIND: ClassVar[str] = "list"
    _move_of: ClassVar[dict[str, str]] = {}

    def __init_subclass__(cls, **kwargs: object) -> None:
        # Merged by Textual's own __init_subclass__, so they must stand there before it runs.
        if "BINDINGS" not in cls.__dict__:
            bindings: list[BindingType] = list(Registry(SHELL).bindings(cls.KIND, everywhere=False))
            cls.BINDINGS = bindings
            moves = Registry(SHELL).at(cls.KIND)
            cls._move_of = {key: move.id for move in moves if move.group == "Move around" for key in move.keys}
        super().__init_subclass__(**kwargs)  # type: ignore[arg-type]

    def on_key(self, event: Key) -> None:
        """A move is done at once; as a binding the key would first go up through every widget around this one."""
        move = self._move_of.get(event.key)
        if move is not None:
            event.stop()
            self.action_command(move)

    def action_command(self, command_id: str) -> None:
        """Do one of the moves."""
        getattr(self, "do_" + command_id.replace(".", "_"))()

    def tell_cursor(self) -> None:
        """Tell the screen that the cursor stands on something else.

        A call and not a message: list and story then change in one frame (3 ms instead of 35).
        """
        if self.is_attached:
            moved = getattr(self.screen, "cursor_moved", None)
            if moved is not None:
                moved(self)

    def do_move_down(self) -> None:
        self.move_by(1)

    def do_move_up(self) -> None:
        self.move_by(-1)

    def do_move_left(self) -> None:
        self.move_across(-1)

    def do_move_right(self) -> None:
        self.move_across(1)

    def do_move_first(self) -> None:
        self.move_end(False)

    def do_move_last(self) -> None:
        self.move_end(True)

    def do_move_page_down(self) -> None:
        self.move_page(1)

    def do_move_page_up(self) -> None:
        self.move_page(-1)

    def do_select_one(self) -> None:
        self.toggle_selected()

    def do_select_all(self) -> None:
        self.select_all()

    def do_open(self) -> None:
        self.open_cursor()

    def move_by(self, lines: int) -> None:
        """Move by so many lines."""

    def move_across(self, columns: int) -> None:
        """Move by so many columns."""

    def move_end(self, last: bool) -> None:
        """Move to the first or last line."""

    def move_page(self, pages: int) -> None:
        """Move by so many pages."""

    def toggle_selected(self) -> None:
        """Select or release the line under the cursor."""

    def select_all(self) -> None:
        """Select every line."""

    def open_cursor(self) -> None:
        """Say that the line under the cursor is to be opened."""
