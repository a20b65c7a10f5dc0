"""Retrospectives from opening to close, their actions, and the coach's list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pilotboard.domain.errors import Conflict, InvalidInput, NotFound, Refusal, UndoRefused
from pilotboard.domain.retros import RetroPhase
from pilotboard.usecases import (
    history,
    items,
    memberships,
    retro_actions,
    retro_changes,
    retro_notes,
    retros,
    sprint_life,
)
from pilotboard.usecases.workspace import Workspace
from tests.builders import DAY, a_person, a_pilot, a_team, as_user

SOON = DAY + timedelta(days=9)
PEOPLE = ("Ben Okoro", "Cleo Diaz", "Dan Abel", "Eve Lund")


def a_full_team(ws: Workspace) -> str:
    """A team of five with one pilot."""
    team = a_team(ws, "Team Heron")
    for name in ("Ana Ruiz", *(PEOPLE)):
        if name != "Ana Ruiz":
            a_person(ws, name)
        memberships.join_team(ws, team, {"person": name, "start": date(2026, 1, 5)})
    a_pilot(ws, "Reading texts", team=team)
    return team


def a_retro(ws: Workspace, team: str, *texts: str, **more: object) -> str:
    key = retros.open_retro(ws, {"team": team, **more}).keys[0]
    for text in texts:
        retro_notes.write_note(ws, key, "start", text)
    return key


def test_notes_are_hidden_until_they_are_shown_and_dots_come_after(either: Workspace) -> None:
    key = a_retro(either, a_full_team(either), "Ask the office first", "A shared list", "Meet at noon")
    found = retros.show_retro(either, key)
    assert (found.notes, dict(found.note_counts)["start"], found.row.writers) == ((), 3, 5)
    with pytest.raises(Refusal, match="hidden notes"):
        retro_notes.vote(either, key, 1)
    assert "3 writers" in retros.show_notes(either, key).said
    cards = retros.show_retro(either, key).notes
    assert {card.author for card in cards} == {None}
    retro_notes.vote(either, key, cards[2].id, 2)
    retro_notes.vote(either, key, str(cards[2].id)[-6:], -1)
    after = retros.show_retro(either, key).notes
    assert (after[0].id, after[0].dots) == (cards[2].id, 1)
    nobodys = next(
        str(digit) * 3 for digit in range(10) if not any(str(card.id).endswith(str(digit)) for card in cards)
    )
    with pytest.raises(NotFound):
        retro_notes.vote(either, key, nobodys)


def test_anonymous_notes_leave_no_entry_and_only_the_counter_moves(either: Workspace) -> None:
    key = a_retro(either, a_full_team(either))
    before, version = either.newest_entry(), retros.show_retro(either, key).row.version
    outcome = retro_notes.write_note(either, key, "Stop", "Two texts on one day")
    assert (outcome.entry, either.newest_entry()) == (0, before)
    assert retros.notes_changed(either, key) == 1
    assert retros.show_retro(either, key).row.version == version


def test_named_notes_are_in_the_journal_and_can_be_taken_back(either: Workspace) -> None:
    key = a_retro(either, a_full_team(either), "A shared list", anonymous=False)
    history.undo(either)
    assert retros.show_retro(either, key).row.notes == 0
    history.redo(either)
    retros.show_notes(either, key)
    assert [(card.text, card.author) for card in retros.show_retro(either, key).notes] == [
        ("A shared list", "Ana Ruiz")
    ]


def test_fewer_than_three_writers_stay_hidden(ws: Workspace) -> None:
    team = a_full_team(ws)
    key = a_retro(ws, team, "One", "Two", "Three", participants=("Ana Ruiz", "Ben Okoro"))
    with pytest.raises(Refusal, match="need 3 writers; there are 2"):
        retros.show_notes(ws, key)
    retros_row = retros.show_retro(ws, key).row
    assert retros_row.phase == RetroPhase.COLLECT


def test_two_notes_cannot_come_from_three_writers(ws: Workspace) -> None:
    key = a_retro(ws, a_full_team(ws), "One", "Two")
    with pytest.raises(Refusal, match="there are 2"):
        retros.show_notes(ws, key)


def test_a_talk_without_notes_goes_on_to_actions(ws: Workspace) -> None:
    key = a_retro(ws, a_full_team(ws))
    retros.show_notes(ws, key)
    assert retros.show_retro(ws, key).row.phase == RetroPhase.ACT


def test_a_retry_of_a_note_writes_it_once(ws: Workspace) -> None:
    from pilotboard.domain.changes import Written
    from pilotboard.store.writing import retros as writing
    from pilotboard.store.writing.unit import Tx

    key = a_retro(ws, a_full_team(ws))

    def work(tx: Tx) -> Written:
        writing.add_notes(tx, writing.retro(tx, 1), [(77, "start", "Once", 0)], "ana.ruiz")
        return Written("Wrote.")

    ws.write("retros.note", work)
    ws.write("retros.note", work)
    assert retros.show_retro(ws, key).row.notes == 1


def test_more_than_three_actions_ask_which_three(either: Workspace) -> None:
    key = a_retro(either, a_full_team(either))
    retros.show_notes(either, key)
    keys = [
        retro_actions.add_action(either, key, {"text": f"Try {n}", "owner": "me", "due": SOON}).keys[0]
        for n in range(4)
    ]
    with pytest.raises(InvalidInput, match="Which three"):
        retros.close_retro(either, key)
    retros.close_retro(either, key, {"actions": keys[:3]})
    rows = retro_actions.list_actions(either).rows
    assert [row.key for row in rows if row.open] == keys[:3]
    assert rows[-1].drop_reason == retros.NOT_CHOSEN


def test_the_close_destroys_anonymous_notes_for_good(either: Workspace) -> None:
    key = a_retro(either, a_full_team(either), "One", "Two", "Three")
    retros.show_notes(either, key)
    assert retros.closing(either, key).words == "3 notes are destroyed for good; 0 actions stay."
    retros.close_retro(either, key)
    found = retros.show_retro(either, key)
    assert (found.row.notes, found.notes, found.row.phase) == (0, (), RetroPhase.CLOSED)
    with pytest.raises(UndoRefused):
        history.undo(either)


def test_a_close_that_keeps_notes_can_be_undone(ws: Workspace) -> None:
    key = a_retro(ws, a_full_team(ws), "One", "Two", "Three")
    retros.show_notes(ws, key)
    retros.close_retro(ws, key, {"notes": "keep"})
    history.undo(ws)
    found = retros.show_retro(ws, key)
    assert (found.row.phase, len(found.notes)) == (RetroPhase.ACT, 3)


def test_the_next_one_opens_with_the_open_actions(either: Workspace) -> None:
    team = a_full_team(either)
    first = a_retro(either, team)
    retros.show_notes(either, first)
    made = [
        retro_actions.add_action(either, first, {"text": text, "owner": "Ben Okoro", "due": SOON}).keys[0]
        for text in ("Shorten the form", "Ask ten families", "Buy a clock")
    ]
    retros.close_retro(either, first)
    later = as_user(either, "ana.ruiz", days_later=14)
    second = a_retro(later, team)
    found = retros.show_retro(later, second)
    assert [one.key for one in found.before] == made
    assert found.before[0].words(later.today()) == "14 d old, 5 d late"
    retro_actions.carry_action(later, made[0], later.today() + timedelta(days=7))
    retro_actions.finish_action(later, made[1])
    retro_actions.drop_action(later, made[2], "There is one in the hall")
    (left,) = retros.show_retro(later, second).before
    assert (left.key, left.carried) == (made[0], 1)
    with pytest.raises(Refusal, match="done already"):
        retro_actions.finish_action(later, made[1])
    later.close()


def test_an_action_becomes_an_item_in_one_act(either: Workspace) -> None:
    key = a_retro(either, a_full_team(either))
    action = retro_actions.add_action(
        either, key, {"text": "Shorten the form", "owner": "Ben Okoro", "due": SOON}
    ).keys[0]
    item = retro_actions.item_from_action(either, action).keys[1]
    found = items.show_item(either, item).row
    assert (found.title, found.assignee, found.due) == ("Shorten the form", "Ben Okoro", SOON)
    assert retro_actions.show_action(either, action).item_key == item
    history.undo(either)
    assert retro_actions.show_action(either, action).item_key is None
    with pytest.raises(NotFound):
        items.show_item(either, item)


def test_an_action_needs_an_owner_and_a_day_that_comes(ws: Workspace) -> None:
    key = a_retro(ws, a_full_team(ws))
    with pytest.raises(InvalidInput, match="owner"):
        retro_actions.add_action(ws, key, {"text": "Something", "owner": "nobody", "due": SOON})
    with pytest.raises(InvalidInput, match="before the retrospective"):
        retro_actions.add_action(ws, key, {"text": "Something", "owner": "me", "due": DAY - timedelta(days=1)})
    assert retro_actions.list_actions(ws).total == 0


def test_scribe_mode_keeps_lines_and_dots_or_nothing(either: Workspace) -> None:
    key = a_retro(either, a_full_team(either))
    with pytest.raises(InvalidInput, match="Line 1: "):
        retro_notes.scribe_notes(either, key, "no heading above\nStart\n- one")
    assert retros.show_retro(either, key).row.notes == 0
    said = retro_notes.scribe_notes(either, key, "Start\n- a shared list ...\n- ask first +2\n\n# Stop\ntwo texts").said
    assert said == f"Wrote 3 notes in {key}: Start 2, Stop 1, Continue 0."
    retros.show_notes(either, key)
    assert [(card.text, card.dots) for card in retros.show_retro(either, key).notes] == [
        ("a shared list", 3),
        ("ask first", 2),
        ("two texts", 0),
    ]


def test_leaders_see_what_the_team_released(ws: Workspace) -> None:
    key = a_retro(ws, a_full_team(ws), "One", "Two", "Three")
    retros.show_notes(ws, key)
    retro_actions.add_action(ws, key, {"text": "Shorten the form", "owner": "me", "due": SOON})
    a_person(ws, "Lee Vance", role="leader")
    leader = as_user(ws, "lee.vance")
    assert (retros.show_retro(leader, key).actions, retro_actions.list_actions(leader).total) == ((), 0)
    retros.release_retro(ws, key)
    found = retros.show_retro(leader, key)
    assert (len(found.actions), found.notes, retro_actions.list_actions(leader).total) == (1, (), 1)
    leader.close()


def test_the_coachs_list_knows_silence_age_and_the_last_look_back(either: Workspace) -> None:
    team = a_full_team(either)
    quiet = a_team(either, "Team Owl")
    key = a_retro(either, team)
    retros.show_notes(either, key)
    retro_actions.add_action(either, key, {"text": "Shorten the form", "owner": "me", "due": SOON})
    retros.close_retro(either, key)
    later = as_user(either, "ana.ruiz", days_later=12)
    rows = retros.coach(later)
    assert [(row.team_key, row.silent) for row in rows] == [(quiet, True), (team, False)]
    assert (rows[1].retro_days, rows[1].overdue, rows[1].oldest_days) == (12, 1, 12)
    later.close()


def test_one_at_a_time(ws: Workspace) -> None:
    team = a_full_team(ws)
    key = a_retro(ws, team)
    with pytest.raises(Refusal, match=f"{key} of this team is not closed"):
        retros.open_retro(ws, {"team": team})


def test_day_sprint_and_format_are_changed_and_come_back(either: Workspace) -> None:
    team = a_full_team(either)
    key = a_retro(either, team)
    for whose in (team, a_team(either)):
        sprint_life.plan_sprint(either, {"team": whose, "start": DAY, "end": SOON, "goal": "G"})
    before = retro_changes.opened_retro(retros.show_retro(either, key).row)
    retro_changes.edit_retro(either, key, {"on": SOON, "sprint": "s1", "format": "four_ls"}, before)
    row = retros.show_retro(either, key).row
    assert (row.on, row.sprint_key, row.format) == (SOON, "S-1", "four_ls")
    with pytest.raises(InvalidInput, match="another team"):
        retro_changes.edit_retro(either, key, {"sprint": "S-2"})
    with pytest.raises(Conflict) as clash:
        retro_changes.edit_retro(either, key, {"on": DAY + timedelta(days=1)}, before)
    assert [one.name for one in clash.value.fields] == ["on"]
    assert not retro_changes.edit_retro(either, key, {"on": SOON}).entry
    history.undo(either)
    assert retro_changes.opened_retro(retros.show_retro(either, key).row).values == before.values


def test_a_format_stays_once_notes_stand_under_its_prompts(ws: Workspace) -> None:
    key = a_retro(ws, a_full_team(ws), "Ask the office first", "A shared list", "Meet at noon")
    with pytest.raises(Refusal, match="format stays"):
        retro_changes.edit_retro(ws, key, {"format": "four_ls"})
    assert retro_changes.edit_retro(ws, key, {"format": "start_stop_continue", "on": SOON}).entry
    retros.show_notes(ws, key)
    with pytest.raises(Refusal, match="shown already"):
        retro_changes.edit_retro(ws, key, {"format": "four_ls"})
    with pytest.raises(InvalidInput, match="has a day"):
        retro_changes.edit_retro(ws, key, {"on": None})
