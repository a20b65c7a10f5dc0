"""Everything in one file, on the screens: where to, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pilotboard.domain.text import shortened, shown
from pilotboard.tui.dialogs.confirm import Confirm
from pilotboard.tui.dialogs.progress import Progress
from pilotboard.tui.dialogs.prompt import Prompt

if TYPE_CHECKING:
    from pilotboard.tui.app import PilotboardApp
    from pilotboard.tui.course import Course
    from pilotboard.tui.shell import Said
    from pilotboard.usecases.workspace import Workspace

LONGEST = 1000
"""Characters of a path."""


def ask_and_save(app: PilotboardApp) -> None:
    """Ask for the file, then save everything in it."""
    save = app.shell.save_whole
    if save is None:
        return

    def named(typed: str | None) -> None:
        if not typed or not typed.strip():
            return
        if not _is_file(typed):
            _work(app, "Saving everything", lambda course: save(typed, False, course))
            return

        def answered(yes: bool | None) -> None:
            if yes:
                _work(app, "Saving everything", lambda course: save(typed, True, course))

        app.push_screen(
            Confirm(f"Replace {shortened(shown(typed), 200)}?", "replace", ["It cannot be undone."]), answered
        )

    before = app.shell.whole_name
    app.push_screen(Prompt("Save everything in which file?", before, most=LONGEST), named)


def _is_file(typed: str) -> bool:
    try:
        return Path(typed).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):
        return False


def ask_and_load(app: PilotboardApp, ws: Workspace, path: Path) -> None:
    """Ask for the place of the new store, then load the file into it."""
    from pilotboard.usecases.store_file import load_store

    def load(place: str, course: Course) -> Said:
        new = ws.beside(place, ws.user)
        try:
            return load_store(new, path, course)
        finally:
            new.close()

    def named(place: str | None) -> None:
        if place and place.strip():
            then = f"Look at it with: pilotboard --store {place}"
            _work(app, "Loading a whole store", lambda course: load(place, course), then)

    title = f"{shortened(shown(path.name), 60)} holds a whole store. Into which new file?"
    app.push_screen(Prompt(title, str(path.with_suffix(".db")), most=LONGEST, do="load"), named)


def _work(app: PilotboardApp, title: str, call: Callable[[Course], Said], then: str = "") -> None:
    def done(answer: Said | None) -> None:
        if answer is not None:
            app.hint(f"{answer.said} {then}".rstrip(), "good")

    app.push_screen(Progress(title, call), done)
