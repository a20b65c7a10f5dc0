"""`pilotboard open` and `pilotboard demo`: from the command line into the screens."""

from __future__ import annotations

from pathlib import Path

from pilotboard.cli.app import argument, option, verb
from pilotboard.cli.diagnostics import need_terminal
from pilotboard.cli.session import Session
from pilotboard.domain.errors import InvalidInput

SCREENS = (
    *("today", "pilots", "board", "backlog", "feedback", "retros", "evidence", "scale", "reports", "teams"),
    *("plan", "ideas", "planning", "people", "sites", "calendar", "programmes", "history", "import"),
)
"""The screens by name, without loading one."""


@verb(argument("where", SCREENS, metavar="KEY|SCREEN"))
def open_at(session: Session, where: str) -> int:
    """Open the screens at one thing, by its key, or at a screen, by its name: today, board, people, calendar ..."""
    return session.open_screens(session.line, where)


@verb(
    option(
        "--keep",
        completes=("@path",),
        metavar="PATH",
        help="Keep it in this file; one that is there already is opened, never rebuilt.",
    ),
    option("--no-open", is_flag=True, help="Only make it, and say where it is."),
)
def demo(session: Session, keep: str | None, no_open: bool) -> int:
    """Look around in a sample programme: a fictional district with a year of work."""
    from pilotboard.demo import loader

    if not no_open:
        need_terminal()
    line = session.line
    with session.working("Making the sample programme"):
        sample = loader.open_or_make(line.clock().today(), Path(keep).expanduser().absolute() if keep else None)
    line.store = sample.location.shown
    line.user = line.user or loader.PERSON
    _refuse_other(session, line.store)
    said = f"{'Made' if sample.made else 'Found'} the sample programme at {line.store}."
    if no_open:
        if session.out.json:
            session.out.document("store", [{"store": line.store, "made": sample.made, "said": said}], count=1)
        else:
            session.out.said(said)
        return 0
    session.close()
    try:
        return session.open_screens(line, "")
    finally:
        if sample.temporary is not None:
            import shutil

            shutil.rmtree(sample.temporary, ignore_errors=True)


def _refuse_other(session: Session, place: str) -> None:
    """A file that holds somebody's own programme is not taken for the sample. Raises InvalidInput."""
    from pilotboard.usecases.organisation import show_organisation

    found = show_organisation(session.ws)
    if not found.sample:
        raise InvalidInput(
            f"{place} is no sample programme: it is the store of {found.name}.",
            "It was not touched.",
            f"Open it with --store {place}, or keep the sample somewhere else.",
            field="keep",
        )


COMMANDS = {"open": open_at, "demo": demo}
