"""Scribe mode: a talk written down as it goes, a note a line, prompts as headings, dots as counts.

::

    Start
    - a shared list of families            ...
    ask the office first                   +2
    # Stop
    two texts on one day
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.retros import MAX_DOTS
from pilotboard.domain.text import clean, folded, has_visible, shortened, shown

if TYPE_CHECKING:
    from pilotboard.domain.retro_formats import RetroFormat

MAX_LINES = 2000
MAX_NOTE = 2000

_BULLET = re.compile(r"(?:[-*+•–]|[0-9]{1,3}[.)])\s+")
_DOTS = re.compile(r"\s+([.•●∙·*]{1,99}|\+[0-9]{1,2})$")


class ScribeNote(NamedTuple):
    """A note of the talk: the line it stood on (from 1), its prompt, its text, and how many dots it got."""

    line: int
    prompt: str
    text: str
    dots: int


class ScribeProblem(NamedTuple):
    """A line that cannot be taken, and why."""

    line: int
    message: str


class Scribed(NamedTuple):
    """What was understood. With problems nothing should be saved before they are looked at."""

    notes: tuple[ScribeNote, ...]
    problems: tuple[ScribeProblem, ...]


def parse_scribe(text: str, form: RetroFormat) -> Scribed:
    """Read the lines of a talk under the prompts of a format.

    A heading is the title or key of a prompt on its own line, in any case, with or without ``#`` or a colon. Dots are
    the last word of a line: one mark each (``...``, ``•••``) or ``+3``. Blank lines say nothing.
    """
    prompts = {folded(name): prompt.key for prompt in form.prompts for name in (prompt.title, prompt.key)}
    titles = [prompt.title for prompt in form.prompts]
    notes: list[ScribeNote] = []
    problems: list[ScribeProblem] = []
    at: str | None = None
    for number, raw in enumerate(clean(text, lines=True).text.split("\n"), 1):
        line = clean(raw).text
        if not has_visible(line):
            continue
        if number > MAX_LINES:
            problems.append(ScribeProblem(number, f"There are more than {MAX_LINES:,} lines."))
            break
        mark, name = _heading(line)
        if name in prompts:
            at = prompts[name]
            continue
        if mark:
            hint = did_you_mean(name, titles) or f"Headings are {', '.join(titles)}."
            problems.append(ScribeProblem(number, f'"{shortened(shown(line), 40)}" is no heading here. {hint}'))
            at = None
            continue
        note = _note(number, at or "", line)
        if at is None:
            message = f"This line stands under no heading. Headings are {', '.join(titles)}."
            problems.append(ScribeProblem(number, message))
        elif len(note.text) > MAX_NOTE:
            over = f"{len(note.text) - MAX_NOTE:,} characters over; a note is a sentence or two."
            problems.append(ScribeProblem(number, over))
        else:
            notes.append(note)
    return Scribed(tuple(notes), tuple(problems))


def scribe_words(scribed: Scribed, form: RetroFormat) -> str:
    """``Start 3, Stop 1, Continue 0``: what was understood, for a look before it is saved."""
    return ", ".join(f"{one.title} {sum(note.prompt == one.key for note in scribed.notes)}" for one in form.prompts)


def _heading(line: str) -> tuple[bool, str]:
    """Whether the line is marked as a heading, and its words."""
    bare = line.lstrip("#")
    return bare != line, folded(bare).removesuffix(":").rstrip()


def _note(number: int, prompt: str, line: str) -> ScribeNote:
    text = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
    found = _DOTS.search(text)
    if found is None or not has_visible(text[: found.start()]):
        return ScribeNote(number, prompt, text, 0)
    marks = found[1]
    dots = int(marks[1:]) if marks[0] == "+" else len(marks)
    return ScribeNote(number, prompt, text[: found.start()].rstrip(), min(dots, MAX_DOTS))
