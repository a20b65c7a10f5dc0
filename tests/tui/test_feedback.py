"""The Feedback screen over a real store, driven by keys: one key for each thing, undo for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pilotboard.domain.feedback import AnswerKind, FeedbackRow, FeedbackStatus, Severity
from pilotboard.domain.reports import ReportState
from pilotboard.settings import read_settings
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.screens.feedback import FeedbackScreen
from pilotboard.tui.screens.imports import ImportScreen
from pilotboard.tui.screens.voice import VoicePage
from pilotboard.tui.start import PLACES, make_shell
from pilotboard.usecases import feedback, feedback_triage
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_pilot, a_site, a_team, a_voice, an_item, as_user, make_store
from tests.domain.nasty import NASTY
from tests.tui.test_kit import picture, running, settled
from tests.tui.test_nasty import check

Make = Callable[..., PilotboardApp]


@pytest.fixture
def ws(sqlite_path: Path) -> Iterator[Workspace]:
    made = make_store(str(sqlite_path))
    team = a_team(made, "Team Heron")
    pilot = a_pilot(made, "Reading texts", team=team, sites=[a_site(made, "Willow School", population=200)])
    an_item(made, pilot, "Pick the sending time")
    yield made
    made.close()


@pytest.fixture
def make(ws: Workspace, tmp_path: Path) -> Make:
    def made(at: str = "feedback", user: str = "ana.ruiz") -> PilotboardApp:
        shell = make_shell(as_user(ws, user), read_settings({"HOME": str(tmp_path)}), at)
        return PilotboardApp(shell, PLACES)

    return made


def row(ws: Workspace, key: str = "F-01") -> FeedbackRow:
    return feedback.show_feedback(ws, key).row


async def typed(app: PilotboardApp, pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(app, pilot)
    return picture(app)


async def test_the_empty_log_says_how_to_begin(make: Make) -> None:
    app = make()
    async with running(app, (100, 30)):
        seen = picture(app)
        assert "No feedback yet. The first voices matter most: press n to log one" in seen
        assert "i import" in seen.splitlines()[-1]


async def test_a_member_sees_the_log_among_the_tabs(make: Make) -> None:
    app = make("board")
    async with running(app, (100, 30)) as pilot:
        assert "5 Feedback" in picture(app)
        await typed(app, pilot, "5")
        assert isinstance(app.screen, FeedbackScreen)


@pytest.mark.parametrize("place", ["board", "backlog", "pilots", "teams", "P-01", "P01-01"])
async def test_from_any_screen_a_voice_is_logged(make: Make, ws: Workspace, place: str) -> None:
    app = make(place)
    async with running(app, (100, 40)) as pilot:
        await typed(app, pilot, "V")
        assert isinstance(app.screen, Form)
        assert "Reading texts" in picture(app)
        await typed(app, pilot, *"Too late", "tab", "right", "tab", "tab", *"2/5", "ctrl+s")
        found = row(ws)
        assert (found.quote, found.role, found.rating, found.pilot_key) == ("Too late", "teacher", 2, "P-01")
        assert "Logged F-01." in picture(app)


async def test_what_tells_who_it_is_stands_under_the_field_while_typing(make: Make, ws: Workspace) -> None:
    app = make()
    async with running(app, (100, 40)) as pilot:
        await typed(app, pilot, "n", *"Ana shouts")
        assert '"Ana" looks like a name' in picture(app)
        await typed(app, pilot, *["backspace"] * 10, *"They shout")
        assert "looks like" not in picture(app)
        await typed(app, pilot, "ctrl+s")
        assert row(ws).quote == "They shout"


async def test_a_rating_that_is_none_is_said_at_its_field(make: Make, ws: Workspace) -> None:
    app = make()
    async with running(app, (100, 50)) as pilot:
        await typed(app, pilot, "n", *"Hm", "tab", "tab", "tab", *"9/5", "ctrl+s")
        assert "does not lie on" in picture(app)
        assert isinstance(app.screen, Form)
        assert feedback.list_feedback(ws).total == 0


@pytest.mark.parametrize(("voices", "key"), [(0, "i"), (1, "I")])
async def test_a_key_leads_to_the_import(make: Make, ws: Workspace, voices: int, key: str) -> None:
    for _ in range(voices):
        a_voice(ws, "P-01", "Two texts on one day")
    app = make()
    async with running(app, (100, 30)) as pilot:
        await typed(app, pilot, key)
        assert isinstance(app.screen, ImportScreen)
        assert ws.read(lambda reader: reader.value("SELECT count(*) FROM backlog_item")) == 1


async def test_one_key_each_and_undo(make: Make, ws: Workspace) -> None:
    a_voice(ws, "P-01", "Two texts on one day")
    app = make()
    async with running(app, (110, 34)) as pilot:
        await typed(app, pilot, "T", "enter")
        await typed(app, pilot, *"timing, texts", "enter")
        assert (row(ws).themes, row(ws).status) == (("texts", "timing"), FeedbackStatus.TRIAGED)
        await typed(app, pilot, "s")
        await typed(app, pilot, "down", "down", "enter")
        assert row(ws).severity == Severity.SERIOUS
        assert "▲ serious" in picture(app)
        await typed(app, pilot, "L")
        await typed(app, pilot, "enter")
        assert (row(ws).item_key, row(ws).status) == ("P01-01", FeedbackStatus.ACTING)
        await typed(app, pilot, "w", *"One text a day.", "enter")
        assert (row(ws).answer, row(ws).answer_kind) == ("One text a day.", AnswerKind.DID)
        assert "✓ answered" in picture(app)
        assert "no answer owed" in picture(app)
        for _ in range(4):
            await typed(app, pilot, "u")
        found = row(ws)
        assert (found.themes, found.severity, found.item_key, found.status) == ((), 1, None, FeedbackStatus.NEW)


@pytest.mark.parametrize(
    ("key", "status", "kind"),
    [("x", FeedbackStatus.ANSWERED, AnswerKind.DID_NOT), ("d", FeedbackStatus.DECLINED, AnswerKind.DID_NOT)],
)
async def test_we_did_not_because(
    make: Make, ws: Workspace, key: str, status: FeedbackStatus, kind: AnswerKind
) -> None:
    a_voice(ws, "P-01")
    app = make()
    async with running(app) as pilot:
        await typed(app, pilot, key, *"No money for it.", "enter")
        assert (row(ws).status, row(ws).answer_kind, row(ws).answer) == (status, AnswerKind.DID_NOT, "No money for it.")


async def test_an_item_is_made_and_shows_the_voice_it_came_from(make: Make, ws: Workspace) -> None:
    a_voice(ws, "P-01", "Two texts on one day")
    app = make()
    async with running(app, (100, 40)) as pilot:
        await typed(app, pilot, "i", *"One text a day", "enter")
        assert row(ws).item_key == "P01-02"
        app.go_found("item", "P01-02")
        await settled(app, pilot)
        seen = picture(app)
        assert "FROM FEEDBACK" in seen
        assert 'You said "Two texts on one day".' in seen
        await typed(app, pilot, "g", "enter")
        app.go_found("voice", "F-01")
        await settled(app, pilot)
        assert "P01-02 One text a day" in picture(app)


async def test_passing_on_asks_and_keeps_nothing(make: Make, ws: Workspace) -> None:
    a_voice(ws, "P-01", "Somebody is rude")
    app = make()
    async with running(app) as pilot:
        await typed(app, pilot, "P")
        assert "This cannot be undone" in picture(app)
        await typed(app, pilot, "escape")
        assert row(ws).quote == "Somebody is rude"
        await typed(app, pilot, "P")
        await typed(app, pilot, "y")
        assert (row(ws).quote, row(ws).status) == ("", FeedbackStatus.PASSED_ON)
        assert "not kept here" in picture(app)


async def test_harm_is_judged_by_key_in_ones_role(make: Make, ws: Workspace) -> None:
    a_person(ws, "Cleo Coach", handle="cleo", role="coach")
    a_voice(ws, "P-01", "A child was left alone", severity=4)
    app = make(user="cleo")
    async with running(app, (110, 34)) as pilot:
        assert "two people in different roles judge it" in picture(app)
        await typed(app, pilot, "J", "enter")
        await typed(app, pilot, *"Asked both", "enter")
        assert row(ws).report == ReportState.HALF_JUDGED
        await typed(app, pilot, "enter")
        assert isinstance(app.screen, VoicePage)
        assert "Judged by one role" in picture(app)


async def test_several_at_once(make: Make, ws: Workspace) -> None:
    for _ in range(3):
        a_voice(ws, "P-01")
    app = make()
    async with running(app) as pilot:
        await typed(app, pilot, "ctrl+a", "w")
        await typed(app, pilot, *"Done.", "enter")
        assert {one.status for one in feedback.list_feedback(ws).rows} == {FeedbackStatus.ANSWERED}


async def test_scope_filter_and_summary(make: Make, ws: Workspace) -> None:
    other = a_pilot(ws, "Homework club", team="T-01")
    a_voice(ws, "P-01", "Too late in the evening")
    a_voice(ws, other, "Too loud to think")
    app = make()
    async with running(app, (110, 34)) as pilot:
        assert "2 answers owed" in picture(app)
        await typed(app, pilot, "slash", *"loud", "enter")
        assert "Too late" not in picture(app)
        await typed(app, pilot, "escape", "p")
        await typed(app, pilot, "down", "enter")
        assert "Feedback · Homework club" in picture(app)
        assert "Too late" not in picture(app)
        await typed(app, pilot, "S")
        seen = picture(app)
        assert "1 answer owed" in seen
        assert "WHO SPEAKS" in seen


async def test_pilot_page_and_list_show_the_voices(make: Make, ws: Workspace) -> None:
    key = a_voice(ws, "P-01", "Too late")
    feedback_triage.answer_feedback(ws, [key], AnswerKind.DID, "At four now.")
    a_voice(ws, "P-01")
    app = make("pilots")
    async with running(app, (120, 44)) as pilot:
        assert "2 voices, 1 unanswered" in picture(app)
        await typed(app, pilot, "enter")
        seen = picture(app)
        assert "VOICES · 2, 1 UNANSWERED" in seen
        assert 'You said "Too late", we did: At four now.' in seen
        await typed(app, pilot, "o")
        assert "Feedback · Reading texts" in picture(app)


async def test_edit_and_remove(make: Make, ws: Workspace) -> None:
    a_voice(ws, "P-01", "Too late", rating=2, scale_low=1, scale_high=5)
    app = make()
    async with running(app, (100, 50)) as pilot:
        await typed(app, pilot, "e", "end", *" at night", "ctrl+s")
        assert (row(ws).quote, row(ws).rating) == ("Too late at night", 2)
        await typed(app, pilot, "X")
        await typed(app, pilot, "y")
        assert feedback.list_feedback(ws).total == 0
        await typed(app, pilot, "u")
        assert row(ws).rating == 2


@pytest.mark.parametrize("size", [(60, 15), (140, 40)])
async def test_nasty_words_harm_nothing(make: Make, ws: Workspace, size: tuple[int, int]) -> None:
    for start in range(0, len(NASTY), 6):
        text = " ".join(("x", *NASTY[start : start + 6]))
        key = a_voice(ws, "P-01", text, themes=[f"x{NASTY[start]}"[:30]])
        feedback_triage.answer_feedback(ws, [key], AnswerKind.DID, text)
    app = make()
    async with running(app, size) as pilot:
        for found in feedback.list_feedback(ws).rows:
            check(app)
            await pilot.press("down")
            app.go_found("voice", found.key)
            await settled(app, pilot)
            check(app)
            await pilot.press("escape")
        await typed(app, pilot, "S")
        check(app)
        app.go_found("pilot", "P-01")
        await settled(app, pilot)
        check(app)
