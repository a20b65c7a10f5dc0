"""What a command works with: the line, the workspace, the two outputs, and the questions it may ask."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pilotboard.cli.diagnostics import say
from pilotboard.cli.line import Line
from pilotboard.cli.output import Output
from pilotboard.domain.errors import InvalidInput, Refusal

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.changes import Outcome
    from pilotboard.domain.labels import Labels
    from pilotboard.usecases.workspace import Workspace

OpenScreens = Callable[[Line, str], int]
"""Opens the screens at a thing or at a screen by its name ("" = where one left off); answers their exit code."""

LONGEST_INPUT = 1_000_000
_YES = frozenset(("y", "yes"))


class Session:
    """One command being carried out."""

    def __init__(self, line: Line, open_screens: OpenScreens) -> None:
        self.line = line
        self.out = Output(line)
        self.open_screens = open_screens
        self._stdin_taken = False

    @cached_property
    def ws(self) -> Workspace:
        """The workspace, made on first use."""
        return self.line.workspace()

    @cached_property
    def labels(self) -> Labels:
        """The words of this organisation."""
        from pilotboard.usecases.organisation import labels

        return labels(self.ws)

    def today(self) -> date:
        """The day."""
        return self.ws.today()

    def close(self) -> None:
        """Let go of the store."""
        if "ws" in self.__dict__:
            self.ws.close()

    def confirm(self, question: str) -> None:
        """Ask before something is lost. Raises Refusal unless the answer is yes."""
        if self.line.yes:
            return
        if not sys.stdin.isatty():
            raise Refusal(
                f"{question} Nobody is here to answer.", kept="Nothing was changed.", hint="Add --yes if it is meant."
            )
        sys.stderr.write(f"{question} [y/N] ")
        sys.stderr.flush()
        if sys.stdin.readline().strip().casefold() not in _YES:
            raise Refusal("You answered no.", kept="Nothing was changed.", hint="Answer y to go on, or add --yes.")

    def long_text(self, option: str, value: str) -> str:
        """The text of an option; `-` reads it from standard input. Raises InvalidInput."""
        if value != "-":
            return value
        if self._stdin_taken:
            raise InvalidInput("Only one text can come from standard input.", field=option)
        self._stdin_taken = True
        try:
            return sys.stdin.read(LONGEST_INPUT)
        except UnicodeDecodeError:
            raise InvalidInput("Standard input is not UTF-8 text.", hint="Save it as UTF-8.", field=option) from None

    def done(self, outcome: Outcome) -> None:
        """Say what was done."""
        if self.out.json:
            row = {
                "entry": outcome.entry or None,
                "said": outcome.said,
                "keys": list(outcome.keys),
                "repeated": outcome.repeated,
            }
            self.out.document("change", [row], count=1)
        else:
            self.out.said(outcome.said)

    def rows(self, kind: str, rows: Iterable[Mapping[str, object]], total: int, filter_text: str) -> None:
        """The JSON document of a list."""
        data = list(rows)
        self.out.document(kind, data, count=len(data), total=total, filter=filter_text or None)

    def empty(self, word: str, filter_text: str, command: str) -> str:
        """The sentence of an empty list: nothing fits, or nothing is there yet and how to begin."""
        if filter_text:
            return f"No {self.labels(word)} fits."
        return f"{self.labels.count(0, word).capitalize()} yet. To begin: {command}"

    def rest(self, shown: int, total: int) -> None:
        """Say how many more there are than were shown."""
        if shown < total and not self.out.quiet:
            say(f"{shown:,} of {total:,} shown.")
