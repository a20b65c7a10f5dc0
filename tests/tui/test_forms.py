"""Forms, their drafts, conflicts and the small dialogs."""

from __future__ import annotations

import stat
from pathlib import Path

from pilotboard.domain.errors import Conflict, FieldConflict, InvalidInput, StoreLocked
from pilotboard.tui.dialogs.confirm import Confirm
from pilotboard.tui.dialogs.conflict import ConflictDialog
from pilotboard.tui.dialogs.fields import ChoiceLine
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.dialogs.pick import Pick
from pilotboard.tui.drafts import DraftFile, unfinished
from pilotboard.tui.shell import Choice
from tests.tui.fakes import Outcome, Programme, make_app
from tests.tui.test_kit import picture, running, settled

FIELDS = (
    Field("title", "Title", required=True, most=20),
    Field("kind", "Kind", "choice", "story", choices=(Choice("story", "Story"), Choice("task", "Task"))),
    Field("notes", "Notes", "long", most=2000),
)


class Saving:
    """What a form saved, and what goes wrong when it does."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.saved: list[dict[str, str]] = []

    def save(self, values: dict[str, str]) -> Outcome:
        if self.errors:
            raise self.errors.pop(0)
        self.saved.append(values)
        return Outcome("Saved it.")

    def spec(self) -> FormSpec:
        def check(values: dict[str, str]) -> dict[str, str]:
            return {} if values["title"].strip() else {"title": "Title needs at least one visible character"}

        return FormSpec("item-new", "New item", FIELDS, self.save, check, lambda values, conflict: self.save(values))


async def test_a_form_saves_what_was_typed() -> None:
    saving = Saving()
    app = make_app(Programme.of(("one",)))
    async with running(app) as pilot:
        await app.push_screen(Form(saving.spec()))
        await pilot.press(*"Call home", "tab", "right", "tab", *"notes", "ctrl+s")
        await settled(app, pilot)
        assert saving.saved == [{"title": "Call home", "kind": "task", "notes": "notes"}]
        assert "Saved it." in picture(app)


async def test_what_is_wrong_stands_at_its_field_while_typing() -> None:
    app = make_app(Programme.of(("one",)))
    async with running(app) as pilot:
        await app.push_screen(Form(Saving().spec()))
        await pilot.press("x", "backspace")
        await settled(app, pilot)
        assert "Title needs at least one visible character" in picture(app)
        await pilot.press(*"a title that is too long")
        await settled(app, pilot)
        assert "4 characters over, nothing saved" in picture(app)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert isinstance(app.screen, Form)


async def test_a_refused_form_stays_open_with_its_text() -> None:
    wrong = InvalidInput("Title is taken.", field="title")
    saving = Saving(wrong, StoreLocked("Somebody else is writing.", "Your text is kept.", "Press ctrl+s again."))
    app = make_app(Programme.of(("one",)))
    async with running(app) as pilot:
        await app.push_screen(Form(saving.spec()))
        await pilot.press(*"kept", "ctrl+s")
        await settled(app, pilot)
        assert "Title is taken." in picture(app)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "Your text is kept." in picture(app)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert [values["title"] for values in saving.saved] == ["kept"]


async def test_leaving_asks_only_when_something_was_typed() -> None:
    app = make_app(Programme.of(("one",)))
    async with running(app) as pilot:
        await app.push_screen(Form(Saving().spec()))
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, Form)
        await app.push_screen(Form(Saving().spec()))
        await pilot.press("x", "escape")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        await pilot.press("escape", "y")
        await pilot.pause()
        assert not isinstance(app.screen, Form)


async def test_a_draft_comes_back_at_the_next_start_and_goes_when_saved(tmp_path: Path) -> None:
    app = make_app(Programme.of(("one",)), folder=tmp_path)
    async with running(app) as pilot:
        form = Form(Saving().spec())
        await app.push_screen(form)
        await pilot.press(*"half done")
        form.keep_draft()
    (draft,) = unfinished(tmp_path / "drafts")
    assert draft.values["title"] == "half done"
    (path,) = (tmp_path / "drafts").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    saving = Saving()
    again = make_app(Programme.of(("one",)), folder=tmp_path)
    async with running(again) as pilot:
        assert "Kept from last time: New item." in picture(again)
        await again.push_screen(Form(saving.spec()))
        await pilot.pause()
        assert "What you had typed earlier is back." in picture(again)
        await pilot.press("ctrl+s")
        await settled(again, pilot)
    assert saving.saved[0]["title"] == "half done"
    assert unfinished(tmp_path / "drafts") == []


def test_a_draft_that_cannot_be_read_or_written_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "item-new.json").write_text('{"values": 3')
    assert DraftFile(tmp_path, "item-new").load() is None
    assert not DraftFile(tmp_path / "item-new.json", "other").save("t", {})


async def test_both_texts_of_a_conflict_are_shown_and_the_choice_is_saved() -> None:
    conflict = Conflict(
        "P07-12 was changed meanwhile.",
        who="Omar",
        fields=[
            FieldConflict("title", "Draft", "Draft the Spanish text", "Draft both texts"),
            FieldConflict("notes", "", "my note", "a note of Omar"),
        ],
    )
    saving = Saving(conflict)
    app = make_app(Programme.of(("one",)))
    async with running(app, (120, 40)) as pilot:
        await app.push_screen(Form(saving.spec()))
        await pilot.press(*"Draft the Span", "tab", "tab", *"my note", "ctrl+s")
        await settled(app, pilot)
        assert isinstance(app.screen, ConflictDialog)
        text = picture(app)
        for words in ("Omar changed this", "Draft the Spanish text", "Draft both texts", "my note", "a note of Omar"):
            assert words in text
        await pilot.press("t", "tab", "m", "ctrl+s")
        await settled(app, pilot)
        assert saving.saved[0]["title"] == "Draft both texts"
        assert saving.saved[0]["notes"] == "my note"


async def test_a_form_that_is_saved_under_a_list_of_choices_closes_with_it() -> None:
    saving = Saving()
    app = make_app(Programme.of(("one",)))
    async with running(app) as pilot:
        form = Form(saving.spec())
        await app.push_screen(form)
        await pilot.press(*"Call home", "tab", "enter")
        await settled(app, pilot)
        over = [type(app.screen)]
        form.action_save()
        for key in ("down", "escape"):
            await settled(app, pilot)
            over.append(type(app.screen))
            await pilot.press(key)
        await settled(app, pilot)
        assert over == [Pick, Pick, Pick]
        assert len(app.screen_stack) == 1
        assert len(saving.saved) == 1


async def test_no_list_of_choices_opens_over_a_form_that_is_being_saved() -> None:
    app = make_app(Programme.of(("one",)))
    async with running(app) as pilot:
        form = Form(Saving().spec())
        await app.push_screen(form)
        await pilot.press(*"Call home")
        form.action_save()
        line = form.query_one(ChoiceLine)
        form.on_choice_line_wanted(ChoiceLine.Wanted(line))
        await settled(app, pilot)
        assert len(app.screen_stack) == 1


async def test_going_back_from_a_conflict_loses_nothing() -> None:
    saving = Saving(Conflict("Changed.", fields=[FieldConflict("title", "a", "mine", "theirs")]))
    app = make_app(Programme.of(("one",)))
    async with running(app) as pilot:
        await app.push_screen(Form(saving.spec()))
        await pilot.press(*"mine", "ctrl+s")
        await settled(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Form)
        assert app.screen.values["title"] == "mine"


async def test_the_confirming_key_differs_from_the_one_that_asked() -> None:
    answers: list[bool | None] = []
    app = make_app(Programme.of(("one",)))
    async with running(app) as pilot:
        app.push_screen(Confirm("Drop 3 items?", "drop them", started_by="y"), answers.append)
        await pilot.press("y")
        await pilot.pause()
        assert answers == []
        await pilot.press("o")
        await pilot.pause()
        assert answers == [True]
