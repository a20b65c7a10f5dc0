"""Makes the pictures of the documentation from the sample programme: `python docs/make_pictures.py`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pilotboard.demo import loader
from pilotboard.settings import read_settings
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.start import PLACES, make_shell
from pilotboard.usecases.workspace import Clock, Workspace


class Shot(NamedTuple):
    """Who looks at which place or thing, after which keys, in which colours."""

    user: str
    at: str
    keys: tuple[str, ...] = ()
    theme: str = "dark"


TODAY = date(2026, 11, 20)
SIZE = (130, 34)
HERE = Path(__file__).parent / "pictures"
PICTURES: dict[str, Shot] = {
    "board": Shot("ana", "board", ("right",)),
    "today": Shot("ana", "today"),
    "sprint": Shot("ana", "board", ("s",)),
    "retros": Shot("grace", "retros", ("down",)),
    "pilot": Shot("helen", "P-07"),
    "scale": Shot("helen", "scale"),
    "evidence": Shot("helen", "evidence", ("down",)),
    "scale-light": Shot("helen", "scale", theme="light"),
}
"""The pictures by name."""
_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


async def picture(store: str, shot: Shot) -> str:
    """The SVG of a place after some keys."""
    ws = Workspace(store, shot.user, Clock(TODAY))
    shell = make_shell(ws, read_settings({"HOME": str(Path(store).parent), "PILOTBOARD_THEME": shot.theme}), shot.at)
    app: PilotboardApp = PilotboardApp(shell, PLACES)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        for key in shot.keys:
            await pilot.press(key)
        await settled(app, pilot)
        svg = app.export_screenshot(title="pilotboard")
    ws.close()
    return _FONT_FACE.sub("", svg)


async def settled(app: PilotboardApp, pilot: Any) -> None:
    """Wait until nothing is under way any more."""
    await pilot.pause()
    await app.workers.wait_for_complete([worker for worker in app.workers if worker.group != "warm up"])
    await pilot.pause()


def main() -> None:
    """Make them all."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "sample.db")
        loader.open_or_make(TODAY, Path(store))
        for name, shot in PICTURES.items():
            text = asyncio.run(picture(store, shot))
            (HERE / f"{name}.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
