"""Today, Retros and the page of a retrospective, on a real store, with the keys that people press."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pilotboard.domain.retros import RetroPhase
from pilotboard.usecases import feedback, items, memberships, retro_actions, retro_notes, retros
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_team, a_voice, an_item, as_user, make_store
from tests.domain.nasty import NASTY
from tests.tui.test_kit import picture
from tests.tui.test_sprints import play, screens

TALK = """
n text:A_shared_list enter                 a note under the first prompt
n text:Ask_first enter                     another one
right n text:Two_texts enter               one under the second
s y                                        show them, after a question
left plus plus                             two dots
a ctrl+s                                   no owner yet: the form stays
"""


@pytest.fixture
def path(sqlite_path: Path) -> Path:
    """Team Heron of three with a pilot and an item of Ana's; R-01 is open."""
    ws = make_store(str(sqlite_path))
    team = a_team(ws, "Team Heron")
    a_person(ws, "Ben Okoro", role="coach")
    a_person(ws, "Cleo Diaz")
    for name in ("Ana Ruiz", "Ben Okoro", "Cleo Diaz"):
        memberships.join_team(ws, team, {"person": name, "start": date(2026, 1, 5)})
    an_item(ws, a_pilot(ws, "Reading texts", team=team), "Draft the text", state="in_progress", assignee="me")
    retros.open_retro(ws, {"team": team})
    ws.close()
    return sqlite_path


def seen(pilot: Pilot[int]) -> str:
    """What stands on the screen."""
    return picture(pilot.app)  # type: ignore[arg-type]


def store(path: Path, days_later: int = 0) -> Workspace:
    ws = Workspace(str(path), "ana.ruiz")
    ws.clock = ws.clock._replace(frozen=DAY)
    return as_user(ws, "ana.ruiz", days_later)


def some_actions(path: Path, number: int, due: date = DAY + timedelta(days=9)) -> list[str]:
    ws = store(path)
    retros.show_notes(ws, "R-01")
    found = [
        retro_actions.add_action(ws, "R-01", {"text": f"Try {place}", "owner": "me", "due": due}).keys[0]
        for place in range(number)
    ]
    ws.close()
    return found


async def test_a_talk_by_keys(path: Path) -> None:
    async with screens(path, at="R-01") as pilot:
        assert "notes are hidden" in seen(pilot)
        await play(pilot, TALK)
        shown = seen(pilot)
    assert "What will be different?" in shown
    ws = store(path)
    found = retros.show_retro(ws, "R-01")
    assert (found.row.phase, sorted(card.dots for card in found.notes)) == (RetroPhase.ACT, [0, 0, 2])
    assert {card.prompt: card.author for card in found.notes} == {"start": None, "stop": None}
    ws.close()


async def test_its_day_is_changed_by_key(path: Path) -> None:
    async with screens(path, at="R-01") as pilot:
        await play(pilot, "E\nctrl+u text:2026-03-13 ctrl+s")
        assert "Changed R-01" in seen(pilot)
    ws = store(path)
    assert retros.show_retro(ws, "R-01").row.on == date(2026, 3, 13)
    ws.close()


async def test_a_voice_is_linked_to_an_action_by_key(path: Path) -> None:
    some_actions(path, 1)
    ws = store(path)
    a_voice(ws, "P-01", "Two texts on one day")
    async with screens(path, at="feedback") as pilot:
        await play(pilot, "L  what takes it up?\ndown enter  the action stands below the items")
        assert "Linked F-01 to A-01" in seen(pilot)
    assert feedback.show_feedback(ws, "F-01").row.action_key == "A-01"
    ws.close()


async def test_acts_on_actions(path: Path) -> None:
    some_actions(path, 3)
    async with screens(path, at="R-01") as pilot:
        await play(pilot, "tab  to the actions\nd  done\ndown x text:Too_dear enter  let go\ndown i  to the backlog")
    ws = store(path)
    first, second, third = retro_actions.list_actions(ws, sort="key").rows
    assert (first.done_on, second.drop_reason) == (DAY, "Too dear")
    assert third.item_key is not None
    assert items.show_item(ws, third.item_key).row.title == "Try 2"
    ws.close()


async def test_four_actions_ask_which_three(path: Path) -> None:
    some_actions(path, 4)
    async with screens(path, at="R-01") as pilot:
        await play(pilot, "C  too many")
        assert "Which three" in seen(pilot)
        await play(pilot, "space space  two of them\nC  now it closes")
    ws = store(path)
    assert retros.show_retro(ws, "R-01").row.phase == RetroPhase.CLOSED
    assert [row.key for row in retro_actions.list_actions(ws, "open").rows] == ["A-01", "A-02"]
    ws.close()


async def test_notes_of_others_appear_by_themselves(path: Path) -> None:
    async with screens(path, at="R-01") as pilot:
        page = pilot.app.screen
        page._look()  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        other = store(path)
        retro_notes.write_note(other, "R-01", "start", "From another terminal")
        other.close()
        page._look()  # type: ignore[attr-defined]
        for _ in range(4):
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
        assert "START 1" in seen(pilot)


async def test_the_desk_and_the_list(path: Path) -> None:
    async with screens(path, (140, 40), at="retros") as pilot:
        shown = seen(pilot)
        assert "Team Heron" in shown
        assert "never looked back" in shown
        await play(pilot, "tab enter  the page of R-01")
        assert "R-01" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (60, 15)])
async def test_today_shows_and_opens(path: Path, size: tuple[int, int]) -> None:
    some_actions(path, 1)
    async with screens(path, size, at="today") as pilot:
        shown = seen(pilot)
        assert "MINE" in shown
        assert "Draft the" in shown
        assert "A-01" in shown
        await play(pilot, "enter  the item")
        assert "P01-01  Draft the text" in seen(pilot)
        await play(pilot, "escape down enter  the action's retrospective")
        assert "R-01  Team Heron" in seen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_closed_one_without_notes_says_so_and_tells_its_actions_whole(
    path: Path, size: tuple[int, int]
) -> None:
    some_actions(path, 1)
    ws = store(path)
    retros.close_retro(ws, "R-01")
    ws.close()
    async with screens(path, size, at="R-01") as pilot:
        shown = seen(pilot)
        assert "R-01 was closed without notes." in shown
        (action,) = (line for line in shown.splitlines() if "due Fri" in line)
        assert "nobody" in action or "Ana Ruiz" in action


async def test_today_of_another_role(path: Path) -> None:
    async with screens(path, at="today") as pilot:
        await play(pilot, "o down enter  as a coach")
        assert "TEAMS THAT MAY NEED SOMEBODY" in seen(pilot)


async def test_anything_may_stand_in_a_note_or_an_action(path: Path) -> None:
    some_actions(path, 0)
    ws = store(path)
    for text in NASTY:
        if text.strip() and text.isprintable():
            retro_notes.write_note(ws, "R-01", "start", text[:200])
            retro_actions.add_action(ws, "R-01", {"text": text[:150], "owner": "me", "due": DAY})
    ws.close()
    for at in ("R-01", "today", "retros"):
        async with screens(path, (140, 40), at=at) as pilot:
            await play(pilot, "down down tab down  around")
            assert "\x1b" not in seen(pilot)


def test_today_loads_no_orm(path: Path) -> None:
    code = (
        "import sys\nfrom pilotboard.usecases.workspace import Workspace\n"
        "from pilotboard.tui.screens.today import TodayScreen\nfrom pilotboard.usecases import today\n"
        f"[today.show_today(Workspace({str(path)!r}, 'ana.ruiz'), role) for role in today.ROLES]\n"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'pydantic') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


async def test_my_items_are_moved_blocked_and_taken_on_today(path: Path) -> None:
    ws = store(path)
    async with screens(path, at="today") as pilot:
        await play(pilot, "b text:The_key_is_gone enter  in its way")
        assert items.show_item(ws, "P01-01").row.blocked_reason == "The key is gone"
        await play(pilot, "b  free again\nm down enter  one state on")
        row = items.show_item(ws, "P01-01").row
        assert (row.blocked, row.state) == (False, "ready")
        await play(pilot, "u  back")
    assert items.show_item(ws, "P01-01").row.state == "in_progress"
    ws.close()
