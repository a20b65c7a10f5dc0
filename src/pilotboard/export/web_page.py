"""A paper as one web page: no script, nothing loaded from elsewhere, charts inside, fit to print on A4 and Letter."""

from __future__ import annotations

import re
from functools import cache
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
    from jinja2 import Template

    from pilotboard.domain.document import Block, Document

_CLASSES = {Kind.NUMBER: "r", Kind.MONEY: "r", Kind.SHARE: "r", Kind.DATE: "s"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def web_page(document: Document) -> bytes:
    """The paper as UTF-8."""
    page = _template().render(
        title=_safe(document.title),
        subtitle=_safe(document.subtitle),
        organisation=_safe(document.organisation),
        day=day_words(document.as_of),
        iso=document.as_of.isoformat(),
        audience=document.audience_line,
        closed=document.audience.value != "internal",
        lies=document.lies,
        about=f"{NOT_ABOUT_PEOPLE} {document.as_of_line}",
        sections=[
            (_safe(section.heading), [_block(block, document.money, f"c{at}-{place}") for place, block in
             enumerate(section.blocks)])
            for at, section in enumerate(document.sections)
        ],
    )  # fmt: skip
    return page.encode("utf-8")


def _safe(text: str) -> str:
    """A text without what has no place in a page; the template escapes it."""
    if text.isascii() and text.isprintable():
        return text
    return _NOT_XML.sub("\ufffd", shown(text, lines=True))


@cache
def _template() -> Template:
    from importlib.resources import files

    from jinja2 import Environment

    text = (files("pilotboard.export") / "templates" / "paper.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)


def _block(block: Block, money: str, name: str) -> dict[str, Any]:
    """What the template draws: the kind of block and its texts."""
    kind = type(block).__name__.lower()
    match block:
        case Facts():
            return {"kind": kind, "items": [(_safe(one.label), _safe(fact_words(one, money))) for one in block.items]}
        case Table():
            return {"kind": kind, **_table(block, money)}
        case Chart():
            from markupsafe import Markup

            svg = Markup(chart_svg(block.spec, prefix=name))  # noqa: S704  (ours; it escapes what it is given)
            return {"kind": kind, "svg": svg, **_table(block.table, money)}
        case Quotes():
            items = [
                {
                    "key": one.key,
                    "text": _safe(one.text) or NOT_QUOTED,
                    "quoted": bool(one.text),
                    "who": _safe(one.who),
                    "answer": _safe(one.answer),
                    "day": day_words(one.on) if one.on else "",
                }
                for one in block.items
            ]
            return {"kind": kind, "items": items, "empty": _safe(block.empty)}
        case _:
            label = _safe(getattr(block, "label", ""))
            text = _safe(getattr(block, "text", ""))
            return {"kind": kind, "text": text, "label": label, "items": [*map(_safe, getattr(block, "items", ()))]}


def _text_class(table: Table, place: int) -> str:
    """``s`` for short texts, which keep to one line; ``t`` for others."""
    return "s" if table.longest(place) <= SHORT else "t"


def _table(table: Table, money: str) -> dict[str, Any]:
    """The head as pairs of a text and its attribute; the rows as lines that are escaped here, by the same escape."""
    from markupsafe import Markup, escape

    kinds = [column.kind for column in table.columns]
    sides = [
        f' class="{_CLASSES[kind]}"' if kind in _CLASSES else f' class="{_text_class(table, place)}" dir="auto"'
        for place, kind in enumerate(kinds)
    ]
    columns = [*zip(kinds, [f"<td{side}>" for side in sides], strict=True)]
    lines = []
    for row in table.rows:
        cells = [
            f"{begin}{escape(_safe(value) if isinstance(value, str) else words(value, kind, money))}</td>"
            for value, (kind, begin) in zip(row, columns, strict=True)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>\n")
    return {
        "title": _safe(table.title),
        "columns": [(_safe(one.title), Markup(side)) for one, side in zip(table.columns, sides, strict=True)],  # noqa: S704
        "rows": Markup("".join(lines)),  # noqa: S704  (every cell was escaped above)
        "empty": _safe(table.empty),
        "note": _safe(table.note),
    }
