"""The command line as it was typed, with the global options taken out of it.

The one table of global options is here; the help, the completion and the entry all read it. This module is loaded by
every start, also that of the screens, so it stands on builtins alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pilotboard.settings import Settings
    from pilotboard.usecases.workspace import Clock, Workspace


class GlobalOption:
    """An option that may stand anywhere on the line; ``value`` names what it takes ("" for a switch)."""

    def __init__(self, name: str, value: str, variable: str, says: str) -> None:
        self.name = name
        self.value = value
        self.variable = variable
        self.says = says


GLOBAL_OPTIONS = (
    GlobalOption("--store", "PATH|URL", "PILOTBOARD_STORE", "The store: a file, or postgresql://..."),
    GlobalOption("--as", "PERSON", "PILOTBOARD_USER", "Who you are; your system user name otherwise."),
    GlobalOption("--json", "", "", "One JSON document instead of a table; errors too."),
    GlobalOption("--quiet", "", "", "Say nothing when it went well."),
    GlobalOption("--no-color", "", "NO_COLOR", "No colour."),
    GlobalOption(
        "--today", "YYYY-MM-DD", "PILOTBOARD_TODAY", "Act as if it were that day, so that a run can be repeated."
    ),
    GlobalOption("--yes", "", "", "Answer every question with yes."),
)


class Line:
    """What was asked for: the words that are left, and the global options.

    ``store``, ``user`` and ``today`` are None when neither option nor variable gave them; ``wrong`` is the sentence
    about a global option that cannot be read, and what to do about it.
    """

    def __init__(self, words: Sequence[str] = (), given: Mapping[str, str] | None = None) -> None:
        found = given or {}
        self.words = list(words)
        self.store = found.get("--store")
        self.user = found.get("--as")
        self.today = found.get("--today")
        self.json = "--json" in found
        self.quiet = "--quiet" in found
        self.color = "--no-color" not in found
        self.yes = "--yes" in found
        self.wrong: tuple[str, str] | None = None
        self._settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        """What this user has set; read once."""
        if self._settings is None:
            from pilotboard.settings import read_settings

            self._settings = read_settings()
        return self._settings

    def clock(self) -> Clock:
        """The time, frozen by ``--today``. Raises InvalidInput."""
        from pilotboard.usecases.workspace import Clock

        if self.today is None:
            return Clock()
        from pilotboard.domain.dates import parse_day_strict

        return Clock(parse_day_strict(self.today, "today"))

    def workspace(self) -> Workspace:
        """The store of this line as the person of this line sees it, at its time."""
        from pilotboard.usecases.workspace import Workspace

        settings = self.settings
        store, user = self.store or settings.store, self.user or settings.user
        return Workspace(store, user, self.clock(), settings.backups)


def read_line(arguments: Sequence[str], environment: Mapping[str, str]) -> Line:
    """Take the global options out of the arguments. What stands after ``--`` is left alone."""
    known = {option.name: option for option in GLOBAL_OPTIONS}
    given = {option.name: environment[option.variable] for option in GLOBAL_OPTIONS if environment.get(option.variable)}
    words: list[str] = []
    wrong: tuple[str, str] | None = None
    rest = [*reversed(arguments)]
    while rest:
        word = rest.pop()
        if word == "--":
            words += [word, *reversed(rest)]
            break
        name, mark, value = word.partition("=")
        option = known.get(name)
        if option is None:
            words.append(word)
        elif not option.value:
            given[name] = "1"
            if mark:
                wrong = wrong or (f"{name} takes no value.", f"Write {name} alone.")
        else:
            if not mark:
                value = rest.pop() if rest and rest[-1] != "--" else ""
            given[name] = value
            if not value:
                wrong = wrong or (f"{name} needs a value.", f"Write {name} {option.value}.")
    line = Line(words, given)
    line.wrong = wrong
    return line
