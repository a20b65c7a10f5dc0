"""What state a row is in: by its status, its resolution, its category or its dates; and what is not known yet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.items import ItemState
from pilotboard.domain.text import clean, folded, shortened
from pilotboard.importing.catalogue import preset
from pilotboard.importing.moments import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pilotboard.importing.mapping import ImportMap
    from pilotboard.importing.table import Table


class Standing(NamedTuple):
    """A state (``None``: the row says nothing), the file's word for it, and why it was dropped."""

    state: ItemState | None
    word: str = ""
    reason: str = ""


class StateReader:
    """Reads the state of rows by a map."""

    def __init__(self, mapping: ImportMap) -> None:
        known = preset(mapping.preset)
        uses_buckets = mapping.buckets == "states" and "buckets" not in mapping.pending
        self._state = self._first(mapping, "bucket" if uses_buckets else "state")
        self._progress = self._first(mapping, "state") if uses_buckets else None
        self._category = self._first(mapping, "category")
        self._resolution = self._first(mapping, "resolution")
        self._dates = {name: self._first(mapping, name) for name in ("finished", "started")}
        self._rule = mapping.done_rule
        self._dropping = known.resolutions
        self._words = mapping.states
        self._known_words = {**known.states, **mapping.states}
        self._pending = mapping.pending
        self._known: dict[str, ItemState] = {}
        self._standings: dict[str, Standing] = {}

    @staticmethod
    def _first(mapping: ImportMap, field: str) -> int | None:
        return next(iter(mapping.positions(field)), None)

    def settled(self, row: Sequence[str]) -> Standing | None:
        """The standing of a row that its resolution decides, whatever its status; else ``None``."""
        if self._rule != "resolution":
            return None
        resolution = row[self._resolution].strip() if self._resolution is not None else ""
        finished = self._dates["finished"]
        if not resolution and (finished is None or not row[finished].strip()):
            return None
        if self._dropping.get(folded(resolution)) == ItemState.DROPPED:
            return Standing(ItemState.DROPPED, self.word(row), _reason(resolution))
        return Standing(ItemState.DONE, self.word(row) or resolution)

    def word(self, row: Sequence[str]) -> str:
        """The file's own word for where a row stands."""
        return "" if self._state is None else row[self._state].strip()

    def category(self, row: Sequence[str]) -> str:
        """The coarser word beside it, where the file has one."""
        return "" if self._category is None else row[self._category].strip()

    def read(self, row: Sequence[str]) -> Standing:
        """Where a row stands. Raises ``BadValue`` for a word that nobody has given a state yet."""
        settled = self.settled(row)
        if settled is not None:
            return settled
        word = self.word(row)
        if self._progress is not None and self._mean(row[self._progress].strip()) is ItemState.DONE:
            return Standing(ItemState.DONE, word)
        if not word:
            return Standing(self._by_dates(row))
        known = self._standings.get(word)
        if known is not None:
            return known
        state = self.meaning(word)
        if self._rule == "category":
            category = self._mean(self.category(row))
            if category is not None and (category is ItemState.DONE) != (state is ItemState.DONE):
                state = category
        standing = Standing(state, word, _reason(word) if state is ItemState.DROPPED else "")
        if self._rule != "category":  # else another row of that word may stand elsewhere
            self._standings[word] = standing
        return standing

    def meaning(self, word: str) -> ItemState:
        """The state that a word was given. Raises ``BadValue`` when it has none, or only a guess."""
        known = self._known.get(word)
        if known is not None:
            return known
        key = folded(word)
        if key not in self._words:
            raise BadValue("This status has no state yet; give it one in the map.")
        state = ItemState(self._words[key])
        if f"state:{key}" in self._pending:
            raise BadValue(f"This status is only guessed to be {state.value}; accept the guess or give it a state.")
        self._known[word] = state
        return state

    def _mean(self, word: str) -> ItemState | None:
        found = self._words.get(folded(word)) if word else None
        return None if found is None or f"state:{folded(word)}" in self._pending else ItemState(found)

    def _by_dates(self, row: Sequence[str]) -> ItemState | None:
        for name, state in (("finished", ItemState.DONE), ("started", ItemState.IN_PROGRESS)):
            place = self._dates[name]
            if place is not None and row[place].strip():
                return state
        return None

    def words_in_use(self, table: Table) -> dict[str, Counter[str]]:
        """The words that decide something in a file, folded, each with the categories it stands beside."""
        found: dict[str, Counter[str]] = {}
        if self._state is None:
            return found
        for row, count in self._kinds(table):
            word = self.word(row)
            if word and self.settled(row) is None:
                found.setdefault(folded(word), Counter())[folded(self.category(row))] += count
        return found

    def _kinds(self, table: Table) -> Iterator[tuple[Sequence[str], int]]:
        """A row of each kind, as far as its cells decide the state, and how many there are."""
        places = [self._state, self._category]
        if self._rule == "resolution":
            places += [self._resolution, self._dates["finished"]]
        columns = [table.column(place) for place in places if place is not None]
        examples = dict(zip(zip(*columns, strict=True), table.rows, strict=True))
        for kind, count in Counter(zip(*columns, strict=True)).items():
            yield examples[kind], count

    def done_by(self, table: Table) -> dict[str, int]:
        """How many rows each rule would call done, of the rules that the file has columns for."""
        counts: dict[str, int] = {}
        if self._resolution is not None:
            counts["resolution"] = sum(1 for row in table.rows if row[self._resolution].strip())
        for rule, place in (("status", self._state), ("category", self._category)):
            if place is not None:
                words = Counter(table.column(place)).items()
                counts[rule] = sum(n for word, n in words if self._known_words.get(folded(word.strip())) == "done")
        return counts


def _reason(word: str) -> str:
    return shortened(clean(word).text, 200) or "-"
