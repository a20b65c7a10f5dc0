"""`pilotboard redact`: take a text out of everything, with a reason."""

from __future__ import annotations

from pilotboard.cli.app import argument, option, verb
from pilotboard.cli.diagnostics import say
from pilotboard.cli.session import Session
from pilotboard.usecases import redact as usecases


@verb(
    argument("key", ("@feedback", "@item", "@idea"), metavar="KEY"),
    option("--reason", metavar="TEXT", required=True, help="Why; without the words themselves. The journal keeps it."),
    option("--text", metavar="TEXT", default="", help="Only these words, in every text of it, in any case."),
)
def redact(session: Session, key: str, reason: str, text: str) -> None:
    """Take a text out for good: of rows, journal, search and the records of sprints. It cannot be undone.

    Without --text a voice loses what was said and answered, an item its description and notes, an idea all but its
    title; other things need --text. Backups that still hold it are named.
    """
    what = "these words" if text else "what was written"
    session.confirm(f"Take {what} out of {key} for good? This cannot be undone.")
    done = usecases.redact(session.ws, key, reason, text)
    if session.out.json:
        row = {"entry": done.entry, "said": done.said, "keys": list(done.keys), "backups": list(done.backups)}
        session.out.document("change", [{**row, "left": done.left or None}], count=1)
        return
    session.out.said(done.said)
    for hint in done.hints():
        say(hint)


COMMANDS = {"redact": redact}
