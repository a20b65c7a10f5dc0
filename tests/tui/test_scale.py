"""The list of pilots to scale and what is behind it, over a real store, driven by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from textual.pilot import Pilot

from pilotboard.domain.outcomes import Recommended
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.dialogs.pick import Pick
from pilotboard.tui.forms.rules import write_rule
from pilotboard.tui.lines.scale import chance_bar
from pilotboard.tui.screens.compare import ComparePage
from pilotboard.tui.screens.profile import ProfilePage
from pilotboard.tui.screens.scale import ScaleList, ScaleScreen
from pilotboard.tui.screens.swaps import SwapsPage
from pilotboard.tui.screens.weights import WeightsPage
from pilotboard.tui.widgets.page import Page
from pilotboard.usecases import costs, criteria, decisions, programmes
from pilotboard.usecases.scale import scale
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, as_user, make_store
from tests.decision_builders import LEVELS, a_ready_pilot, check, decide
from tests.domain.nasty import NASTY
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled
from tests.tui.test_nasty import check as check_hostile

Seat = Callable[..., AbstractAsyncContextManager[tuple[PilotboardApp, Pilot[int]]]]


@pytest.fixture
def ws(sqlite_path: Path) -> Iterator[Workspace]:
    made = make_store(str(sqlite_path))
    yield made
    made.close()


@pytest.fixture
def seat(ws: Workspace, tmp_path: Path) -> Seat:
    @asynccontextmanager
    async def sit(
        at: str = "scale", size: tuple[int, int] = (120, 40)
    ) -> AsyncIterator[tuple[PilotboardApp, Pilot[int]]]:
        async with at_work(ws, tmp_path, at, size) as found:
            yield found

    return sit


async def typed(app: PilotboardApp, pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(app, pilot)
    await settled(app, pilot)
    return picture(app)


P = TypeVar("P")


def on(app: PilotboardApp, page: type[P]) -> P:
    """The page that is shown, which must be of that kind."""
    screen: object = app.screen
    assert isinstance(screen, page)
    return screen


def money(ws: Workspace, pilot: str, amount: int, **more: object) -> None:
    """Let a year cost something else."""
    for row in costs.list_costs(ws, pilot=pilot).rows:
        costs.remove_cost(ws, row.key)
    line = {"pilot": pilot, "label": "Yearly", "amount": amount, "kind": "recurring", "basis": "at_scale"}
    costs.add_cost(ws, {**line, **more})


def three_groups(ws: Workspace) -> tuple[str, str, str]:
    """One to scale, one held back by a single unknown, one to stop; returns their keys."""
    good = a_ready_pilot(ws, "Reading texts home")
    waits = a_ready_pilot(ws, "Later Wednesdays")
    check(ws, waits, "G4", chance=0.5, half_width=0.2, n=80)
    bad = a_ready_pilot(ws, "Online-only algebra")
    check(ws, bad, "G4", chance=0.02, half_width=0.03, n=400)
    for who in (None, "Ben Okoro"):
        criteria.rate(ws, bad, dict.fromkeys(LEVELS, 1), by=who)
    money(ws, bad, 88_000, funding="Base budget")
    return good, waits, bad


async def test_the_empty_list_says_how_to_begin(seat: Seat) -> None:
    async with seat() as (app, _):
        assert "No pilots yet. Press 2, then n" in picture(app)


async def test_pilots_stand_in_groups_with_how_much_they_rest_on(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat() as (app, _):
        lines = [line.strip() for line in picture(app).splitlines()]
        groups = [line for line in lines if line.startswith(("▲", "◆", "■"))]
        assert groups == ["▲ SCALE  1", "◆ EXTEND  1", "■ STOP  1"]
        good = next(line for line in lines if "Reading texts home" in line)
        assert "●●●●●●●●" in good
        assert "9 in 10" in good
        assert "$6k" in good
        bad = next(line for line in lines if "Online-only algebra" in line)
        assert "●●●×●●●●" in bad
        assert "1 in 50" in bad


async def test_the_line_under_the_cursor_is_read_aloud(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat() as (app, pilot):
        seen = picture(app)
        assert "P-01  All eight must-haves · 81, judged on everything" in seen
        assert "To fund P-01 ($6k), stop P-03 ($88k)." in seen
        seen = await typed(app, pilot, "down")
        assert "effect not known" in seen
        assert "Only effect (G4) holds it back: met, it would be scaled." in seen


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (140, 40)])
async def test_no_line_is_broken_at_any_size(ws: Workspace, seat: Seat, size: tuple[int, int]) -> None:
    three_groups(ws)
    a_pilot(ws, "A very long name that goes on and on until nobody can tell where it ends any more")
    async with seat(size=size) as (app, pilot):
        for keys in (["G"], ["enter"], ["escape", "w"], ["escape", "dollar_sign"], ["escape", "d"]):
            seen = await typed(app, pilot, *keys)
            assert all(len(line) <= size[0] for line in seen.splitlines())


async def test_where_there_is_room_the_criteria_stand_below(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat(size=(140, 40)) as (app, pilot):
        assert "P-01 READING TEXTS HOME" in picture(app)
        seen = await typed(app, pilot, "down")
        assert "P-02 LATER WEDNESDAYS" in seen
        below = seen[seen.index("P-02 LATER") :].splitlines()
        assert [line.split()[0] for line in below[1:5]] == ["effectiveness", "evidence", "equity", "acceptability"]
        assert "effectiveness     ■■■ 3" in below[1]
        assert "Effect (G4) is not known: Take a figure that can show" in seen
        await pilot.resize_terminal(80, 24)
        await settled(app, pilot)
        assert "LATER WEDNESDAYS" not in picture(app)


async def test_nothing_known_is_no_small_chance(ws: Workspace, seat: Seat) -> None:
    a_pilot(ws, "Home visits")
    async with seat() as (app, _):
        line = next(line for line in picture(app).splitlines() if "Home visits" in line)
        assert "????????" in line
        assert "in 10" not in line
        assert "░" not in line
        assert "–" in line


def test_a_bar_of_eighths_always_has_its_width() -> None:
    for eighth in range(81):
        drawn = "".join(text for text, _ in chance_bar(eighth / 80))
        assert len(drawn) == 10
    assert chance_bar(0.0)[0][0] == "▏"


async def test_enter_opens_what_is_behind_a_line(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat(size=(120, 90)) as (app, pilot):
        seen = await typed(app, pilot, "enter")
        on(app, ProfilePage)
        assert "It meets all eight must-haves and scores 81" in seen
        assert "4.2 of 5 (n 88 of 120 asked, 73 %); 3.5 is needed." in seen
        assert "rests on: the count of March" in seen
        assert "The chance is 3 in 4 or better, and nothing we watch got worse." in seen
        assert "2 raters agree (Ana Ruiz 3, Ben Okoro 3)" in seen
        assert "above, it would be extend." in seen
        assert "Nothing was decided yet: d writes down what people decide." in seen


async def test_raters_who_are_far_apart_are_seen(ws: Workspace, seat: Seat) -> None:
    pilot_key = a_ready_pilot(ws)
    criteria.rate(ws, pilot_key, {"equity": 0}, by="Lee Park")
    criteria.rate(ws, pilot_key, {"equity": None}, by="Omar Haddad")
    async with seat(size=(140, 90)) as (app, pilot):
        seen = await typed(app, pilot, "enter")
        assert "3 raters, from 0 to 2: far apart, talk about it; 1 cannot tell" in seen
        assert "Omar Haddad ?" in seen


async def test_g_leads_to_the_must_haves_and_home_to_the_first_line(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat(size=(100, 24)) as (app, pilot):
        seen = await typed(app, pilot, "down", "down", "g")
        page = on(app, ProfilePage)
        assert (page.key, page.gate_meant) == ("P-03", "G1")
        assert "MUST-HAVES" in "".join(seen.splitlines()[:6])
        await typed(app, pilot, "escape", "home")
        assert on(app, ScaleScreen).pilot_key == "P-01"


async def test_the_help_tells_what_g_does_here(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat(size=(100, 50)) as (app, pilot):
        lines = [" ".join(line.split()) for line in (await typed(app, pilot, "question_mark")).splitlines()]
        assert any("g must-haves The eight must-haves in words." in line for line in lines)
        assert any("home first To the first line." in line and "g home" not in line for line in lines)


async def test_a_decision_is_written_down_and_withdrawn(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat(size=(120, 50)) as (app, pilot):
        seen = await typed(app, pilot, "d")
        on(app, Form)
        assert "Decide about P-01: the evidence says scale" in seen
        await typed(app, pilot, "tab", "tab", *"Lee Park", "tab", *"It helps.", "ctrl+s")
        (line,) = decisions.list_decisions(ws).rows
        assert (line.kind, line.step, line.deciders, line.reason) == ("scale", "staff", "Lee Park", "It helps.")
        seen = await typed(app, pilot, "enter", "G")
        assert "the staff recommended to scale: Lee Park" in seen
        await typed(app, pilot, "W", *"Wrong one", "enter")
        assert decisions.list_decisions(ws).rows[0].withdrawn
        await typed(app, pilot, "u")
        assert not decisions.list_decisions(ws).rows[0].withdrawn


async def test_deciding_otherwise_is_said_and_allowed(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat(size=(120, 50)) as (app, pilot):
        seen = await typed(app, pilot, "d", "tab", "right")
        assert "The evidence says scale; you decide extend. That is yours to decide" in " ".join(seen.split())
        await typed(app, pilot, "tab", *"Board", "tab", *"Not now.", "ctrl+s")
        assert decisions.list_decisions(ws).rows[0].kind == "extend"


async def test_the_boards_turn_comes_after_the_staffs(ws: Workspace, seat: Seat) -> None:
    good, *_ = three_groups(ws)
    decide(ws, good, "scale")
    async with seat(size=(120, 50)) as (app, pilot):
        seen = await typed(app, pilot, "d")
        assert "the Board decides" in seen


async def test_where_people_must_choose_nothing_is_chosen_for_them(ws: Workspace, seat: Seat) -> None:
    waits = a_ready_pilot(ws)
    check(ws, waits, "G4", chance=0.5, half_width=0.2)
    decide(ws, waits, "extend", step="board")
    decide(ws, waits, "adapt", step="board")
    async with seat(size=(120, 50)) as (app, _):
        seen = picture(app)
        assert "! DECIDE NOW  1" in seen
        assert "now the people choose" in seen


async def test_later_evidence_raises_a_flag(ws: Workspace, seat: Seat) -> None:
    good, *_ = three_groups(ws)
    decide(ws, good, "scale")
    check(ws, good, "G5", value=0.4)
    async with seat(size=(150, 30)) as (app, pilot):
        seen = await typed(app, pilot, "down")
        assert "! scale Mar 2026" in seen
        assert "Later evidence would change it: on 18 Mar 2026 it said scale, now it says adapt." in seen


async def test_a_weight_moves_and_what_turns_is_seen_at_once(ws: Workspace, seat: Seat) -> None:
    good, *_ = three_groups(ws)
    for who in (None, "Ben Okoro"):
        criteria.rate(ws, good, {"transferability": 0, "cost return": 1, "equity": 2}, by=who)
    before = {row.key: row.recommendation for row in scale(ws).rows}
    async with seat(size=(120, 40)) as (app, pilot):
        on(app, ScaleScreen).query_one(ScaleList).go_to(good)
        seen = await typed(app, pilot, "w")
        on(app, WeightsPage)
        assert "NOTHING TURNS" in seen
        seen = await typed(app, pilot, *["down"] * 6, *["plus"] * 6)
        assert "40 %" in seen
        assert "was 10 %" in seen
        assert "TURNS 1" in seen
        assert "▲ scale  →  ◆ extend" in seen
        assert "below, it would be scale" in seen
        seen = await typed(app, pilot, "r")
        assert "NOTHING TURNS" in seen
        assert "25 %" in seen
    assert {row.key: row.recommendation for row in scale(ws).rows} == before


async def test_a_weight_stays_between_nothing_and_all(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat() as (app, pilot):
        seen = await typed(app, pilot, "w", *["minus"] * 6, "left")
        assert "  0 %" in seen
        seen = await typed(app, pilot, *["plus"] * 21, "right")
        assert "100 %" in seen


async def test_swaps_and_the_money_at_hand(ws: Workspace, seat: Seat) -> None:
    good, *_ = three_groups(ws)
    programmes.add_programme(ws, {"name": "Old software", "yearly_cost": 7_000, "review_on": DAY})
    money(ws, good, 90_000, funding="Base budget")
    async with seat() as (app, pilot):
        seen = await typed(app, pilot, "dollar_sign")
        on(app, SwapsPage)
        assert "To fund P-01 ($90k), stop P-03 and PG-01 ($95k)." in seen
        assert "its review is due · would stop" in seen
        seen = await typed(app, pilot, "e", *"1,x", "enter")
        assert "takes a whole number" in seen
        seen = await typed(app, pilot, "backspace", "backspace", *"0,000", "enter")
        assert "$10,000 a year at hand" in seen
        assert "To fund P-01 ($90k), stop P-03 ($88k)." in seen


async def test_without_anything_to_fund_the_swaps_say_so(ws: Workspace, seat: Seat) -> None:
    a_pilot(ws, "Home visits")
    async with seat() as (app, pilot):
        assert "Nothing is to be funded now" in await typed(app, pilot, "dollar_sign")


async def test_two_side_by_side(ws: Workspace, seat: Seat) -> None:
    first, second, _ = three_groups(ws)
    for who in (None, "Ben Okoro"):
        criteria.rate(ws, second, {"equity": 3, "effectiveness": 2}, by=who)
    async with seat() as (app, pilot):
        await typed(app, pilot, "c")
        on(app, Pick)
        seen = await typed(app, pilot, "enter")
        assert on(app, ComparePage).keys == (first, second)
        assert "? not known" in seen
        seen = await typed(app, pilot, *["down"] * 16)
        assert "P-02 overtakes P-01 if equity weighs more than " in seen
        await typed(app, pilot, "O")
        assert on(app, ProfilePage).key == second
        await typed(app, pilot, "escape", "escape", "home", "space", "down", "c")
        assert on(app, ComparePage).keys == ("P-01", "P-03")


async def test_one_pilot_alone_has_nothing_to_compare(ws: Workspace, seat: Seat) -> None:
    a_pilot(ws, "Home visits")
    async with seat() as (app, pilot):
        assert "There is no other pilot to compare it with." in await typed(app, pilot, "c")


async def test_what_nobody_asks_of_a_small_pilot_is_no_question(ws: Workspace, seat: Seat) -> None:
    small = a_ready_pilot(ws, "Lesson visits", size="small")
    check(ws, small, "G6", state="unknown")
    async with seat() as (app, _):
        seen = picture(app)
        assert "▲ SCALE  1" in seen
        assert "●●●●●·●●" in seen
        assert "All five must-haves of a small pilot" in seen


async def test_a_decision_is_opened_by_its_key(ws: Workspace, seat: Seat) -> None:
    good, *_ = three_groups(ws)
    key = decide(ws, good, "scale")
    async with seat(key, size=(120, 30)) as (app, pilot):
        page = on(app, ProfilePage)
        assert page.query_one(Page).cursor_part == ("decision", key)
        assert page.pilot_key == good
        await typed(app, pilot, "escape")
        on(app, ScaleScreen)


async def test_the_list_and_a_decision_are_written_as_files(ws: Workspace, seat: Seat, tmp_path: Path) -> None:
    good, *_ = three_groups(ws)
    decide(ws, good, "scale")
    async with seat(size=(120, 40)) as (app, pilot):
        for number, keys in enumerate((["x"], ["enter", "x"])):
            await typed(app, pilot, *keys)
            on(app, Pick)
            await typed(app, pilot, *"csv", "enter")
            file = tmp_path / f"{number}.csv"
            await typed(app, pilot, "end", "ctrl+u", *str(file), "enter")
            assert good in file.read_text()


async def test_a_filter_and_its_words(ws: Workspace, seat: Seat) -> None:
    three_groups(ws)
    async with seat() as (app, pilot):
        seen = await typed(app, pilot, "slash", *"unknown:G4", "enter")
        assert "Later Wednesdays" in seen
        assert "Reading texts" not in seen


async def test_a_change_elsewhere_shows_by_itself(ws: Workspace, seat: Seat) -> None:
    good, *_ = three_groups(ws)
    async with seat() as (app, pilot):
        check(as_user(ws, "ana.ruiz"), good, "G7", value=2.0)
        seen = await typed(app, pilot, "f5")
        assert "↻ ADAPT  1" in seen


async def test_leaders_have_it_in_the_tabs_and_members_under_more(ws: Workspace, tmp_path: Path) -> None:
    a_person(ws, "Lee Park", role="leader", handle="lee")
    three_groups(ws)
    async with at_work(as_user(ws, "lee"), tmp_path, "board") as (app, pilot):
        assert "8 Scale" in picture(app)
        await typed(app, pilot, "8")
        on(app, ScaleScreen)
    async with at_work(ws, tmp_path, "board") as (app, pilot):
        assert "8 Scale" not in picture(app)
        await typed(app, pilot, "8")
        on(app, ScaleScreen)


async def test_hostile_texts_everywhere(ws: Workspace, seat: Seat) -> None:
    text = " ".join(NASTY)[:190].strip()
    good = a_ready_pilot(ws, text, measure=text)
    for gate in ("G2", "G5"):
        check(ws, good, gate, state="pass", evidence=text)
    criteria.rate(ws, good, {"equity": 0}, by=text[:60])
    decide(ws, good, "scale", by=text, reason=text, conditions=text, step="board", item=text, vote=text)
    a_ready_pilot(ws, text)
    async with seat(size=(100, 40)) as (app, pilot):
        check_hostile(app)
        for keys in (
            ["enter"],
            ["pagedown"],
            ["G"],
            ["escape", "w"],
            ["escape", "dollar_sign"],
            ["escape", "c", "enter"],
        ):
            await typed(app, pilot, *keys)
            check_hostile(app)
        await typed(app, pilot, "escape", "d")
        check_hostile(app)


@pytest.mark.parametrize(("amount", "size"), [(500, "small"), (90_000_000, "large")])
def test_a_new_rule_offers_the_size_that_fits_its_money(ws: Workspace, amount: int, size: str) -> None:
    pilot = a_pilot(ws, "Lesson visits")
    money(ws, pilot, amount)
    offered = {field.name: field.value for field in write_rule(ws, pilot).fields}
    assert offered["size"] == size


def test_every_outcome_has_a_mark_of_its_own() -> None:
    from pilotboard.tui.lines.scale import MARKS, outcome_span

    assert len({glyph for glyph, _ in MARKS.values()}) == len(Recommended)
    assert outcome_span(Recommended.SCALE_WHEN_FUNDED) == ("△ scale when funded", "good")
