"""The commands: one table of nouns, each loaded when it is on the line, and verbs declared beside what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from pilotboard.cli.entries import ENTRIES
from pilotboard.cli.line import GLOBAL_OPTIONS, Line
from pilotboard.cli.session import OpenScreens, Session
from pilotboard.domain.errors import InputError

PROGRAM = "pilotboard"
HELP_NAMES = ("-h", "--help")
CONTEXT: dict[str, Any] = {"help_option_names": list(HELP_NAMES), "max_content_width": 100}
Run = Callable[..., int | None]
"""What a verb does: `run(session, **options)`; the exit code, None for 0."""


class HelpOption(click.Option):
    """`--help`, written by the one owner of standard output."""

    def __init__(self) -> None:
        super().__init__(
            HELP_NAMES,
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help="Show this text.",
        )


def _show_help(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.find_root().obj.out.text(context.get_help())
        context.exit()


class VerbCommand(click.Command):
    """A verb as click carries it out."""

    run: Run

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return HelpOption()

    def invoke(self, ctx: click.Context) -> int | None:
        return self.run(ctx.find_root().obj, **ctx.params)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(
            "pilotboard --help tells the options that every command takes, such as --json and --store."
        )


Declared = Callable[[], click.Parameter]
"""An option or argument, made when its command is on the line."""


class Verb:
    """A verb as its module declares it; click's objects are made when it is on the line."""

    def __init__(self, run: Run, declared: tuple[Declared, ...]) -> None:
        self.run = run
        self.declared = declared
        self.says = " ".join((run.__doc__ or "").split("\n\n")[0].split()).partition(". ")[0].removesuffix(".") + "."

    def made(self, name: str) -> click.Command:
        """What click carries out."""
        params = [declare() for declare in self.declared]
        made = VerbCommand(name, params=params, help=self.run.__doc__, context_settings=CONTEXT)
        made.run = self.run
        return made


class Option(click.Option):
    """An option; `completes` are the words it takes, or `@item`, `@path` ... for what is to be looked up."""

    completes: Sequence[str] = ()


class Argument(click.Argument):
    """An argument, as `Option`."""

    completes: Sequence[str] = ()


def option(*names: str, completes: Sequence[str] = (), **how: Any) -> Declared:
    """An option of a verb, as `click.Option` takes it."""

    def declare() -> click.Parameter:
        made = Option(names, **how)
        made.completes = completes
        return made

    return declare


def argument(name: str, completes: Sequence[str] = (), **how: Any) -> Declared:
    """An argument of a verb, as `click.Argument` takes it."""

    def declare() -> click.Parameter:
        made = Argument([name], **how)
        made.completes = completes
        return made

    return declare


def verb(*declared: Declared) -> Callable[[Run], Verb]:
    """Declare a command that has no noun."""
    return lambda run: Verb(run, declared)


class Words(click.Group):
    """A group that makes its commands on demand and knows the nearest word."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return HelpOption()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, *rest = args
        found = self.get_command(ctx, name)
        if found is None:
            raise unknown_word(name, self.list_commands(ctx), ctx.command_path)
        return name, found, rest

    def says(self, name: str) -> str:
        """One line about a command, without making it."""
        raise KeyError(name)

    def section(self, name: str) -> str:
        """Under which heading the help lists a command."""
        return "Verbs"

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            sections.setdefault(self.section(name), []).append((name, self.says(name)))
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)


class Noun(Words):
    """A noun and its verbs; those that `elsewhere` names are declared in other modules and loaded when needed."""

    def __init__(self, name: str, says: str, elsewhere: Mapping[str, str] | None = None) -> None:
        super().__init__(
            name, help=says, context_settings=CONTEXT, subcommand_metavar="VERB ...", no_args_is_help=False
        )
        self.verbs: dict[str, Verb] = {}
        self.elsewhere = dict(elsewhere or {})

    def verb(self, name: str, *declared: Declared) -> Callable[[Run], Run]:
        """Declare a verb: its options and arguments stand here, its text is the docstring of the function."""

        def keep(run: Run) -> Run:
            self.verbs[name] = Verb(run, declared)
            return run

        return keep

    def made(self, name: str) -> click.Command:
        """The noun itself."""
        return self

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.verbs, *(name for name in self.elsewhere if name not in self.verbs)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = self._found(cmd_name)
        return found.made(cmd_name) if found is not None else None

    def says(self, name: str) -> str:
        found = self._found(name)
        return found.says if found is not None else ""

    def _found(self, name: str) -> Verb | None:
        if name not in self.verbs and name in self.elsewhere:
            import_module(f"pilotboard.cli.{self.elsewhere[name]}")
        return self.verbs.get(name)


class Program(Words):
    """Everything that may stand first on the line. No module of a noun is loaded until its noun is."""

    def __init__(self) -> None:
        super().__init__(
            PROGRAM,
            help="Run pilots in sprints. Decide with evidence which to scale, adapt or stop.\n\n"
            "pilotboard alone opens the screens.",
            context_settings=CONTEXT,
            options_metavar="",
            subcommand_metavar="NOUN VERB ...",
            no_args_is_help=False,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(ENTRIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = ENTRIES.get(cmd_name)
        if entry is None:
            return None
        found: Noun | Verb = import_module(f"pilotboard.cli.{entry.module}").COMMANDS[cmd_name]
        return found.made(cmd_name)

    def says(self, name: str) -> str:
        return ENTRIES[name].says

    def section(self, name: str) -> str:
        return ENTRIES[name].section

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        rows = [(f"{one.name} {one.value}".rstrip(), _with_variable(one.says, one.variable)) for one in GLOBAL_OPTIONS]
        with formatter.section("Options of every command, anywhere on the line"):
            formatter.write_dl(
                [*rows, ("-h, --help", "Show how a command is used."), ("--version", "Say the version.")]
            )


def _with_variable(says: str, variable: str) -> str:
    return f"{says} [{variable}]" if variable else says


def unknown_word(word: str, known: list[str], path: str) -> InputError:
    """The error about a word that is no command here, with the nearest ones."""
    from pilotboard.domain.nearest import did_you_mean
    from pilotboard.domain.text import shortened, shown

    said = shortened(shown(word), 40)
    hint = did_you_mean(word, known) or f"{path} --help lists what there is."
    return InputError(f'There is no command "{path} {said}".', kept="Nothing was changed.", hint=hint, at=said)


def run(line: Line, open_screens: OpenScreens) -> int:
    """Carry out the command of the line; 0 when it is done. Raises PilotboardError."""
    session = Session(line, open_screens)
    program = Program()
    try:
        with program.make_context(PROGRAM, line.words, obj=session) as context:
            code = program.invoke(context)
    except click.exceptions.Exit as done:
        code = done.exit_code
    except click.UsageError as wrong:
        from pilotboard.cli.mistakes import explained

        raise explained(wrong) from None
    finally:
        session.close()
    return code if isinstance(code, int) else 0
