"""The first start, and what two stores on one machine must not share."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilotboard.settings import Places, Settings
from pilotboard.tui import first_run
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.first_run import EMPTY, FirstRun
from pilotboard.usecases import people
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, make_store
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, running, settled


def app_of(ws: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch) -> FirstRun:
    """The app that the first start would run."""
    made: list[FirstRun] = []

    def begun(app: FirstRun) -> None:
        made.append(app)

    monkeypatch.setattr(FirstRun, "run", begun)
    places = Places(folder / "config", folder / "data", folder / "state")
    first_run.first_run(ws, Settings("", "", "", None, places, False))
    return made[0]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_questions_make_a_store(
    sqlite_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    ws = Workspace(str(sqlite_path), "ana.ruiz")
    app = app_of(ws, tmp_path, monkeypatch)
    async with running(app, size) as pilot:
        assert isinstance(app.screen, Form)
        assert app.screen.values["begin"] == EMPTY
        assert "Organisation (needed)" in picture(app)
        await pilot.press("escape")
        await settled(app, pilot)
        last = picture(app).splitlines()[-1].split()
        assert last == ["enter", "begin", "?", "help"]
        assert ws.is_missing
        await pilot.press("n")
        await settled(app, pilot)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
    assert app.begun is not None
    assert [row.name for row in people.list_people(ws).rows] == ["Ana Ruiz"]
    ws.close()


async def test_what_was_typed_over_one_store_never_comes_back_over_another(tmp_path: Path) -> None:
    one, other = (make_store(str(tmp_path / name)) for name in ("one.db", "other.db"))
    for ws in (one, other):
        a_board(ws)
    folder = tmp_path / "desk"
    async with at_work(one, folder, "P01-01") as (app, pilot):
        await pilot.press("e")
        await settled(app, pilot)
        await pilot.press("end", *" of one")
        form = app.screen
        assert isinstance(form, Form)
        form.keep_draft()
    for ws, told in ((other, False), (one, True)):
        async with at_work(ws, folder, "P01-01") as (app, pilot):
            assert ("Kept from last time" in picture(app)) is told
            await pilot.press("e")
            await settled(app, pilot)
            form = app.screen
            assert isinstance(form, Form)
            assert form.values["title"].endswith(" of one") is told
    for ws in (one, other):
        ws.close()
