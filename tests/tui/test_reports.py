"""The Reports screen over a real store, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.domain.feedback import AnswerKind
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.usecases import feedback_triage as triage
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_voice, make_store
from tests.domain.nasty import NASTY
from tests.export.reading import pdf_text
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled


@pytest.fixture
def ws(sqlite_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("HOME", str(tmp_path))
    made = make_store(str(sqlite_path))
    pilot = a_pilot(made, "Reading texts", aim="Read more at home")
    voices = {"internal": "Only for the house", "public": "Tell everybody"}
    for consent, quote in voices.items():
        key = a_voice(made, pilot, quote, consent=consent)
        triage.answer_feedback(made, [key], AnswerKind.DID, f"Done about {consent}.")
    yield made
    made.close()


async def test_the_paper_under_the_cursor_is_read_before_it_is_written(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "reports", (140, 40)) as (app, pilot):
        app.screen.query_one("#papers", LineList).go_to("feedback")
        for _ in range(30):
            await settled(app, pilot)
            if "Only for the house" in picture(app):
                break
        seen = picture(app)
        assert "OVERVIEWS" in seen
        assert "Tell everybody" in seen
        assert "It is not for evaluating employees." in seen


async def test_another_audience_is_another_paper(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "reports", (140, 40)) as (app, pilot):
        app.screen.query_one("#papers", LineList).go_to("feedback")
        await pilot.press("a", "down", "enter")
        for _ in range(30):
            await settled(app, pilot)
            if "Tell everybody" in picture(app):
                break
        seen = picture(app)
        assert "closed session of the Board" in seen
        assert "Tell everybody" in seen
        assert "Only for the house" not in seen


async def test_a_paper_is_written_and_an_old_file_asked_about(ws: Workspace, tmp_path: Path) -> None:
    place = tmp_path / "brief.pdf"
    async with at_work(ws, tmp_path, "reports", (120, 34)) as (app, pilot):
        app.screen.query_one("#papers", LineList).go_to("pilot P-01")
        for _ in range(30):
            await settled(app, pilot)
            if "Read more at home" in picture(app):
                break
        await pilot.press("x", "enter")
        await settled(app, pilot)
        await pilot.press("ctrl+u", *str(place), "enter")
        for _ in range(100):
            await settled(app, pilot)
            if place.exists():
                break
        assert "Read more at home" in pdf_text(place.read_bytes())
        place.write_text("mine")
        await pilot.press("x", "enter")
        await settled(app, pilot)
        await pilot.press("ctrl+u", *str(place), "enter")
        await settled(app, pilot)
        assert "Replace" in picture(app)
        await pilot.press("escape")
        await settled(app, pilot)
        assert place.read_text() == "mine"


async def test_a_folder_is_refused_in_words(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "reports", (120, 34)) as (app, pilot):
        for _ in range(30):
            await settled(app, pilot)
            if "PILOTS TO SCALE" in picture(app):
                break
        await pilot.press("x", "enter")
        await settled(app, pilot)
        await pilot.press("ctrl+u", *str(tmp_path), "enter")
        await settled(app, pilot)
        assert "is a folder" in picture(app)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_nasty_texts_are_harmless(ws: Workspace, tmp_path: Path, size: tuple[int, int]) -> None:
    for text in NASTY[::3]:
        key = a_voice(ws, "P-01", f"x {text}", consent="public")
        triage.answer_feedback(ws, [key], AnswerKind.DID, f"We heard: {text}")
    async with at_work(ws, tmp_path, "reports", size) as (app, pilot):
        app.screen.query_one("#papers", LineList).go_to("feedback")
        for _ in range(30):
            await settled(app, pilot)
            if "WHAT WE HEARD" in picture(app):
                break
        await pilot.press("tab", "end", "home", "pagedown")
        await settled(app, pilot)
        assert not {*"\x1b\x07\x9b\x00"} & set(picture(app))
