"""S14: the portfolio of 1,000 pilots in every format, beside what the writing library takes for the same cells."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from benchmarks.figures import Figure, middle, ratio, take_turns
from pilotboard.domain.document import Audience, Document, Kind, Table, Value

PILOTS = 1000
TODAY = date(2026, 11, 20)
PAGE = """<!doctype html><html><body><table>
<tr>{% for title in titles %}<th>{{ title }}</th>{% endfor %}</tr>
{% for row in rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}
</table></body></html>"""


def portfolio(pilots: int) -> Document:
    """A portfolio as the program puts it together, the same every time."""
    from pilotboard.domain.document import Section
    from pilotboard.domain.labels import Labels
    from pilotboard.domain.papers.frame import Frame, paper
    from pilotboard.domain.papers.portfolio import COLUMNS

    chance = Random(pilots)
    states = ("8 of 8", "6 of 8; not met: effect; not known: equity", "7 of 8; not known: funded")
    rows: list[tuple[Value, ...]] = []
    for number in range(pilots):
        due = TODAY + timedelta(days=chance.randrange(400))
        known = chance.random() < 0.9
        whose = "Señora Núñez" if number % 5 == 0 else "the eastern schools"
        title = f"Reading texts home, group {number} of {whose} & others"
        share = chance.randrange(100) / 100 if known else None
        cost = chance.randrange(90) * 1000 if known else None
        rows.append(
            (f"P-{number}", title, chance.randrange(100), chance.randrange(100) / 100, share, chance.choice(states),
             chance.randrange(300), cost, "extend, 2026-08-14" if known else "", due if known else None)
        )  # fmt: skip
    frame = Frame("Larkmere Schools", Audience.INTERNAL, TODAY, Labels())
    return paper(
        frame,
        "portfolio",
        "Which pilots to scale",
        "",
        "portfolio",
        [Section("Extend", (Table("", COLUMNS, tuple(rows)),))],
    )


def _table(document: Document) -> Table:
    (table,) = document.sections[0].blocks
    assert isinstance(table, Table)
    return table


def said(document: Document) -> list[list[str]]:
    """The same cells as people read them, formatted by Python alone."""

    def one(value: Value, kind: Kind) -> str:
        if isinstance(value, str):
            return value
        if value is None:
            return "–"
        if isinstance(value, date):
            return f"{value:%d %b %Y}"
        return f"{value:.0%}" if kind == Kind.SHARE else f"${value:,}" if kind == Kind.MONEY else f"{value:,}"

    table = _table(document)
    kinds = [column.kind for column in table.columns]
    return [[one(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in table.rows]


def by_jinja2(document: Document) -> bytes:
    """The library alone: a page with one bare table."""
    from jinja2 import Environment

    page = Environment(autoescape=True).from_string(PAGE)
    return page.render(titles=[column.title for column in _table(document).columns], rows=said(document)).encode()


def by_xlsxwriter(document: Document) -> bytes:
    """The library alone: one sheet, each cell written as what it is."""
    from xlsxwriter import Workbook

    data = io.BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, row in enumerate(_table(document).rows):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, place, value)
            elif isinstance(value, date):
                sheet.write_datetime(at, place, value, day)
            elif value is not None:
                sheet.write_number(at, place, value)
    book.close()
    return data.getvalue()


def by_csv(document: Document) -> bytes:
    """The library alone."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_table(document).rows)
    return text.getvalue().encode()


def by_json(document: Document) -> bytes:
    """The library alone: the rows as objects."""
    table = _table(document)
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, default=str).encode()


def by_hand(document: Document) -> bytes:
    """There is no library for Markdown: what people read, escaped by the standard library, and joined."""
    from html import escape

    return "\n".join(f"| {' | '.join(map(escape, row))} |" for row in said(document)).encode()


ALONE: dict[str, Callable[[Document], bytes]] = {
    "html": by_jinja2,
    "xlsx": by_xlsxwriter,
    "md": by_hand,
    "csv": by_csv,
    "json": by_json,
}


def _timed(act: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        act()
        return (time.perf_counter() - began) * 1000

    return run


def measure(rounds: int) -> list[Figure]:
    """S14."""
    from pilotboard.export.registry import rendered

    document = portfolio(PILOTS)
    found = []
    for name, alone in ALONE.items():
        done = take_turns(
            {
                "ours": _timed(lambda name=name: rendered(document, name)),  # type: ignore[misc]
                "library": _timed(lambda alone=alone: alone(document)),  # type: ignore[misc]
            },
            rounds,
        )
        beside = f"{middle(done, 'ours'):.0f} ms, {middle(done, 'library'):.0f} ms"
        what = f"{PILOTS:,} pilots as {name} / the library alone"
        found.append(Figure("S14", what, ratio(done, "ours", "library"), 1.5, "x", beside))
    one = portfolio(12).fitted()
    rendered(one, "pdf")
    pages = take_turns({"pdf": _timed(lambda: rendered(one, "pdf"))}, rounds)
    return [*found, Figure("S14", "a one-page PDF after the first", middle(pages, "pdf"), 150, "ms")]
