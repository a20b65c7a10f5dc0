"""A paper as Markdown (tables as GitHub writes them): plain to read, safe to paste."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pilotboard.domain.document import (
    NOT_ABOUT_PEOPLE,
    NOT_QUOTED,
    Bullets,
    Chart,
    Facts,
    Kind,
    Note,
    Paragraph,
    Quotes,
    Table,
    beside,
    day_words,
    words,
)
from pilotboard.domain.text import shown

if TYPE_CHECKING:
    from pilotboard.domain.document import Block, Document, Quote, Value

_SIGNS = re.compile(r"[\\`*_\[\]()<>|&~#$]")
_LINE_START = re.compile(r"^([-+=:!]|[0-9]+(?=[.)]))", re.MULTILINE)
_MEANS = re.compile(r"[\\`*_\[\]()<>|&~#$]|^\s*(?:[-+=:!]|[0-9]+[.)])")
_NUMBERED = re.compile(r"^[0-9]+(?=[.)])")
_RIGHT = frozenset((Kind.NUMBER, Kind.MONEY, Kind.SHARE))


def markdown(document: Document) -> bytes:
    """The paper as UTF-8."""
    lines = [
        f"# {escaped(document.title)}",
        "",
        *_filled(escaped(document.subtitle)),
        f"{escaped(document.organisation)} · {day_words(document.as_of)}",
        "",
        f"**{document.audience_line}** {NOT_ABOUT_PEOPLE} {document.as_of_line}",
        "",
    ]
    for section in document.sections:
        lines += [f"## {escaped(section.heading)}", ""]
        for block in section.blocks:
            lines += [*_block(block, document.money), ""]
    lines += ["---", "", f"*{document.audience_line}*", ""]
    return "\n".join(lines).encode("utf-8", "replace")


def escaped(text: str) -> str:
    """Any text as Markdown that shows just it, on one line."""
    return _line(shown(text).strip())


def _line(text: str) -> str:
    found = _SIGNS.sub(r"\\\g<0>", text)
    numbered = _NUMBERED.match(found)
    if numbered is not None:
        return f"{numbered[0]}\\{found[numbered.end() :]}"
    return f"\\{found}" if _LINE_START.match(found) else found


def _lines(text: str, between: str) -> str:
    """A text of several lines; blank lines at its ends are left out."""
    if text.isprintable() and _MEANS.search(text) is None:
        return shown(text).strip()
    return between.join(_line(line.strip()) for line in shown(text, lines=True).strip().split("\n"))


def _filled(text: str) -> list[str]:
    return [text, ""] if text else []


def _block(block: Block, money: str) -> list[str]:
    match block:
        case Paragraph():
            label = f"**{escaped(block.label)}.** " if block.label else ""
            return [label + _lines(block.text, "  \n")]
        case Note():
            return [f"*{_lines(block.text, ' ')}*"]
        case Bullets():
            return [f"- {_lines(item, ' ')}" for item in block.items]
        case Facts():
            return [
                f"- **{escaped(one.label)}:** {_lines(words(one.value, one.kind, money), ' ')}{beside(one)}"
                for one in block.items
            ]
        case Table():
            return _table(block, money, f"**{escaped(block.title)}**")
        case Chart():
            return _table(block.table, money, f"**{escaped(block.spec.title)}** ({escaped(block.spec.unit)})")
        case Quotes():
            return [line for one in block.items for line in _quote(one)] or [escaped(block.empty)]


def _table(table: Table, money: str, caption: str) -> list[str]:
    lines = [caption, ""] if table.title else []
    if not table.rows:
        return [*lines, escaped(table.empty)]
    kinds = [column.kind for column in table.columns]
    lines.append(f"| {' | '.join(escaped(column.title) for column in table.columns)} |")
    lines.append(f"|{'|'.join('---:' if kind in _RIGHT else '---' for kind in kinds)}|")
    lines += _rows(table, money)
    return [*lines, "", f"*{_lines(table.note, ' ')}*"] if table.note else lines


def _rows(table: Table, money: str) -> list[str]:
    """The rows; money is escaped as text is, figures need none."""
    kinds = [column.kind for column in table.columns]
    sign = _line(shown(money))
    return [
        f"| {' | '.join([_cell(value, kind, sign) for value, kind in zip(row, kinds, strict=True)])} |"
        for row in table.rows
    ]


def _cell(value: Value, kind: Kind, money: str) -> str:
    if isinstance(value, str):
        return _lines(value, "<br>")
    return words(value, kind, money)


def _quote(quote: Quote) -> list[str]:
    said = f"“{_lines(quote.text, '  ' + chr(10) + '> ')}”" if quote.text else f"*{NOT_QUOTED}*"
    day = f", {day_words(quote.on)}" if quote.on else ""
    lines = [f"> {said}", f"> — {escaped(quote.who)}{day} ({quote.key})"]
    lines += [">", f"> {_lines(quote.answer, '  ' + chr(10) + '> ')}"] if quote.answer else []
    return [*lines, ""]
