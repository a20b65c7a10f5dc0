"""A paper drawn by line: figures are never cut, texts give way, nothing is wider than the pane."""

from __future__ import annotations

import pytest

from pilotboard.domain.document import Document
from pilotboard.tui.drawing import width
from pilotboard.tui.lines.papers import paper_sections
from tests.domain.nasty import NASTY
from tests.export.samples import a_paper


def lines(document: Document, cells: int) -> list[str]:
    """Every line that is drawn as it is: the rows of tables and charts."""
    return [
        "".join(text for text, _ in part.lead)
        for section in paper_sections(document, cells)
        for part in section.parts
        if part.id in ("table", "chart") and not part.text
    ]


@pytest.mark.parametrize("cells", [30, 48, 76, 100])
@pytest.mark.parametrize("text", ["Reading texts", "x" * 199, *NASTY[::7]])
def test_nothing_is_wider_than_the_pane(cells: int, text: str) -> None:
    assert [line for line in lines(a_paper(text), cells) if width(line) > cells] == []


def test_figures_are_whole_or_not_there() -> None:
    drawn = "\n".join(lines(a_paper("A very long title of a pilot that nobody could read in one go"), 60))
    for figure in ("1,204", "5 Jan 2026", "$41,000", "91 %"):
        assert figure in drawn
    assert "A very long title…" in drawn


def test_columns_that_do_not_fit_are_named() -> None:
    sections = paper_sections(a_paper(), 34)
    said = [part.text for section in sections for part in section.parts if part.text.startswith("Also in the paper")]
    assert said
    assert "Share" in said[0]
