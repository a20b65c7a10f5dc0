"""What people decide about a pilot, in steps, apart from what the tool recommends."""

from __future__ import annotations

from enum import StrEnum


class DecisionKind(StrEnum):
    """What people decide."""

    SCALE = "scale"
    EXTEND = "extend"
    ADAPT = "adapt"
    STOP = "stop"


class DecisionStep(StrEnum):
    """Whose word it is: the staff recommend, the Board acts."""

    STAFF = "staff"
    BOARD = "board"
