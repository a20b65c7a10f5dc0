"""The parts of a map that names do not settle: dates, states, types, scales, buckets. Known, told or guessed.

What a file or a preset tells is a choice, shown with its alternatives; what neither tells is a guess.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pilotboard.domain.intake import GoodEnd, Target
from pilotboard.domain.items import ItemState
from pilotboard.domain.text import folded
from pilotboard.importing import trello
from pilotboard.importing.catalogue import Preset, Scale
from pilotboard.importing.fields import FIELDS, Kind
from pilotboard.importing.jira import comment_date
from pilotboard.importing.limits import brief, counted
from pilotboard.importing.mapping import BUCKET_USES, DONE_RULES, Dates, Guess, ImportMap, scale_words
from pilotboard.importing.moments import MDY, ORDER_WORDS, DateColumn, analyse
from pilotboard.importing.proposal import Choice
from pilotboard.importing.states import StateReader
from pilotboard.importing.table import normalised
from pilotboard.importing.values import is_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pilotboard.importing.shapes import Shape
    from pilotboard.importing.source import Source

_MOST_WORDS = 200


def decide(
    mapping: ImportMap, found: Preset, source: Source, shapes: Sequence[Shape]
) -> tuple[ImportMap, list[Choice]]:
    """The map with its dates, states, types, scale and buckets settled or guessed."""
    choices: list[Choice] = []
    mapping = _dated(mapping, found, source, choices)
    if mapping.target is Target.ITEMS:
        mapping = _bucketed(mapping, choices)
        mapping = _typed(mapping, found, source, choices)
        mapping = _stated(mapping, found, source, choices)
        _tell_done(mapping, source, choices)
        if not mapping.positions("title") and mapping.positions("external_id"):
            choices.append(Choice("title", "external_id", "No column holds titles: the id stands as the title."))
    elif mapping.target is Target.SPRINTS:
        mapping = replace(mapping, states={**found.states, **mapping.states})
    elif mapping.target is Target.VOICES:
        mapping = _scaled(mapping, found, source, shapes, choices)
    return mapping, choices


def _dated(mapping: ImportMap, found: Preset, source: Source, choices: list[Choice]) -> ImportMap:
    dates = dict(mapping.dates)
    guesses = list(mapping.guesses)
    places = _date_columns(mapping)
    cells = {
        name: [cell for place in positions for cell in _cells(source, mapping, place)]
        for name, positions in places.items()
    }
    columns = {name: analyse(column, found.date_order) for name, column in cells.items()}
    told = {column.order for column in columns.values() if column.order and column.sure}
    for name, column in columns.items():
        if not column.sure and len(told) == 1:
            column.order = next(iter(told))
        if name in dates and (dates[name].order or not column.order):
            continue
        dates[name] = Dates(column.order, bool(column.other))
        words = ORDER_WORDS.get(column.order, "")
        key = f"dates:{name}"
        if column.order and not column.sure:
            reason = f'no day of "{brief(name)}" is above 12, so the order cannot be told'
            guesses.append(Guess(key, words, reason, column.open))
        elif column.other:
            guesses.append(
                Guess(
                    key,
                    f"{words}; the others {ORDER_WORDS[_other(column)]}",
                    _mixed(name, column),
                    sum(column.other.values()),
                )
            )
        elif column.order:
            choices.append(
                Choice(key, column.order, f'"{brief(name)}" is {words}: some day is above 12.', ("dmy", "mdy"))
            )
    return replace(mapping, dates=dates, guesses=tuple(guesses))


def _mixed(name: str, column: DateColumn) -> str:
    total = sum(column.other.values())
    ways = ", ".join(f"{count:,} like {example}" for example, count in list(column.other.items())[:4])
    return f'{counted(total, "cell")} of "{brief(name)}" fit only {ORDER_WORDS[_other(column)]} ({ways})'


def _other(column: DateColumn) -> str:
    return "dmy" if column.order == MDY else MDY


def _date_columns(mapping: ImportMap) -> dict[str, list[int]]:
    """Columns that hold dates, by name; Jira's comments begin with one."""
    found: dict[str, list[int]] = {}
    for column in mapping.columns:
        kind = FIELDS[mapping.target][column.field].kind
        if kind is Kind.TIME or (column.field == "note" and mapping.preset == "jira"):
            found.setdefault(column.name, []).append(column.position)
    return found


def _cells(source: Source, mapping: ImportMap, position: int) -> list[str]:
    cells = source.table.column(position)
    if any(column.position == position and column.field == "note" for column in mapping.columns):
        return [comment_date(cell) for cell in cells if cell]
    return cells


def _bucketed(mapping: ImportMap, choices: list[Choice]) -> ImportMap:
    if not any(column.field == "bucket" for column in mapping.columns):
        return mapping
    if mapping.buckets:
        choices.append(
            Choice("buckets", mapping.buckets, f"{BUCKET_USES[mapping.buckets].capitalize()}.", tuple(BUCKET_USES))
        )
        return mapping
    use = "labels" if mapping.positions("state") else "states"
    guess = Guess("buckets", use, "a bucket may be a step or a topic; the file does not tell")
    return replace(mapping, buckets=use, guesses=(*mapping.guesses, guess))


def _typed(mapping: ImportMap, found: Preset, source: Source, choices: list[Choice]) -> ImportMap:
    words: Counter[str] = Counter()
    for position in mapping.positions("type"):
        for cell, count in Counter(source.table.column(position)).items():
            if cell.strip():
                words[folded(cell)] += count
    types = dict(mapping.types)
    unknown = []
    for word in list(words)[:_MOST_WORDS]:
        plain = folded(word.replace("-", " "))
        if word not in types:
            types[word] = found.types.get(word) or found.types.get(plain) or "task"
            if word not in found.types and plain not in found.types:
                unknown.append(word)
    if unknown:
        names = ", ".join(f'"{brief(word, 30)}"' for word in unknown[:6])
        choices.append(Choice("types", "task", f"Types that are not known become tasks: {names}.", ()))
    return replace(mapping, types=types)


def _stated(mapping: ImportMap, found: Preset, source: Source, choices: list[Choice]) -> ImportMap:
    """States for the words in use: known, told by the category beside them, by the place of a list, or guessed."""
    known: Mapping[str, str] = {**found.states, **mapping.states}
    guesses = list(mapping.guesses)
    states = dict(mapping.states)
    if source.board is not None and found.name == "trello":
        lists, listed = trello.list_states(source.board, known)
        return replace(mapping, states={**lists, **states}, guesses=(*guesses, *listed))
    reader = StateReader(replace(mapping, guesses=tuple(guess for guess in guesses if guess.key != "buckets")))
    for word, categories in list(reader.words_in_use(source.table).items())[:_MOST_WORDS]:
        told = {known[category] for category in categories if category in known}
        states.update({category: known[category] for category in categories if category in known})
        if word in states or word in known:
            states.setdefault(word, known[word])
        elif len(told) == 1 and all(category in known for category in categories):
            states[word] = told.pop()
            sentence = f'"{brief(word, 40)}" is {states[word]}, as the status category beside it says.'
            choices.append(Choice(f"state:{word}", states[word], sentence, tuple(ItemState)))
        else:
            states[word], reason = _guessed_state(word, known)
            guesses.append(Guess(f"state:{word}", states[word], reason, categories.total()))
    return replace(mapping, states=states, guesses=tuple(guesses))


def _guessed_state(word: str, known: Mapping[str, str]) -> tuple[str, str]:
    inside = [ours for theirs, ours in known.items() if len(theirs) > 3 and theirs in word]
    if inside:
        return inside[-1], "a known word stands in it"
    return ItemState.IN_PROGRESS.value, "the word is not known"


def _tell_done(mapping: ImportMap, source: Source, choices: list[Choice]) -> None:
    counts = StateReader(mapping).done_by(source.table)
    if len(counts) > 1:
        others = ", ".join(f"{counts[rule]:,} by {rule}" for rule in counts if rule != mapping.done_rule)
        taken = f"{DONE_RULES[mapping.done_rule].capitalize()}: {counted(counts.get(mapping.done_rule, 0), 'row')}"
        choices.append(Choice("done", mapping.done_rule, f"{taken} ({others}).", tuple(counts)))
    elif not mapping.positions("state") and (mapping.positions("finished") or mapping.positions("started")):
        choices.append(Choice("state", "dates", "No column tells the state: it is read from the dates.", ()))


def _scaled(
    mapping: ImportMap, found: Preset, source: Source, shapes: Sequence[Shape], choices: list[Choice]
) -> ImportMap:
    places = mapping.positions("rating")
    if not places:
        return mapping
    if mapping.scale is not None:
        choices.append(Choice("scale", "map", f"Ratings go from {scale_words(mapping.scale)}.", ("low", "high")))
        return mapping
    name = normalised(source.table.header[places[0]])
    for words, scale in found.scales:
        if any(word in name.split() for word in words):
            choices.append(
                Choice(
                    "scale",
                    scale.good.value,
                    f"Ratings go from {scale_words(scale)}, as its name says.",
                    ("low", "high"),
                )
            )
            return replace(mapping, scale=scale)
    scale = _scale_of(source, places)
    guess = Guess("scale", scale_words(scale), "the file does not tell which end is good", shapes[places[0]].filled)
    return replace(mapping, scale=scale, guesses=(*mapping.guesses, guess))


def _scale_of(source: Source, places: Sequence[int]) -> Scale:
    """The smallest usual scale that holds nearly all numbers of the columns."""
    numbers = Counter(
        float(cell.strip().replace(",", "."))
        for place in places
        for cell in source.table.column(place)
        if is_number(cell)
    )
    total = numbers.total()
    for high in (2, 3, 4, 5, 7, 10):
        held = sum(count for number, count in numbers.items() if number <= high)
        if total and high >= 4 and held >= 0.97 * total:
            return Scale(0 if high == 10 and numbers[0.0] else 1, high, GoodEnd.HIGH)
    return Scale(0, 100, GoodEnd.HIGH) if total else Scale(1, 5, GoodEnd.HIGH)
