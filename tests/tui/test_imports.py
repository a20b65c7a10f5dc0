"""The Import screen over a real store, driven by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from pilotboard.domain.changes import Outcome
from pilotboard.domain.errors import UndoRefused
from pilotboard.settings import read_settings
from pilotboard.tui import saving
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.course import Course
from pilotboard.tui.dialogs.path import PickFile, offers
from pilotboard.tui.screens.imports import ImportScreen
from pilotboard.tui.start import PLACES, make_shell
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.usecases import history, intake, items
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_pilot, an_item, make_store
from tests.importing.samples import board, jira, table
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, running, settled

Make = Callable[[str], PilotboardApp]


@pytest.fixture
def ws(sqlite_path: Path) -> Iterator[Workspace]:
    made = make_store(str(sqlite_path))
    a_board(made)
    yield made
    made.close()


@pytest.fixture
def app(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PilotboardApp:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return PilotboardApp(make_shell(ws, read_settings({"HOME": str(tmp_path)}), "import"), PLACES)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


async def test_from_the_file_to_the_report_and_back(app: PilotboardApp, ws: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path, "work.csv", jira())
    before = items.list_items(ws).total
    async with running(app, (120, 60)) as pilot:
        assert "Press o to choose a file" in picture(app)
        await pilot.press("o")
        await pilot.press(*str(path), "enter")
        await settled(app, pilot)
        seen = picture(app)
        for words in ("Jira", "Issue key", "external id" if "external id" in seen else "external_id", "5 new"):
            assert words in seen
        assert intake.list_batches(ws) == []
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "Imported 5 items into P-01 as B-1" in picture(app)
        assert items.list_items(ws).total == before + 5
        await pilot.press("u")
        await settled(app, pilot)
        await settled(app, pilot)
        assert items.list_items(ws).total == before
        assert "Would happen: 5 new" in picture(app)


async def test_guesses_are_taken_one_by_one_or_all_and_bad_rows_left_out(
    app: PilotboardApp, ws: Workspace, tmp_path: Path
) -> None:
    path = write(tmp_path, "board.json", board())
    async with running(app, (100, 60)) as pilot:
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.open_file(path)
        await settled(app, pilot)
        assert "guesses: enter takes one" in picture(app)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert intake.list_batches(ws) == []
        rows = screen.query_one(LineList)
        guess = next(entry for entry in rows._entries if isinstance(entry, tuple) and entry[0] == "guess")
        rows.go_to(guess)
        await pilot.press("enter")
        await settled(app, pilot)
        assert screen._desk is not None
        assert guess[1] not in screen._desk.mapping.pending
        await pilot.press("a")
        await settled(app, pilot)
        assert screen._desk.mapping.guesses == ()
        assert "3 new" in picture(app)


async def test_a_column_is_given_another_meaning(app: PilotboardApp, tmp_path: Path) -> None:
    path = write(tmp_path, "plain.csv", table(["Title", "Remark"], ["One", "a"], ["Two", "b"]))
    async with running(app, (100, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.open_file(path)
        await settled(app, pilot)
        screen.query_one(LineList).go_to(("column", 1))
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press(*"descr", "enter")
        await settled(app, pilot)
        assert screen._desk is not None
        assert screen._desk.field_of(1) == "description"


async def test_what_cannot_be_read_is_said(app: PilotboardApp, ws: Workspace, tmp_path: Path) -> None:
    a_pilot(ws, "Another")
    async with running(app, (100, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        screen.open_file(write(tmp_path, "broken.csv", b'Title\n"open'))
        await settled(app, pilot)
        assert screen._desk is None
        screen.open_file(write(tmp_path, "plain.csv", table(["Title"], ["One"])))
        await settled(app, pilot)
        if not app.scope.pilot:
            assert "Say which pilot it goes into" in picture(app)


async def test_i_leads_here_from_the_backlog(app: PilotboardApp) -> None:
    async with running(app, (100, 40)) as pilot:
        app.go_to("backlog")
        await settled(app, pilot)
        await pilot.press("i")
        await settled(app, pilot)
        assert isinstance(app.screen, ImportScreen)


async def test_folders_complete(app: PilotboardApp, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    write(tmp_path / "exports", "from [jira].csv", jira())
    assert [one.name for one in offers(f"{tmp_path}/ex")] == ["exports"]
    answers: list[str | None] = []
    async with running(app, (100, 40)) as pilot:
        app.push_screen(PickFile("Which file?", f"{tmp_path}/ex"), answers.append)
        await settled(app, pilot)
        await pilot.press("tab")
        await settled(app, pilot)
        assert "from [jira].csv" in picture(app)
        await pilot.press("enter")
        await settled(app, pilot)
    assert answers == [f"{tmp_path}/exports/from [jira].csv"]


@pytest.mark.parametrize("fails", [False, True])
async def test_taking_much_back_tells_how_far_it_is(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    usual, go_on = history.undo, Event()

    def slow(ws: Workspace, entry: int, *, progress: Course) -> Outcome:
        progress(1_000, 4_000)
        assert go_on.wait(20)
        if fails:
            raise UndoRefused("This cannot be undone any more.")
        return usual(ws, entry, progress=progress)

    monkeypatch.setattr(history, "undo", slow)
    monkeypatch.setattr(saving, "TELL_EVERY", 0.02)
    an_item(ws, "P-01", "One more")
    async with at_work(ws, tmp_path, "history") as (app, pilot):
        await pilot.press("x")
        while "Taking back ████████" not in picture(app):
            await pilot.pause()
        assert "1,000 of 4,000" in picture(app)
        go_on.set()
        await settled(app, pilot)
        assert ("cannot be undone" if fails else "Undone: ") in picture(app)
        await settled(app, pilot)
        assert "Taking back" not in picture(app), "what is over is told no more"
