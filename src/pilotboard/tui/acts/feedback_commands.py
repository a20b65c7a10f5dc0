"""The commands on voices: one key each."""

from __future__ import annotations

from pilotboard.tui.commands import Command

_AT = ("feedback", "voice")
_ROW = ("row", "write")

FEEDBACK_ACTS = (
    Command("voice.theme", ("T",), "theme", "Give it a theme.", "Change", _AT, 20, _ROW),
    Command(
        "voice.severity", ("s",), "weight", "How much it matters, from good to know to harm.", "Change", _AT, 25, _ROW
    ),
    Command("voice.did", ("w",), "we did", "Answer: you said, we did.", "Change", _AT, 30, _ROW),
    Command("voice.did_not", ("x",), "we did not", "Answer: we did not, because.", "Change", _AT, 35, _ROW),
    Command("voice.decline", ("d",), "decline", "Answer with a no; that is the end of it.", "Change", _AT, needs=_ROW),
    Command(
        "voice.item",
        ("i",),
        "make item",
        "Write down what is to be done about it.",
        "Change",
        _AT,
        40,
        ("item", "write"),
    ),
    Command(
        "voice.link", ("L",), "link", "Link it to an open item, or to an action of its team.", "Change", _AT, 45, _ROW
    ),
    Command(
        "voice.pass_on",
        ("P",),
        "passed on",
        "Passed on to the right person: nothing of what was said is kept here.",
        "Change",
        _AT,
        needs=_ROW,
    ),
    Command("voice.move", ("m",), "move to", "Say where it stands: sorted, acting, closed.", "Change", _AT, needs=_ROW),
    Command("voice.mine", ("a",), "take", "You see to its answer.", "Change", _AT, needs=_ROW),
    Command(
        "voice.judge", ("J",), "judge", "Judge a report of harm, in your role.", "Change", _AT, needs=("harm", "write")
    ),
    Command("voice.new", ("n",), "new", "Log what somebody said.", "Change", _AT, 50, ("write",)),
    Command("voice.edit", ("e",), "edit", "Change what is written down.", "Change", _AT, needs=_ROW),
    Command("voice.remove", ("delete", "X"), "remove", "Delete it; undo brings it back.", "Change", _AT, needs=_ROW),
    Command(
        "voice.redact",
        (),
        "redact",
        "Take what was said out of everything, for good, with a reason.",
        "Change",
        _AT,
        needs=_ROW,
    ),
)
