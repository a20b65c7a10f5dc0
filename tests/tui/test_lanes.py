"""Boards without a terminal: where cards stand, which lines differ, what a move will look like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pilotboard.domain.board import BoardView
from pilotboard.domain.items import ItemState
from pilotboard.settings import Places, Settings
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.foresight import board_with, moved
from pilotboard.tui.start import start
from pilotboard.tui.widgets.lane_plan import LanePlan, differing, shown_lines
from pilotboard.tui.widgets.lanes import Card, Lane, card_spans
from pilotboard.usecases import board, item_moves, memberships
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import a_pilot, a_team, an_item, make_store

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)


def lanes(*sizes: int) -> list[Lane]:
    """Lanes with so many cards; the last one is quiet."""
    return [
        Lane(
            at, f"Lane {at}", [Card((at, n), f"P01-{n}", f"Card {n}") for n in range(size)], quiet=at == len(sizes) - 1
        )
        for at, size in enumerate(sizes)
    ]


def laid_out(made: Sequence[Lane], cursor: int = 0, at: int = 0, cells: int = 120, height: int = 22) -> LanePlan:
    """A plan with the cursor in lane `at`."""
    plan = LanePlan()
    plan.lay_out(made, at, lambda lane: cursor if lane == at else 0, cells, height)
    return plan


@pytest.mark.parametrize("cells", [60, 80, 99, 100, 140, 200])
@pytest.mark.parametrize("cursor", [0, 7, 199])
def test_the_card_of_the_cursor_is_shown_whole_and_lanes_do_not_overlap(cells: int, cursor: int) -> None:
    made = lanes(200, 3, 0, 50)
    plan = laid_out(made, cursor, cells=cells)
    mine = [part for card, part in plan.spots[0].lines if card == cursor]
    assert mine == list(range(len(mine)))
    assert len(mine) >= 2
    assert all(left.x + left.cells < right.x for left, right in zip(plan.spots, plan.spots[1:], strict=False))
    assert plan.spots[-1].x + plan.spots[-1].cells <= cells
    assert all(len(spot.lines) <= 20 for spot in plan.spots)


def test_what_does_not_fit_is_counted() -> None:
    plan = laid_out(lanes(200, 1), 100)
    spot = plan.spots[0]
    hidden = next(part for card, part in spot.lines if card < 0)
    assert spot.top + spot.cards_shown + hidden == 200


def test_a_step_of_the_cursor_redraws_the_lines_of_two_cards() -> None:
    made = lanes(100, 1)
    before = laid_out(made, 3).spots[0]
    after = laid_out(made, 4).spots[0]
    drawn = list(differing(shown_lines(made[0], before, 3, True, set()), shown_lines(made[0], after, 4, True, set())))
    assert sum(lines for _, lines in drawn) <= 4


LONG = "Ask ten families what they read"


def texts(lane: Lane, plan: LanePlan, at: int = 0) -> list[str]:
    """The lines of a lane as they read, without the cursor's colours."""
    spot = plan.spots[at]
    return [
        "".join(
            text for text, _ in card_spans(lane.cards[card], part, spot.cells, False, False, card in spot.longer)
        ).rstrip()
        for card, part in spot.lines
        if card >= 0
    ]


def titled(*titles: str) -> Lane:
    """A lane of cards with these titles."""
    return Lane(0, "Lane", [Card(n, f"P01-{n}", title, detail=(("Ana", "soft"),)) for n, title in enumerate(titles)])


@pytest.mark.parametrize("cells", [80, 100, 140])
def test_a_title_that_is_too_long_takes_a_second_line_where_there_is_room(cells: int) -> None:
    made = [titled("Short", LONG, "Short"), *lanes(1, 1, 1)]
    read = texts(made[0], laid_out(made, cells=cells, at=3))
    shown = " ".join(" ".join(read).split())
    assert LONG in shown.replace(" · Ana", "")
    assert len(read) == (6 if cells >= 140 else 9)


def test_long_titles_alone_take_the_lines_that_are_left() -> None:
    made = [titled(*["Short"] * 10, LONG, LONG), *lanes(1, 1, 1)]
    plan = laid_out(made, cells=140, height=17, at=3)
    read = texts(made[0], plan)
    assert len(read) == 14
    assert not any("…" in line for line in read)
    crowded = [titled(*["Short"] * 10, *[LONG] * 4), *lanes(1, 1, 1)]
    assert len(texts(crowded[0], laid_out(crowded, cells=140, height=17, at=3))) == 14


def test_a_full_lane_keeps_a_line_a_card_and_looks_at_no_title() -> None:
    class Unread(Card):
        @property
        def title(self) -> str:
            raise AssertionError("no title is read to lay out a lane that is full")

    made = [Lane(0, "Lane", [Unread(n, f"P01-{n}", LONG) for n in range(200)]), *lanes(1, 1)]
    spot = laid_out(made, 100).spots[0]
    assert [card for card, part in spot.lines if part and card >= 0] == [100]


def test_what_fits_again_is_no_longer_scrolled() -> None:
    plan = LanePlan()
    plan.lay_out(lanes(200, 1), 0, lambda lane: 100 if lane == 0 else 0, 120, 22)
    plan.lay_out(lanes(15, 1), 0, lambda lane: 14 if lane == 0 else 0, 120, 22)
    assert {card for card, _ in plan.spots[0].lines} == set(range(15))


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return make_store(str(tmp_path / "lanes.db"))


def shape(view: BoardView) -> list[tuple[str, int, list[tuple[str, str, bool]]]]:
    """What a board shows, without the moments."""
    return [
        (column.state.value, column.count, [(row.key, row.state.value, row.blocked) for row in column.cards])
        for column in view.columns
    ]


@pytest.mark.parametrize("to", list(ItemState)[:-1])
@pytest.mark.parametrize("stuck", [True, False])
def test_a_move_shown_ahead_is_what_the_store_then_shows(ws: Workspace, to: ItemState, stuck: bool) -> None:
    team = a_team(ws)
    pilot = a_pilot(ws, team=team)
    states = (ItemState.READY, ItemState.READY, ItemState.IN_PROGRESS, ItemState.DONE)
    keys = [an_item(ws, pilot, state=state) for state in states]
    if stuck:
        item_moves.block_items(ws, [keys[0]], "No room")
    before = board.show_board(ws, team)
    chosen = [row for column in before.columns for row in column.cards if row.key in (keys[0], keys[2])]
    ahead = board_with(before, [moved(row, to, NOW) for row in chosen])
    item_moves.move_items(ws, [row.key for row in chosen], to)
    then = board.show_board(ws, team)
    assert shape(ahead)[:3] == shape(then)[:3]
    assert [(state, count) for state, count, _ in shape(ahead)] == [(state, count) for state, count, _ in shape(then)]
    assert (ahead.backlog_count, ahead.blocked_count) == (then.backlog_count, then.blocked_count)
    ws.close()


def test_the_exit_code_of_the_screens_is_handed_on(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memberships.join_team(ws, a_team(ws), {"person": "U-01", "role": "developer", "share": 50})
    monkeypatch.setattr(PilotboardApp, "run", lambda self: self.end(143))
    places = Places(tmp_path, tmp_path, tmp_path)
    ended = start(
        Workspace(ws.location, "ana.ruiz", Clock(date(2026, 3, 18))), Settings("", "", "", None, places, False)
    )
    assert ended == 143
