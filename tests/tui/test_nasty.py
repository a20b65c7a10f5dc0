"""Hostile texts in every widget and dialog: shown as marks, never obeyed, never raw on the terminal."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from textual.screen import Screen

from pilotboard.domain.errors import Conflict, FieldConflict, Refusal, StoreLocked
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.dialogs.confirm import Confirm
from pilotboard.tui.dialogs.conflict import ConflictDialog
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.dialogs.pick import Pick
from pilotboard.tui.dialogs.prompt import Prompt
from pilotboard.tui.driver import leaner
from pilotboard.tui.shell import Choice, Scope
from pilotboard.tui.widgets.header import Here
from tests.domain.nasty import NASTY
from tests.tui.fakes import Outcome, Programme, make_app
from tests.tui.test_kit import picture, running, settled

MIXED = (*(" ".join(NASTY[n::5]) for n in range(5)), "[/]", "\x1b]0;owned\x07title", "x" * 5000)
"""Every text, several at once: opening a dialog for each alone would take a minute."""
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def written(app: PilotboardApp) -> str:
    """Everything that would be sent to the terminal for the whole screen, without the styles."""
    app.screen.refresh()
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(segment.text for strip in strips for segment in strip)


def check(app: PilotboardApp) -> None:
    found = RAW.search(written(app))
    assert found is None, repr(found)
    picture(app)


@pytest.mark.parametrize("first", ["board", "backlog"])
@pytest.mark.parametrize("size", [(60, 15), (140, 60)])
async def test_lists_board_story_and_header(first: str, size: tuple[int, int]) -> None:
    app = make_app(Programme.of(NASTY), first=first)
    async with running(app, size) as pilot:
        for text in NASTY:
            app.here = Here(text, text, text, text, "14:02", text)
            app.tell_header()
            await pilot.press("down")
            check(app)
        await pilot.press("right", "G")
        check(app)


async def test_toasts_banner_and_tooltips() -> None:
    app = make_app(Programme.of(NASTY))
    async with running(app, (80, 24)) as pilot:
        for text in MIXED:
            app.hint(text)
            app.show_error(Refusal(text, text, text))
            await pilot.pause()
            check(app)
            app.show_error(StoreLocked(text, text, text))
            await pilot.pause()
            check(app)
            app.clear_notifications()


def _form(text: str) -> Form:
    fields = [
        Field("title", text, "text", text, True),
        Field("notes", text, "long", text, most=20_000),
        Field("who", text, "person", text, choices=(Choice(text, text, text),)),
        Field("due", text, "date", text),
        Field("points", text, "number", text),
    ]
    wrong = {field.name: text for field in fields}
    return Form(FormSpec("nasty", text, fields, lambda values: Outcome("Saved."), lambda values: wrong))


def _conflict(text: str) -> ConflictDialog:
    fields = [FieldConflict(text, text, text, text), FieldConflict("other", None, text * 20, None)]
    return ConflictDialog(Conflict(text, who=text, when=datetime(2026, 1, 5, tzinfo=UTC), fields=fields), {})


@pytest.mark.parametrize(
    "make",
    [
        lambda text: Confirm(text, text, [text] * 12, keep=text),
        lambda text: Pick(text, [Choice(n, other, text) for n, other in enumerate(NASTY)]),
        lambda text: Prompt(text, text, check=lambda typed: text),
        _form,
        _conflict,
    ],
    ids=["confirm", "pick", "prompt", "form", "conflict"],
)
async def test_dialogs(make: type[Screen[object]]) -> None:
    app = make_app(Programme.of(NASTY[:3]))
    async with running(app, (100, 50)) as pilot:
        for text in MIXED:
            dialog = make(text)
            await app.push_screen(dialog)
            await settled(app, pilot)
            check(app)
            dialog.dismiss(None)
            await pilot.pause()


async def test_palette_and_find() -> None:
    app = make_app(Programme.of(NASTY))
    async with running(app, (100, 40)) as pilot:
        app.look_at(Scope(1, NASTY[0], 1, NASTY[30]))
        await pilot.press("f")
        await settled(app, pilot)
        await pilot.press("e")
        await settled(app, pilot)
        check(app)
        await pilot.press("escape")
        await pilot.press("ctrl+p")
        await settled(app, pilot)
        check(app)


def test_fewer_bytes_draw_the_same_picture() -> None:
    import pyte

    text = (
        "\x1b[1;1H\x1b[1;38;2;1;2;3;48;2;9;9;9mkey\x1b[0m\x1b[38;2;1;2;3;48;2;9;9;9m title              end\x1b[0m"
        "\r\n\x1b[2;1H\x1b[7mreversed            blanks\x1b[0m\x1b[4mhere\x1b[0m plain"
        "\x1b[2;31mdim\x1b[0m\x1b[1mbold\x1b[0m"
    )
    pictures = []
    for data in (text, leaner(text)):
        screen = pyte.Screen(80, 4)
        pyte.Stream(screen).feed(data)
        pictures.append([[screen.buffer[y][x] for x in range(80)] for y in range(4)])
    assert len(leaner(text)) < len(text) * 0.9
    assert pictures[0] == pictures[1]
