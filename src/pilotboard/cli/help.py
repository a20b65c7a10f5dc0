"""`pilotboard help` and `pilotboard glossary`."""

from __future__ import annotations

import click

from pilotboard.cli.app import CONTEXT, PROGRAM, Program, argument, unknown_word, verb
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session


@verb(argument("words", nargs=-1, metavar="[COMMAND]..."))
def show_help(session: Session, words: tuple[str, ...]) -> None:
    """Show how a command is used; without a command, which there are."""
    context = click.Context(Program(), info_name=PROGRAM, obj=session, **CONTEXT)
    for word in words:
        group = context.command
        if not isinstance(group, click.Group):
            break
        found = group.get_command(context, word)
        if found is None:
            raise unknown_word(word, group.list_commands(context), context.command_path)
        context = click.Context(found, parent=context, info_name=word, **CONTEXT)
    session.out.text(context.get_help())


@verb(argument("text", required=False, metavar="[TEXT]"))
def glossary(session: Session, text: str | None) -> None:
    """Say what the words mean: all of them, or those in which a text occurs."""
    from pilotboard.domain.glossary import find_words
    from pilotboard.domain.glossary import glossary as every_word

    found = every_word(session.labels) if text is None else find_words(session.labels, text)
    if session.out.json:
        rows = [{"key": one.key, "word": one.word, "means": one.means, "also": list(one.also)} for one in found]
        session.rows("glossary", rows, len(rows), text or "")
        return
    columns = (Column("Word"), Column("Means", elastic=True), Column("Also called", elastic=True))
    session.out.table(columns, [(one.word, one.means, ", ".join(one.also)) for one in found], "No word like that.")


COMMANDS = {"help": show_help, "glossary": glossary}
