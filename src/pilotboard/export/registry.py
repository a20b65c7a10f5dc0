"""The formats a paper can be written in. A library is loaded when its format is written."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import shortened, shown

if TYPE_CHECKING:
    from pilotboard.domain.document import Document


class Format(NamedTuple):
    """A format: its word and ending, what people call it, whether it is text, and what writes it."""

    name: str
    says: str
    text: bool
    writer: str


FORMATS = {
    one.name: one
    for one in (
        Format("pdf", "PDF, to print or send", False, "pdf:pdf"),
        Format("html", "web page, opens in any browser", True, "web_page:web_page"),
        Format("xlsx", "workbook for Excel and LibreOffice", False, "workbook:workbook_file"),
        Format("md", "Markdown text", True, "markdown:markdown"),
        Format("csv", "table of separated values", True, "tabular:csv_file"),
        Format("json", "data for programs", True, "record_file:json_file"),
    )
}


def format_of(name: str) -> Format:
    """The format of that name. Raises InvalidInput with the nearest one."""
    found = FORMATS.get(name.casefold().removeprefix("."))
    if found is None:
        said = shortened(shown(name), 20)
        hint = f"{did_you_mean(name, FORMATS)} Formats are {', '.join(FORMATS)}.".strip()
        raise InvalidInput(f'There is no format "{said}".', "Nothing was written.", hint, field="format")
    return found


def rendered(document: Document, name: str) -> bytes:
    """The paper in that format. Raises InvalidInput for an unknown one."""
    module, _, function = format_of(name).writer.partition(":")
    write: Callable[[Document], bytes] = getattr(import_module(f"pilotboard.export.{module}"), function)
    return write(document)
