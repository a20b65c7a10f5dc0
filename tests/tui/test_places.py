"""The real screens over a real store: what they show, what their keys write, what others write meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from pilotboard.domain.items import ItemState
from pilotboard.domain.organisation import LabelSet
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.screens.item import ItemPage
from pilotboard.tui.shell import Scope
from pilotboard.tui.widgets.board_view import BoardView
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.usecases import (
    costs,
    history,
    item_moves,
    items,
    memberships,
    organisation,
    people,
    sites,
    sprint_life,
    sprint_scope,
)
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_site, a_team, an_item, as_user, make_store
from tests.tui.desk import at_work
from tests.tui.test_kit import picture, settled

IN_WORK = (ItemState.READY, ItemState.READY, ItemState.IN_PROGRESS, ItemState.BACKLOG)


class School:
    """A store with a team that Ana is in, a pilot and four items."""

    def __init__(self, path: Path, labels: LabelSet = LabelSet.SCRUM) -> None:
        self.ws = make_store(str(path), labels=labels)
        self.team = a_team(self.ws, "Team Heron")
        memberships.join_team(self.ws, self.team, {"person": "U-01", "role": "developer", "share": 50})
        self.pilot = a_pilot(self.ws, "Reading texts", team=self.team)
        self.items = [an_item(self.ws, self.pilot, f"Text {n}", state=state) for n, state in enumerate(IN_WORK, 1)]

    def state(self, item: str) -> str:
        """Where an item stands in the store."""
        return items.show_item(self.ws, item).row.state


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = School(tmp_path / "school.db")
    yield made
    made.ws.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    ws = make_store(str(tmp_path / "empty.db"))
    yield ws
    ws.close()


async def press(app: PilotboardApp, pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other; each is answered before the next."""
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)
    await settled(app, pilot)


async def test_a_move_is_shown_before_it_is_written_and_stays(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        board = app.screen.query_one(BoardView)
        shown: list[list[int]] = []
        write = app.save

        def watched(*given: Any, **named: Any) -> None:
            shown.append([lane.size for lane in board.lanes])
            write(*given, **named)

        monkeypatch.setattr(app, "save", watched)
        await press(app, pilot, "L")
        assert shown == [[1, 2, 0, 0]]
        assert school.state(school.items[0]) == "in_progress"
        assert "✓ Moved P01-01 to Doing.  u takes it back" in picture(app)
        await press(app, pilot, "u")
        assert school.state(school.items[0]) == "ready"
        assert [lane.size for lane in board.lanes] == [2, 1, 0, 0]


async def test_two_quick_steps_go_two_columns(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        await pilot.press("L", "L")
        await settled(app, pilot)
        await settled(app, pilot)
        assert school.state(school.items[0]) == "review"
        assert app.screen.query_one(BoardView).cursor_card is not None


async def test_a_refused_change_goes_back_to_what_is_stored(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        items.remove_items(as_user(school.ws, "omar"), [school.items[0]])
        await press(app, pilot, "L")
        sizes = [lane.size for lane in app.screen.query_one(BoardView).lanes]
        assert sizes == [1, 1, 0, 0]


async def test_what_was_asked_for_is_written_before_the_end(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "board") as (_, pilot):
        await pilot.press("L", "q")
        await pilot.pause()
    assert school.state(school.items[0]) == "in_progress"


async def test_a_change_of_somebody_else_leaves_cursor_and_selection(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "backlog") as (app, pilot):
        await press(app, pilot, "down", "space")
        rows = app.screen.query_one(LineList)
        before, selected = rows.cursor_id, rows.selected
        app.look()
        await settled(app, pilot)
        item_moves.move_items(as_user(school.ws, "omar"), [school.items[0]], "review")
        app.look()
        await settled(app, pilot)
        await settled(app, pilot)
        assert "review" in picture(app)
        assert rows.cursor_id == before
        assert rows.selected == selected == {school_id(school, 1)}


def school_id(school: School, number: int) -> int:
    """The id of one of the items."""
    return items.show_item(school.ws, school.items[number]).row.id


async def test_what_others_did_before_the_first_look_is_shown(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pilotboard.tui.app.LOOK_EVERY", 3600)
    async with at_work(school.ws, tmp_path, "backlog") as (app, pilot):
        assert "review" not in picture(app)
        item_moves.move_items(as_user(school.ws, "omar"), [school.items[0]], "review")
        app.look()
        await settled(app, pilot)
        await settled(app, pilot)
        assert "review" in picture(app)


async def test_a_place_behind_another_catches_up_when_it_is_seen(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        await press(app, pilot, "4", "L")
        await press(app, pilot, "3")
        assert [lane.size for lane in app.screen.query_one(BoardView).lanes] == [1, 2, 0, 0]


async def test_an_edit_in_two_windows_ends_in_both_texts(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "backlog") as (app, pilot):
        await press(app, pilot, "e")
        assert isinstance(app.screen, Form)
        items.edit_item(as_user(school.ws, "omar"), school.items[0], {"title": "Theirs"})
        await press(app, pilot, "home", *"Mine", "ctrl+s")
        text = picture(app)
        assert "Two versions" in text
        assert "Theirs" in text
        assert "Mine" in text
        await press(app, pilot, "m", "ctrl+s")
        assert items.show_item(school.ws, school.items[0]).row.title == "MineText 1"


async def test_one_field_of_many(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "backlog") as (app, pilot):
        await press(app, pilot, "space", "space", "e")
        assert "What is to be the same for 2 items?" in picture(app)
        await press(app, pilot, *"estim", "enter", *"5", "ctrl+s")
        assert [row.estimate for row in items.list_items(school.ws, "estimate:5").rows] == [5, 5]


async def test_the_order_is_changed_with_one_key_and_shown_at_once(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "backlog") as (app, pilot):
        rows = app.screen.query_one(LineList)
        first, second = list(rows._entries)[:2]
        await press(app, pilot, "J")
        assert list(rows._entries)[:2] == [second, first]
        assert rows.cursor_id == first
        assert [row.id for row in items.list_items(school.ws, "open").rows][:2] == [second, first]


async def test_a_page_turns_to_the_next_item(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        await press(app, pilot, "enter", "right_square_bracket")
        assert isinstance(app.screen, ItemPage)
        assert app.screen.key == school.items[1]
        assert "Text 2" in picture(app)
        await press(app, pilot, "left_square_bracket", "left_square_bracket")
        assert app.screen.key == school.items[0]
        assert "no further one" in picture(app)


async def test_history_takes_any_act_back(school: School, tmp_path: Path) -> None:
    item_moves.move_items(school.ws, [school.items[0]], "review")
    item_moves.move_items(school.ws, [school.items[1]], "done")
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        await press(app, pilot, "Z", "down")
        assert "Moved P01-01 to Review." in picture(app)
        await press(app, pilot, "x")
        assert school.state(school.items[0]) == "ready"
        assert school.state(school.items[1]) == "done"
        assert "taken back" in picture(app)
        assert history.history(school.ws, limit=1)[0].undoes is not None


async def test_people_and_sites_are_written_down_changed_and_removed(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        await press(app, pilot, "full_stop", *"peop", "enter", "n", *"Grace Okafor", "ctrl+s")
        assert [row.name for row in people.list_people(school.ws, "grace").rows] == ["Grace Okafor"]
        assert "Grace Okafor" in picture(app)
        await press(app, pilot, "full_stop", *"site", "enter", "n", *"Cedar Hill", "ctrl+s")
        await press(app, pilot, "e", *" Primary", "ctrl+s")
        assert [row.name for row in sites.list_sites(school.ws).rows] == ["Cedar Hill Primary"]
        await press(app, pilot, "X", "y")
        assert sites.list_sites(school.ws).rows == []


async def test_other_words_show_at_once(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "backlog") as (app, pilot):
        assert "4 Backlog" in picture(app)
        organisation.edit_organisation(as_user(school.ws, "omar"), {"labels": "plain"})
        app.look()
        await settled(app, pilot)
        app._newest = 1
        app.look()
        await settled(app, pilot)
        await settled(app, pilot)
        text = picture(app)
        assert "4 To-do list" in text
        assert "b stuck" in text.splitlines()[-1]


async def test_a_word_of_ones_own_is_said_and_the_cursor_stays(school: School, tmp_path: Path) -> None:
    a_team(school.ws, "Team Otter")
    async with at_work(school.ws, tmp_path, "teams") as (app, pilot):
        await press(app, pilot, "down", "W", *"pilot", "enter", *"trial", "enter")
        await settled(app, pilot)
        text = picture(app)
        assert "2 Trials" in text or "trials" in text
        assert "✓ Changed the organisation." in text
        rows = app.screen.query_one("#teams", LineList)
        assert app.focused is rows
        assert rows.cursor_id == "T-02"


@pytest.mark.parametrize("place", ["pilots", "board", "backlog", "teams", "people", "sites", "history"])
@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_an_empty_place_says_what_belongs_there(
    empty: Workspace, tmp_path: Path, place: str, size: tuple[int, int]
) -> None:
    async with at_work(empty, tmp_path, place, size) as (app, _):
        text = picture(app)
        begin = {"people": "Ana Ruiz", "history": "Added U-01 Ana Ruiz", "board": "Press t or p"}
        assert begin.get(place, "Press n") in text


async def test_the_list_of_pilots_tells_sprint_and_money_in_columns_or_in_the_story(
    school: School, tmp_path: Path
) -> None:
    line = {"pilot": school.pilot, "kind": "recurring", "basis": "at_scale", "label": "Texts", "amount": 6000}
    costs.add_cost(school.ws, line)
    days = {"start": DAY, "end": DAY + timedelta(days=11)}
    sprint_life.plan_sprint(school.ws, {"team": school.team, "goal": "G", **days})
    sprint_scope.plan_items(school.ws, school.items, "S-1")
    sprint_life.start_sprint(school.ws, "S-1")
    async with at_work(school.ws, tmp_path, "pilots", (140, 40)) as (app, _):
        head, row = (next(line for line in picture(app).splitlines() if word in line) for word in ("cost/yr", "P-01"))
        assert row[head.index("sprint") :].startswith("✓ on track")
        assert row[: head.index("cost/yr") + 7].endswith("$6k")
    async with at_work(school.ws, tmp_path, "pilots", (80, 24)) as (app, _):
        assert "cost/yr" not in picture(app)
        told = picture(app).splitlines()[-3:-1]
        assert "S-1 ✓ on track · $6k a year" in told[0]
        assert "4 items open" in told[1]


async def test_a_filter_without_hits_says_how_to_clear_it(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "backlog") as (app, pilot):
        await press(app, pilot, "slash", *"zzz")
        assert "Nothing fits “zzz”. esc clears the filter." in picture(app)
        await press(app, pilot, "escape")
        assert "Text 1" in picture(app)


async def test_the_list_follows_the_letters_the_pilot_and_the_changes_of_others(school: School, tmp_path: Path) -> None:
    other = a_pilot(school.ws, "Quiet corner")
    an_item(school.ws, other, "Text of the corner")
    async with at_work(school.ws, tmp_path, "backlog") as (app, pilot):
        app.look_at(Scope())
        await press(app, pilot, "slash", *"tex")
        assert "5 items that fit “tex”" in picture(app)
        app.look_at(Scope(pilot=other, pilot_label="Quiet corner"))
        await settled(app, pilot)
        await press(app, pilot, "t")
        assert "1 item that fits “text”" in picture(app)
        an_item(school.ws, other, "Text for the door")
        await press(app, pilot, "space")
        assert "2 items that fit “text ”" in picture(app)


async def test_a_page_does_not_offer_what_it_cannot_open(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        await press(app, pilot, "enter")
        footer = picture(app).splitlines()[-1]
        assert "open" not in footer
        assert "tick" not in footer


@pytest.mark.parametrize(("key", "words"), [("U-02", "Grace"), ("L-01", "Cedar"), ("T-01", "Heron"), ("P-01", "Read")])
async def test_every_key_opens_where_its_thing_is(school: School, tmp_path: Path, key: str, words: str) -> None:
    a_person(school.ws, "Grace Okafor")
    a_site(school.ws, "Cedar Hill")
    async with at_work(school.ws, tmp_path, key) as (app, _):
        assert words in "\n".join(picture(app).splitlines()[-3:-1])


async def test_the_palette_finds_a_command_by_its_sentence(school: School, tmp_path: Path) -> None:
    async with at_work(school.ws, tmp_path, "board") as (app, pilot):
        await press(app, pilot, "ctrl+p")
        keys = {line.split("│")[-2].strip() for line in picture(app).splitlines() if "Move" in line and "│" in line}
        assert "Move" + " " * 5 in " ".join(keys)
        assert not [key for key in keys if key.endswith("H L")], "one key for each, not the pair of the footer"
        await press(app, pilot, *"yourself")
        assert "Give it to yourself." in picture(app)
        await press(app, pilot, "enter")
        assert items.show_item(school.ws, school.items[0]).row.assignee == "Ana Ruiz"
