"""History: who changed what, when, from what; and whether it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


STAYS = (
    *("organisation.begin", "retros.destroy", "redact", "feedback.pass_on"),
    *("decision_rules.lock", "decision_rules.amend"),
)
"""Actions that cannot be taken back: nothing is kept of what was there before, or it was to hold from then on."""


class EntryView(NamedTuple):
    """One journal entry as a line of the history.

    ``said`` is its past-tense sentence, ``keys`` what it touched. ``undoes`` is the entry that this one took
    back (or did again), ``undone_by`` the entry that took this one back and still stands.
    """

    id: int
    at: datetime
    actor: str
    action: str
    said: str
    keys: tuple[str, ...]
    undoable: bool
    undoes: int | None = None
    undone_by: int | None = None

    @property
    def undone(self) -> bool:
        """Whether it has been taken back and not done again."""
        return self.undone_by is not None


class ChangeView(NamedTuple):
    """One field of one row that an entry changed; ``before`` is ``None`` for a row that was added."""

    subject: str
    field: str
    before: object
    after: object


class EntryDetail(NamedTuple):
    """An entry with all it changed."""

    entry: EntryView
    changes: tuple[ChangeView, ...]
    rows: int


def why_not_undoable(entry: EntryView) -> str:
    """Why ``u`` does not take this entry back, in one sentence; nothing when it does."""
    if entry.undone_by is not None:
        return "It has been undone already."
    if entry.undoes is not None:
        return "Take back the act itself, not its undo or redo."
    if not entry.undoable:
        return "This cannot be undone."
    return ""
