"""The map of an import: which column is what, what its words mean, which choices were made.

A map is a value: editing gives a new one. What the program could not know stands in it as a guess and is not used
until somebody accepts it. A map that was written to a file and read back has no guesses: whoever hands it in has
seen it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.intake import GoodEnd, Target
from pilotboard.domain.nearest import did_you_mean, either
from pilotboard.importing.fields import FIELDS
from pilotboard.importing.table import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pilotboard.importing.catalogue import Scale
    from pilotboard.importing.table import Table

DONE_RULES = {
    "status": "done is what the status says",
    "resolution": "done is what has a resolution, whatever its status",
    "category": "done is what the status category says",
}
BUCKET_USES = {"labels": "buckets are topics and become labels", "states": "buckets are steps and become states"}
FIXED = ("role", "site", "group", "channel", "prompt", "type", "container")
"""Fields that one word may fill for the whole file."""


@dataclass(frozen=True, slots=True)
class Column:
    """A mapped column: its place in the file, its name there, which of the columns of that name it is (from 1)."""

    position: int
    name: str
    field: str
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Dates:
    """How the dates of a column are read: ``order`` is dmy, mdy or "" (no cell needs one); ``other`` takes the
    cells that fit only the other order in that order."""

    order: str = ""
    other: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """Something proposed that the file does not say. ``key`` is what accepting it takes."""

    key: str
    proposal: str
    reason: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class ImportMap:
    """Everything that reading a file takes, beside the file.

    ``states``, ``types`` map the file's words (folded) to ours; ``dates`` the names of columns to how they are
    read; ``scale`` is the rating's. ``guesses`` are the parts not accepted yet.
    """

    preset: str
    target: Target
    columns: tuple[Column, ...]
    container: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, Dates] = field(default_factory=dict)
    scale: Scale | None = None
    done_rule: str = "status"
    buckets: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()

    @property
    def pending(self) -> frozenset[str]:
        """The keys of the guesses that nobody has accepted."""
        return frozenset(guess.key for guess in self.guesses)

    def positions(self, name: str) -> tuple[int, ...]:
        """The places of the columns of a field, left to right; a guessed column counts when it is accepted."""
        pending = self.pending
        return tuple(
            column.position
            for column in sorted(self.columns, key=lambda one: one.position)
            if column.field == name and column_key(column) not in pending
        )

    @property
    def fields(self) -> frozenset[str]:
        """The fields that some column feeds."""
        return frozenset(name for name in {column.field for column in self.columns} if self.positions(name))


def column_key(column: Column) -> str:
    """The key of the guess that a column is what it is mapped to."""
    return f"column:{column.name}" + (f"#{column.nth}" if column.nth > 1 else "")


def accept(mapping: ImportMap, keys: Iterable[str] | None = None) -> ImportMap:
    """The map with these guesses accepted; all of them without ``keys``. Raises ``InvalidInput`` for an unknown key."""
    if keys is None:
        return replace(mapping, guesses=())
    taken = set(keys)
    for key in sorted(taken - mapping.pending):
        raise InvalidInput(f'There is no guess "{key[:60]}".', hint=did_you_mean(key, mapping.pending), field="guess")
    return replace(mapping, guesses=tuple(guess for guess in mapping.guesses if guess.key not in taken))


def with_column(mapping: ImportMap, table: Table, position: int, name: str) -> ImportMap:
    """The map with one column mapped to a field, or to nothing (``""``). Raises ``InvalidInput``.

    A field that takes one column only leaves the column it had.
    """
    check_field(mapping.target, name, table.title(position) if 0 <= position < len(table.header) else "")
    if not 0 <= position < len(table.header):
        raise InvalidInput("There is no such column.", field="column")
    alone = bool(name) and not FIELDS[mapping.target][name].many
    kept = [
        column for column in mapping.columns if column.position != position and not (alone and column.field == name)
    ]
    if name:
        kept.append(Column(position, table.header[position], name, occurrence(table.header, position)))
    chosen = tuple(sorted(kept, key=lambda one: one.position))
    keys = {column_key(column) for column in chosen if column.position != position}
    guesses = tuple(guess for guess in mapping.guesses if not guess.key.startswith("column:") or guess.key in keys)
    return replace(mapping, columns=chosen, guesses=guesses)


def with_state(mapping: ImportMap, word: str, state: str) -> ImportMap:
    """The map with a word of the file's status column given a state of ours; this settles a guess about it."""
    from pilotboard.domain.text import folded

    key = folded(word)
    guesses = tuple(guess for guess in mapping.guesses if guess.key != f"state:{key}")
    return replace(mapping, states={**mapping.states, key: state}, guesses=guesses)


def with_dates(mapping: ImportMap, column: str, order: str, other: bool) -> ImportMap:
    """The map with the order of a column's dates chosen; this settles the guess about it. Raises ``InvalidInput``."""
    if order not in ("dmy", "mdy"):
        raise InvalidInput(f'"{order[:20]}" is not an order of dates.', hint="Take dmy or mdy.", field="order")
    guesses = tuple(guess for guess in mapping.guesses if guess.key != f"dates:{column}")
    return replace(mapping, dates={**mapping.dates, column: Dates(order, other)}, guesses=guesses)


def with_scale(mapping: ImportMap, scale: Scale) -> ImportMap:
    """The map with the rating's scale chosen; this settles the guess about it. Raises ``InvalidInput``."""
    check_scale(scale.low, scale.high)
    return replace(mapping, scale=scale, guesses=tuple(guess for guess in mapping.guesses if guess.key != "scale"))


def fitted(mapping: ImportMap, table: Table) -> tuple[ImportMap, list[str]]:
    """A saved map laid on a file: columns are found by name (and which of that name), wherever they stand now.

    The second part names the columns of the map that the file lacks. Columns the map does not know stay unread.
    """
    places: dict[tuple[str, int], int] = {}
    seen: dict[str, int] = {}
    for position, name in enumerate(table.header):
        plain = squeezed(name) or name
        seen[plain] = seen.get(plain, 0) + 1
        places[plain, seen[plain]] = position
    found, missing = [], []
    for column in mapping.columns:
        place = places.get((squeezed(column.name) or column.name, column.nth))
        if place is None:
            missing.append(column.name)
        else:
            found.append(replace(column, position=place))
    return replace(mapping, columns=tuple(found)), missing


def occurrence(header: list[str], position: int) -> int:
    """Which of the columns of its name a column is, from 1."""
    plain = squeezed(header[position]) or header[position]
    return sum(1 for name in header[: position + 1] if (squeezed(name) or name) == plain)


def check_field(target: Target, name: str, column: str) -> None:
    """Raises ``InvalidInput`` when the target has no such field; ``""`` is "not read"."""
    if name and name not in FIELDS[target]:
        near = did_you_mean(name, FIELDS[target])
        hint = f"{near} Fields of {target.value} are {', '.join(FIELDS[target])}.".strip()
        raise InvalidInput(f'There is no field "{name[:40]}" for "{column[:40]}".', hint=hint, field="field")


def check_scale(low: int, high: int) -> None:
    """Raises ``InvalidInput`` unless the ends are whole numbers from 0 to 100 in order."""
    if not 0 <= low < high <= 100:
        raise InvalidInput("A scale goes from a lower to a higher whole number, 0 to 100.", field="scale")


def scale_words(scale: Scale) -> str:
    """``1 to 5, 1 is the good end``."""
    good = scale.low if scale.good is GoodEnd.LOW else scale.high
    return f"{scale.low} to {scale.high}, {good} is the good end"


def checked(mapping: ImportMap) -> ImportMap:
    """The map itself when its words are all ours. Raises ``InvalidInput`` that names the first that is not."""
    from pilotboard.domain.items import ItemState, ItemType

    sprint_states = ("planned", "active", "closed", "cancelled")
    states = sprint_states if mapping.target is Target.SPRINTS else tuple(ItemState)
    for what, words, ours in (("states", mapping.states, states), ("types", mapping.types, tuple(ItemType))):
        for word, meaning in words.items():
            if meaning not in ours:
                raise InvalidInput(
                    f'"{meaning[:40]}" is not one of ours ({what}, "{word[:40]}").', hint=f"Take {either(ours)}."
                )
    if mapping.done_rule not in DONE_RULES:
        raise InvalidInput(f'"{mapping.done_rule[:40]}" is not a rule for done.', hint=f"Take {either(DONE_RULES)}.")
    if mapping.buckets and mapping.buckets not in BUCKET_USES:
        raise InvalidInput(f'"{mapping.buckets[:40]}" is no use of buckets.', hint=f"Take {either(BUCKET_USES)}.")
    for name in mapping.fixed:
        if name not in FIXED:
            raise InvalidInput(f'"{name[:40]}" cannot be fixed for a file.', hint=f"Take {either(FIXED)}.")
    if mapping.scale is not None:
        check_scale(mapping.scale.low, mapping.scale.high)
    for column in mapping.columns:
        check_field(mapping.target, column.field, column.name)
    return mapping
