"""Entries of the journal before they are stored: dated acts, each with the rows it adds and changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class Ref(NamedTuple):
    """A row of the sample before it has an id: its table and what tells it from the others."""

    table: str
    name: object


class Add(NamedTuple):
    """A row to store; values may be `Ref`."""

    ref: Ref
    values: Mapping[str, object]


class Change(NamedTuple):
    """Columns to set in a row."""

    ref: Ref
    values: Mapping[str, object]


@dataclass(slots=True)
class Act:
    """One entry of the journal."""

    at: datetime
    actor: str
    action: str
    said: str
    keys: tuple[str, ...] = ()
    adds: list[Add] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
