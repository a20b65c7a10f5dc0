"""The real screens over a store of a test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from pilotboard.settings import Places, Settings
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.start import PLACES, make_shell
from pilotboard.usecases.workspace import Workspace
from tests.tui.test_kit import settled


def app_over(ws: Workspace, folder: Path, at: str = "") -> PilotboardApp:
    """The app as `pilotboard open AT` begins it; choices and drafts are kept in `folder`."""
    places = Places(folder / "config", folder / "data", folder / "state")
    return PilotboardApp(make_shell(ws, Settings("", "", "", None, places, False), at), PLACES)


@asynccontextmanager
async def at_work(
    ws: Workspace, folder: Path, at: str = "", size: tuple[int, int] = (120, 34)
) -> AsyncIterator[tuple[PilotboardApp, Pilot[int]]]:
    """Somebody sits at the screens; everything has been read and drawn."""
    app = app_over(ws, folder, at)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        await settled(app, pilot)
        yield app, pilot
