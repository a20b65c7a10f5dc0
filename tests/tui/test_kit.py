"""The shell and its widgets, driven by keys over a made-up programme."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from pilotboard.domain.errors import StoreLocked
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.dialogs.pick import Pick
from pilotboard.tui.drawing import Span, cut, cut_words, fit, whole_pieces, width, wrap
from pilotboard.tui.widgets.board_view import BoardView
from pilotboard.tui.widgets.footer import FooterLine
from pilotboard.tui.widgets.header import HeaderLine
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.page import Part, part_lines
from pilotboard.tui.widgets.why import Story, story_lines
from tests.tui.fakes import TITLES, Programme, make_app


@asynccontextmanager
async def running(app: PilotboardApp, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[int]]:
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settled(app, pilot)
        yield pilot


async def settled(app: PilotboardApp, pilot: Pilot[int]) -> None:
    """Wait until every worker has answered and everything is drawn."""
    for _ in range(2):
        with suppress(WorkerCancelled):  # a newer question took its place
            await app.workers.wait_for_complete()
        await pilot.pause()


def picture(app: PilotboardApp) -> str:
    """What stands on the screen, as text."""
    width_, height = app.size
    lines = app.screen._compositor.render_strips(app.size)
    assert len(lines) == height
    assert all(line.cell_length == width_ for line in lines)
    return "\n".join(line.text for line in lines)


async def test_the_first_frame_tells_who_where_and_which_keys_act() -> None:
    app = make_app(Programme.of(TITLES))
    async with running(app, (80, 24)):
        text = picture(app)
        for words in ("pilotboard", "Riverside Unified", "Ana Ruiz", "Team Heron", "4 Backlog", "P07-01", "? help"):
            assert words in text
        assert text.splitlines()[-1].strip().endswith("help")


async def test_cursor_and_scroll_survive_a_reload_by_id() -> None:
    programme = Programme.long(1000)
    app = make_app(programme)
    async with running(app) as pilot:
        await pilot.press("pagedown", "pagedown", "down")
        rows = app.screen.query_one(LineList)
        before = rows.cursor_id
        line = rows._cursor - round(rows.scroll_y)
        programme.items = {0: ("A new first one", "ready"), **programme.items}
        await pilot.press("f5")
        await settled(app, pilot)
        assert rows.cursor_id == before
        assert rows._cursor - round(rows.scroll_y) == line


async def test_the_cursor_stays_at_its_place_when_its_line_is_gone() -> None:
    programme = Programme.long(50)
    app = make_app(programme)
    async with running(app) as pilot:
        await pilot.press("down", "down")
        rows = app.screen.query_one(LineList)
        del programme.items[rows.cursor_id]
        await pilot.press("f5")
        await settled(app, pilot)
        assert rows._cursor == 2
        assert rows.cursor_id in programme.items


async def test_rows_are_fetched_for_what_is_on_the_screen_only() -> None:
    programme = Programme.long(100_000)
    app = make_app(programme)
    async with running(app) as pilot:
        await pilot.press("G")
        await settled(app, pilot)
        assert "P07-100000"[:8] in picture(app)
        assert len(programme.fetched) < 1000


async def test_a_change_elsewhere_shows_by_itself() -> None:
    programme = Programme.of(TITLES)
    app = make_app(programme)
    async with running(app) as pilot:
        app.look()
        await settled(app, pilot)
        programme.items[1] = ("Changed by somebody else", "ready")
        programme.entry += 1
        app.look()
        await settled(app, pilot)
        assert "Changed by somebody else" in picture(app)


async def test_digits_tabs_and_clicks_lead_to_places() -> None:
    app = make_app(Programme.of(TITLES))
    async with running(app) as pilot:
        await pilot.press("3")
        await settled(app, pilot)
        assert app.screen.query(BoardView)
        await pilot.click(HeaderLine, offset=(14, 1))
        await settled(app, pilot)
        assert app.root_place == "backlog"


async def test_the_filter_narrows_with_each_letter_and_esc_drops_it() -> None:
    app = make_app(Programme.of(TITLES))
    async with running(app) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await pilot.press("r", "e", "a", "d")
        await settled(app, pilot)
        rows = app.screen.query_one(LineList)
        assert len(rows._entries) == 3
        assert picture(app).splitlines()[-1].split() == ["enter", "to", "the", "list", "esc", "clear"]
        await pilot.press("enter")
        await pilot.pause()
        assert app.focused is rows
        assert "help" in picture(app).splitlines()[-1]
        await pilot.press("escape")
        await settled(app, pilot)
        assert len(rows._entries) == len(TITLES)
        assert not app.screen.query("FilterLine")


async def test_a_filter_that_cannot_be_read_has_its_caret_under_the_letter() -> None:
    app = make_app(Programme.of(TITLES))
    async with running(app) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await pilot.press("exclamation_mark")
        await settled(app, pilot)
        text = picture(app)
        assert "^ This filter cannot be read." in text
        assert "P07-01" in text


async def test_what_cannot_be_done_is_said_and_leaves_the_footer() -> None:
    app = make_app(Programme.of(()))
    async with running(app, (80, 24)) as pilot:
        assert "No items yet: press n" in picture(app)
        await pilot.press("d")
        await pilot.pause()
        assert "There is nothing under the cursor." in picture(app)
        assert "done" not in picture(app).splitlines()[-1]
        assert "done" not in [label for _, _, label in app.screen.query_one(FooterLine)._entries]


async def test_a_move_follows_its_card_and_says_what_was_done() -> None:
    app = make_app(Programme.of(TITLES), first="board")
    async with running(app, (140, 40)) as pilot:
        board = app.screen.query_one(BoardView)
        card = board.cursor_id
        lane = board.cursor_lane
        assert lane is not None
        await pilot.press("L")
        await settled(app, pilot)
        assert board.cursor_id == card
        assert board.cursor_lane is not None
        assert board.cursor_lane.id != lane.id
        assert "Moved 1 to" in picture(app)
        assert "saved " in picture(app).splitlines()[0]


async def test_over_the_limit_is_said_in_words_and_narrow_boards_fold_done() -> None:
    app = make_app(Programme.of(TITLES), first="board")
    async with running(app, (80, 24)) as pilot:
        text = picture(app)
        assert "DOING 3/2 · 1 over" in text
        assert "Thank-you text" not in text
        await pilot.press("right", "right", "right")
        await pilot.pause()
        assert "Thank-you text" in picture(app)


async def test_each_lane_scrolls_by_itself_and_counts_the_rest() -> None:
    app = make_app(Programme.long(800), first="board")
    async with running(app, (120, 30)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        text = picture(app)
        assert "P07-800" in text
        assert "↑ " in text
        assert "P07-01 " in text
        assert "↓ " in text


@pytest.mark.parametrize("first", ["board", "backlog"])
async def test_too_small_is_one_line_and_recovers(first: str) -> None:
    app = make_app(Programme.of(TITLES), first=first)
    async with running(app, (80, 24)) as pilot:
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert picture(app).split() == ["pilotboard", "needs", "60x15;", "this", "is", "40x10."]
        await pilot.resize_terminal(80, 24)
        await settled(app, pilot)
        assert "P07-0" in picture(app)


async def test_selected_lines_are_acted_on_together() -> None:
    programme = Programme.of(TITLES)
    app = make_app(programme)
    async with running(app) as pilot:
        await pilot.press("space", "space", "d")
        await settled(app, pilot)
        assert programme.written == ["moved (1, 2)"]


async def test_an_unknown_error_gets_an_incident_and_the_app_lives_on(tmp_path: Path) -> None:
    programme = Programme.of(TITLES)
    app = make_app(programme, folder=tmp_path)

    def broken(ids: object, by: int) -> None:
        secret = "Spanish text of a family"
        raise RuntimeError(secret)

    programme.move = broken  # type: ignore[method-assign, assignment]
    async with running(app) as pilot:
        await pilot.press("d")
        await settled(app, pilot)
        assert "Something went wrong here (incident" in picture(app)
        await pilot.press("escape", "down")
        await pilot.pause()
        assert "Something went wrong" not in picture(app)
        log = tmp_path / "incidents.log"
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
        assert "RuntimeError" in log.read_text()
        assert "family" not in log.read_text().replace("secret", "")


async def test_a_failed_save_is_a_banner() -> None:
    programme = Programme.of(TITLES)
    app = make_app(programme)

    def locked(ids: object, by: int) -> None:
        raise StoreLocked("Somebody else is writing.", "Nothing was saved.", "Try again.")

    programme.move = locked  # type: ignore[method-assign, assignment]
    async with running(app) as pilot:
        await pilot.press("d")
        await settled(app, pilot)
        assert " × Somebody else is writing. Nothing was saved. Try again." in picture(app)


async def test_writes_happen_in_the_order_of_the_keys() -> None:
    programme = Programme.of(TITLES)
    app = make_app(programme)
    async with running(app) as pilot:
        await pilot.press("d", "down", "d", "down", "d")
        await settled(app, pilot)
        assert programme.written == ["moved (1,)", "moved (2,)", "moved (3,)"]


async def test_team_switch_keeps_the_choice_and_shows_it() -> None:
    app = make_app(Programme.of(TITLES))
    kept: list[tuple[str, object]] = []
    app.shell.remember = lambda what, value: kept.append((what, value))
    async with running(app) as pilot:
        await pilot.press("t")
        await settled(app, pilot)
        assert isinstance(app.screen, Pick)
        await pilot.press(*"otter", "enter")
        await settled(app, pilot)
        assert app.scope.team == 2
        assert "Team Otter" in picture(app)
        assert kept[-1] == ("scope", app.scope)


async def test_a_member_finds_the_rest_under_more() -> None:
    app = make_app(Programme.of(TITLES), role="member")
    async with running(app) as pilot:
        assert "more ▾" in picture(app)
        assert "0 Teams" not in picture(app)
        await pilot.press("full_stop")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.root_place == "teams"


async def test_help_lists_what_acts_and_why_one_does_not() -> None:
    app = make_app(Programme.of(()), first="board")
    async with running(app, (120, 50)) as pilot:
        await pilot.press("question_mark")
        await settled(app, pilot)
        text = picture(app)
        assert "Keys on Board" in text
        assert "not now: There is nothing under the cursor." in text


async def test_undo_and_redo_are_one_key_each() -> None:
    programme = Programme.of(TITLES)
    app = make_app(programme)
    async with running(app) as pilot:
        await pilot.press("u", "U")
        await settled(app, pilot)
        assert programme.written == ["moved [1]", "moved [1]"]


async def test_q_goes_back_and_quits_at_the_root_only() -> None:
    app = make_app(Programme.of(TITLES))
    async with running(app) as pilot:
        await pilot.press("t")
        await settled(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
    assert app.return_value == 0


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda text: fit(text, 9), "日本語のテキスト"),
        (lambda text: fit(text, 9, "right"), "ab"),
        (lambda text: fit(text, 9), "e\u0301" * 20),
        (lambda text: fit(text, 9), "👨‍👩‍👧‍👦" * 6),
        (lambda text: fit(text, 9), "مرحبا بالعالم كله"),
    ],
)
def test_a_fitted_text_takes_exactly_its_cells(made: Callable[[str], str], text: str) -> None:
    assert width(made(text)) == 9


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        (90, "9 answers owed, the oldest 4 w · too little heard from 2: Willow, Elm; took 4 days"),
        (68, "9 answers owed, the oldest 4 w · too little heard from 2"),
        (50, "9 answers owed, the oldest 4 w"),
        (20, "9 answers owed, the…"),
    ],
)
def test_a_summary_leaves_out_whole_pieces_the_last_first(cells: int, kept: str) -> None:
    spans: list[Span] = [
        ("9 answers owed", "warning"),
        (", the oldest 4 w", "soft"),
        (" · too little heard from 2: ", "soft"),
        ("Willow, Elm", "bad"),
        ("; took 4 days", "soft"),
    ]
    assert "".join(text for text, _ in whole_pieces(spans, cells)) == kept


def told(story: Story, cells: int = 80) -> list[str]:
    """The two lines of a story."""
    return ["".join(text for text, _ in line).strip() for line in story_lines(story, cells)]


def test_the_first_piece_of_a_story_goes_below_rather_than_being_cut() -> None:
    name = "Linked 13 voices to the items that take them up."
    assert told(Story("", name, (("Grace Okafor, yesterday 16:30", "soft"),))) == [
        name,
        "Grace Okafor, yesterday 16:30",
    ]


def test_the_last_line_of_a_story_tells_a_sentence_as_far_as_it_goes() -> None:
    prose = "Kitchen opens at 7:15 anyway. In one week 38 of 60 took what was on the table, at a coffee each."
    first, below = told(
        Story("ID-06", "Breakfast before the first lesson", (("Diego Quispe", "soft"),), ((prose, "text"),))
    )
    assert first.endswith("Diego Quispe")
    assert below.startswith("Kitchen opens at 7:15 anyway. In one week 38 of 60")
    assert below.endswith("…")


@pytest.mark.parametrize(("cells", "lines"), [(60, 2), (100, 1)])
def test_what_stands_behind_a_part_is_never_cut(cells: int, lines: int) -> None:
    part = Part("a", "Thank those who gave feedback by name", lead=(("A-105 ", "quiet"),))
    part = part._replace(tail=(("   Joy Banda", "soft"), ("   4 w old, 2 w late", "bad")))
    drawn = ["".join(text for text, _ in line) for line in part_lines(part, cells, cells)]
    assert len(drawn) == lines
    assert all(width(line) <= cells for line in drawn)
    assert "Joy Banda   4 w old, 2 w late" in drawn[-1]


def test_what_is_cut_says_so() -> None:
    assert cut("Draft the Spanish text", 10) == "Draft the…"
    assert cut_words("Two texts on the same day, which one counts", 30) == "Two texts on the same day…"
    assert wrap("one two three four five", 9, 2) == ["one two", "three fo…"]
    assert all(width(line) <= 5 for line in wrap("日本語のテキスト", 5, 3))


async def test_typing_in_a_dialog_never_reaches_the_place_below() -> None:
    programme = Programme.of(TITLES)
    app = make_app(programme)
    async with running(app) as pilot:
        await pilot.press("f")
        await settled(app, pilot)
        await pilot.press("d", "q", "3", "u")
        await settled(app, pilot)
        assert app.screen.query_one(Input).value == "dq3u"
        assert programme.written == []
