from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotboard.domain.coaching import TeamPulse, coach_list
from pilotboard.domain.drafts import validate
from pilotboard.domain.drafts.retros import (
    ActionDropDraft,
    RetroActionChanges,
    RetroActionDraft,
    RetroCloseDraft,
    RetroDraft,
    RetroNoteDraft,
)
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.labels import Labels
from pilotboard.domain.matching import kept
from pilotboard.domain.retro_filter import action_subject
from pilotboard.domain.retro_formats import FORMATS, format_of
from pilotboard.domain.retros import (
    ActionRow,
    NoteCard,
    NotesAfter,
    RetroPhase,
    anonymity_words,
    check_action,
    check_actions,
    check_close,
    check_note,
    check_reveal,
    close_words,
    first_seen,
    mixed,
    open_words,
    reveal_warning,
    usual_notes_after,
    which_three,
)
from pilotboard.domain.scribe import MAX_NOTE, ScribeNote, parse_scribe, scribe_words
from tests.domain.nasty import NASTY
from tests.domain.test_sprints import impediment

DAY = date(2026, 11, 2)
USUAL = FORMATS[0]


def action(**values: object) -> ActionRow:
    """An open action of three weeks ago."""
    fields: dict[str, object] = {
        "id": 1,
        "key": "A-01",
        "retro_key": "R-01",
        "team_key": "T-03",
        "team": "Heron",
        "text": "Shorten the form",
        "owner": "Ana Ruiz",
        "owner_key": "U-05",
        "due": DAY + timedelta(days=4),
        "agreed_on": DAY - timedelta(days=21),
        "done_on": None,
        "drop_reason": "",
        "carried": 0,
        "item_key": None,
        "version": 1,
    }
    return ActionRow(**{**fields, **values})  # type: ignore[arg-type]  # values of a test


def test_formats_are_data() -> None:
    assert [prompt.key for prompt in USUAL.prompts] == ["start", "stop", "continue"]
    assert len({one.key for one in FORMATS}) == len(FORMATS)
    for one in FORMATS:
        assert len({prompt.key for prompt in one.prompts}) == len(one.prompts) >= 3
        assert format_of(one.name.upper()) == format_of(one.key) == format_of(one.key.replace("_", "-")) == one
    with pytest.raises(InvalidInput, match="There is no format") as caught:
        format_of("sailbot")
    assert "Did you mean sailboat?" in caught.value.hint


def test_notes_are_written_until_the_close() -> None:
    check_note(RetroPhase.COLLECT, "start", USUAL, "R-01")
    check_note(RetroPhase.ACT, "stop", USUAL, "R-01")
    with pytest.raises(Refusal):
        check_note(RetroPhase.CLOSED, "start", USUAL, "R-01")
    with pytest.raises(InvalidInput) as caught:
        check_note(RetroPhase.COLLECT, "wind", USUAL, "R-01")
    assert caught.value.hint == "Prompts are start, stop, continue."


@pytest.mark.parametrize(("writers", "shown", "warned"), [(0, False, False), (2, False, False), (3, True, True)])
def test_notes_without_names_need_three_writers(writers: int, shown: bool, warned: bool) -> None:
    if shown:
        check_reveal(RetroPhase.COLLECT, anonymous=True, writers=writers, retro_key="R-01")
    else:
        with pytest.raises(Refusal, match="need 3 writers") as caught:
            check_reveal(RetroPhase.COLLECT, anonymous=True, writers=writers, retro_key="R-01")
        assert caught.value.kept == "The notes stay hidden."
    assert bool(reveal_warning(anonymous=True, writers=writers)) is warned
    check_reveal(RetroPhase.COLLECT, anonymous=False, writers=writers, retro_key="R-01")


def test_from_five_writers_on_nobody_is_warned_and_shown_is_shown() -> None:
    assert reveal_warning(anonymous=True, writers=4) == "There are 4 writers: people may guess who wrote what."
    assert reveal_warning(anonymous=True, writers=5) == reveal_warning(anonymous=False, writers=3) == ""
    with pytest.raises(Refusal, match="shown already"):
        check_reveal(RetroPhase.ACT, anonymous=True, writers=9, retro_key="R-01")
    assert "stored nowhere" in anonymity_words(anonymous=True)
    assert "Your name" in anonymity_words(anonymous=False)


def test_notes_are_mixed_by_their_random_numbers() -> None:
    notes = [
        NoteCard(9, "stop", "a", 0, None),
        NoteCard(7, "start", "b", 0, None),
        NoteCard(3, "start", "c", 0, None),
        NoteCard(8, "start", "d", 2, None),
        NoteCard(1, "gone", "e", 5, None),
    ]
    assert [note.text for note in mixed(notes, USUAL)] == ["d", "c", "b", "a", "e"]
    assert mixed(reversed(notes), USUAL) == mixed(notes, USUAL)


def test_actions_have_one_owner_and_a_day() -> None:
    check_action("Shorten the form", "Ana", DAY, DAY)
    wrong: list[tuple[str, str | None, date | None]] = [(" ", "Ana", DAY), ("x", None, DAY), ("x", " ", DAY)]
    for text, owner, due in [*wrong, ("x", "Ana", None)]:
        with pytest.raises(InvalidInput):
            check_action(text, owner, due, DAY)
    with pytest.raises(InvalidInput, match="before the retrospective"):
        check_action("x", "Ana", DAY - timedelta(days=1), DAY)


def test_more_than_three_actions_ask_which_three() -> None:
    four = ["A-01", "A-02", "A-03", "A-04"]
    assert which_three(four[:3]) == ""
    assert check_actions(four[:3], ()) == tuple(four[:3])
    assert check_actions(four, ["A-04", "A-01"]) == ("A-01", "A-04")
    for chosen in ((), four):
        with pytest.raises(InvalidInput, match="Which three matter most"):
            check_actions(four, chosen)
    with pytest.raises(InvalidInput, match="A-09 is no action"):
        check_actions(four, ["A-09"])


def test_age_carries_and_lateness_of_an_action() -> None:
    assert action().words(DAY) == "3 w old, due Fri 6 Nov"
    assert action(carried=2, due=DAY - timedelta(days=3)).words(DAY) == "3 w old, carried twice, 3 d late"
    assert action(carried=5, done_on=DAY).words(DAY) == "3 w old, carried 5 times"
    rows = [
        action(),
        action(id=2, agreed_on=DAY - timedelta(days=41), due=DAY - timedelta(days=1)),
        action(done_on=DAY),
    ]
    assert open_words(rows, DAY) == "2 open actions, the oldest 41 days old, 1 late"
    assert open_words(rows[2:], DAY) == "no open actions"
    assert [row.id for row in first_seen(rows)] == [2, 1]
    assert kept(rows, "open owner:ana", action_subject()) == rows[:2]


def test_closing() -> None:
    check_close(RetroPhase.ACT, "R-01")
    for phase in (RetroPhase.COLLECT, RetroPhase.CLOSED):
        with pytest.raises(Refusal):
            check_close(phase, "R-01")
    assert usual_notes_after(anonymous=True) == NotesAfter.DESTROY
    assert usual_notes_after(anonymous=False) == NotesAfter.KEEP
    assert close_words(12, NotesAfter.DESTROY, 1) == "12 notes are destroyed for good; 1 action stays."
    assert close_words(1, NotesAfter.KEEP, 2) == "1 note stays in the team; 2 actions stay."


TALK = """
Start
- a shared list of families            ...
2. ask the office first   +4
# STOP:
two texts on one day...
* calling at noon ••
continue
...
"""


def test_a_talk_written_down() -> None:
    scribed = parse_scribe(TALK, USUAL)
    assert scribed.problems == ()
    assert [note[1:] for note in scribed.notes] == [
        ("start", "a shared list of families", 3),
        ("start", "ask the office first", 4),
        ("stop", "two texts on one day...", 0),
        ("stop", "calling at noon", 2),
        ("continue", "...", 0),
    ]
    assert scribed.notes[0].line == 2
    assert scribe_words(scribed, USUAL) == "Start 2, Stop 2, Continue 1"


def test_lines_that_cannot_be_taken_are_told_with_their_number() -> None:
    scribed = parse_scribe(f"too early\n# Strat\nx\nstart\n{'y' * (MAX_NOTE + 4)}\nfine\x1b[2J", USUAL)
    assert [(problem.line, problem.message.split(".")[0]) for problem in scribed.problems] == [
        (1, "This line stands under no heading"),
        (2, '"# Strat" is no heading here'),
        (3, "This line stands under no heading"),
        (5, "4 characters over; a note is a sentence or two"),
    ]
    assert "Did you mean Start?" in scribed.problems[1].message
    assert scribed.notes == (ScribeNote(6, "start", "fine[2J", 0),)
    assert parse_scribe("start\n" + "x\n" * 3000, USUAL).problems[0].message == "There are more than 2,000 lines."


@given(st.lists(st.sampled_from([*NASTY, "start", "# stop", "x ..", "+9", "- ", "."]) | st.text(max_size=30)))
def test_any_talk_is_read(lines: list[str]) -> None:
    scribed = parse_scribe("\n".join(lines), USUAL)
    for note in scribed.notes:
        assert note.text.strip()
        assert 0 <= note.dots <= 99
        assert USUAL.prompt(note.prompt)


def test_the_coachs_list_begins_with_who_needs_somebody() -> None:
    now = datetime(2026, 11, 2, 12, tzinfo=UTC)
    teams = [
        TeamPulse("T-01", "Albatross", DAY - timedelta(days=7), DAY),
        TeamPulse("T-02", "Bittern", DAY - timedelta(days=60), DAY),
        TeamPulse("T-03", "Heron", DAY - timedelta(days=10), DAY - timedelta(days=1)),
        TeamPulse("T-04", "Otter", None, None),
        TeamPulse("T-05", "Kite", DAY - timedelta(days=3), DAY - timedelta(days=15)),
    ]
    stuck = [
        impediment(raised_at=now - timedelta(days=9)),
        impediment(id=2, raised_at=now - timedelta(days=12)),
        impediment(id=3, raised_at=now - timedelta(days=90), answered_at=now),
    ]
    late = action(team_key="T-02", due=DAY - timedelta(days=1))
    rows = coach_list(teams, [action(), late, action(done_on=DAY)], stuck, today=DAY, now=now)
    assert [(row.team, row.words()) for row in rows] == [
        ("Kite", "silent for 2 w"),
        ("Otter", "never active; never looked back"),
        ("Heron", "2 in the way, the oldest 12 d"),
        ("Bittern", "1 action late; last looked back 8 w ago"),
        ("Albatross", "all well"),
    ]
    assert [row.id for row in rows[2].waiting] == [2, 1]


def test_drafts_of_retros() -> None:
    draft = validate(RetroDraft, {"team": "T-03", "on": DAY, "format": "4 ls", "participants": ["ana", "ana"]})
    assert (draft.format, draft.anonymous, draft.participants) == ("four_ls", True, ("ana",))
    assert validate(RetroNoteDraft, {"prompt": "start", "text": "x\ny"}).text == "x\ny"
    assert validate(RetroActionDraft, {"text": "x", "owner": "me", "due": DAY}).owner == "me"
    assert validate(RetroActionChanges, {"due": DAY}).given() == {"due": DAY}
    assert validate(RetroCloseDraft, {"notes": "destroy"}).notes == NotesAfter.DESTROY
    for values in ({"text": "x", "owner": "me"}, {"text": "x", "due": DAY}, {"owner": "me", "due": DAY}):
        with pytest.raises(InvalidInput):
            validate(RetroActionDraft, values)
    for model, wrong in ((RetroDraft, {"team": "x", "on": DAY, "format": "none"}), (ActionDropDraft, {"reason": " "})):
        with pytest.raises(InvalidInput):
            validate(model, wrong)


@pytest.mark.parametrize("name", ["scrum", "plain"])
def test_phases_have_words(name: str) -> None:
    assert all(Labels(name)(f"phase.{phase}") for phase in RetroPhase)
