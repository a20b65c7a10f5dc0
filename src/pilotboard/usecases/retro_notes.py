"""Notes of a retrospective: written, taken down by a scribe, given dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import InvalidInput, NotFound, Refusal
from pilotboard.domain.retro_formats import format_of
from pilotboard.domain.retros import NoteCard, RetroPhase, check_note
from pilotboard.store.reading import retros as reading
from pilotboard.usecases import lookup
from pilotboard.usecases.retros import counted, open_for_writing, row_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.scribe import Scribed
    from pilotboard.store.writing.unit import Tx


def write_note(ws: Workspace, key: str, prompt: str, text: str, dots: int = 0) -> Outcome:
    """Write a note under a prompt (its key or title). In an anonymous retrospective nothing tells whose it is."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.retros import RetroNoteDraft

    draft = validate(RetroNoteDraft, {"prompt": prompt, "text": text, "dots": dots})
    form = ws.read(lambda reader: format_of(row_of(reader, lookup.numbered_id(reader, "retrospective", key)).format))
    known = next((one.key for one in form.prompts if draft.prompt.casefold() in (one.key, one.title.casefold())), "")
    return _write_notes(ws, key, [(known or draft.prompt, draft.text, draft.dots)])


def read_scribe(ws: Workspace, key: str, text: str) -> tuple[Scribed, str]:
    """What would be understood of a talk written down line by line, and that in words. Saves nothing."""
    from pilotboard.domain.scribe import parse_scribe, scribe_words

    form = ws.read(lambda reader: format_of(row_of(reader, lookup.numbered_id(reader, "retrospective", key)).format))
    scribed = parse_scribe(text, form)
    return scribed, scribe_words(scribed, form)


def scribe_notes(ws: Workspace, key: str, text: str) -> Outcome:
    """Keep a talk written down line by line: headings, a note a line, dots as counts.

    Raises InvalidInput that names each line that cannot be taken; nothing is saved then.
    """
    scribed, words = read_scribe(ws, key, text)
    if scribed.problems:
        lines = " ".join(f"Line {one.line}: {one.message}" for one in scribed.problems[:5])
        more = f" And {len(scribed.problems) - 5} more." if len(scribed.problems) > 5 else ""
        raise InvalidInput(f"{lines}{more}", "Nothing was saved.", field="text")
    if not scribed.notes:
        raise InvalidInput("There is no note in this text.", "Nothing was saved.", "Write one on a line.", field="text")
    return _write_notes(ws, key, [(one.prompt, one.text, one.dots) for one in scribed.notes], words)


def _write_notes(ws: Workspace, key: str, notes: Sequence[tuple[str, str, int]], words: str = "") -> Outcome:
    """Write notes (prompt, text, dots); their ids are chosen before, so that a second try writes none twice."""
    from pilotboard.store.writing import retros as writing

    view = ws.read(lambda reader: row_of(reader, lookup.numbered_id(reader, "retrospective", key)))
    numbered = [(writing.new_note_id(view.anonymous), *note) for note in notes]

    def work(tx: Tx) -> Written:
        row, _ = open_for_writing(tx, key)
        form = format_of(row.format)
        for prompt, _, _ in notes:
            check_note(row.phase, prompt, form, view.key)
        writing.add_notes(tx, row, numbered, tx.intent.actor)
        said = f"Wrote {counted(len(notes), 'note')} in {view.key}"
        return Written(f"{said}: {words}." if words else f"{said}.", (view.key,))

    return ws.write("retros.note", work)


def vote(ws: Workspace, key: str, note: int | str, dots: int = 1) -> Outcome:
    """Give a note dots (or take some with a negative number). Kept are counts, not votes. Raises Refusal, NotFound.

    `note` is its number or the last digits of it.
    """

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import retros as writing

        row, view = open_for_writing(tx, key)
        if row.phase != RetroPhase.ACT:
            why = "is closed" if row.phase == RetroPhase.CLOSED else "has hidden notes still"
            raise Refusal(
                f"{view.key} {why}: dots come after the notes are shown.", "Nothing was changed.", at=view.key
            )
        found = _note(reading.notes(tx.reader, row.stored_id), str(note))
        after = writing.add_dots(tx, row, found.id, dots)
        return Written(f"The note has {counted(after, 'dot')} now.", (view.key,))

    return ws.write("retros.vote", work)


def _note(cards: Sequence[NoteCard], said: str) -> NoteCard:
    digits = said.strip().lstrip("#")
    found = [card for card in cards if digits.isdecimal() and str(card.id).endswith(digits)]
    if len(found) != 1:
        message = "There is no such note here." if not found else "Several notes end in these digits."
        hint = "pilotboard retros show lists the notes with their numbers."
        raise (NotFound(message, hint=hint) if not found else InvalidInput(message, hint=hint, field="note"))
    return found[0]
