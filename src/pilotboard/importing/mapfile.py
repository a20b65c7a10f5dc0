"""A map as a TOML file that people can read and edit."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.intake import GoodEnd, Target
from pilotboard.domain.text import clean, folded
from pilotboard.importing.catalogue import Scale, preset
from pilotboard.importing.fields import FIELDS
from pilotboard.importing.mapping import Column, Dates, ImportMap, check_field, checked, column_key

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS = {"preset", "target", "container", "done", "buckets", "column", "states", "types", "dates", "rating", "fixed"}
_LONGEST = 1024 * 1024


def to_toml(mapping: ImportMap) -> str:
    """The map as a file; parts that are guesses carry a comment. Reading it back accepts them."""
    pending = mapping.pending
    lines = [
        '# How a file is read. Lines marked "guess" were proposed; handing in this file accepts them.',
        f"preset = {_quoted(mapping.preset)}",
        f"target = {_quoted(mapping.target.value)}",
    ]
    if mapping.container:
        lines.append(f"container = {_quoted(mapping.container)}")
    if mapping.target is Target.ITEMS:
        lines.append(f"done = {_quoted(mapping.done_rule)} # status, resolution or category")
    if mapping.buckets:
        guess = " # guess" if "buckets" in pending else ""
        lines.append(f"buckets = {_quoted(mapping.buckets)}{guess}")
    for column in mapping.columns:
        guess = " # guess" if column_key(column) in pending else ""
        lines += ["", "[[column]]", f"name = {_quoted(column.name)}"]
        lines += [f"nth = {column.nth}"] if column.nth > 1 else []
        lines.append(f"field = {_quoted(column.field)}{guess}")
    lines += _table("states", mapping.states, {word for word in mapping.states if f"state:{word}" in pending})
    lines += _table("types", mapping.types, set())
    for name, dates in mapping.dates.items():
        guess = " # guess" if f"dates:{name}" in pending else ""
        lines += ["", f"[dates.{_quoted(name)}]", f"order = {_quoted(dates.order)}{guess}"]
        lines.append(f"other = {'true' if dates.other else 'false'} # take cells that fit only the other order{guess}")
    if mapping.scale is not None:
        guess = " # guess" if "scale" in pending else ""
        lines += ["", "[rating]", f"low = {mapping.scale.low}", f"high = {mapping.scale.high}"]
        lines.append(f"good = {_quoted(mapping.scale.good.value)}{guess}")
    lines += _table("fixed", mapping.fixed, set())
    return "\n".join(lines) + "\n"


def from_toml(text: str) -> ImportMap:
    """A map from a file; positions are found when it is laid on a table (``fitted``). Raises ``InvalidInput``."""
    if len(text) > _LONGEST:
        raise InvalidInput("This file is too large to be a map.", field="map")
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        said = str(fault) if isinstance(fault, tomllib.TOMLDecodeError) else "nested too deep"
        raise InvalidInput(
            f"The map cannot be read: {clean(said).text[:200]}.", hint="Mend that place.", field="map"
        ) from None
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise InvalidInput(
            f'A map has no "{unknown[0][:40]}".', hint=f"It has {', '.join(sorted(_KEYS))}.", field="map"
        )
    name = _word(data, "preset")
    known = preset(name)
    target = Target(_word(data, "target", known.target.value, tuple(Target)))
    columns = tuple(_column(one, target) for one in _list(data, "column"))
    _check_single(columns, target)
    return checked(
        ImportMap(
            preset=name,
            target=target,
            columns=columns,
            container=_word(data, "container", ""),
            states={folded(word): meaning for word, meaning in _words(data, "states").items()},
            types={folded(word): meaning for word, meaning in _words(data, "types").items()},
            dates={column: _dates(one) for column, one in _dict(data, "dates").items()},
            scale=_scale(data["rating"]) if "rating" in data else None,
            done_rule=_word(data, "done", known.done_rule),
            buckets=_word(data, "buckets", ""),
            fixed={key: clean(value).text[:120] for key, value in _words(data, "fixed").items()},
        )
    )


def _check_single(columns: tuple[Column, ...], target: Target) -> None:
    seen: set[str] = set()
    for column in columns:
        if column.field in seen and not FIELDS[target][column.field].many:
            raise InvalidInput(f'Two columns are mapped to "{column.field}", which takes one.', field="map")
        seen.add(column.field)


def _column(value: Any, target: Target) -> Column:
    if not isinstance(value, dict):
        raise InvalidInput("A column of the map needs a name and a field.", field="map")
    nth = value.get("nth", 1)
    if type(nth) is not int or not 1 <= nth <= 1_000_000:
        raise InvalidInput("nth is a whole number from 1.", field="map")
    found = Column(-1, _word(value, "name"), _word(value, "field"), nth)
    if not found.field:
        raise InvalidInput(f'The column "{found.name[:40]}" has no field.', hint="Leave it out instead.", field="map")
    check_field(target, found.field, found.name)
    return found


def _dates(value: Any) -> Dates:
    if not isinstance(value, dict) or type(value.get("other", False)) is not bool:
        raise InvalidInput("Dates of a map have an order (dmy or mdy) and other (true or false).", field="map")
    return Dates(_word(value, "order", "", ("", "dmy", "mdy")), value.get("other", False))


def _scale(value: Any) -> Scale:
    low, high = (value.get("low"), value.get("high")) if isinstance(value, dict) else (None, None)
    if type(low) is not int or type(high) is not int:
        raise InvalidInput("A rating of the map has low and high (whole numbers) and good (low or high).", field="map")
    return Scale(low, high, GoodEnd(_word(value, "good", "high", tuple(GoodEnd))))


def _word(data: dict[str, Any], key: str, default: str | None = None, choices: tuple[str, ...] = ()) -> str:
    value = data.get(key, default)
    if not isinstance(value, str):
        raise InvalidInput(f'"{key}" of the map is missing or not a text.', field="map")
    if choices and value not in choices:
        raise InvalidInput(
            f'"{value[:40]}" is not a choice for "{key}".', hint=f"Take {', '.join(map(repr, choices))}.", field="map"
        )
    return value


def _dict(data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise InvalidInput(f'"{key}" of the map is a table.', field="map")
    return value


def _words(data: dict[str, Any], key: str) -> dict[str, str]:
    value = _dict(data, key)
    for word, meaning in value.items():
        if not isinstance(meaning, str):
            raise InvalidInput(f'"{word[:40]}" in {key} of the map needs a word.', field="map")
    return value


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise InvalidInput(f"Columns of the map begin with [[{key}]].", field="map")
    return value


def _table(name: str, words: Mapping[str, str], guessed: set[str]) -> list[str]:
    if not words:
        return []
    rows = [
        f"{_quoted(word)} = {_quoted(value)}{' # guess' if word in guessed else ''}" for word, value in words.items()
    ]
    return ["", f"[{name}]", *rows]


def _quoted(text: str) -> str:
    """A text as TOML writes it: quotes, backslashes and controls escaped."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub("[\x00-\x1f\x7f\ud800-\udfff]", lambda found: f"\\u{_safe(found[0]):04x}", plain) + '"'


def _safe(char: str) -> int:
    """The code point, or the replacement character for a lone surrogate, which TOML cannot hold."""
    return 0xFFFD if "\ud800" <= char <= "\udfff" else ord(char)
