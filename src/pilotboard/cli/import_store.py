"""`pilotboard import FILE` of a file that holds a whole store: what is in it, and loading it into an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.progress import Bar
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import store_file

if TYPE_CHECKING:
    from pathlib import Path

    from pilotboard.cli.session import Session
    from pilotboard.usecases.store_file import StoreFile

_COUNTED = {"pilot": "pilot", "backlog_item": "item", "team": "team", "person": "person", "feedback": "voice"}


def import_store(session: Session, path: Path, options: list[str], *, really: bool) -> int:
    """Tell what the file holds; with `really` load it. 1 when this store cannot take it.

    `options` are those that were given and mean nothing here. Raises InvalidInput for one of them, and what the use
    cases raise.
    """
    if options:
        raise InvalidInput(
            f"This file holds a whole store, and {options[0]} says how to read another kind of file.",
            "Nothing was changed.",
            f"Leave out {options[0]}.",
            field=options[0].removeprefix("--"),
        )
    with Bar("Loading" if really else "Reading") as bar:
        found = (store_file.load_store if really else store_file.check_store_file)(session.ws, path, bar)
    if session.out.json:
        _document(session, found)
    elif really:
        session.out.said(found.said)
    else:
        _page(session, found)
    return 1 if found.trouble else 0


def _document(session: Session, found: StoreFile) -> None:
    """As the other imports say it; a whole store goes in whole, so no row is ever left out."""
    session.out.document(
        "import",
        (),
        create=found.rows,
        **dict.fromkeys(("update", "unchanged", "skip", "error"), 0),
        batch=None,
        preset=None,
        target="store",
        organisation=found.organisation,
        exported_at=found.exported_at,
        tables=found.tables,
        trouble=found.trouble or None,
        applied=found.applied,
        said=found.said,
    )


def _page(session: Session, found: StoreFile) -> None:
    from pilotboard.domain.labels import Labels

    labels = Labels()
    counts = [labels.count(found.tables.get(table, 0), word) for table, word in _COUNTED.items()]
    entries = found.tables.get("journal", 0)
    fields = [
        ("Organisation", found.organisation),
        ("Saved", f"{found.exported_at} by pilotboard {found.version}"),
        ("Holds", f"{', '.join(counts)}; {entries:,} changes in the history ({found.rows:,} rows)"),
        ("Into", session.ws.location.shown),
    ]
    session.out.page("A whole store", fields)
    if found.trouble:
        session.out.text(f"It cannot go in here: {found.trouble}\nGive a place where there is none yet: --store PLACE")
    else:
        session.out.text("Nothing was written. To load it, add --apply.")
