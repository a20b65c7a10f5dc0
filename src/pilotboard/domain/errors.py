"""Every error that pilotboard knows, drawn as a tree.

::

    PilotboardError                exit  code
    |- Refusal                     1     refused             a question answered no, a rule said no
    |  |- NotFound                 1     not_found           no such key, person, team ...
    |  `- RankFull                 1     rank_full           no room between two neighbours: renumber the list
    |- InputError                  2     input               what was typed cannot be taken
    |  |- InvalidInput             2     invalid_input       one field or several; names them
    |  `- FilterError              2     filter              a filter line; knows the position
    |- EnvironmentFault            3     environment         the machine, the disk, the network
    |  |- StoreUnavailable         3     store_unavailable   cannot be opened or reached
    |  |- StoreReadOnly            3     store_read_only     opened, but nothing can be saved
    |  `- MaybeSaved               3     maybe_saved         the connection broke during the save
    |- DamagedData                 4     damaged             the file is there but cannot be trusted
    `- Busy                        5     busy                somebody else is at it
       |- StoreLocked              5     locked              another writer holds the store
       |- Conflict                 5     conflict            changed meanwhile; both versions kept
       `- UndoRefused              5     undo_refused        somebody changed one of the rows since

Each carries three sentences for people: what happened (``message``), what was kept (``kept``) and what
to do (``hint``); and ``at``, the place it is about (a field, a file and line, a key), when there is one.
Anything that is not a ``PilotboardError`` is a defect and ends at an error boundary.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class PilotboardError(Exception):
    """The root. ``exit_code`` is what a shell sees, ``code`` what a script reads; both are part of the contract."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, kept: str = "", hint: str = "", at: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept
        self.hint = hint
        self.at = at

    def __str__(self) -> str:
        return self.message

    def sentences(self) -> tuple[str, ...]:
        """What happened, what was kept, what to do: the ones that are known, in that order."""
        return tuple(part for part in (self.message, self.kept, self.hint) if part)

    def as_data(self) -> dict[str, str | None]:
        """The object that ``--json`` prints under ``error``."""
        return {"code": self.code, "message": self.message, "kept": self.kept, "hint": self.hint, "at": self.at}


class Refusal(PilotboardError):
    """A question was answered no, or a rule does not allow the act."""

    code = "refused"
    exit_code = 1


class NotFound(Refusal):
    """Nothing goes by that key or name; the hint tells the nearest ones."""

    code = "not_found"


class RankFull(Refusal):
    """There is no room left for a rank between two neighbours; the list needs a fresh range of ranks."""

    code = "rank_full"


class InputError(PilotboardError):
    """What was typed or handed in cannot be taken."""

    code = "input"
    exit_code = 2


class FieldProblem(NamedTuple):
    """One field that cannot be taken: its name, what is wrong with it and what would do."""

    field: str
    message: str
    hint: str = ""


class InvalidInput(InputError):
    """One field or several hold what cannot be saved.

    ``field`` is the first field at fault (where a form puts the cursor), ``fields`` all of them.
    """

    code = "invalid_input"

    def __init__(
        self,
        message: str,
        kept: str = "Nothing was saved.",
        hint: str = "",
        at: str | None = None,
        *,
        field: str | None = None,
        fields: Iterable[FieldProblem] = (),
    ) -> None:
        self.fields: tuple[FieldProblem, ...] = tuple(fields)
        if not self.fields and field is not None:
            self.fields = (FieldProblem(field, message, hint),)
        self.field = field if field is not None else (self.fields[0].field if self.fields else None)
        super().__init__(message, kept, hint, at if at is not None else self.field)


class FilterError(InputError):
    """A filter line cannot be read. ``position`` is the character (from 0) that the caret stands under."""

    code = "filter"

    def __init__(self, message: str, kept: str = "", hint: str = "", *, text: str = "", position: int = 0) -> None:
        super().__init__(message, kept, hint, at=str(position + 1))
        self.text = text
        self.position = position

    def caret(self, width: int = 72) -> str:
        """Two lines: the filter (of a long one the stretch around the spot) and a caret under the spot."""
        start = max(0, self.position - width // 2) if len(self.text) > width else 0
        before = self.text[start : self.position]
        cells = sum((unicodedata.east_asian_width(char) in "WF") + 1 for char in before)
        cells -= sum(unicodedata.combining(char) > 0 for char in before)
        return f"{self.text[start : start + width]}\n{' ' * cells}^"


class EnvironmentFault(PilotboardError):
    """The machine, the disk or the network does not let us."""

    code = "environment"
    exit_code = 3


class StoreUnavailable(EnvironmentFault):
    """The store is missing, is not ours, is too new, or cannot be reached."""

    code = "store_unavailable"


class StoreReadOnly(EnvironmentFault):
    """The store can be read but nothing can be saved in it."""

    code = "store_read_only"


class MaybeSaved(EnvironmentFault):
    """The connection broke while saving: it may or may not have been saved. Ask again by ``operation_id``."""

    code = "maybe_saved"

    def __init__(
        self,
        message: str = "This may have been saved - checking.",
        kept: str = "",
        hint: str = "",
        at: str | None = None,
        *,
        operation_id: str | None = None,
    ) -> None:
        super().__init__(message, kept, hint, at)
        self.operation_id = operation_id


class DamagedData(PilotboardError):
    """The file is there but what it holds cannot be trusted. It is left untouched."""

    code = "damaged"
    exit_code = 4


class Busy(PilotboardError):
    """Somebody else was faster, or is at it just now."""

    code = "busy"
    exit_code = 5


class StoreLocked(Busy):
    """Another writer held the store for longer than we wait."""

    code = "locked"


class FieldConflict(NamedTuple):
    """One field that two people changed: as it was when opened, as I want it, as it is now."""

    name: str
    base: object
    mine: object
    theirs: object


class Conflict(Busy):
    """The thing was changed since it was opened, in the same fields. Both versions are here; nothing is lost.

    ``who`` and ``when`` (aware UTC) tell the other change, when known.
    """

    code = "conflict"

    def __init__(
        self,
        message: str,
        kept: str = "Both versions are kept; nothing was saved yet.",
        hint: str = "Compare the two and choose.",
        at: str | None = None,
        *,
        fields: Iterable[FieldConflict] = (),
        who: str | None = None,
        when: datetime | None = None,
    ) -> None:
        super().__init__(message, kept, hint, at)
        self.fields: tuple[FieldConflict, ...] = tuple(fields)
        self.who = who
        self.when = when


class UndoRefused(Busy):
    """It cannot be taken back, because ``rows`` (their keys or names) were changed since, or never could be."""

    code = "undo_refused"

    def __init__(
        self,
        message: str,
        kept: str = "Nothing was changed.",
        hint: str = "",
        at: str | None = None,
        *,
        rows: Iterable[str] = (),
    ) -> None:
        super().__init__(message, kept, hint, at)
        self.rows: tuple[str, ...] = tuple(rows)
