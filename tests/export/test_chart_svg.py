from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from pilotboard.domain.charts import ChartSpec
from pilotboard.domain.charts_sprint import burndown, velocity_chart
from pilotboard.export.chart_svg import chart_svg
from tests.domain.nasty import NASTY
from tests.domain.sprint_builders import WEEK, at, event, told
from tests.domain.test_sprint_numbers import past

SVG = "{http://www.w3.org/2000/svg}"


def chart() -> ChartSpec:
    events = [event(6, "a1", "done"), event(8, "b1", "added", 5)]
    return burndown(told(events, until=at(12)), WEEK, date(2026, 1, 12))


def test_it_is_read_by_a_screen_reader() -> None:
    tree = ET.fromstring(chart_svg(chart(), prefix="s4 burndown"))
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "s4-burndown-title s4-burndown-desc"
    title, desc = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (title.text, title.get("id")) == ("Burndown", "s4-burndown-title")
    assert desc.text == chart().sentence


def test_it_draws_series_bands_limits_and_marks() -> None:
    tree = ET.fromstring(chart_svg(chart()))
    lines = tree.findall(f"{SVG}polyline")
    assert len(lines) == 3
    assert len({line.get("stroke-dasharray") for line in lines}) == 3
    texts = [text.text for text in tree.findall(f"{SVG}text")]
    assert {"Burndown", "left", "scope", "ideal", "today", "5 Jan", "25", "items"} <= set(texts)
    bars = ET.fromstring(chart_svg(velocity_chart(past(5, 8, 3))))
    texts = [text.text for text in bars.findall(f"{SVG}text")]
    assert {"smallest 3", "middle 5", "largest 8"} <= set(texts)
    same = ET.fromstring(chart_svg(velocity_chart(past(5, 5, 8))))
    assert {"smallest and middle 5", "largest 8"} <= {text.text for text in same.findall(f"{SVG}text")}
    heights = [float(bar.get("height", 0)) for bar in bars.findall(f"{SVG}rect")[1:]]
    assert heights[1] / heights[0] == pytest.approx(8 / 5, rel=0.01)


def test_nothing_lies_outside_the_picture() -> None:
    for width, height in ((640, 360), (300, 200), (1200, 500)):
        for line in ET.fromstring(chart_svg(chart(), width, height)).findall(f"{SVG}polyline"):
            for pair in str(line.get("points")).split():
                x, y = map(float, pair.split(","))
                assert 0 <= x <= width
                assert 0 <= y <= height


@pytest.mark.parametrize("text", [*NASTY, "</title><script>alert(1)</script>", "a' onload='x", "\x00\ufffe\ud800"])
def test_text_stays_text(text: str) -> None:
    written = chart_svg(replace(chart(), title=text, sentence=text, unit=text), prefix=text)
    tree = ET.fromstring(written.encode())
    tags = {element.tag.removeprefix(SVG) for element in tree.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "line", "text", "polyline"}
    assert not any(name.startswith("on") or "href" in name for element in tree.iter() for name in element.attrib)


def test_the_same_chart_gives_the_same_text() -> None:
    assert chart_svg(chart()) == chart_svg(chart())
    assert "http" not in chart_svg(chart()).replace("http://www.w3.org/2000/svg", "")
