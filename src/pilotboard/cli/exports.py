"""`pilotboard export`: what others are to read, and the whole store in one file."""

from __future__ import annotations

from pilotboard.cli.app import Noun, option
from pilotboard.cli.progress import Bar
from pilotboard.cli.session import Session

_PAPERS = ("pilot", "portfolio", "sprint", "retro", "feedback", "decision", "items", "all")
EXPORT = Noun(
    "export", "Papers that others can open, and the whole store in one file.", dict.fromkeys(_PAPERS, "papers")
)
COMMANDS = {"export": EXPORT}


@EXPORT.verb(
    "store",
    option(
        "-o", "--output", completes=("@path",), metavar="FILE", help="Into this file; standard output when not said."
    ),
)
def export_store(session: Session, output: str | None) -> None:
    """Save everything in one JSON file. It can be loaded into an empty store: import FILE --apply --store PLACE.

    It holds all that the store holds, names and voices too: only you may read the file, keep it so.
    """
    from pathlib import Path

    from pilotboard.cli.files import check_place
    from pilotboard.usecases import store_file

    with Bar("Saving") as bar:
        if output is None:
            session.out.stream(store_file.store_lines(session.ws, bar))
            return
        replace = Path(output).exists()
        check_place(session, Path(output), "output")
        saved = store_file.save_store(session.ws, output, replace=replace, progress=bar)
    if session.out.json:
        row = {"path": saved.place, "rows": saved.rows, "bytes": saved.bytes, "sha256": saved.sha256}
        session.out.document("exports", [{**row, "said": saved.said}], count=1)
    else:
        session.out.said(saved.said)
