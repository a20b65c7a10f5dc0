"""One entry for each intent, nothing past the journal, a repeated operation done once, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.store.reading.reader import Reader, Record
from pilotboard.store.writing.engine import UnannouncedWrite
from pilotboard.store.writing.tables import Site
from pilotboard.store.writing.unit import Tx, new_operation_id
from pilotboard.usecases import history, items, memberships, organisation, people, pilots, sites, teams
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_board, a_pilot, a_site, a_team, an_item, make_store
from tests.usecases.content import content


@pytest.fixture
def ws(store_url: str) -> Iterator[Workspace]:
    """A new store, on SQLite and on PostgreSQL."""
    made = make_store(store_url)
    yield made
    made.close()


def lines(ws: Workspace, entry: int) -> list[Record]:
    """What an entry did: table, row, kind of change, before, after."""

    def query(reader: Reader) -> list[Record]:
        return reader.rows(
            "SELECT table_name, row_id, change, before, after FROM journal_row WHERE entry_id = :entry ORDER BY id",
            entry=entry,
        )

    return ws.read(query)


def test_an_added_row_is_kept_by_its_key_a_changed_one_by_what_changed(ws: Workspace) -> None:
    key = a_site(ws, "Lincoln")
    added = history.history(ws)[0]
    assert (added.said, added.actor, added.action, added.keys) == (
        f"Added {key} Lincoln.",
        "Ana Ruiz",
        "sites.add",
        (key,),
    )
    assert lines(ws, added.id) == [("site", 1, "added", None, None)]
    changed = sites.edit_site(ws, key, {"focal": True, "name": "Lincoln"})
    ((table, row, change, before, after),) = lines(ws, changed.entry)
    assert (table, row, change) == ("site", 1, "changed")
    assert (json.loads(before), json.loads(after)) == ({"focal": False}, {"focal": True})
    removed = sites.remove_site(ws, key)
    ((_, _, change, before, after),) = lines(ws, removed.entry)
    assert (change, after, json.loads(before)["name"]) == ("removed", None, "Lincoln")


def test_what_changes_nothing_leaves_no_entry(ws: Workspace) -> None:
    key = a_site(ws, "Lincoln")
    newest = ws.newest_entry()
    outcome = sites.edit_site(ws, key, {"name": "Lincoln"})
    assert (outcome.entry, outcome.said) == (0, f"{key} was like that already.")
    assert ws.newest_entry() == newest


def test_a_raw_statement_is_refused(ws: Workspace) -> None:
    key = a_site(ws, "Lincoln")
    before = content(ws)

    def past_the_journal(tx: Tx) -> Written:
        tx.session.execute(text("UPDATE site SET name = 'Elsewhere'"))
        return Written("Nobody shall read this.")

    with pytest.raises(UnannouncedWrite, match="UPDATE site"):
        ws.write("sites.edit", past_the_journal)
    assert content(ws) == before
    assert sites.show_site(ws, key).row.name == "Lincoln"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM site",
        "  insert into label (name, folded) values ('x', 'x')",
        "\n-- a remark\nDELETE FROM site",
        "/* so */ UPDATE site SET name = 'x'",
        "WITH gone AS (SELECT id FROM site) DELETE FROM site WHERE id IN (SELECT id FROM gone)",
    ],
)
def test_however_it_is_written(ws: Workspace, statement: str) -> None:
    a_site(ws)

    def past_the_journal(tx: Tx) -> Written:
        tx.session.execute(text(statement))
        return Written("Nobody shall read this.")

    with pytest.raises(UnannouncedWrite):
        ws.write("sites.edit", past_the_journal)


def test_a_row_changed_without_a_verb_is_refused(ws: Workspace) -> None:
    a_site(ws, "Lincoln")

    def past_the_verbs(tx: Tx) -> Written:
        found = tx.get(Site, 1)
        assert found is not None
        found.name = "Elsewhere"
        tx.session.flush()
        return Written("Nobody shall read this.")

    with pytest.raises(UnannouncedWrite):
        ws.write("sites.edit", past_the_verbs)


def test_what_fails_half_way_has_done_nothing(ws: Workspace) -> None:
    _, _, keys = a_board(ws, 2)
    before, newest = content(ws), ws.newest_entry()
    with pytest.raises(NotFound):
        items.move_items(ws, [*keys, "P01-99"], "doing")
    with pytest.raises(InvalidInput, match="needs a reason"):
        items.move_items(ws, keys, "dropped")
    assert content(ws) == before
    assert ws.newest_entry() == newest


Act = Callable[[Workspace, str], Outcome]
ACTS: dict[str, Act] = {
    "site": lambda ws, once: sites.add_site(ws, {"name": "Lincoln"}, once),
    "person": lambda ws, once: people.add_person(ws, {"name": "Ben Okafor"}, once),
    "team": lambda ws, once: teams.add_team(ws, {"name": "Heron"}, once),
    "pilot": lambda ws, once: pilots.add_pilot(ws, {"title": "Reading texts"}, once),
    "item": lambda ws, once: items.add_item(ws, "P-01", {"title": "Call"}, once),
    "edit": lambda ws, once: items.edit_item(ws, "P01-01", {"title": "Call"}, operation_id=once),
    "move": lambda ws, once: items.move_items(ws, ["P01-01"], "doing", operation_id=once),
    "note": lambda ws, once: items.add_note(ws, "P01-01", "Asked", once),
    "split": lambda ws, once: items.split_item(ws, "P01-01", ["More"], once),
    "join": lambda ws, once: memberships.join_team(ws, "T-01", {"person": "me"}, once),
    "dissolve": lambda ws, once: teams.dissolve_team(ws, "T-01", operation_id=once),
    "word": lambda ws, once: organisation.set_label(ws, "item", "job", once),
    "remove": lambda ws, once: items.remove_items(ws, ["P01-01"], once),
    "undo": lambda ws, once: history.undo(ws, operation_id=once),
}


def test_a_repeated_operation_is_done_once(ws: Workspace) -> None:
    """Each act twice with one id: the second time the first outcome is read back and nothing changes."""
    an_item(ws, a_pilot(ws, team=a_team(ws)))
    for name, act in ACTS.items():
        once = new_operation_id()
        first = act(ws, once)
        after, newest = content(ws), ws.newest_entry()
        again = act(ws, once)
        assert again == first._replace(repeated=True), name
        assert (content(ws), ws.newest_entry()) == (after, newest), name
        if name != "undo":
            history.undo(ws)
