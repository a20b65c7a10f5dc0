"""Retrospectives: notes by prompt, anonymous where the team says so, and the actions that come of them.

Anonymous means not stored: a note has no author, no time and no running number. Who took part is kept apart, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.dates import age_words, days_words, due_words
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

    from pilotboard.domain.retro_formats import RetroFormat

LEAST_WRITERS = 3
SAFE_WRITERS = 5
MOST_ACTIONS = 3
MAX_DOTS = 99


class RetroPhase(StrEnum):
    """Where a retrospective stands: notes are written and hidden; shown and turned into actions; over."""

    COLLECT = "collect"
    ACT = "act"
    CLOSED = "closed"


class NotesAfter(StrEnum):
    """What the team wants done with the raw notes at the close."""

    DESTROY = "destroy"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class RetroRow:
    """A retrospective as one line of a list. ``writers`` is how many take part, ``notes`` how many notes there are.

    ``released``: leaders see its actions.
    """

    id: int
    key: str
    team_key: str
    team: str
    sprint_key: str | None
    on: date
    format: str
    phase: RetroPhase
    anonymous: bool
    writers: int
    notes: int
    actions: int
    open_actions: int
    released: bool
    closed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A note: its prompt, its text and its dots. ``author`` is ``None`` in an anonymous retrospective."""

    id: int
    prompt: str
    text: str
    dots: int
    author: str | None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as one line of a list: who sees to it, until when, how often it was carried on."""

    id: int
    key: str
    retro_key: str
    team_key: str
    team: str
    text: str
    owner: str | None
    owner_key: str | None
    due: date | None
    agreed_on: date
    done_on: date | None
    drop_reason: str
    carried: int
    item_key: str | None
    version: int

    @property
    def open(self) -> bool:
        """Neither done nor dropped."""
        return self.done_on is None and not self.drop_reason

    def age_days(self, today: date) -> int:
        """Days since it was agreed, until it was done."""
        return max(((self.done_on or today) - self.agreed_on).days, 0)

    def overdue(self, today: date) -> bool:
        """Open past its day."""
        return self.open and self.due is not None and self.due < today

    def words(self, today: date) -> str:
        """``3 w old, carried twice, 3 d late``."""
        parts = [f"{age_words(self.age_days(today))} old"]
        if self.carried:
            parts.append(f"carried {times(self.carried)}")
        if self.open and self.due is not None:
            parts.append(due_words(self.due, today))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class RetroDetail:
    """Everything the page of a retrospective shows. ``before`` are the open actions of earlier ones, oldest first.

    ``notes`` is empty while they are hidden; ``note_counts`` tells how many there are, by prompt.
    """

    row: RetroRow
    format: RetroFormat
    participants: tuple[str, ...]
    note_counts: tuple[tuple[str, int], ...]
    notes: tuple[NoteCard, ...]
    before: tuple[ActionRow, ...]
    actions: tuple[ActionRow, ...]


def times(number: int) -> str:
    """``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def first_seen(actions: Iterable[ActionRow]) -> tuple[ActionRow, ...]:
    """Open actions as the next retrospective opens with them: the oldest first, the most carried first among those."""
    return tuple(sorted((one for one in actions if one.open), key=lambda one: (one.agreed_on, -one.carried, one.id)))


def check_note(phase: RetroPhase, prompt: str, form: RetroFormat, retro_key: str) -> None:
    """Whether a note may be written now under that prompt. Raises ``Refusal`` or ``InvalidInput``."""
    if phase == RetroPhase.CLOSED:
        raise Refusal(f"{retro_key} is closed.", "Your note is still here.", "Keep it for the next one.", retro_key)
    if form.prompt(prompt) is None:
        hint = f"Prompts are {', '.join(one.key for one in form.prompts)}."
        raise InvalidInput("There is no such prompt.", hint=hint, field="prompt")


def check_reveal(phase: RetroPhase, anonymous: bool, writers: int, retro_key: str) -> None:
    """Whether the notes may be shown: with fewer than three writers anonymous notes are as good as signed."""
    if phase != RetroPhase.COLLECT:
        raise Refusal(f"The notes of {retro_key} are shown already.", at=retro_key)
    if anonymous and writers < LEAST_WRITERS:
        hint = "Wait for more people, or talk without notes."
        message = f"Notes without names need {LEAST_WRITERS} writers; there {_are(writers)}."
        raise Refusal(message, "The notes stay hidden.", hint, retro_key)


def reveal_warning(anonymous: bool, writers: int) -> str:
    """What everybody should know before anonymous notes of few people are shown; else nothing."""
    if anonymous and LEAST_WRITERS <= writers < SAFE_WRITERS:
        return f"There are {writers} writers: people may guess who wrote what."
    return ""


def anonymity_words(anonymous: bool) -> str:
    """What is kept of a note, said before the first one is written."""
    if anonymous:
        return "Who wrote a note is stored nowhere. Undo cannot take a note back."
    return "Your name stands on your notes."


def mixed(notes: Iterable[NoteCard], form: RetroFormat) -> tuple[NoteCard, ...]:
    """Notes by prompt, most dots first; among equals by their random number, so that no order of writing shows."""
    order = {prompt.key: place for place, prompt in enumerate(form.prompts)}
    return tuple(sorted(notes, key=lambda note: (order.get(note.prompt, len(order)), -note.dots, note.id)))


def check_action(text: str, owner: str | None, due: date | None, on: date) -> None:
    """An action has one owner and a day that is not before the retrospective. Raises ``InvalidInput``."""
    if not has_visible(text):
        raise InvalidInput("An action needs words.", hint="Say what will be different.", field="text")
    if not (owner and has_visible(owner)):
        hint = "Name the one person who sees to it; others may help."
        raise InvalidInput("An action needs an owner.", hint=hint, field="owner")
    if due is None:
        raise InvalidInput("An action needs a day.", hint="Before the next look back is a good one.", field="due")
    if due < on:
        raise InvalidInput(f"The day {due.isoformat()} is before the retrospective.", field="due")


def which_three(actions: Sequence[str]) -> str:
    """The question to ask when there are more than three actions; nothing otherwise."""
    if len(actions) <= MOST_ACTIONS:
        return ""
    return f"There are {len(actions)} actions. Which three matter most? The others go to the backlog or are let go."


def check_actions(actions: Sequence[str], chosen: Collection[str]) -> tuple[str, ...]:
    """The actions (by key) that stay at the close: all up to three, else the ones chosen. Raises ``InvalidInput``."""
    unknown = [key for key in chosen if key not in actions]
    if unknown:
        raise InvalidInput(f"{unknown[0]} is no action of this retrospective.", field="actions", at=unknown[0])
    if len(actions) <= MOST_ACTIONS:
        return tuple(actions)
    if not 1 <= len(set(chosen)) <= MOST_ACTIONS:
        hint = f"Choose up to {MOST_ACTIONS}: {', '.join(actions)}."
        raise InvalidInput(which_three(actions), "The retrospective is still open.", hint, field="actions")
    return tuple(key for key in actions if key in chosen)


def check_close(phase: RetroPhase, retro_key: str) -> None:
    """A retrospective is closed once, after its notes were shown. Raises ``Refusal``."""
    if phase == RetroPhase.CLOSED:
        raise Refusal(f"{retro_key} is closed already.", at=retro_key)
    if phase == RetroPhase.COLLECT:
        hint = "Show the notes first, and agree on what to do."
        raise Refusal(f"The notes of {retro_key} have not been shown.", "Nothing was saved.", hint, retro_key)


def usual_notes_after(anonymous: bool) -> NotesAfter:
    """What happens to raw notes unless the team says otherwise."""
    return NotesAfter.DESTROY if anonymous else NotesAfter.KEEP


def close_words(notes: int, after: NotesAfter, actions: int) -> str:
    """What the close does, said before confirming: ``12 notes are destroyed for good; 2 actions stay.``"""
    count = f"{notes} note{'' if notes == 1 else 's'}"
    kept = f"{actions} action{'' if actions == 1 else 's'} stay{'s' if actions == 1 else ''}"
    if after == NotesAfter.DESTROY:
        return f"{count} {'is' if notes == 1 else 'are'} destroyed for good; {kept}."
    return f"{count} {'stays' if notes == 1 else 'stay'} in the team; {kept}."


def open_words(rows: Collection[ActionRow], today: date) -> str:
    """``3 open actions, the oldest 41 days old, 1 late``; ``no open actions``."""
    kept = [row for row in rows if row.open]
    if not kept:
        return "no open actions"
    late = sum(row.overdue(today) for row in kept)
    oldest = max(row.age_days(today) for row in kept)
    said = f"{len(kept)} open action{'' if len(kept) == 1 else 's'}, the oldest {days_words(oldest)} old"
    return f"{said}, {late} late" if late else said


def _are(number: int) -> str:
    return {0: "are none", 1: "is 1"}.get(number, f"are {number}")
