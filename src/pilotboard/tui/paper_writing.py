"""A paper into a file, on the screens: which format, which file, and whether an old one may go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pilotboard.domain.text import shortened, shown
from pilotboard.export.files import checked_path, save, slug
from pilotboard.export.registry import FORMATS, rendered
from pilotboard.tui.shell import Choice

if TYPE_CHECKING:
    from pilotboard.domain.document import Document
    from pilotboard.tui.screens.desk import DeskScreen

LONGEST = 1000
"""Characters of a path."""


def ask_and_write(screen: DeskScreen, document: Document) -> None:
    """Ask for the format, then for the file."""
    choices = [Choice(one.name, one.says, one.name) for one in FORMATS.values()]
    screen.ask_pick("Write it as", choices, lambda choice: _ask_place(screen, document, choice.id))


def _ask_place(screen: DeskScreen, document: Document, form: str) -> None:
    usual = f"{slug(document.slug)}-{document.as_of.isoformat()}.{form}"

    def named(typed: str) -> None:
        screen.ask("place", lambda: _looked(typed, usual), lambda found: _go_on(screen, document, form, found))

    screen.ask_text("Into which file?", named, do="write", value=f"~/{usual}", most=LONGEST)


def _looked(typed: str, usual: str) -> tuple[Path, bool]:
    path = checked_path(typed, usual)
    return path, path.exists()


def _go_on(screen: DeskScreen, document: Document, form: str, found: tuple[Path, bool]) -> None:
    path, there = found
    if not there:
        _write(screen, document, form, path)
        return
    question = f"Replace {shortened(shown(str(path)), 200)}?"
    screen.ask_sure(question, "replace", ["The old file is lost."], lambda: _write(screen, document, form, path), "x")


def _write(screen: DeskScreen, document: Document, form: str, path: Path) -> None:
    def write() -> str:
        save(path, rendered(document, form))
        return f"Wrote {path}. {document.audience_line}"

    screen.ask("written", write, lambda said: screen.host.hint(said, "good"))
