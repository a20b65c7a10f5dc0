"""A paper says the same in every format; nothing that people wrote does anything in any of them."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import openpyxl
import pypdfium2
import pytest

from pilotboard.domain.document import UNKNOWN, Audience, Section, Table, words
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import FORMULA_STARTS, shown
from pilotboard.export.registry import FORMATS, format_of, rendered
from tests.domain.nasty import NASTY
from tests.export.reading import (
    Page,
    as_day,
    csv_rows,
    figures,
    json_leaves,
    markdown_cells,
    pdf_text,
    workbook_cells,
)
from tests.export.samples import COLUMNS, ROWS, a_list, a_paper


def flat(text: str) -> str:
    """A text without its blanks: pages break lines where they like."""
    return re.sub(r"\s+", "", text)


def missing(wanted: list[object], found: list[object]) -> list[object]:
    return [*(Counter(map(repr, wanted)) - Counter(map(repr, found))).elements()]


def test_figures_are_the_same_in_every_format() -> None:
    paper = a_paper()
    raw = [value for value, _ in figures(paper)]
    said = [text for _, text in figures(paper)]
    assert len(raw) > 15
    page = Page(rendered(paper, "html").decode())
    assert missing([*said], [cell.split(" (n ")[0] for cell in page.cells]) == []
    assert missing([text for text in said if text != "126"], [*markdown_cells(rendered(paper, "md"))]) == []
    assert "126 (n 317, 3 Nov 2026)" in rendered(paper, "md").decode()
    assert missing(raw, [as_day(cell) for cell in workbook_cells(rendered(paper, "xlsx"))]) == []
    cells = [cell for row in csv_rows(rendered(paper, "csv")) for cell in row]
    assert missing([str(value) for value in raw], [*cells]) == []
    leaves = json_leaves(rendered(paper, "json"))
    assert missing([value.isoformat() if isinstance(value, date) else value for value in raw], leaves) == []


def test_the_page_that_is_printed_has_the_same_figures() -> None:
    paper = a_paper()
    printed = flat(pdf_text(rendered(paper, "pdf")))
    tables = [block for block in paper.blocks() if isinstance(block, Table)]
    said = [
        words(value, column.kind)
        for table in tables
        for row in table.rows
        for value, column in zip(row, table.columns, strict=True)
    ]
    assert [text for text in said if flat(text) not in printed] == []
    assert flat("126 (n 317, 3 Nov 2026)") in printed


def test_unknown_is_never_nothing() -> None:
    paper = a_paper()
    unknown, nothing = ROWS[2], ROWS[3]
    assert csv_rows(rendered(paper, "csv")).count([str(unknown[0]), "", "", "", ""]) == 1
    assert [str(nothing[0]), "0", "2025-12-31", "0", "0"] in csv_rows(rendered(paper, "csv"))
    assert markdown_cells(rendered(paper, "md")).count(UNKNOWN) == 4
    book = openpyxl.load_workbook(io.BytesIO(rendered(paper, "xlsx")))
    rows = [*book["Costs"].iter_rows(values_only=True)]
    assert rows[3][1:] == (None,) * 4
    assert rows[4][1] == 0


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.BOARD_CLOSED])
def test_every_paper_says_for_whom_it_is(name: str, audience: Audience) -> None:
    paper = a_paper(audience=audience)
    data = rendered(paper, name)
    texts = {
        "pdf": lambda: pdf_text(data),
        "html": lambda: Page(data.decode()).text,
        "xlsx": lambda: " ".join(map(str, workbook_cells(data))),
    }
    text = flat(texts.get(name, data.decode)())
    assert flat(paper.audience_line) in text
    assert flat("It is not for evaluating employees.") in text
    assert ("closed session" in paper.audience_line) is (audience == Audience.BOARD_CLOSED)


def test_every_page_of_a_closed_paper_says_so() -> None:
    paper = a_paper("word " * 900, Audience.BOARD_CLOSED)
    document = pypdfium2.PdfDocument(rendered(paper, "pdf"))
    assert len(document) > 2
    line = flat(paper.audience_line)
    assert [line in flat(page.get_textpage().get_text_bounded()) for page in document] == [True] * len(document)
    book = openpyxl.load_workbook(io.BytesIO(rendered(paper, "xlsx")))
    assert {sheet.oddFooter.left.text for sheet in book.worksheets} == {paper.audience_line}


@pytest.mark.parametrize("text", NASTY)
def test_a_page_shows_nasty_text_and_runs_nothing(text: str) -> None:
    plain, page = (Page(rendered(a_paper(one), "html").decode()) for one in ("Reading texts", text))
    assert page.tags == plain.tags
    assert [name for name, _ in page.attributes] == [name for name, _ in plain.attributes]
    assert not {"script", "iframe", "object", "a", "form"} & set(page.tags)
    assert not any(name.startswith("on") or name in ("href", "src") for name, _ in page.attributes)
    assert page.cells[0] == shown(text, lines=True).encode("utf-8", "replace").decode().replace("\ufffe", "\ufffd")


@pytest.mark.parametrize("text", NASTY)
def test_a_workbook_keeps_nasty_text_and_calculates_nothing(text: str) -> None:
    cells = workbook_cells(rendered(a_paper(text), "xlsx"))
    assert shown(text, lines=True) in cells
    assert shown(text, lines=True) in workbook_cells(rendered(a_list(text), "xlsx"))


@pytest.mark.parametrize("text", NASTY)
def test_a_table_of_separated_values_is_guarded(text: str) -> None:
    (_, row) = csv_rows(rendered(a_list(text), "csv"))
    said = shown(text, lines=True)
    assert row[0] == (f"'{said}" if said.startswith(FORMULA_STARTS) else said)
    assert row[1:] == ["1204", "2026-01-05", "41000", "0.91"]


def test_numbers_are_never_guarded() -> None:
    rows = csv_rows(rendered(a_paper(), "csv"))
    assert ["Homework club", "4.75", "2026-02-06", "-250", "0.125"] in rows


@pytest.mark.parametrize("text", NASTY)
def test_data_keeps_nasty_text_and_steers_no_terminal(text: str) -> None:
    data = rendered(a_paper(text), "json").decode()
    assert text in json_leaves(data.encode())
    assert [char for char in data if char != shown(char, lines=True)] == []


@pytest.mark.parametrize("text", NASTY)
def test_markdown_shows_nasty_text_as_text(text: str) -> None:
    data = rendered(a_paper(text), "md")
    lines = data.decode().split("\n")
    assert markdown_cells(data)[len(COLUMNS)].strip() == shown(text, lines=True).strip().replace(" \n", "\n") or (
        "\n" in text
    )
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", data.decode()).replace("<br>", "")
    assert not re.search(r"[<\[\]`|]", "\n".join(line for line in bare.split("\n") if not line.startswith("|")))
    assert len([line for line in lines if line.startswith("# ")]) == 1


@pytest.mark.parametrize("text", NASTY)
def test_a_printed_page_shows_nasty_text_as_text(text: str) -> None:
    paper = a_paper(text)
    plain = len(pypdfium2.PdfDocument(rendered(a_paper(), "pdf")))
    made = pypdfium2.PdfDocument(rendered(paper, "pdf"))
    assert len(made) <= plain + 1
    said = shown(text, lines=True).strip()
    if said.isascii():  # other scripts are there as glyphs; how they read back is the reader's affair
        printed = flat("".join(page.get_textpage().get_text_bounded() for page in made))
        assert flat(said).replace("-", "") in printed.replace("-", "").replace("\u2010", "").replace("\ufffe", "")


def test_the_same_paper_gives_the_same_file() -> None:
    for name in FORMATS:
        assert rendered(a_paper(), name) == rendered(a_paper(), name), name


def test_a_page_loads_nothing_and_can_be_read_aloud() -> None:
    text = rendered(a_paper(), "html").decode()
    page = Page(text)
    assert "default-src 'none'" in text
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
    assert ("lang", "en") in page.attributes
    assert page.headings == ["h1", "h2", "h2"]
    assert page.tags.count("table") == page.tags.count("caption") == 2
    assert ("scope", "col") in page.attributes
    assert "Usually finished: 7 to 9 items." in page.text


def test_a_printed_page_is_tagged_and_titled() -> None:
    made = pypdfium2.PdfDocument(rendered(a_paper("Reading texts"), "pdf"))
    assert made.get_metadata_value("Title") == "Reading texts"
    assert made.is_tagged()


def test_a_list_is_only_its_rows() -> None:
    paper = a_list("one", "two")
    assert [row[0] for row in csv_rows(rendered(paper, "csv"))] == ["Name", "one", "two"]
    book = openpyxl.load_workbook(io.BytesIO(rendered(paper, "xlsx")))
    (sheet,) = book.worksheets
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]


def test_sheets_have_names_that_are_allowed() -> None:
    table = Table("History [all]: a/b\\c*? and much more than thirty-one characters", COLUMNS, ROWS)
    section = Section("S", (table, table, Table("history", COLUMNS, ROWS)))
    many = replace(a_paper(), sections=(section,))
    names = openpyxl.load_workbook(io.BytesIO(rendered(many, "xlsx"))).sheetnames
    assert len({name.casefold() for name in names}) == 4
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert "history" not in {name.casefold() for name in names}


def test_unknown_format_names_the_nearest() -> None:
    with pytest.raises(InvalidInput) as refused:
        format_of("exls")
    assert "xlsx" in refused.value.hint


def test_combining_marks_stay_on_their_letter() -> None:
    assert unicodedata.normalize("NFC", "e\u0301") in unicodedata.normalize(
        "NFC", Page(rendered(a_paper("caf" + "e\u0301"), "html").decode()).text
    )


def test_papers_are_printed_from_any_thread() -> None:
    wanted = rendered(a_paper(), "pdf")
    with ThreadPoolExecutor(4) as pool:
        made = [*pool.map(lambda _: rendered(a_paper(), "pdf"), range(12))]
    assert made == [wanted] * 12
