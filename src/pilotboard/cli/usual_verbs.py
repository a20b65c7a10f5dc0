"""The verbs that nearly every noun has in the same form: `add`, `edit` and `remove`, each declared by one call.

A noun whose verb asks or takes more than this declares it itself, with `@NOUN.verb`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pilotboard.cli.app import Declared, Noun
from pilotboard.cli.fields import Fill, changed, for_adding, for_editing, named, values, with_name
from pilotboard.cli.session import Session

if TYPE_CHECKING:
    from pilotboard.domain.changes import Outcome
    from pilotboard.usecases.workspace import Workspace

ONLY_GIVEN = "Only the options given are changed."
ONLY_GIVEN_OR_CLEARED = "Only the options given are changed; an empty text clears."


def adds(
    noun: Noun, field: str, fields: Sequence[Fill], do: Callable[[Workspace, Mapping[str, object]], Outcome], says: str
) -> None:
    """`add`; the value of `field` may stand without its option. `says` is the help."""

    def add(session: Session, named: str | None, **given: object) -> None:
        found = values(session, fields, with_name(given, field, named, f"pilotboard {noun.name} add"))
        session.done(do(session.ws, found))

    add.__doc__ = says
    noun.verb("add", named(field), *for_adding(fields))(add)


def edits(
    noun: Noun,
    key: Declared,
    fields: Sequence[Fill],
    do: Callable[[Workspace, str, Mapping[str, object]], Outcome],
    says: str,
) -> None:
    """`edit KEY`: what the options say is changed, nothing else; an edit that says nothing is an error."""

    def edit(session: Session, key: str, clear: tuple[str, ...], **given: object) -> None:
        session.done(do(session.ws, key, changed(session, f"pilotboard {noun.name} edit", fields, given, clear)))

    edit.__doc__ = says
    noun.verb("edit", key, *for_editing(fields))(edit)


def removes(noun: Noun, key: Declared, do: Callable[[Workspace, str], Outcome], what: str, others: str) -> None:
    """`remove KEY`, which asks first: `what` can be removed, and what is to be done with `others`."""

    def remove(session: Session, key: str) -> None:
        session.confirm(f"Remove {key}?")
        session.done(do(session.ws, key))

    remove.__doc__ = f"Remove {what}. It asks first; {others}."
    noun.verb("remove", key)(remove)
