"""What can be done on the screen of teams."""

from __future__ import annotations

from pilotboard.tui.commands import Command

_HERE = ("teams",)
_ROW = ("row", "write")

TEAM_ACTS: tuple[Command, ...] = (
    Command("team.new", ("n",), "new", "Form a new team.", "Change", _HERE, 20, ("write",)),
    Command("team.edit", ("e",), "edit", "Change name, purpose, charter and agreements.", "Change", _HERE, 30, _ROW),
    Command("member.add", ("a",), "member", "Somebody joins the team.", "Change", _HERE, 40, _ROW),
    Command(
        "member.edit",
        ("r",),
        "role",
        "Change role, share or days of the member under the cursor below.",
        "Change",
        _HERE,
        needs=("member", "write"),
    ),
    Command(
        "member.end",
        ("x",),
        "leaves",
        "The member under the cursor below leaves the team today.",
        "Change",
        _HERE,
        needs=("member", "write"),
    ),
    Command(
        "organisation.edit",
        ("O",),
        "organisation",
        "Name of the organisation, Scrum or plain words, how work is counted.",
        "Change",
        _HERE,
        needs=("write",),
    ),
    Command(
        "organisation.word",
        ("W",),
        "own word",
        "Use another word for one of ours.",
        "Change",
        _HERE,
        needs=("write",),
    ),
    Command("team.work", ("b",), "board", "The board of this team.", "Go to", _HERE, 50, ("row",)),
    Command("team.dissolve", ("D",), "dissolve", "Dissolve the team; its history stays.", "Change", _HERE, needs=_ROW),
    Command("team.park", ("K",), "park", "Let the team wait, or have it work again.", "Change", _HERE, needs=_ROW),
    Command("team.pane", ("tab",), "members", "To the members and back.", "Move around", _HERE, 60),
)
