"""Retrospectives: opened, written, shown, closed. Notes are in `retro_notes`, what comes of them in `retro_actions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.coaching import CoachRow, coach_list
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.keys import parse_key, retro_key
from pilotboard.domain.people import PersonRole
from pilotboard.domain.retro_filter import retro_subject
from pilotboard.domain.retro_formats import FORMATS, format_of
from pilotboard.domain.retros import (
    NotesAfter,
    RetroDetail,
    RetroPhase,
    RetroRow,
    check_actions,
    check_close,
    check_reveal,
    close_words,
    first_seen,
    mixed,
    reveal_warning,
    usual_notes_after,
)
from pilotboard.store.reading import impediments as impediment_reading
from pilotboard.store.reading import retros as reading
from pilotboard.store.reading import sprints as sprint_reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Retrospective
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[RetroRow], Any]] = {
    "on": lambda row: (-row.on.toordinal(), -row.id),
    "key": lambda row: row.id,
    "team": lambda row: (row.team.casefold(), -row.on.toordinal(), -row.id),
}
"""What a list of retrospectives can be sorted by."""
NOT_CHOSEN = "Not among the three that mattered most"


class Closing(NamedTuple):
    """What a close will do: what happens to raw notes, the actions to choose from, and the sentence that says it."""

    after: NotesAfter
    actions: tuple[tuple[str, str], ...]
    words: str


def list_retros(
    ws: Workspace, filter_text: str = "", *, team: str | None = None, sort: str = "on", limit: int | None = None
) -> Page[RetroRow]:
    """The retrospectives of a team, or all, that meet the filter. Raises NotFound, FilterError, InvalidInput."""
    check_sort(sort, SORTS, "Retrospectives")

    def query(reader: Reader) -> list[RetroRow]:
        return reading.rows(reader, None if team is None else lookup.numbered_id(reader, "team", team))

    return page(ws, ws.read(query), filter_text, retro_subject, SORTS[sort], limit)


def show_retro(ws: Workspace, key: str) -> RetroDetail:
    """Everything about one retrospective, as far as the actor may see it; notes are hidden until they are shown.

    Raw notes stay in the team, and leaders from outside see the actions once the team has released them: a courtesy
    of the screens in a SQLite file, which is open to whoever may read the file. Raises NotFound.
    """
    person, outside = ws.actor.person_id, ws.actor.role == PersonRole.LEADER

    def query(reader: Reader) -> RetroDetail:
        row = row_of(reader, lookup.numbered_id(reader, "retrospective", key))
        form = format_of(row.format)
        team_id = lookup.numbered_id(reader, "team", row.team_key)
        away = outside and person not in reading.members(reader, team_id, ws.today())
        shown = row.phase != RetroPhase.COLLECT and not away
        told = not away or row.released
        counts = reading.note_counts(reader, row.id)
        return RetroDetail(
            row=row,
            format=form,
            participants=reading.participants(reader, row.id),
            note_counts=tuple((prompt.key, counts.get(prompt.key, 0)) for prompt in form.prompts),
            notes=mixed(reading.notes(reader, row.id), form) if shown else (),
            before=first_seen(reading.actions_before(reader, row.id)) if not away else (),
            actions=tuple(reading.actions_of(reader, row.id)) if told else (),
        )

    return ws.read(query)


def notes_changed(ws: Workspace, key: str) -> int:
    """A number that moves when somebody wrote a note or gave a dot: the journal does not tell."""
    return ws.read(lambda reader: reading.notes_changed(reader, lookup.numbered_id(reader, "retrospective", key)))


def running_retro(ws: Workspace, team: str) -> str | None:
    """The key of the newest retrospective of a team that is not closed."""
    found = [row.key for row in list_retros(ws, team=team).rows if row.phase != RetroPhase.CLOSED]
    return found[0] if found else None


def coach(ws: Workspace) -> tuple[CoachRow, ...]:
    """The coach's list: every team at work, the one that needs somebody most first."""

    def query(reader: Reader) -> tuple[CoachRow, ...]:
        return coach_list(
            reading.pulses(reader),
            reading.open_actions(reader),
            impediment_reading.rows(reader),
            today=ws.today(),
            now=ws.now(),
        )

    return ws.read(query)


def open_retro(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Begin a retrospective. `values` as in `drafts.retros.RetroDraft`; without participants the team's members.

    Raises Refusal while another one of the team is not closed.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.retros import RetroDraft

    draft = validate(RetroDraft, {"on": ws.today(), "format": FORMATS[0].key, **values})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import retros as writing

        team_id = lookup.numbered_id(tx.reader, "team", draft.team)
        running = [row.key for row in reading.rows(tx.reader, team_id) if row.phase != RetroPhase.CLOSED]
        if running:
            raise Refusal(
                f"{running[0]} of this team is not closed yet.", "Nothing was begun.", "Close it first.", running[0]
            )
        people = [lookup.numbered_id(tx.reader, "person", name) for name in draft.participants]
        people = people or reading.members(tx.reader, team_id, draft.on)
        sprint_id = None if draft.sprint is None else lookup.numbered_id(tx.reader, "sprint", draft.sprint)
        if sprint_id is not None and sprint_reading.texts(tx.reader, sprint_id).team_id != team_id:
            raise InvalidInput(f"{draft.sprint} is a sprint of another team.", "Nothing was begun.", field="sprint")
        row = writing.add(tx, team_id, draft.on, draft.format, draft.anonymous, sprint_id, people)
        key = retro_key(row.number)
        return Written(f"Opened {key} with {counted(len(set(people)), 'participant')}.", (key,))

    return ws.write("retros.open", work, operation_id)


def show_notes(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Show the notes to everybody and go on to actions. Raises Refusal for anonymous notes of fewer than three."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import retros as writing

        row, view = open_for_writing(tx, key)
        writers = _writers(view)
        if row.phase != RetroPhase.COLLECT or view.notes:
            check_reveal(row.phase, row.anonymous, writers, view.key)
        writing.show_notes(tx, row)
        warning = reveal_warning(row.anonymous, writers) if view.notes else ""
        return Written(f"The notes of {view.key} are shown now. {warning}".strip(), (view.key,))

    return ws.write("retros.act", work, operation_id)


def reveal_words(row: RetroRow) -> str:
    """What everybody should know before the notes are shown; else nothing."""
    return reveal_warning(row.anonymous, _writers(row)) if row.notes else ""


def _writers(row: RetroRow) -> int:
    """How many can have written: not more than take part, and not more than there are notes."""
    return min(row.writers, row.notes)


def closing(ws: Workspace, key: str, notes: NotesAfter | None = None) -> Closing:
    """What closing would do now, to be said before confirming."""

    def query(reader: Reader) -> Closing:
        row = row_of(reader, lookup.numbered_id(reader, "retrospective", key))
        after = notes or usual_notes_after(row.anonymous)
        standing = [one for one in reading.actions_of(reader, row.id) if one.open and one.item_key is None]
        words = close_words(row.notes, after, min(len(standing), 3))
        return Closing(after, tuple((one.key, one.text) for one in standing), words)

    return ws.read(query)


def close_retro(
    ws: Workspace, key: str, values: Mapping[str, object] | None = None, operation_id: str | None = None
) -> Outcome:
    """Close. `values` as in `drafts.retros.RetroCloseDraft`: which actions stay, what happens to raw notes, release.

    More than three open actions ask "which three?" (InvalidInput); the others are let go. Destroyed notes stay
    destroyed: such a close cannot be undone.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.retros import RetroCloseDraft

    draft = validate(RetroCloseDraft, values or {})
    view = ws.read(lambda reader: row_of(reader, lookup.numbered_id(reader, "retrospective", key)))
    after = draft.notes or usual_notes_after(view.anonymous)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import retros as writing

        row, now = open_for_writing(tx, key)
        check_close(row.phase, now.key)
        standing = [one for one in reading.actions_of(tx.reader, now.id) if one.open and one.item_key is None]
        chosen = [str(parse_key(one, "action")) for one in draft.actions]
        stay = check_actions([one.key for one in standing], chosen)
        writing.let_go(tx, [writing.action(tx, one.id) for one in standing if one.key not in stay], NOT_CHOSEN)
        if after == NotesAfter.DESTROY:
            writing.destroy_notes(tx, row)
        writing.close(tx, row, after, draft.release)
        return Written(f"Closed {now.key}. {close_words(now.notes, after, len(stay))}", (now.key, *stay))

    action = "retros.destroy" if after == NotesAfter.DESTROY and view.notes else "retros.close"
    return ws.write(action, work, operation_id)


def release_retro(ws: Workspace, key: str, operation_id: str | None = None) -> Outcome:
    """Let leaders see the actions of a retrospective; its notes stay in the team."""

    def work(tx: Tx) -> Written:
        row, view = open_for_writing(tx, key)
        changed = tx.change(row, released=True)
        said = f"Leaders see the actions of {view.key} now." if changed else f"{view.key} was released already."
        return Written(said, (view.key,))

    return ws.write("retros.release", work, operation_id)


def open_for_writing(tx: Tx, key: str) -> tuple[Retrospective, RetroRow]:
    """The row and the line of a retrospective, inside a transaction. Raises NotFound."""
    from pilotboard.store.writing import retros as writing

    row = writing.retro(tx, lookup.numbered_id(tx.reader, "retrospective", key))
    return row, row_of(tx.reader, row.stored_id)


def row_of(reader: Reader, retro_id: int) -> RetroRow:
    """The line of a retrospective. Raises NotFound."""
    return lookup.there("This retrospective", reading.row(reader, retro_id))


def counted(number: int, word: str) -> str:
    """``no notes``, ``1 note``, ``3 notes``."""
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
