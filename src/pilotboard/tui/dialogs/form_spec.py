"""What a form is made of; light enough for a place to name it before any form is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pilotboard.domain.errors import Conflict
from pilotboard.tui.shell import Choice, Said

Kind = Literal["text", "long", "words", "number", "figure", "date", "choice", "person", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``value`` is what it starts with; a choice or a person answers the ``id`` of an entry as text.

    ``words`` are several, commas between; a ``figure`` may have a point or a ``%``; a ``flag`` is ``yes`` or ``no``.
    ``most`` is the most characters, ``hint`` stands in the empty field.
    """

    name: str
    label: str
    kind: Kind = "text"
    value: str = ""
    required: bool = False
    most: int = 200
    hint: str = ""
    choices: Sequence[Choice] = field(default=())


Check = Callable[[dict[str, str]], dict[str, str]]
"""Values in, what is wrong with each field out; runs in a thread."""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """What a form is made of.

    ``save`` gets the values by field name and runs in a thread; on success the form closes with its outcome. It
    may raise ``InvalidInput`` (shown at the field) or ``Conflict`` (both versions are compared, and what was
    chosen goes to ``resolve``, which overwrites the newer version). ``check`` names what is wrong while typing;
    ``form_id`` names the draft file (``item-new``, ``item-P07-12``).
    """

    form_id: str
    title: str
    fields: Sequence[Field]
    save: Callable[[dict[str, str]], Said]
    check: Check | None = None
    resolve: Callable[[dict[str, str], Conflict], Said] | None = None
