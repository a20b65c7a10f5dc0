"""The organisation: its name, its words and what it chose once for everybody."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class LabelSet(StrEnum):
    """The two sets of words to choose from at the first start."""

    SCRUM = "scrum"
    PLAIN = "plain"


class Counting(StrEnum):
    """How work is counted on screen: number of items, or estimates where a team turns them on."""

    ITEMS = "items"
    POINTS = "points"


class OrganisationView(NamedTuple):
    """The one row about the organisation. ``words`` are its own words over the label set, by label key.

    ``time_zone`` is an IANA name; days begin there. ``money`` stands before an
    amount; a pilot that costs more than ``small_limit`` a year at scale is a large one. ``sample`` marks a fictional
    programme.
    """

    name: str
    labels: LabelSet
    words: dict[str, str]
    counting: Counting
    time_zone: str
    money: str
    small_limit: int
    sample: bool
    version: int


class StoreCounts(NamedTuple):
    """How much is in the store, for ``where`` and ``doctor``."""

    sites: int
    people: int
    teams: int
    pilots: int
    items: int
    entries: int
