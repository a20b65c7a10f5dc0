"""The keys for items, the same wherever they stand; `item_acts` says what they do."""

from __future__ import annotations

from pilotboard.tui.commands import Command

_AT = ("board", "backlog", "item")
_ROW = ("row", "write")

ITEM_ACTS = (
    Command(
        "item.right",
        ("L", "greater_than_sign"),
        "move",
        "One step on: to do, doing, review, done.",
        "Change",
        _AT,
        20,
        _ROW,
        shown_key="H L",
    ),
    Command("item.left", ("H", "less_than_sign"), "move back", "One step back.", "Change", _AT, needs=_ROW),
    Command(
        "item.move", ("m",), "move to", "Move to a state of your choice; dropping asks why.", "Change", _AT, 30, _ROW
    ),
    Command(
        "item.block", ("b",), "block", "Say what is in its way, or that the way is free again.", "Change", _AT, 40, _ROW
    ),
    Command("item.mine", ("a",), "take", "Give it to yourself.", "Change", _AT, 45, _ROW),
    Command("item.assign", ("A",), "assign", "Give it to somebody, or to nobody.", "Change", _AT, needs=_ROW),
    Command("item.up", ("K", "ctrl+up"), "up", "One place up in the order.", "Change", _AT, needs=_ROW),
    Command("item.down", ("J", "ctrl+down"), "down", "One place down in the order.", "Change", _AT, needs=_ROW),
    Command("item.new", ("n",), "new", "Write down something new.", "Change", _AT, 50, ("write",)),
    Command(
        "item.edit",
        ("e",),
        "edit",
        "Change its title, people, days, labels and the rest; of many, one field.",
        "Change",
        _AT,
        60,
        _ROW,
    ),
    Command("item.note", ("N",), "note", "Write a note on it.", "Change", _AT, needs=_ROW),
    Command("item.split", ("S",), "split", "Cut a new one from it.", "Change", _AT, needs=_ROW),
    Command("item.label", ("number_sign",), "label", "Put a label on it.", "Change", _AT, needs=_ROW),
    Command(
        "item.remove",
        ("delete", "X"),
        "remove",
        "Delete it with all that hangs on it; undo brings it back.",
        "Change",
        _AT,
        needs=_ROW,
    ),
    Command("item.copy", ("y",), "copy key", "Copy its key.", "Look", _AT, needs=("row",)),
)
