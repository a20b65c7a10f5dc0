"""The report of an import as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pilotboard.domain.intake import Remark, RowError

_FORMULA = ("=", "+", "-", "@", "'", "\t", "\r")


def report_csv(problems: Iterable[RowError], remarks: Iterable[Remark] = ()) -> str:
    """A line a row that did not go in, then a line a remark; texts that a spreadsheet would compute are disarmed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["what", "row", "external_id", "field", "message", "value"])
    for what, lines in (("left out", problems), ("remark", remarks)):
        for one in lines:
            texts = (one.external_id, one.field, one.message, one.value)
            writer.writerow([what, one.row, *map(_disarmed, texts)])
    return text.getvalue()


def _disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
