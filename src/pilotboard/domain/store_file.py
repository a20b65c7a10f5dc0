"""A whole store as one JSON document: how its lines are written and read. A row a line, plain ASCII.

::

    {"schema": "pilotboard/1", "kind": "whole_store", "store_schema": 1, "data": [
    {"table": "organisation", "row": {"created_at": "2026-03-18T12:00:00.000000Z", "id": 1, ...}},
    ...
    ], "meta": {"count": 812, "exported_at": "...", "pilotboard": "0.1.0", "sha256": "..."}}

The digest is that of the lines of rows: a file that was cut short or changed is known. Nothing in it can steer a
terminal, because whatever is not plain is written as an escape of JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

KIND = "whole_store"
HEAD = f'{{"schema": "pilotboard/1", "kind": "{KIND}", "store_schema": '
LONGEST = 32 * 1024 * 1024
"""Bytes of one line; no row that was saved comes near it."""
KEPT = "Nothing was changed."
_AGAIN = "Export the store anew: pilotboard export store -o FILE"


class StoreRow(NamedTuple):
    """A row of the file: on which line, of which table, and its columns as they stand in JSON."""

    line: int
    table: str
    row: dict[str, Any]


class Ending(NamedTuple):
    """What the last line tells: how many rows there are, when it was made (ISO) and by which pilotboard."""

    rows: int
    exported_at: str
    version: str


class Writing:
    """Makes the lines of a file, one after the other."""

    def __init__(self, store_schema: int) -> None:
        self.count = 0
        self._schema = store_schema
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The digest of the rows so far."""
        return self._digest.hexdigest()

    def lines(self, rows: Iterable[tuple[str, Mapping[str, object]]], moment: datetime, version: str) -> Iterator[str]:
        """The document as lines with their ends; ``rows`` are pairs of table and row, ``moment`` is aware."""
        before = f"{HEAD}{self._schema}, "
        before += '"data": [\n'
        for table, row in rows:
            yield before
            text = f'{{"table": "{table}", "row": {_plain(row)}}}'
            self.count += 1
            self._digest.update(text.encode("ascii") + b"\n")
            before = f"{text},\n"
        yield before.removesuffix(",\n") + "\n" if self.count else before
        meta = {
            "count": self.count,
            "sha256": self.sha256,
            "pilotboard": version,
            "exported_at": moment.isoformat(),
        }
        yield f'], "meta": {_plain(meta)}}}\n'


def _plain(value: object) -> str:
    """JSON in plain ASCII, names in order."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, allow_nan=False)
    return text.replace("\x7f", "\\u007f")


def is_store_file(head: bytes) -> bool:
    """Whether a file that begins like this holds a whole store."""
    return head.removeprefix(b"\xef\xbb\xbf").startswith(HEAD.encode("ascii"))


class Reading:
    """Reads the lines of a file; nothing of them is kept. Look at `ending` when all rows were taken."""

    def __init__(self, store_schema: int) -> None:
        self.ending: Ending | None = None
        self._schema = store_schema

    def rows(self, lines: Iterable[bytes]) -> Iterator[StoreRow]:
        """The rows in their order.

        Raises InputError, with the number of the line, for what is no row, another schema, a file that was cut short
        or in which something was changed.
        """
        numbered = enumerate(lines, 1)
        self._begin(next(numbered, (1, b""))[1])
        digest, count = hashlib.sha256(), 0
        for number, line in numbered:
            text = line.strip()
            if text.startswith(b"]"):
                self.ending = _ending(text, number, count, digest.hexdigest())
                if next(numbered, None) is not None:
                    raise _broken(f"There is something behind the end of the document, on line {number + 1}.")
                return
            text = text.removesuffix(b",")
            digest.update(text + b"\n")
            count += 1
            yield _row(text, number)
        raise _broken(f"The file was cut short: it ends after {count:,} rows, without its last line.")

    def _begin(self, line: bytes) -> None:
        if not is_store_file(line):
            raise _broken("The first line is not that of a whole store.")
        number = line.removeprefix(b"\xef\xbb\xbf")[len(HEAD) :].partition(b",")[0].strip()
        schema = int(number) if number.isdigit() and len(number) < 10 else 0
        if schema == self._schema:
            return
        newer = schema > self._schema
        raise InputError(
            f"The file was made by {'a newer' if newer else 'an older'} pilotboard (schema {schema};"
            f" this one knows {self._schema}).",
            KEPT,
            "Install the newer pilotboard on this machine too."
            if newer
            else "Load it with that version, then run: pilotboard upgrade",
        )


def _row(text: bytes, number: int) -> StoreRow:
    found = _parsed(text, number)
    if not isinstance(found, dict) or set(found) != {"table", "row"}:
        raise _broken(f"Line {number} is not a row of a store.")
    table, row = found["table"], found["row"]
    if not isinstance(table, str) or not isinstance(row, dict):
        raise _broken(f"Line {number} is not a row of a store.")
    return StoreRow(number, table, row)


def _ending(text: bytes, number: int, count: int, digest: str) -> Ending:
    meta = _parsed(b"{" + text.removeprefix(b"],").lstrip(), number)
    about = meta.get("meta") if isinstance(meta, dict) else None
    if not isinstance(about, dict):
        raise _broken(f"Line {number} is not the end of the document.")
    if about.get("count") != count:
        raise _broken(f"The file holds {count:,} rows and should hold {str(about.get('count'))[:20]}.")
    if about.get("sha256") != digest:
        raise _broken("The file was changed since it was made (its digest does not match).")
    return Ending(count, str(about.get("exported_at", ""))[:40], str(about.get("pilotboard", ""))[:40])


def _parsed(text: bytes, number: int) -> object:
    if len(text) > LONGEST:
        raise _broken(f"Line {number} is too long to be a row.")
    try:
        return json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise _broken(f"Line {number} cannot be read as JSON.") from None


def _refused(word: str) -> object:
    raise ValueError(word)


def _broken(message: str) -> InputError:
    return InputError(message, KEPT, _AGAIN)
