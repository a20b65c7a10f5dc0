"""How a web page is laid out, so that it can be printed as it is."""

from __future__ import annotations

from dataclasses import replace

from pilotboard.domain.document import MOST_UPRIGHT, SHORT, Column, Kind, Section, Table
from pilotboard.export.web_page import web_page
from tests.export.samples import a_paper


def page_of(table: Table) -> str:
    return web_page(replace(a_paper(), sections=(Section("Figures", (table,)),))).decode()


def test_a_page_with_a_wide_table_lies_on_its_side() -> None:
    columns = tuple(Column(f"c{number}", f"C {number}") for number in range(MOST_UPRIGHT + 1))
    assert "size: landscape" in page_of(Table("", columns, (("x",) * len(columns),)))
    assert "size: landscape" not in page_of(Table("", columns[1:], (("x",) * MOST_UPRIGHT,)))


def test_keys_and_short_texts_keep_to_one_line_and_long_ones_have_room() -> None:
    columns = (Column("key", "Key"), Column("title", "Pilot"), Column("n", "Voices", Kind.NUMBER))
    page = page_of(Table("", columns, (("P-07", "x" * (SHORT + 1), 3), ("P-08", "", None))))
    assert '<td class="s" dir="auto">P-07</td><td class="t" dir="auto">xxx' in page
    assert '<td class="r">3</td>' in page


def test_a_table_opened_below_a_chart_may_go_on_over_the_page() -> None:
    page = web_page(a_paper()).decode()
    assert page.index("</figure>") < page.index("<details>")
