"""Finding the rows people mean: by key, by name, with the nearest ones told when nothing matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.keys import Key, Numbered, item_key, looks_like_key, parse_key
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import clean, folded, shortened, shown
from pilotboard.store.reading import keys, organisation, people
from pilotboard.store.reading.reader import Reader

if TYPE_CHECKING:
    from pilotboard.usecases.workspace import Workspace

Row = TypeVar("Row")


def item_id(reader: Reader, text: str) -> int:
    """The id of the item with that key. Raises InvalidInput for what is no item key, NotFound for an unknown one."""
    key = parse_key(text, "item")
    found = keys.item_id(reader, key.pilot or 0, key.number)
    if found is None:
        known = [item_key(key.pilot or 0, number) for number in keys.item_numbers(reader, key.pilot or 0)]
        raise NotFound(
            f"There is no item {key}.", hint=did_you_mean(str(key), known) or "pilotboard items list shows all."
        )
    return found


def item_ids(reader: Reader, texts: Iterable[str]) -> list[int]:
    """The ids of several items, each once, in the order given."""
    return list(dict.fromkeys(item_id(reader, text) for text in texts))


def numbered_id(reader: Reader, kind: Numbered, text: str) -> int:
    """The id of a pilot, team, site or person by key or by name (whole, any case). Raises NotFound with the nearest."""
    text = clean(text).text
    if looks_like_key(text):
        key = parse_key(text, kind)
        found = keys.id_of(reader, kind, key.number)
        if found is not None:
            return found
        known = [str(Key(kind, number)) for number, _ in keys.names(reader, kind)]
        raise NotFound(f"There is no {kind} {key}.", hint=did_you_mean(str(key), known))
    if kind == "person":
        someone = people.by_name(reader, text)
        if someone is not None:
            return someone.id
    wanted = folded(text.strip())
    rows = keys.names(reader, kind)
    same = [number for number, name in rows if folded(name) == wanted]
    if len(same) == 1:
        found = keys.id_of(reader, kind, same[0])
        if found is not None:
            return found
    said = shortened(shown(text), 40)
    if same:
        choices = ", ".join(str(Key(kind, number)) for number in same[:5])
        raise InvalidInput(f'Several go by "{said}": {choices}.', hint="Give the key.", field=kind)
    known = [*(name for _, name in rows), *(people.names(reader) if kind == "person" else ())]
    raise NotFound(f'There is no {kind} "{said}".', hint=did_you_mean(text, known))


def key_of(reader: Reader, kind: Numbered, text: str) -> str:
    """The key of a pilot, team, site or person given by key or by name. Raises NotFound with the nearest."""
    number = keys.number_of(reader, kind, numbered_id(reader, kind, text))
    return str(Key(kind, number))


def person_key_of(reader: Reader, text: str | None, me: int | None) -> str | None:
    """The key of a person as `person_id` finds them; None is nobody."""
    found = person_id(reader, text, me)
    return None if found is None else str(Key("person", keys.number_of(reader, "person", found)))


def person_id(reader: Reader, text: str | None, me: int | None) -> int | None:
    """The id of a person; "me" is the actor, "nobody" and None are nobody.

    Raises InvalidInput when "me" is not a person of the store, NotFound with the nearest name.
    """
    if text is None or folded(text) in {"", "nobody", "none"}:
        return None
    if folded(text) == "me":
        if me is None or not keys.is_there(reader, "person", me):
            raise InvalidInput(
                'Nobody of this store goes by your user name, so "me" is unknown.',
                hint="Say who you are with --as NAME, or add yourself: pilotboard people add.",
                field="assignee",
            )
        return me
    return numbered_id(reader, "person", text)


def person_key_at(reader: Reader, person_id: int | None) -> str | None:
    """The key of a person from their id; None is nobody."""
    known = person_id is not None and keys.is_there(reader, "person", person_id)
    return str(Key("person", keys.number_of(reader, "person", person_id or 0))) if known else None


def one(ws: Workspace, kind: Numbered, key: str, read: Callable[[Reader, int], Row | None]) -> Row:
    """What `read` finds about the thing of that key or name. Raises NotFound."""
    return there(key, ws.read(lambda reader: read(reader, numbered_id(reader, kind, key))))


def there(what: str, found: Row | None) -> Row:
    """What was found by its id; raises NotFound when it went between the look for the id and this one."""
    if found is None:
        raise NotFound(f"{what} has just been removed.")
    return found


def some(names: Sequence[str], most: int = 3) -> str:
    """``a``, ``a and b``, ``a, b, c and 4 more``: a list for a sentence."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def team_key_of(reader: Reader, team_id: int) -> str:
    """The key of a team from its id."""
    return str(Key("team", keys.number_of(reader, "team", team_id)))


def zone_name(reader: Reader) -> str:
    """The IANA name of the organisation's time zone."""
    found = organisation.organisation(reader)
    return "UTC" if found is None else found.time_zone
