"""Formats of a retrospective as data: a name and its prompts, in our own words."""

from __future__ import annotations

from typing import NamedTuple

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.nearest import did_you_mean, either
from pilotboard.domain.text import folded, shortened, shown


class Prompt(NamedTuple):
    """A column of notes: its key in the data, its heading and the question below it."""

    key: str
    title: str
    question: str


class RetroFormat(NamedTuple):
    """A way to look back."""

    key: str
    name: str
    prompts: tuple[Prompt, ...]

    def prompt(self, key: str) -> Prompt | None:
        """The prompt with that key."""
        return next((prompt for prompt in self.prompts if prompt.key == key), None)


FORMATS: tuple[RetroFormat, ...] = (
    RetroFormat(
        "start_stop_continue",
        "Start, stop, continue",
        (
            Prompt("start", "Start", "What should we begin to do?"),
            Prompt("stop", "Stop", "What should we no longer do?"),
            Prompt("continue", "Continue", "What works and should stay?"),
        ),
    ),
    RetroFormat(
        "four_ls",
        "4 Ls",
        (
            Prompt("liked", "Liked", "What was good?"),
            Prompt("learned", "Learned", "What do we know now?"),
            Prompt("lacked", "Lacked", "What was missing?"),
            Prompt("longed_for", "Longed for", "What do we wish for?"),
        ),
    ),
    RetroFormat(
        "mad_sad_glad",
        "Mad, sad, glad",
        (
            Prompt("mad", "Mad", "What made us angry?"),
            Prompt("sad", "Sad", "What let us down?"),
            Prompt("glad", "Glad", "What made us happy?"),
        ),
    ),
    RetroFormat(
        "sailboat",
        "Sailboat",
        (
            Prompt("wind", "Wind", "What drives us on?"),
            Prompt("anchor", "Anchor", "What holds us back?"),
            Prompt("rocks", "Rocks", "What lies ahead that could hurt us?"),
            Prompt("island", "Island", "Where do we want to arrive?"),
        ),
    ),
    RetroFormat(
        "daki",
        "Drop, add, keep, improve",
        (
            Prompt("drop", "Drop", "What should go?"),
            Prompt("add", "Add", "What should we try?"),
            Prompt("keep", "Keep", "What should stay?"),
            Prompt("improve", "Improve", "What is nearly right?"),
        ),
    ),
    RetroFormat(
        "starfish",
        "Starfish",
        (
            Prompt("start", "Start", "What should we begin to do?"),
            Prompt("more", "More of", "What should we do more?"),
            Prompt("keep", "Keep", "What should stay as it is?"),
            Prompt("less", "Less of", "What should we do less?"),
            Prompt("stop", "Stop", "What should we no longer do?"),
        ),
    ),
)
"""The first one is the usual one."""


def format_of(text: str) -> RetroFormat:
    """A format by its key or name as people type it. Raises ``InvalidInput`` with the nearest."""
    said = folded(text).replace("-", " ").replace("_", " ")
    for one in FORMATS:
        if said in (one.key.replace("_", " "), folded(one.name), folded(one.name).replace(",", "")):
            return one
    names = [one.key for one in FORMATS]
    hint = f"{did_you_mean(folded(text), names)} Take {either(names)}.".lstrip()
    raise InvalidInput(f'There is no format "{shortened(shown(text), 40)}".', hint=hint, field="format")
