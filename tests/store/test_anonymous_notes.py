"""An attacker who holds the file, its journal, a dump of every table and two backups learns nobody's notes.

He knows even who wrote first, second, third: could he put the notes into the order in which they came, every note
would have its name. So each attack is an order of the notes, and none may agree with the true one more than chance.
Twins with a planted fault (ids that count up, notes written one behind the other) are found out.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from sqlalchemy import insert

from pilotboard.store.writing import retros as writing
from pilotboard.store.writing.tables import RetroNote
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases import memberships, retro_notes, retros
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_person, a_team, as_user, make_store

WRITERS = 6
SURE = 5.0
"""Standard deviations from chance that count as knowing something."""


class Evidence(NamedTuple):
    """What the attacker holds after a talk: the true order of the notes is what he is after."""

    order: list[str]
    file: bytes
    dump: dict[str, list[dict[str, Any]]]
    before: dict[str, list[dict[str, Any]]]
    backups: list[dict[str, list[dict[str, Any]]]]


@pytest.fixture
def team(sqlite_path: Path) -> Iterator[list[Workspace]]:
    """Six people of one team, each with a terminal of their own."""
    ws = make_store(str(sqlite_path))
    key = a_team(ws, "Team Heron")
    people = ["Ana Ruiz", *(f"Writer {place}" for place in "BCDEF")]
    for name in people:
        if name != "Ana Ruiz":
            a_person(ws, name)
        memberships.join_team(ws, key, {"person": name, "start": date(2026, 1, 5)})
    found = [as_user(ws, name.casefold().replace(" ", ".")) for name in people]
    yield found
    for one in (ws, *found):
        one.close()


def dump(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every table in the order in which it is stored, with the row numbers that SQLite keeps."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {
        name: [
            {key: row[key] for key in row.keys()}  # noqa: SIM118 - a sqlite3.Row is no mapping
            for row in connection.execute(f"SELECT rowid AS hidden, * FROM {name}")
        ]
        for name in names
    }
    connection.close()
    return found


def talk(team: list[Workspace], random: Random, tag: str) -> Evidence:
    """One retrospective in which everybody writes a note, in an order by lot; two backups fall between the notes."""
    key = retros.open_retro(team[0], {"team": "Team Heron"}).keys[0]
    path = team[0].location.path
    assert path is not None
    before = dump(path)
    turns = random.sample(range(WRITERS), WRITERS)
    order, backups = [], []
    for place, turn in enumerate(turns):
        text = f"note {tag} {random.getrandbits(40):010x}" + "x" * random.randrange(30)
        retro_notes.write_note(team[turn], key, random.choice(["start", "stop", "continue"]), text)
        order.append(text)
        if place in (1, 3):
            copy = path.with_name(f"backup-{place}.db")
            source, target = sqlite3.connect(path), sqlite3.connect(copy)
            source.backup(target)
            source.close()
            target.close()
            backups.append(dump(copy))
            copy.unlink()
    found = Evidence(order, path.read_bytes(), dump(path), before, backups)
    retros.show_notes(team[0], key)
    retros.close_retro(team[0], key)
    return found


def _notes(evidence: Evidence) -> list[dict[str, Any]]:
    return [row for row in evidence.dump["retro_note"] if row["text"] in evidence.order]


def _in_index(evidence: Evidence, row: dict[str, Any]) -> int:
    """Where the id stands in a record of an index (eight bytes, the highest first)."""
    return evidence.file.find(int(row["id"]).to_bytes(8, "big"))


ATTACKS: dict[str, Callable[[Evidence, dict[str, Any]], Any]] = {
    "the id": lambda _, row: row["id"],
    "the hidden row number": lambda _, row: row["hidden"],
    "where the text stands in the file": lambda held, row: held.file.find(row["text"].encode()),
    "where the last copy of the text stands": lambda held, row: held.file.rfind(row["text"].encode()),
    "where the id stands in the index": _in_index,
    "the order of the dump": lambda held, row: held.dump["retro_note"].index(row),
    "where it stands in the dump as JSON": lambda held, row: json.dumps(held.dump).find(row["text"]),
}


def agreement(evidence: Evidence, attack: str) -> float:
    """How far the attack's order agrees with the true one: 1 the same, -1 the reverse, about 0 by chance."""
    key = ATTACKS[attack]
    guessed = [row["text"] for row in sorted(_notes(evidence), key=lambda row: key(evidence, row))]
    apart = sum((guessed.index(text) - place) ** 2 for place, text in enumerate(evidence.order))
    return 1.0 - 6.0 * float(apart) / (WRITERS * (WRITERS**2 - 1))


def known(evidence: list[Evidence], attack: str) -> float:
    """Standard deviations between an attack's agreement over all talks and chance."""
    mean = sum(agreement(one, attack) for one in evidence) / len(evidence)
    return float(abs(mean) * ((WRITERS - 1) * len(evidence)) ** 0.5)


def test_no_attack_does_better_than_chance(
    team: list[Workspace], rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    random = Random(7)
    number = rounds(25, 400)
    held = [talk(team, random, str(turn)) for turn in range(number)]
    found = {attack: known(held, attack) for attack in ATTACKS}
    assert max(found.values()) < SURE, found
    path = team[0].location.path
    assert path is not None
    left = path.read_bytes()
    assert not [text for one in held for text in one.order if text.encode() in left], "a destroyed note is in the file"
    figure("-", f"anonymous notes: {number} talks of {WRITERS}, best attack {max(found.values()):.1f} sd from chance")


def test_between_two_backups_nothing_moves_but_notes_and_their_counter(team: list[Workspace]) -> None:
    evidence = talk(team, Random(3), "one")
    for earlier, later in zip([evidence.before, *evidence.backups], [*evidence.backups, evidence.dump], strict=True):
        for table, rows in later.items():
            if table == "retrospective":
                assert _uncounted(rows) == _uncounted(earlier[table])
            elif table != "retro_note":
                assert rows == earlier[table], f"{table} tells that somebody wrote"
    assert {row["author"] for row in _notes(evidence)} == {None}
    assert evidence.dump["retrospective"][-1]["notes_changed"] == WRITERS


def _uncounted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "notes_changed": 0} for row in rows]


def test_each_text_stands_once_in_the_file(team: list[Workspace]) -> None:
    evidence = talk(team, Random(5), "one")
    assert [evidence.file.count(text.encode()) for text in evidence.order] == [1] * WRITERS


def test_between_backups_the_order_inside_is_chance(team: list[Workspace], rounds: Callable[[int, int], int]) -> None:
    """Backups tell which notes were there by then (nothing can hide that); never which of them came first."""
    random = Random(11)
    held = [talk(team, random, str(turn)) for turn in range(rounds(15, 200))]
    for attack, key in ATTACKS.items():
        right = tries = 0
        for one in held:
            rows = {row["text"]: row for row in _notes(one)}
            for place in range(0, WRITERS, 2):
                first, second = one.order[place : place + 2]
                right += key(one, rows[first]) < key(one, rows[second])
                tries += 1
        assert abs(right - tries / 2) < SURE * (tries / 4) ** 0.5, attack


def test_people_who_take_part_stand_in_no_order_of_theirs(team: list[Workspace]) -> None:
    names = ["Writer D", "Ana Ruiz", "Writer B"]
    retros.open_retro(team[0], {"team": "Team Heron", "participants": names})
    path = team[0].location.path
    assert path is not None
    found = [row["person_id"] for row in dump(path)["retro_participant"]]
    assert found == sorted(found)


def test_ids_that_count_up_are_found_out(team: list[Workspace], monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = count(1)
    monkeypatch.setattr(writing, "new_note_id", lambda _: next(numbers))
    held = [talk(team, Random(turn), str(turn)) for turn in range(6)]
    assert known(held, "the id") > SURE


def test_notes_written_one_behind_the_other_are_found_out(
    team: list[Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    def plainly(tx: Tx, more: Any) -> None:
        with writing.leaving_no_trace(tx) as connection:
            connection.execute(insert(RetroNote), list(more))

    monkeypatch.setattr(writing, "_write_anew", plainly)
    held = [talk(team, Random(turn), str(turn)) for turn in range(6)]
    assert known(held, "the id") < SURE
    assert known(held, "where the text stands in the file") > SURE


@pytest.mark.postgres
def test_on_postgresql_neither_place_nor_transaction_tells(postgres_url: str) -> None:
    ws = make_store(postgres_url)
    key = a_team(ws, "Team Heron")
    retro = retros.open_retro(ws, {"team": key}).keys[0]
    for number in range(WRITERS):
        retro_notes.write_note(ws, retro, "start", f"note {number}")
    found = ws.read(lambda reader: reader.rows("SELECT id, CAST(CAST(xmin AS TEXT) AS bigint), ctid FROM retro_note"))
    assert len({transaction for _, transaction, _ in found}) == 1
    ids = [row_id for row_id, _, _ in found]
    assert ids == sorted(ids)
    ws.close()
