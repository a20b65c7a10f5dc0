"""Pilots begun from a template or from another one, on the screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.tui.widgets.line_list import LineList
from pilotboard.usecases import items, pilots
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_site, an_item, make_store
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled
from tests.tui.test_places import press


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = make_store(str(tmp_path / "copies.db"))
    yield made
    made.close()


async def test_a_pilot_begins_anew_at_another_site(ws: Workspace, tmp_path: Path) -> None:
    pilot = a_pilot(ws, "Reading texts")
    an_item(ws, pilot, "Ask ten")
    a_site(ws, "Lincoln")
    async with at_work(ws, tmp_path, "pilots") as (app, keys):
        await press(app, keys, "C", "enter")
        await settled(app, keys)
        copy = pilots.show_pilot(ws, "P-02")
        assert (copy.row.title, copy.copied_from) == ("Reading texts at Lincoln", "P-01")
        assert app.screen.query_one(LineList).cursor_id == "P-02"
        await press(app, keys, "enter")
        assert "copied from  P-01" in picture(app)


async def test_the_first_pilot_may_begin_with_a_template(ws: Workspace, tmp_path: Path) -> None:
    async with at_work(ws, tmp_path, "pilots") as (app, keys):
        assert "a template brings first work" in picture(app)
        await press(app, keys, "n", *"Walking bus", "tab", "enter", "down", "enter", "ctrl+s")
        await settled(app, keys)
        detail = pilots.show_pilot(ws, "P-01")
        assert detail.row.title == "Walking bus"
        assert items.list_items(ws, scope="P-01").total == 10
        assert detail.aim.startswith("Who will be better off")
