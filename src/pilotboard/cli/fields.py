"""The fields of a noun as options of its `add` and `edit`: one table a noun, values as the drafts take them.

What an option says is only turned from text into a number or a day here; whether it may be saved, the drafts decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from pilotboard.cli.app import Declared, argument, option
from pilotboard.domain.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.cli.session import Session

Kind = Literal["text", "prose", "word", "whole", "figure", "day", "ref", "refs", "yes", "list", "lines"]
"""text: one line; prose: lines, `-` = standard input; figure: 12, 0.85 or 85 %; ref: a key or a name.

refs, list (with commas between) and lines may be given repeatedly."""

_WHOLE = re.compile("-?[0-9]{1,18}")
_METAVARS = {
    "text": "TEXT",
    "prose": "TEXT",
    "word": "WORD",
    "whole": "NUMBER",
    "figure": "NUMBER",
    "day": "DAY",
    "ref": "KEY|NAME",
    "refs": "KEY|NAME",
    "list": "TEXT",
    "lines": "TEXT",
}
_NOTHING: Mapping[str, object] = {
    "text": "",
    "prose": "",
    "whole": None,
    "figure": None,
    "day": None,
    "ref": None,
    "refs": (),
    "list": (),
    "lines": (),
}


class Fill(NamedTuple):
    """A field that options fill: its name in the drafts, its kind, what it is, and the words it takes.

    `words` may hold `@team`, `@person`, `@site` for a field that names one. `clears` tells that it may be left empty.
    """

    name: str
    kind: Kind
    says: str
    words: Sequence[str] = ()
    clears: bool = True

    @property
    def option(self) -> str:
        """The name of its option."""
        return f"--{self.name.replace('_', '-')}"


def for_adding(fields: Sequence[Fill]) -> list[Declared]:
    """The options of `add`."""
    return [_declared(field) for field in fields]


def named(field: str) -> Declared:
    """The one word of `add` that may stand without its option: `items add "Call the parents"`."""
    return argument("named", required=False, metavar=f"[{field.upper()}]")


def with_name(given: Mapping[str, object], field: str, word: str | None, path: str) -> dict[str, object]:
    """What `add` was given, whichever way its name was said. Raises InvalidInput when it was not, or twice."""
    option_name = f"--{field}"
    if word is not None and given.get(field) is not None:
        raise InvalidInput(
            f"{path} got two: {option_name} and a word without an option.", "Nothing was changed.", field=field
        )
    if word is None and given.get(field) is None:
        raise needs(path, field)
    return {**given, field: given.get(field) if word is None else word}


def for_editing(fields: Sequence[Fill]) -> list[Declared]:
    """The options of `edit`: the same, none needed, and `--clear`."""
    names = ", ".join(_option_word(field) for field in fields if _clearable(field))
    clear = option("--clear", "clear", multiple=True, metavar="FIELD", help=f"Empty a field: {names}.")
    return [*(_declared(field) for field in fields), clear]


def values(
    session: Session, fields: Sequence[Fill], given: Mapping[str, object], clear: Sequence[str] = ()
) -> dict[str, object]:
    """What the options say, as the drafts take it; options that were not given are left out. Raises InvalidInput."""
    found: dict[str, object] = {}
    for field in fields:
        said = given.get(field.name)
        if said is not None and said != ():
            found[field.name] = _value(session, field, said)
    for word in clear:
        field = _cleared(fields, word)
        if field.name in found:
            raise InvalidInput(
                f"{field.option} and --clear {_option_word(field)} contradict each other.", field=field.name
            )
        found[field.name] = _NOTHING[field.kind]
    return found


def changed(
    session: Session, path: str, fields: Sequence[Fill], given: Mapping[str, object], clear: Sequence[str] = ()
) -> dict[str, object]:
    """What an edit is to change, as `values` tells it. Raises InvalidInput when that is nothing."""
    found = values(session, fields, given, clear)
    if not found:
        raise nothing_given(path, fields)
    return found


def needs(path: str, field: str) -> InvalidInput:
    """The error about an option that is missing and that the command cannot do without."""
    return InvalidInput(f"{path} needs --{field}.", "Nothing was changed.", f"{path} --help shows how.", field=field)


def nothing_given(path: str, fields: Sequence[Fill]) -> InvalidInput:
    """The error about an edit that says nothing to change."""
    names = ", ".join(field.option for field in fields)
    return InvalidInput(
        "There is nothing to change on this line.", "Nothing was changed.", f"{path} takes {names}, --clear."
    )


def _declared(field: Fill) -> Declared:
    if field.kind == "yes":
        return option(f"{field.option}/--not-{_option_word(field)}", field.name, default=None, help=f"{field.says}.")
    says = field.says
    words = [word for word in field.words if not word.startswith("@")]
    if words:
        says += f" ({', '.join(words)})"
    if field.kind == "prose":
        says += " (- reads it from standard input)"
    if field.kind in {"refs", "list", "lines"}:
        says += " (may be given again)"
    return option(
        field.option,
        field.name,
        metavar=_METAVARS[field.kind],
        multiple=field.kind in {"refs", "list", "lines"},
        completes=field.words,
        help=says + ".",
    )


def _value(session: Session, field: Fill, said: object) -> object:
    if isinstance(said, tuple):
        parts = [str(part) for part in said]
        if field.kind == "list":
            parts = [word for part in parts for word in part.split(",")]
        return tuple(part for part in parts if part.strip())
    if not isinstance(said, str):
        return said
    if field.kind == "prose":
        return session.long_text(field.option, said)
    if said == "" and field.clears and field.kind in {"whole", "figure", "day", "ref"}:
        return None
    if field.kind == "whole":
        return int(said) if _WHOLE.fullmatch(said.strip()) else said
    if field.kind == "figure":
        from pilotboard.domain.numbers import parse_figure

        return parse_figure(said, field.name)
    if field.kind == "day":
        from pilotboard.domain.dates import parse_day

        return parse_day(said, session.today(), field.name)
    return said


def _clearable(field: Fill) -> bool:
    return field.clears and field.kind in _NOTHING


def _option_word(field: Fill) -> str:
    return field.option.removeprefix("--")


def _cleared(fields: Sequence[Fill], word: str) -> Fill:
    name = word.strip().removeprefix("--").replace("-", "_").casefold()
    known = {field.name: field for field in fields if _clearable(field)}
    if name in known:
        return known[name]
    from pilotboard.domain.nearest import did_you_mean
    from pilotboard.domain.text import shortened, shown

    words = [_option_word(field) for field in known.values()]
    hint = did_you_mean(word, words) or f"These can be: {', '.join(words)}."
    raise InvalidInput(
        f'"{shortened(shown(word), 40)}" cannot be cleared.', "Nothing was changed.", hint, field="clear"
    )


def listing(fields: str, sorts: Iterable[str]) -> tuple[Declared, ...]:
    """The options of every list: some names to filter by, for the help; the words of `--sort`, the usual one first."""
    words = tuple(sorts)
    return (
        option("--filter", "filter_text", metavar="TEXT", default="", help=f"Only what fits, for example: {fields}."),
        option("--sort", metavar="WORD", default=words[0], completes=words, help=f"The order: {', '.join(words)}."),
        option("--limit", metavar="NUMBER", help="So many at most."),
    )


def limit_of(text: str | None) -> int | None:
    """The number of `--limit`. Raises InvalidInput."""
    if text is None:
        return None
    from pilotboard.domain.numbers import parse_whole

    return parse_whole(text, 1, 10_000_000, "limit")


def day_of(session: Session, text: str | None, field: str) -> date | None:
    """The day of an option; None when it was not given. Raises InvalidInput."""
    if text is None:
        return None
    from pilotboard.domain.dates import parse_day

    return parse_day(text, session.today(), field)


def nobody(text: str) -> bool:
    """Whether a person or team is said to be none at all."""
    return text.strip().casefold() in {"", "nobody", "none"}
