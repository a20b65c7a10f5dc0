"""Taking back and doing again: chains, the next day, by somebody else, and what is refused with which names."""

from __future__ import annotations

import pytest

from pilotboard.domain.errors import NotFound, Refusal, UndoRefused
from pilotboard.store.writing import order
from pilotboard.usecases import history, items, memberships, organisation, people, pilots, sites, teams
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_person, a_pilot, a_site, a_team, an_item, as_user, some_items
from tests.usecases.content import content


def keys(ws: Workspace, scope: str) -> list[str]:
    return [row.key for row in items.list_items(ws, scope=scope).rows]


def test_a_chain_goes_back_and_forth(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws)
    key = an_item(ws, pilot, "One")
    for title in ("Two", "Three", "Four"):
        items.edit_item(ws, key, {"title": title})
    titles = []
    for step in (history.undo, history.undo, history.redo, history.undo, history.undo, history.redo, history.redo):
        step(ws)
        titles.append(items.show_item(ws, key).row.title)
    assert titles == ["Three", "Two", "Three", "Two", "One", "Two", "Three"]
    assert history.redo(ws).said == f"Redone: Changed {key} Four."
    with pytest.raises(Refusal, match="nothing to redo"):
        history.redo(ws)


def test_something_new_ends_redoing(ws: Workspace) -> None:
    key = an_item(ws, a_pilot(ws), "One")
    items.edit_item(ws, key, {"title": "Two"})
    history.undo(ws)
    items.edit_item(ws, key, {"estimate": 3})
    with pytest.raises(Refusal, match="nothing to redo"):
        history.redo(ws)


def test_a_bulk_move_is_undone_by_one_key_also_the_next_day(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws)
    moved = some_items(ws, pilot, 50)
    items.move_items(ws, moved, "doing")
    tomorrow = as_user(ws, "ana.ruiz", days_later=1)
    said = history.undo(tomorrow).said
    assert said == f"Undone: Moved {moved[0]}, {moved[1]} and 48 more to Doing."
    assert {row.state for row in items.list_items(ws).rows} == {"backlog"}
    tomorrow.close()


def test_everybody_takes_back_what_is_theirs(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    mine, theirs = some_items(ws, pilot, 2)
    a_person(ws, "Ben Okafor")
    ben = as_user(ws, "ben.okafor")
    items.edit_item(ws, mine, {"title": "Mine"})
    items.edit_item(ben, theirs, {"title": "Theirs"})
    assert history.undo(ws).keys == (mine,)
    with pytest.raises(UndoRefused, match="undone already"):
        history.undo(ben, entry=history.history(ws)[2].id)
    entry = next(entry for entry in history.history(ws) if entry.actor == "Ben Okafor")
    assert history.undo(ws, entry.id).keys == (theirs,)
    ben.close()


def test_refused_with_names_when_one_of_many_was_changed_since(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws)
    moved = some_items(ws, pilot, 50)
    items.move_items(ws, moved, "doing")
    a_person(ws, "Ben Okafor")
    ben = as_user(ws, "ben.okafor")
    items.edit_item(ben, moved[17], {"title": "Changed meanwhile"})
    entry = next(entry for entry in history.history(ws) if entry.action == "items.move")
    before = content(ws)
    with pytest.raises(UndoRefused, match=f"changed since by Ben Okafor: {moved[17]}") as refused:
        history.undo(ws, entry.id)
    assert refused.value.rows == (moved[17],)
    assert content(ws) == before
    history.undo(ben)
    assert history.undo(ws, entry.id).keys == tuple(moved)
    ben.close()


def test_refused_when_a_note_was_hung_on_the_added_item(either: Workspace) -> None:
    ws = either
    pilot = a_pilot(ws)
    key = an_item(ws, pilot)
    a_person(ws, "Ben Okafor")
    ben = as_user(ws, "ben.okafor")
    items.add_note(ben, key, "I have begun this one")
    added = next(entry for entry in history.history(ws) if entry.action == "items.add")
    with pytest.raises(UndoRefused, match=f"used since by Ben Okafor: {key}") as refused:
        history.undo(ws, added.id)
    assert refused.value.rows == (key,)
    assert [note.text for note in items.show_item(ws, key).notes] == ["I have begun this one"]
    history.undo(ben)
    history.undo(ws, added.id)
    with pytest.raises(NotFound):
        items.show_item(ws, key)
    ben.close()


def test_refused_when_the_name_was_taken_meanwhile(either: Workspace) -> None:
    ws = either
    key = a_team(ws, "Heron")
    teams.remove_team(ws, key)
    a_team(ws, "Heron")
    removal = next(entry for entry in history.history(ws) if entry.action == "teams.remove")
    with pytest.raises(UndoRefused, match="There is a team of that name already"):
        history.undo(ws, removal.id)


def test_a_removed_thing_is_still_named(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    key = an_item(ws, pilot)
    items.edit_item(ws, key, {"title": "Two"})
    items.remove_items(as_user(ws, "ben"), [key])
    with pytest.raises(UndoRefused, match=f"changed since by ben: {key}"):
        history.undo(ws)


def test_an_item_comes_back_behind_its_neighbour(ws: Workspace) -> None:
    """Also when the ranks around it are no longer the ones it left (so a stored rank alone would misplace it)."""
    pilot = a_pilot(ws)
    one, two, three = some_items(ws, pilot, 3)
    items.remove_items(ws, [two])
    items.rank_items(ws, [three], before=one)
    history.undo(ws)
    history.undo(ws)
    assert keys(ws, pilot) == [one, two, three]


def test_without_the_neighbour_it_would_be_misplaced(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "note_place", lambda tx, item: None)
    with pytest.raises(AssertionError):
        test_an_item_comes_back_behind_its_neighbour(ws)


def test_a_moved_pilots_items_come_back_to_their_places(either: Workspace) -> None:
    ws = either
    team, _, first = a_board(ws, 2)
    other = a_pilot(ws, team=team)
    second = some_items(ws, other, 2)
    items.rank_items(ws, [second[0]], before=first[0])
    before = keys(ws, team)
    assert before == [second[0], *first, second[1]]
    elsewhere, _, others = a_board(ws, 2)
    pilots.move_pilot(ws, other, elsewhere)
    assert keys(ws, team) == first
    assert keys(ws, elsewhere) == [*others, *second]
    items.rank_items(ws, [first[1]], before=first[0])
    history.undo(ws)
    history.undo(ws)
    assert keys(ws, team) == before
    assert keys(ws, elsewhere) == others
    history.redo(ws)
    assert keys(ws, elsewhere) == [*others, *second]


def test_a_dissolved_team_is_put_together_again(either: Workspace) -> None:
    ws = either
    team, _, _ = a_board(ws, 3)
    closed = a_pilot(ws, team=team)
    pilots.close_pilot(ws, closed)
    memberships.join_team(ws, team, {"person": "me"})
    before = content(ws)
    teams.dissolve_team(ws, team)
    assert teams.show_team(ws, team).row.dissolved_on == ws.today()
    history.undo(ws)
    assert content(ws) == before


def test_a_label_stays_known_to_others_who_wear_it(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    mine, theirs = some_items(ws, pilot, 2)
    items.add_labels(ws, [mine], ["Urgent"])
    items.add_labels(as_user(ws, "ben"), [theirs], ["urgent"])
    history.undo(ws)
    assert [row.labels for row in items.list_items(ws).rows] == [(), ("Urgent",)]
    history.redo(ws)
    assert [row.labels for row in items.list_items(ws).rows] == [("Urgent",), ("Urgent",)]


def test_undo_is_not_stuck_where_nothing_is_left_to_turn_back(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    one, two, three = some_items(ws, pilot, 3)
    moved = items.rank_items(ws, [two], after=three).entry
    items.rank_items(ws, [one], before=two)
    assert keys(ws, pilot) == [three, one, two]
    assert history.undo(ws, moved).entry > moved
    assert keys(ws, pilot) == [three, one, two]
    with pytest.raises(UndoRefused, match="undone already"):
        history.undo(ws, moved)


def test_the_first_entry_stays(ws: Workspace) -> None:
    with pytest.raises(UndoRefused, match="cannot be undone"):
        history.undo(ws, 1)
    with pytest.raises(NotFound, match="no entry 99"):
        history.undo(ws, 99)


def test_numbers_are_never_given_again(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    first = an_item(ws, pilot)
    history.undo(ws)
    assert an_item(ws, pilot) == first.replace("01", "02").replace("P02", "P01")
    team = a_team(ws)
    history.undo(ws)
    assert a_team(ws) != team


@pytest.mark.parametrize("noun", ["site", "person", "team", "pilot", "membership", "word"])
def test_every_noun_goes_back(ws: Workspace, noun: str) -> None:
    team, site, person = a_team(ws), a_site(ws), a_person(ws)
    pilot = a_pilot(ws)
    memberships.join_team(ws, team, {"person": person})
    before = content(ws)
    match noun:
        case "site":
            sites.edit_site(ws, site, {"name": "Elsewhere", "focal": True, "population": 214})
        case "person":
            people.edit_person(ws, person, {"site": site, "role": "coach"})
        case "team":
            teams.edit_team(ws, team, {"charter": "We test."})
        case "pilot":
            pilots.edit_pilot(ws, pilot, {"team": team, "sites": [site], "coach": person, "decision_due": ws.today()})
        case "membership":
            one = memberships.find_memberships(ws, team, person)[0]
            memberships.change_membership(ws, one.id, {"share": 20}, from_day=ws.today().replace(month=5))
        case _:
            organisation.set_label(ws, "item", "job")
    assert content(ws) != before
    history.undo(ws)
    assert content(ws) == before
