"""Money of a pilot and programmes on the screens: keys write what the command line reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.screens.costs import MoneyPage
from pilotboard.tui.screens.evidence import EvidenceScreen
from pilotboard.tui.screens.pilot import PilotPage
from pilotboard.tui.screens.scale import ScaleScreen
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.usecases import costs, gates, pilots, programmes
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_pilot, make_store
from tests.domain.nasty import NASTY
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled
from tests.tui.test_nasty import check
from tests.tui.test_places import press


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = make_store(str(tmp_path / "money.db"))
    yield made
    made.close()


async def test_money_is_written_down_from_the_pilots_page(ws: Workspace, tmp_path: Path) -> None:
    pilot = a_pilot(ws, "Reading texts")
    async with at_work(ws, tmp_path, pilot) as (app, keys):
        assert "Not written down yet: $ opens the lines of money." in picture(app)
        await press(app, keys, "dollar_sign")
        assert "No lines of money yet. Press n" in picture(app)
        await press(app, keys, "n")
        assert [one.__class__ for one in app.screen_stack[-2:]] == [MoneyPage, Form]
        await press(app, keys, *"Cards", "tab", *"600", "ctrl+s")
        await settled(app, keys)
        row = costs.list_costs(ws, pilot=pilot).rows[0]
        assert (row.label, row.amount, row.kind, row.basis) == ("Cards", 600, "one_time", "planned")
        assert "$600 once" in picture(app)
        await press(app, keys, "X", "y")
        await press(app, keys, "u")
        await settled(app, keys)
        assert costs.list_costs(ws, pilot=pilot).total == 1
        await press(app, keys, "escape")
        assert isinstance(app.screen, PilotPage)
        assert "$600 planned" in picture(app)


async def test_a_page_tells_everything_that_is_known(ws: Workspace, tmp_path: Path) -> None:
    programmes.add_programme(ws, {"name": "Printed letters", "yearly_cost": 9000, "reach": 300})
    _, pilot, _ = a_board(ws)
    texts = {"research": "Two trials say so", "owner_after": "Family office", "reach": 214, "replaces": ["PG-01"]}
    pilots.edit_pilot(ws, pilot, {**texts, "prediction": "60 of 100 read"})
    line = {"pilot": pilot, "label": "Texts", "amount": 6000, "kind": "yearly", "basis": "at_scale"}
    costs.add_cost(ws, line)
    async with at_work(ws, tmp_path, pilot, size=(140, 60)) as (app, _):
        seen = picture(app)
        for said in (
            "Two trials say so",
            "predicted    60 of 100 read",
            "actual       not known yet",
            "reaches      214 people now",
            "Family office answers for it",
            "at scale     $6,000 a year, no budget line yet",
            "instead of   PG-01 Printed letters: $9,000 a year, reaches 300 people",
        ):
            assert said in seen, said


async def test_programmes_are_written_down_and_ended(ws: Workspace, tmp_path: Path) -> None:
    programmes.add_programme(ws, {"name": "Online algebra", "yearly_cost": 88_000, "reach": 400, "owner": "Maths"})
    programmes.add_programme(ws, {"name": "Printed letters"})
    a_pilot(ws, "Reading texts", replaces=["PG-01"])
    async with at_work(ws, tmp_path, "programmes") as (app, keys):
        seen = picture(app)
        assert "2 active" in seen
        assert "$88k" in seen
        assert "P-01 would take its place" in seen
        await press(app, keys, "c")
        await settled(app, keys)
        assert [row.key for row in programmes.list_programmes(ws, "ended").rows] == ["PG-01"]
        await press(app, keys, "u")
        await settled(app, keys)
        assert programmes.list_programmes(ws, "ended").total == 0
        await press(app, keys, "n", *"Buses", "ctrl+s")
        await settled(app, keys)
        assert programmes.show_programme(ws, "PG-03").row.name == "Buses"
        await press(app, keys, "slash", *"letters", "enter")
        assert app.screen.query_one(LineList).cursor_id == "PG-02"


async def test_a_line_of_money_opens_its_pilot(ws: Workspace, tmp_path: Path) -> None:
    pilot = a_pilot(ws, "Reading texts")
    costs.add_cost(ws, {"pilot": pilot, "label": "Cards", "amount": 5})
    async with at_work(ws, tmp_path, "C-01") as (app, _):
        assert isinstance(app.screen, PilotPage)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_hostile_texts_are_shown_as_marks(ws: Workspace, tmp_path: Path, size: tuple[int, int]) -> None:
    for place, text in enumerate(NASTY):
        short = f"x{text}"[:100]
        programmes.add_programme(ws, {"name": short, "owner": short, "yearly_cost": place, "note": short})
    texts = " ".join(NASTY)
    long = dict.fromkeys(("aim", "hypothesis", "prediction", "description", "partners", "research"), texts)
    pilot = a_pilot(ws, f"x{texts}"[:180], owner_after=f"x{texts}"[:100], replaces=["PG-01", "PG-02"], **long)
    for text in NASTY:
        costs.add_cost(ws, {"pilot": pilot, "label": f"x{text}"[:180], "amount": 1, "funding": f"x{text}"[:180]})
    async with at_work(ws, tmp_path, pilot, size=size) as (app, keys):
        check(app)
        await press(app, keys, "G")
        check(app)
        await press(app, keys, "dollar_sign", "G")
        check(app)
        await press(app, keys, "e")
        check(app)
        await press(app, keys, "escape")
        app.go_to("programmes")
        await settled(app, keys)
        await press(app, keys, "G", "e")
        check(app)


async def test_lines_of_the_page_lead_to_what_tells_more(ws: Workspace, tmp_path: Path) -> None:
    pilot = a_pilot(ws, "Reading texts")
    gates.check_gate(ws, pilot, {"gate": "G5", "state": "fail", "evidence": "Counted"})
    costs.add_cost(ws, {"pilot": pilot, "label": "Cards", "amount": 5})
    for part, place in (("gates", EvidenceScreen), ("scale", ScaleScreen), ("money", MoneyPage)):
        async with at_work(ws, tmp_path, pilot, size=(120, 50)) as (app, keys):
            page = app.screen.query_one(LineList)
            line = next(one for one in page._entries if isinstance(one, tuple) and one[0] == part)
            page.go_to(line)
            await press(app, keys, "enter")
            assert isinstance(app.screen, place)
