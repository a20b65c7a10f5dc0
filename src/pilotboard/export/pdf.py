"""A paper as PDF, set by typst from one template. The paper goes in as JSON: no text of it is ever read as markup."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from pilotboard.domain.document import (
    NOT_ABOUT_PEOPLE,
    NOT_QUOTED,
    SHORT,
    Chart,
    Facts,
    Kind,
    Quotes,
    Table,
    day_words,
    fact_words,
    words,
)
from pilotboard.domain.text import shown
from pilotboard.export.chart_svg import chart_svg

if TYPE_CHECKING:
    from typst import Compiler

    from pilotboard.domain.document import Block, Document

FAMILY = "Source Sans Pro"
_ONE_AT_A_TIME = Lock()
"""The compiler serves one thread after the other; screens ask from several."""
LONG = 60
"""Characters of a text that gets no more room than longer ones."""
_RIGHT = frozenset((Kind.NUMBER, Kind.MONEY, Kind.SHARE))


def pdf(document: Document) -> bytes:
    """The paper as a tagged PDF. The same paper gives the same pages."""
    day = document.as_of
    data = json.dumps(_data(document), ensure_ascii=True)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    with _ONE_AT_A_TIME:
        made = _compiler().compile(format="pdf", sys_inputs={"paper": data}, timestamp=int(noon.timestamp()))
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> Compiler:
    """One for the process: the fonts are looked up once. It sees its own folder only, and no packages."""
    from importlib.resources import files
    from pathlib import Path

    from typst import Compiler

    here = Path(str(files("pilotboard.export")))
    root = here / "templates"
    return Compiler(str(root / "paper.typ"), root=str(root), font_paths=[str(here / "fonts")])


def _data(document: Document) -> dict[str, Any]:
    day = document.as_of
    return {
        "title": _safe(document.title),
        "subtitle": _safe(document.subtitle),
        "organisation": _safe(document.organisation),
        "day": day_words(day),
        "date": [day.year, day.month, day.day],
        "audience": document.audience_line,
        "closed": document.audience.value != "internal",
        "about": f"{NOT_ABOUT_PEOPLE} {document.as_of_line}",
        "one_page": document.one_page,
        "wide": document.lies,
        "paper": "us-letter" if document.money == "$" else "a4",
        "sections": [
            {"heading": _safe(section.heading), "blocks": [_block(block, document.money) for block in section.blocks]}
            for section in document.sections
        ],
    }


def _safe(text: str) -> str:
    """A text as it can be set: what is stored, with controls made visible."""
    return shown(text, lines=True).encode("utf-8", "replace").decode("utf-8")


def _block(block: Block, money: str) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Facts():
            return {"kind": kind, "items": [[_safe(one.label), _safe(fact_words(one, money))] for one in block.items]}
        case Table():
            return {"kind": kind, **_table(block, money)}
        case Chart():
            return {"kind": kind, "svg": chart_svg(block.spec, font=FAMILY), "note": _safe(block.sentence)}
        case Quotes():
            items = [
                {
                    "text": _safe(one.text) or NOT_QUOTED,
                    "quoted": bool(one.text),
                    "who": _safe(f"{one.who}{f', {day_words(one.on)}' if one.on else ''} ({one.key})"),
                    "answer": _safe(one.answer),
                }
                for one in block.items
            ]
            return {"kind": kind, "items": items, "empty": _safe(block.empty)}
        case _:
            label = _safe(getattr(block, "label", ""))
            text = _safe(getattr(block, "text", ""))
            return {"kind": kind, "text": text, "label": label, "items": [*map(_safe, getattr(block, "items", ()))]}


def _table(table: Table, money: str) -> dict[str, Any]:
    kinds = [column.kind for column in table.columns]
    return {
        "title": _safe(table.title),
        "columns": [_safe(column.title) for column in table.columns],
        "right": [kind in _RIGHT for kind in kinds],
        "parts": [_part(table, place) for place in range(len(kinds))],
        "rows": [
            [_safe(words(value, kind, money)) for value, kind in zip(row, kinds, strict=True)] for row in table.rows
        ],
        "empty": _safe(table.empty),
        "note": _safe(table.note),
    }


def _part(table: Table, place: int) -> int:
    """How much of the width a column takes beside the others; 0 for just what it needs: figures, days, short texts."""
    longest = table.longest(place)
    return 0 if longest <= SHORT else min(longest, LONG)
