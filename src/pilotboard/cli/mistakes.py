"""What click finds wrong with a line, in our words and with the nearest ones that would do."""

from __future__ import annotations

import click

from pilotboard.cli.line import GLOBAL_OPTIONS
from pilotboard.domain.errors import InputError
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import shortened, shown


def explained(wrong: click.UsageError) -> InputError:
    """The error for the person."""
    context = wrong.ctx
    path = context.command_path if context is not None else "pilotboard"
    usual = f"{path} --help shows how."
    if isinstance(wrong, click.NoSuchOption):
        said = shortened(shown(wrong.option_name), 40)
        known = [name for param in _params(context) for name in (*param.opts, *param.secondary_opts)]
        known += [option.name for option in GLOBAL_OPTIONS]
        near = did_you_mean(wrong.option_name, known)
        return _error(f"{path} has no option {said}.", near or usual, said)
    if isinstance(wrong, click.MissingParameter) and wrong.param is not None:
        return _missing(context, path, wrong.param, usual)
    if isinstance(wrong, click.BadParameter) and wrong.param is not None:
        return _error(f"{_name(wrong.param)}: {wrong.message}", usual, _name(wrong.param))
    if context is not None and isinstance(context.command, click.Group) and not context.args:
        known = context.command.list_commands(context)
        return _error(f"{path} what? A word is missing.", f"Say one of {', '.join(known)}.", None)
    message = wrong.format_message()
    return _error(message if message.endswith((".", "?")) else f"{message}.", usual, None)


def _missing(context: click.Context | None, path: str, param: click.Parameter, usual: str) -> InputError:
    name = _name(param)
    if isinstance(param, click.Option):
        return _error(f"{path} needs {name}.", usual, name)
    all_names = [_name(one) for one in _params(context) if isinstance(one, click.Argument) and one.required]
    return _error(f"{path} needs {' '.join(all_names)}: {name} is missing.", usual, name)


def _params(context: click.Context | None) -> list[click.Parameter]:
    return [] if context is None else context.command.get_params(context)


def _name(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return param.opts[-1]
    return (param.metavar or param.name or "").upper()


def _error(message: str, hint: str, at: str | None) -> InputError:
    return InputError(message, kept="Nothing was changed.", hint=hint, at=at)
