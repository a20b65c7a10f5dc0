"""Taking a text out of everything, with a reason: rows, journal, search, records; and saying which backups hold it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.changes import Written
from pilotboard.domain.erasing import everything, passage
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.keys import parse_key
from pilotboard.store.erased import holding, wipe
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx


class Redacted(NamedTuple):
    """What came of it: the entry, the sentence, the keys; `backups` that still hold the text, oldest first.

    `left` says what the database itself could not clear away yet ("" = nothing).
    """

    entry: int
    said: str
    keys: tuple[str, ...]
    repeated: bool
    backups: tuple[str, ...]
    left: str

    def hints(self) -> list[str]:
        """What is still to do, a sentence each."""
        found = [self.left] if self.left else []
        if self.backups:
            listed = ", ".join(self.backups[:3]) + (
                f" and {len(self.backups) - 3} more" if len(self.backups) > 3 else ""
            )
            found.append(f"These backups still hold it: {listed}. Delete them where it must be gone everywhere.")
        return found


WHOLE = ("feedback", "item", "idea")
"""Things of which all free texts are taken out when no words are said."""


def redact(ws: Workspace, key: str, reason: str, words: str = "", operation_id: str | None = None) -> Redacted:
    """Take texts of a thing out for good; with `words` these words only, in every text of it. It cannot be undone.

    Without words a voice loses what was said and answered, an item its description and notes, an idea all but
    its title. A removed thing can be named too: the journal holds its texts. Raises InvalidInput, NotFound when there
    is no such text.
    """
    from pilotboard.domain.drafts import line

    named = parse_key(key)
    why = line("reason", reason)
    take = passage(words) if words else everything
    if words and take(why) != why:
        raise InvalidInput("The reason repeats the words that shall go.", "Nothing was changed.", field="reason")
    if not words and named.kind not in WHOLE:
        hint = "Say which words: --text. The rest of it stays."
        raise InvalidInput(f"{named} holds more than one text.", "Nothing was changed.", hint, field="text")
    written: list[datetime] = []

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import erasing
        from pilotboard.store.writing.free_texts import PLACES

        if named.kind not in PLACES:
            hint = "Change it instead: pilotboard people edit."
            raise InvalidInput(f"Texts of {named} cannot be taken out.", "Nothing was changed.", hint, field="key")
        row_id = erasing.find_thing(tx, named)
        if row_id is None:
            raise NotFound(f"There is no {named.kind} {named}.", kept="Nothing was changed.")
        done = erasing.take_out(tx, named, row_id, take, whole=not words)
        if not done.rows:
            raise NotFound(f"There is no such text in {named}.", kept="Nothing was changed.")
        written.append(erasing.first_written(tx, done))
        what = "Words were" if words else "The text was"
        return Written(f"{what} taken out of {named}: {why}", (str(named),))

    outcome = ws.write("redact", work, operation_id)
    left = wipe(ws.location)
    backups = holding(ws.location, written[0], ws.backups) if written else []
    return Redacted(*outcome, tuple(str(path) for path in backups), left)
