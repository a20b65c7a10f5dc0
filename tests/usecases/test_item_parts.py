"""What hangs on items: notes, links, checklists, labels."""

from __future__ import annotations

import pytest

from pilotboard.domain.errors import InvalidInput, NotFound, Refusal
from pilotboard.usecases import history, items
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_pilot, an_item, as_user, some_items


def test_a_path_through_parts(either: Workspace) -> None:
    ws = either
    key = an_item(ws, a_pilot(ws))
    assert items.add_note(ws, key, "Asked the district.\nNo answer yet.").said == f"Noted on {key}."
    assert items.add_link(ws, key, "https://example.org/list", "The list").said == f"Linked The list to {key}."
    assert items.add_criterion(ws, key, "Two people read it").said == (
        f"Added to the acceptance criteria of {key}: Two people read it"
    )
    items.add_criterion(ws, key, "It is short")
    detail = items.show_item(ws, key)
    assert [(note.who, note.text, note.at) for note in detail.notes] == [
        ("Ana Ruiz", "Asked the district.\nNo answer yet.", ws.now())
    ]
    assert [(link.url, link.title) for link in detail.links] == [("https://example.org/list", "The list")]
    assert [(line.text, line.met) for line in detail.criteria] == [
        ("Two people read it", False),
        ("It is short", False),
    ]
    first, second = detail.criteria
    assert items.check_criterion(ws, key, first.id).said == f"Met on {key}: Two people read it"
    assert items.check_criterion(ws, key, first.id).entry == 0
    assert items.edit_criterion(ws, key, second.id, "It is short enough").entry > 0
    row = items.show_item(ws, key).row
    assert (row.criteria_met, row.criteria_total, row.note_count) == (1, 2, 1)
    assert items.check_criterion(ws, key, first.id, False).said == f"Not met after all on {key}: Two people read it"
    items.remove_criterion(ws, key, first.id)
    items.remove_link(ws, key, detail.links[0].id)
    items.remove_note(ws, key, detail.notes[0].id)
    detail = items.show_item(ws, key)
    assert ([line.text for line in detail.criteria], detail.links, detail.notes) == (["It is short enough"], (), ())
    for _ in range(3):
        history.undo(ws)
    detail = items.show_item(ws, key)
    assert (detail.criteria[0].text, len(detail.links), len(detail.notes)) == (
        "Two people read it",
        1,
        1,
    )


def test_labels_of_many(either: Workspace) -> None:
    ws = either
    keys = some_items(ws, a_pilot(ws), 3)
    items.add_labels(ws, keys[:2], ["Urgent", "paper"])
    said = items.add_labels(ws, keys, ["URGENT"])
    assert (said.said, said.keys) == (f"Labelled URGENT: {keys[2]}.", (keys[2],))
    assert [row.labels for row in items.list_items(ws).rows] == [("Urgent", "paper"), ("Urgent", "paper"), ("Urgent",)]
    said = items.remove_labels(ws, keys, ["Paper"])
    assert said.keys == tuple(keys[:2])
    assert [row.labels for row in items.list_items(ws).rows] == [("Urgent",)] * 3
    assert items.remove_labels(ws, keys, ["unknown"]).entry == 0


def test_an_item_wears_thirty_labels_at_most(ws: Workspace) -> None:
    key = an_item(ws, a_pilot(ws), labels=[f"label {number}" for number in range(29)])
    items.add_labels(ws, [key], ["one more"])
    with pytest.raises(InvalidInput, match="1 too many"):
        items.add_labels(ws, [key], ["too many"])


def test_a_note_is_taken_away_by_its_writer_only(ws: Workspace) -> None:
    key = an_item(ws, a_pilot(ws))
    a_person(ws, "Ben Okafor")
    items.add_note(as_user(ws, "ben.okafor"), key, "Mine")
    note = items.show_item(ws, key).notes[0]
    assert note.who == "Ben Okafor"
    with pytest.raises(Refusal, match=r"ben\.okafor's"):
        items.remove_note(ws, key, note.id)
    items.remove_note(as_user(ws, "ben.okafor"), key, note.id)


def test_a_part_is_one_of_that_item(ws: Workspace) -> None:
    pilot = a_pilot(ws)
    mine, other = some_items(ws, pilot, 2)
    items.add_criterion(ws, mine, "One")
    line = items.show_item(ws, mine).criteria[0]
    with pytest.raises(NotFound, match=f"{other} has no such line"):
        items.check_criterion(ws, other, line.id)
    with pytest.raises(NotFound, match="no such link"):
        items.remove_link(ws, mine, 7)
    with pytest.raises(NotFound, match="no such note"):
        items.remove_note(ws, mine, 7)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "example.org", "https://", "https://a b", "", "x" * 2001]
)
def test_only_web_and_mail_addresses_are_links(ws: Workspace, url: str) -> None:
    key = an_item(ws, a_pilot(ws))
    with pytest.raises(InvalidInput):
        items.add_link(ws, key, url)


def test_empty_texts_are_refused(ws: Workspace) -> None:
    key = an_item(ws, a_pilot(ws))
    with pytest.raises(InvalidInput, match="at least one visible character"):
        items.add_note(ws, key, " \n ")
    with pytest.raises(InvalidInput, match="at least one visible character"):
        items.add_criterion(ws, key, "\u200b")
    with pytest.raises(InvalidInput, match="at least one visible character"):
        items.block_items(ws, [key], "")


def test_finding_follows_a_changed_line(ws: Workspace) -> None:
    from pilotboard.usecases.find import find

    key = an_item(ws, a_pilot(ws))
    items.add_criterion(ws, key, "zeppelin")
    items.edit_criterion(ws, key, items.show_item(ws, key).criteria[0].id, "ballon")
    assert find(ws, "zeppelin") == []
    assert [hit.key for hit in find(ws, "ballon")] == [key]
