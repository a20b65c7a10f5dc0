"""Every command of the screens, declared once: key, label, help, where it acts and what it needs.

Bindings, footer, palette and help are made from this table, so none of them can drift. A command ``item.move``
runs the method ``do_item_move`` of the screen (or of the app for those of the shell). What it ``needs`` is
asked of the screen at the moment it matters: ``PlaceScreen.lacks_row`` answers ``None``, or the sentence that
says why not; the help screen shows that sentence, the footer leaves the key out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from textual.binding import Binding

Group = Literal["This screen", "Move around", "Go to", "Change", "Look", "Everywhere"]

EVERYWHERE = "*"
"""Stands in ``where`` for: on every place screen."""


class Command(NamedTuple):
    """One thing that can be done.

    ``keys`` are Textual key names, the first is the one shown. ``label`` is the footer's one or two words,
    ``help`` a sentence. ``where`` names places (``board``), kinds of widgets (``list``, ``lanes``: acts while one
    has the focus) or ``EVERYWHERE``. ``footer`` is the rank in the footer, 0 for never. ``needs`` names what the
    screen must have: ``row`` (something under the cursor), ``write`` (the store can be written), ...
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: Group
    where: tuple[str, ...]
    footer: int = 0
    needs: tuple[str, ...] = ()
    shown_key: str = ""
    palette: bool = True

    @property
    def key(self) -> str:
        """The key as people read it: ``H``, ``enter``, ``ctrl+p``."""
        return self.shown_key or (shown_key(self.keys[0]) if self.keys else "")

    @property
    def method(self) -> str:
        """The method that does it."""
        return "do_" + self.id.replace(".", "_")

    def acts_in(self, places: Iterable[str]) -> bool:
        """Whether it is meant for one of these places or kinds of widget."""
        return EVERYWHERE in self.where or any(place in self.where for place in places)


_KEY_WORDS = {
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "escape": "esc",
    "space": "space",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pageup": "page up",
    "pagedown": "page down",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "delete": "del",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "number_sign": "#",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "dollar_sign": "$",
}


def shown_key(key: str) -> str:
    """A Textual key name as people read it: ``ctrl+up`` is ``ctrl+↑``."""
    held, plus, last = key.rpartition("+")
    return f"{held}{plus}{_KEY_WORDS.get(last, last)}"


class Registry:
    """Commands by id, in the order in which they were declared."""

    def __init__(self, commands: Iterable[Command] = ()) -> None:
        self._by_id: dict[str, Command] = {}
        self._footers: dict[tuple[str, ...], tuple[Command, ...]] = {}
        self.declare(*commands)

    def declare(self, *commands: Command) -> None:
        """Add commands; an id can be declared once only."""
        for command in commands:
            if command.id in self._by_id:
                raise ValueError(f"command {command.id!r} is declared twice")
            self._by_id[command.id] = command

    def __iter__(self) -> Iterator[Command]:
        return iter(self._by_id.values())

    def __getitem__(self, command_id: str) -> Command:
        return self._by_id[command_id]

    def at(self, *places: str) -> list[Command]:
        """What acts in any of these places, what is special to them first."""
        found = [command for command in self if command.acts_in(places)]
        return sorted(found, key=lambda command: EVERYWHERE in command.where or command.where in (_LIST, _LANES, _BOTH))

    def footer(self, *places: str) -> tuple[Command, ...]:
        """What stands in the footer there, by rank; asked at every step of the cursor, so it is worked out once."""
        if places not in self._footers:
            ranked = [command for command in self.at(*places) if command.footer]
            self._footers[places] = tuple(sorted(ranked, key=lambda command: command.footer))
        return self._footers[places]

    def of(self, kind: str) -> list[Command]:
        """What acts in that kind of widget and nowhere else."""
        return [command for command in self if command.where == (kind,)]

    def bindings(self, *places: str, everywhere: bool = True) -> list[Binding]:
        """Textual bindings of what acts there; a command of the place wins over one for everywhere."""
        taken: set[str] = set()
        found: list[Binding] = []
        commands = sorted(self.at(*places), key=lambda command: EVERYWHERE in command.where)
        for command in commands:
            if EVERYWHERE in command.where and not everywhere:
                continue
            keys = [key for key in command.keys if key not in taken]
            taken.update(keys)
            if keys:
                found.append(Binding(",".join(keys), f"command('{command.id}')", command.label, show=False))
        return found


TYPING = "filter"
"""The kind of the line that a filter is typed in: there letters are letters, and only its own keys act."""

_LIST = ("list",)
_LANES = ("lanes",)
_BOTH = ("list", "lanes")
_ALL = (EVERYWHERE,)

SHELL: tuple[Command, ...] = (
    # Moving around in lists and lanes.
    Command("move.down", ("down", "j"), "down", "One line down.", "Move around", _BOTH, palette=False),
    Command("move.up", ("up", "k"), "up", "One line up.", "Move around", _BOTH, palette=False),
    Command("move.left", ("left", "h"), "left", "To the column on the left.", "Move around", _LANES, palette=False),
    Command("move.right", ("right", "l"), "right", "To the column on the right.", "Move around", _LANES, palette=False),
    Command("move.first", ("g", "home"), "first", "To the first line.", "Move around", _BOTH, palette=False),
    Command("move.last", ("G", "end"), "last", "To the last line.", "Move around", _BOTH, palette=False),
    Command("move.page_down", ("pagedown",), "page down", "A page down.", "Move around", _BOTH, palette=False),
    Command("move.page_up", ("pageup",), "page up", "A page up.", "Move around", _BOTH, palette=False),
    Command("select.one", ("space",), "select", "Select or release this line.", "Move around", _BOTH, needs=("row",)),
    Command("select.all", ("ctrl+a",), "select all", "Select every line that is shown.", "Move around", _LIST),
    # Going places.
    Command("open", ("enter",), "open", "Open what is under the cursor.", "Move around", _BOTH, 10, ("open",)),
    Command("filter", ("slash",), "filter", "Show only what fits the words you type.", "Look", _ALL, 80, ("filter",)),
    Command(
        "filter.keep", (), "to the list", "The filter stays.", "Look", (TYPING,), 10, shown_key="enter", palette=False
    ),
    Command(
        "filter.drop", (), "clear", "Everything is shown again.", "Look", (TYPING,), 20, shown_key="esc", palette=False
    ),
    Command("team.switch", ("t",), "team", "Look at another team.", "Go to", _ALL, needs=("teams",)),
    Command("pilot.switch", ("p",), "pilot", "Look at one pilot only, or at all.", "Go to", _ALL, needs=("pilots",)),
    Command("find", ("f",), "find", "Find anything: pilots, items, people, teams.", "Go to", _ALL, needs=("find",)),
    Command("more", ("full_stop",), "more", "Screens that do not stand in the tabs.", "Go to", _ALL, needs=("more",)),
    Command("back", ("escape",), "back", "Clear the filter or the selection, or go back.", "Go to", _ALL),
    Command("leave", ("q",), "quit", "Go back; at the root, quit pilotboard.", "Everywhere", _ALL),
    # What always works.
    Command("voice", ("V",), "voice", "Log what somebody said.", "Change", _ALL, needs=("voice", "write")),
    Command(
        "undo", ("u", "ctrl+z"), "undo", "Take back your last change, even next day.", "Change", _ALL, 70, ("write",)
    ),
    Command("redo", ("U", "ctrl+y"), "redo", "Do again what you took back.", "Change", _ALL, needs=("write",)),
    Command(
        "history", ("Z",), "history", "Who did what; any act can be taken back there.", "Go to", _ALL, palette=False
    ),
    Command("reload", ("f5",), "reload", "Read this screen again.", "Look", _ALL),
    Command(
        "store.save",
        (),
        "save to a file",
        "Save everything in one file that can be loaded again.",
        "Everywhere",
        _ALL,
        needs=("whole",),
    ),
    Command("theme", (), "theme", "Dark, light, high contrast or without colour.", "Look", _ALL),
    Command("palette", ("ctrl+p",), "commands", "Every command, by name.", "Everywhere", _ALL, palette=False),
    Command(
        "help", ("question_mark", "f1"), "help", "Keys that act here, and why one does not.", "Everywhere", _ALL, 90
    ),
)
"""The commands of the shell; each place adds its own in its ``ACTS``."""
