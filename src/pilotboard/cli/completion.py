"""`pilotboard completion`: what the tab key offers, in four shells.

The script of a shell asks `pilotboard completion answer -- WORDS... +LAST`: the words before the one being typed, and
that one after a plus sign (an empty word would get lost on the way). The answer is a candidate a line, with its
meaning after a tab; `:files` alone means that a path belongs there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from pilotboard.cli.app import PROGRAM, Argument, Option, Program, argument, verb
from pilotboard.cli.entries import ENTRIES
from pilotboard.cli.line import GLOBAL_OPTIONS, read_line
from pilotboard.cli.session import Session
from pilotboard.cli.shells import SHELLS
from pilotboard.domain.errors import InvalidInput, PilotboardError

FILES = ":files"
MOST = 50


class Candidate(NamedTuple):
    """A word that would do, and what it means."""

    value: str
    means: str = ""


@verb(argument("shell", tuple(SHELLS), metavar="SHELL"), argument("words", nargs=-1, metavar=""))
def completion(session: Session, shell: str, words: tuple[str, ...]) -> None:
    """Print the script that lets the tab key complete commands: bash, zsh, fish or powershell."""
    if shell == "answer":
        found = candidates(session, words)
        session.out.text("\n".join(f"{one.value}\t{one.means}" if one.means else one.value for one in found))
        return
    script = SHELLS.get(shell.casefold())
    if script is None:
        from pilotboard.domain.nearest import did_you_mean

        hint = did_you_mean(shell, SHELLS) or f"There are {', '.join(SHELLS)}."
        raise InvalidInput("There is no completion for that shell.", "Nothing was changed.", hint, field="shell")
    session.out.text(script)


def candidates(session: Session, words: Iterable[str]) -> list[Candidate]:
    """What may stand where `+LAST`, the last of the words, is being typed."""
    *before, last = [*words] or ["+"]
    prefix = last.removeprefix("+")
    if "--" in before:
        return []
    return [
        one
        for one in _offered(session, before, prefix)
        if one.value == FILES or one.value.casefold().startswith(prefix.casefold())
    ]


def _offered(session: Session, before: list[str], prefix: str) -> Iterable[Candidate]:
    """Everything that may stand there, whatever it begins with."""
    waiting = next((option for option in GLOBAL_OPTIONS if option.value and before[-1:] == [option.name]), None)
    if waiting is not None:
        return _words(session, {"--store": ["@path"], "--as": ["@person"]}.get(waiting.name, []), prefix)
    said = read_line(before, {})
    session.line.store = said.store or session.line.store
    words = said.words
    command: click.Command = Program()
    context = click.Context(command, info_name=PROGRAM, obj=session)
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        if found is None:
            return []
        command = found
        context = click.Context(command, parent=context, info_name=command.name)
    if not isinstance(command, click.Group):
        return _of_verb(session, context, words, prefix)
    if prefix.startswith("-"):
        return _options(context)
    if isinstance(command, Program):
        return [Candidate(name, entry.says) for name, entry in ENTRIES.items()]
    return [Candidate(name) for name in command.list_commands(context)]


def _of_verb(session: Session, context: click.Context, words: list[str], prefix: str) -> Iterable[Candidate]:
    """After a verb: the value of the option before, an option, or the next argument."""
    params = context.command.params
    takers = {name: param for param in params if isinstance(param, Option) and not param.is_flag for name in param.opts}
    if words and words[-1] in takers:
        return _words(session, takers[words[-1]].completes, prefix)
    if prefix.startswith("-"):
        return _options(context)
    given = len(
        [
            word
            for last, word in zip(["", *words], words, strict=False)
            if not word.startswith("-") and last not in takers
        ]
    )
    completes: list[str] = []
    for place, param in enumerate(param for param in params if isinstance(param, Argument)):
        many = param.nargs == -1
        if place == given or (many and place < given):
            completes += param.completes
        if place >= given:
            break
    return _words(session, completes, prefix)


def _options(context: click.Context) -> Iterator[Candidate]:
    for param in context.command.get_params(context):
        if isinstance(param, click.Option):
            for name in (*param.opts, *param.secondary_opts):
                if name.startswith("--"):
                    yield Candidate(name, param.help or "")
    for option in GLOBAL_OPTIONS:
        yield Candidate(option.name, option.says)


def _words(session: Session, completes: Iterable[str], prefix: str) -> list[Candidate]:
    found: list[Candidate] = []
    for word in completes:
        if word == "@path":
            return [Candidate(FILES)]
        found += _keys(session, word, prefix) if word.startswith("@") else [Candidate(word)]
    return found


def _keys(session: Session, kind: str, prefix: str) -> list[Candidate]:
    """Keys of things in the store; none when it cannot be read."""
    try:
        return _read_keys(session, kind, prefix)
    except PilotboardError:
        return []


def _read_keys(session: Session, kind: str, prefix: str) -> list[Candidate]:
    if kind == "@item":
        from pilotboard.usecases.items import list_items

        wanted = f"key:{prefix}" if prefix.replace("-", "").isalnum() else "open"
        return [Candidate(row.key, row.title) for row in list_items(session.ws, wanted, sort="key", limit=MOST).rows]
    if kind == "@action":
        from pilotboard.usecases.retro_actions import list_actions

        return [Candidate(row.key, row.text) for row in list_actions(session.ws, "open", limit=MOST).rows]
    if kind in {"@priority", "@strategy", "@goal"}:
        from pilotboard.domain.plan import PlanLevel
        from pilotboard.usecases.plan import list_plan

        return [Candidate(row.key, row.title) for row in list_plan(session.ws, PlanLevel(kind[1:]), limit=MOST).rows]
    module, words = _LISTED[kind]
    found = getattr(import_module(f"pilotboard.usecases.{module}"), f"list_{module}")
    return [Candidate(*words(row)) for row in found(session.ws, limit=MOST).rows]


_LISTED: Mapping[str, tuple[str, Callable[[Any], tuple[str, str]]]] = {
    "@pilot": ("pilots", lambda row: (row.key, row.title)),
    "@team": ("teams", lambda row: (row.key, row.name)),
    "@person": ("people", lambda row: (row.handle, row.name)),
    "@site": ("sites", lambda row: (row.key, row.name)),
    "@sprint": ("sprints", lambda row: (row.key, row.goal)),
    "@impediment": ("impediments", lambda row: (row.key, row.title)),
    "@feedback": ("feedback", lambda row: (row.key, row.quote[:60])),
    "@programme": ("programmes", lambda row: (row.key, row.name)),
    "@decision": ("decisions", lambda row: (row.key, f"{row.kind} {row.pilot}")),
    "@cost": ("costs", lambda row: (row.key, row.label)),
    "@idea": ("ideas", lambda row: (row.key, row.title)),
    "@support": ("support", lambda row: (row.key, row.text[:60])),
    "@retro": ("retros", lambda row: (row.key, f"{row.team} {row.on.isoformat()}")),
}
"""Kinds of things: the use cases that list them (``sites.list_sites``), and what is offered of a row."""


COMMANDS = {"completion": completion}
