"""The fields that a list may be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FieldKind = Literal["text", "word", "person", "number", "date", "flag", "set", "year"]


class Field(NamedTuple):
    """A field that may be asked for. ``values`` are the only words it takes, ``synonyms`` other words for them.

    An ``optional`` field may be asked for with ``none`` (not filled in).
    """

    name: str
    kind: FieldKind
    help: str
    values: tuple[str, ...] = ()
    synonyms: Mapping[str, str] | None = None
    aliases: tuple[str, ...] = ()
    optional: bool = False


YEAR = Field("year", "year", "the school year: 2025-26, this, last or next")
"""Lists over time may be asked for a school year."""


def fields_of(*fields: Field) -> dict[str, Field]:
    """Fields by name, as ``parse_filter`` takes them."""
    return {field.name: field for field in fields}
