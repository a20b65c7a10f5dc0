"""The presets: data files beside this module, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pilotboard.domain.errors import NotFound
from pilotboard.domain.intake import GoodEnd, Target
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import folded
from pilotboard.importing.table import normalised, squeezed

ORDER = (
    "pilotboard",
    "jira",
    "planner",
    "google_forms",
    "trello",
    "what_works",
    "items",
    "voices",
    "sprints",
    "pilots",
)
"""Every preset, the particular ones first."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale: its ends and which of them is good."""

    low: int
    high: int
    good: GoodEnd


@dataclass(frozen=True, slots=True)
class Preset:
    """One kind of file: the names of its columns, the meaning of its words, what tells it from others.

    ``aliases`` maps a squeezed column name to fields with their rank among the names of that field; ``states``,
    ``types`` and ``resolutions`` map folded words to ours; ``scales`` are known by words of a column's name,
    ``verdicts`` by their words.
    """

    name: str
    title: str
    target: Target
    source: str
    kinds: tuple[str, ...]
    loose: bool
    signature: tuple[frozenset[str], ...]
    first: frozenset[str]
    aliases: dict[str, dict[str, int]]
    states: dict[str, str]
    types: dict[str, str]
    resolutions: dict[str, str]
    done_rule: str
    date_order: str
    no_content: frozenset[str]
    private: frozenset[str]
    scales: tuple[tuple[frozenset[str], Scale], ...]
    verdicts: dict[str, str]


@cache
def preset(name: str) -> Preset:
    """The preset of that name. Raises ``NotFound`` with the nearest ones."""
    if name not in ORDER:
        hint = f"{did_you_mean(name, ORDER)} Presets are {', '.join(ORDER)}.".strip()
        raise NotFound(f'There is no preset "{name[:40]}".', hint=hint)
    data = _read(name)
    columns: dict[str, list[str]] = data["columns"]
    aliases: dict[str, dict[str, int]] = {}
    for field, names in columns.items():
        for rank, alias in enumerate(names):
            aliases.setdefault(squeezed(alias), {}).setdefault(field, rank)
    return Preset(
        name=name,
        title=data["title"],
        target=Target(data["target"]),
        source=data["source"],
        kinds=tuple(data["kinds"]),
        loose=data["loose"],
        signature=tuple(frozenset(map(squeezed, names)) for names in data.get("signature", ())),
        first=frozenset(map(squeezed, data.get("first", ()))),
        aliases=aliases,
        states=_words(data.get("states", {})),
        types=_words(data.get("types", {})),
        resolutions=_words(data.get("resolutions", {})),
        done_rule=data.get("done", {}).get("rule", "status"),
        date_order=data.get("dates", {}).get("order", ""),
        no_content=frozenset(map(folded, data.get("no_content", {}).get("words", ()))),
        private=frozenset(map(squeezed, data.get("private", {}).get("columns", ()))),
        scales=tuple(
            (frozenset(normalised(word) for word in one["words"]), Scale(one["low"], one["high"], GoodEnd(one["good"])))
            for one in data.get("scales", ())
        ),
        verdicts=_words(data.get("verdicts", {})),
    )


@cache
def every_name() -> frozenset[str]:
    """Every name of a column that some preset knows, squeezed."""
    return frozenset(name for each in ORDER for name in preset(each).aliases)


def _read(name: str) -> dict[str, Any]:
    """A preset's data over that of the preset it extends; tables are joined, everything else replaced."""
    data = tomllib.loads((files("pilotboard.importing") / "presets" / f"{name}.toml").read_text(encoding="utf-8"))
    if "extends" not in data:
        return data
    below = _read(data["extends"])
    below.pop("signature", None)
    joined = {key: {**below[key], **value} for key, value in data.items() if isinstance(below.get(key), dict)}
    return {**below, **data, **joined}


def _words(table: dict[str, list[str]]) -> dict[str, str]:
    return {folded(word): ours for ours, words in table.items() for word in words}
