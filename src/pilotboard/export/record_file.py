"""A paper as JSON: one document of the form that every ``--json`` has; days in ISO form, unknown is null."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pilotboard.domain.document import NOT_ABOUT_PEOPLE, Chart, Table
from pilotboard.domain.text import shown

if TYPE_CHECKING:
    from pilotboard.domain.document import Block, Document

SCHEMA = "pilotboard/1"
_RARE = re.compile("[^\x20-\x7e\n]")


def json_file(document: Document) -> bytes:
    """The paper as UTF-8; what could steer a terminal is written as an escape, and reads back as it was."""
    if document.is_list:
        (table,) = document.sections[0].blocks
        assert isinstance(table, Table)
        data: list[dict[str, Any]] = _table_rows(table)
    else:
        data = [
            {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ]
    meta = {
        "title": document.title,
        "subtitle": document.subtitle,
        "organisation": document.organisation,
        "audience": document.audience.value,
        "as_of": document.as_of.isoformat(),
        "money": document.money,
        "count": len(data),
        "notes": [document.audience_line, NOT_ABOUT_PEOPLE, document.as_of_line],
    }
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_iso).encode
    lines = ",\n".join(map(encode, data))
    text = f'{{"schema": "{SCHEMA}", "kind": {encode(document.kind)}, "data": [\n{lines}\n], "meta": {encode(meta)}}}\n'
    return _escaped(text).encode()


def _block(block: Block) -> dict[str, Any]:
    """A block with its own fields; a chart has its sentence and its figures."""
    kind = type(block).__name__.lower()
    if isinstance(block, Chart):
        said = {"title": block.spec.title, "unit": block.spec.unit, "sentence": block.spec.sentence, "n": block.n}
        return {"block": kind, "chart": block.spec.kind, **said, **_figures(block.table)}
    if isinstance(block, Table):
        return {"block": kind, "title": block.title, **_figures(block), "note": block.note}
    return {"block": kind, **asdict(block)}


def _figures(table: Table) -> dict[str, Any]:
    columns = [{"key": one.key, "title": one.title, "kind": one.kind.value} for one in table.columns]
    return {"columns": columns, "rows": _table_rows(table)}


def _table_rows(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def _iso(value: Any) -> str:
    return str(value.isoformat())


def _escaped(text: str) -> str:
    if text.isascii():
        return text.replace("\x7f", "\\u007f")
    return _RARE.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    char = found[0]
    return char if char.isprintable() or char == shown(char) else f"\\u{ord(char):04x}"
