"""A whole store in one file: every row of it, on either database and from one to the other; whole or not at all."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pilotboard.demo.loader import PERSON, make_sample
from pilotboard.domain.errors import InputError, InvalidInput, PilotboardError, Refusal
from pilotboard.domain.intake_report import Stopped
from pilotboard.store.location import locate
from pilotboard.store.reading import dump, pilot_facts
from pilotboard.store.reading.reader import Reader, Record
from pilotboard.store.reading.soundness import JOURNALLED, broken_rules
from pilotboard.store.writing import tables
from pilotboard.usecases import history, items, pilots, store_file, upkeep
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import a_pilot, as_user, make_store, some_items

TODAY = date(2026, 11, 20)
Spoil = Callable[[list[dict[str, Any]]], object]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme: rows in nearly every table, a year of them."""
    found = tmp_path_factory.mktemp("sample") / "sample.db"
    make_sample(locate(found), TODAY)
    return found


@pytest.fixture(scope="module")
def saved(sample: Path) -> Path:
    """It as one file."""
    with_all = Workspace(str(sample), PERSON, Clock(TODAY))
    place = sample.with_name("whole.json")
    store_file.save_store(with_all, str(place))
    with_all.close()
    return place


@pytest.fixture
def small(sqlite_path: Path) -> Iterator[Workspace]:
    """A few rows."""
    ws = make_store(str(sqlite_path))
    some_items(ws, a_pilot(ws), 3)
    yield ws
    ws.close()


def at(store: str | Path, user: str = PERSON) -> Workspace:
    return Workspace(str(store), user, Clock(TODAY))


def lines(ws: Workspace) -> list[str]:
    """The document without its last line, which tells the moment."""
    found = list(store_file.store_lines(ws))
    ws.close()
    return "".join(found).splitlines()[:-1]


def respelt(place: Path, spoil: Spoil, target: Path) -> Path:
    """The file with something else in it, and a digest that fits again."""
    head, *rows, end = place.read_text("ascii").splitlines()
    data = [json.loads(row.removesuffix(",")) for row in rows]
    spoil(data)
    texts = [json.dumps(row, ensure_ascii=True) for row in data]
    meta = json.loads("{" + end.removeprefix("],"))["meta"]
    meta["count"] = len(texts)
    meta["sha256"] = hashlib.sha256("".join(f"{text}\n" for text in texts).encode()).hexdigest()
    target.write_text("\n".join([head, ",\n".join(texts), f'], "meta": {json.dumps(meta)}}}']) + "\n", "ascii")
    return target


def test_every_table_is_kept_each_after_those_it_stands_on() -> None:
    order = {name: place for place, name in enumerate(dump.TABLES)}
    known = tables.Pilot.metadata.tables
    assert {*dump.TABLES, *dump.WORKED_OUT} == set(known)
    assert len(order) == len(dump.TABLES)
    assert set(JOURNALLED) <= set(order)
    for name in dump.TABLES:
        for key in known[name].foreign_keys:
            assert order[key.column.table.name] <= order[name], f"{name} stands on {key.column.table.name}"


@pytest.mark.postgres
def test_from_file_to_database_and_back_nothing_differs(
    sample: Path, saved: Path, postgres_url: str, sqlite_path: Path
) -> None:
    first = saved.read_text("ascii").splitlines()[:-1]
    assert len(first) > 5000
    assert store_file.load_store(at(postgres_url), saved).applied
    assert lines(at(postgres_url)) == first
    again = sqlite_path.with_name("again.json")
    store_file.save_store(at(postgres_url), str(again))
    store_file.load_store(at(sqlite_path), again)
    assert lines(at(sqlite_path)) == first == lines(at(sample))


def test_a_second_file_differs_by_its_moment_only(small: Workspace, tmp_path: Path) -> None:
    places = [tmp_path / "one.json", tmp_path / "two.json"]
    for days, place in enumerate(places):
        store_file.save_store(as_user(small, "ana.ruiz", days), str(place))
    one, two = (place.read_text("ascii") for place in places)
    assert one != two
    assert one.replace("2026-03-18T12:00:00+00:00", "2026-03-19T12:00:00+00:00") == two
    assert json.loads(one)["meta"]["exported_at"] == "2026-03-18T12:00:00+00:00"
    assert places[0].stat().st_mode & 0o777 == 0o600


def test_work_goes_on_where_it_was(store_url: str, tmp_path: Path) -> None:
    source = make_store(str(tmp_path / "source.db"))
    pilot = a_pilot(source)
    kept, gone = some_items(source, pilot, 2)
    items.remove_items(source, [gone])
    place = tmp_path / "whole.json"
    store_file.save_store(source, str(place))
    source.close()
    ws = Workspace(store_url, "ana.ruiz", Clock(date(2026, 3, 18)))
    store_file.load_store(ws, place)
    assert ws.read(broken_rules) == []
    assert ws.actor.name == "Ana Ruiz"
    undone = history.undo(ws)
    assert undone.keys == (gone,)
    assert [row.key for row in items.list_items(ws).rows] == [kept, gone]
    new = items.add_item(ws, pilot, {"title": "One more"}).keys[0]
    assert new == "P01-03"
    ws.close()


def test_ids_of_removed_rows_never_come_back(store_url: str, tmp_path: Path) -> None:
    source = make_store(str(tmp_path / "source.db"))
    items.remove_items(source, some_items(source, a_pilot(source), 5))
    store_file.save_store(source, str(tmp_path / "whole.json"))
    source.close()
    ws = Workspace(store_url, "ana.ruiz", Clock(date(2026, 3, 18)))
    store_file.load_store(ws, tmp_path / "whole.json")
    items.add_item(ws, "P-01", {"title": "After them"})
    assert ws.read(lambda reader: reader.value("SELECT max(id) FROM backlog_item")) == 6
    ws.close()


def test_what_is_kept_of_pilots_is_worked_out_anew(store_url: str, sample: Path, saved: Path) -> None:
    old, new = at(sample), at(store_url)
    store_file.load_store(new, saved)
    before, after = old.read(pilot_facts.kept_rows), new.read(pilot_facts.kept_rows)
    assert len(after) > 5
    assert after == before
    assert new.read(broken_rules) == []
    old.close()
    new.close()


def test_into_a_store_that_was_only_made(store_url: str, saved: Path) -> None:
    ws = at(store_url)
    upkeep.init(ws, "A name that goes")
    assert store_file.check_store_file(ws, saved).trouble == ""
    found = store_file.load_store(ws, saved)
    assert found.organisation == "Larkmere Schools (sample)"
    assert lines(ws) == saved.read_text("ascii").splitlines()[:-1]


def test_into_a_store_in_use_it_is_refused(either_small: Workspace, saved: Path) -> None:
    before = lines(either_small)
    assert "not empty" in store_file.check_store_file(either_small, saved).trouble
    with pytest.raises(Refusal, match="not empty"):
        store_file.load_store(either_small, saved)
    assert lines(either_small) == before


@pytest.fixture
def either_small(store_url: str) -> Iterator[Workspace]:
    ws = make_store(store_url)
    yield ws
    ws.close()


def test_somebody_who_begins_meanwhile_loses_nothing(sqlite_path: Path, saved: Path, tmp_path: Path) -> None:
    ws = Workspace(str(sqlite_path), "ana", Clock(TODAY))
    upkeep.init(ws)
    begun = False

    def begin(_done: int, _total: int) -> bool:
        nonlocal begun
        if not begun:
            begun = True
            a_pilot(as_user(ws, "ben"))
        return True

    assert store_file.check_store_file(ws, saved, begin).trouble == ""
    with pytest.raises(Refusal):
        store_file.load_store(ws, saved)
    assert len(pilots.list_pilots(ws).rows) == 1
    ws.close()


def first_of(data: list[dict[str, Any]], table: str) -> dict[str, Any]:
    return next(one["row"] for one in data if one["table"] == table)


SPOILT: dict[str, tuple[Spoil, str]] = {
    "a table nobody knows": (lambda data: data.insert(3, {"table": "sqlite_master", "row": {"id": 1}}), "no table"),
    "a column too many": (lambda data: first_of(data, "pilot").update(pwned=1), '"pwned".*is no column'),
    "a column too few": (lambda data: first_of(data, "pilot").pop("title"), '"title".*is missing'),
    "another kind": (lambda data: first_of(data, "pilot").update(title=7), '"title".*another kind'),
    "true for a number": (lambda data: first_of(data, "pilot").update(number=True), '"number".*another kind'),
    "a number for true": (lambda data: first_of(data, "organisation").update(sample=1), '"sample".*another kind'),
    "a number without end": (lambda data: first_of(data, "pilot").update(number=2**70), '"number".*cannot be read'),
    "NUL": (lambda data: first_of(data, "pilot").update(title="a\0b"), '"title".*cannot be read'),
    "half a character": (lambda data: first_of(data, "pilot").update(title="\ud800"), '"title".*cannot be read'),
    "no moment": (lambda data: first_of(data, "journal").update(at="yesterday"), '"at".*cannot be read'),
    "a moment without a zone": (
        lambda data: first_of(data, "journal").update(at="2026-01-01T00:00:00"),
        '"at".*cannot be read',
    ),
    "nothing where something must be": (lambda data: first_of(data, "pilot").update(title=None), "Lines .* to"),
    "no title": (lambda data: first_of(data, "pilot").update(title=""), "title_length"),
    "a pilot of no team": (lambda data: first_of(data, "pilot").update(team_id=99), "is not there"),
    "the same twice": (lambda data: data.insert(1, data[0]), "Lines .* to"),
    "a key beyond the counter": (lambda data: first_of(data, "pilot").update(number=40), "below the counter"),
    "a search text of its own": (lambda data: first_of(data, "pilot").update(folded="other"), "is searched"),
    "a row that is none": (lambda data: data.insert(2, {"table": "pilot"}), "is not a row"),
    "a list for a row": (lambda data: data.insert(2, {"table": "pilot", "row": []}), "is not a row"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_what_no_store_can_hold_is_refused_whole(small: Workspace, tmp_path: Path, kind: str) -> None:
    spoil, says = SPOILT[kind]
    store_file.save_store(small, str(tmp_path / "whole.json"))
    place = respelt(tmp_path / "whole.json", spoil, tmp_path / "spoilt.json")
    target = tmp_path / "new" / "store.db"
    with pytest.raises(InputError, match=says) as caught:
        store_file.load_store(at(target), place)
    assert caught.value.kept == "Nothing was changed."
    assert not target.exists()
    assert list(target.parent.glob("*")) == []


def test_a_refused_file_leaves_an_empty_store_empty(store_url: str, small: Workspace, tmp_path: Path) -> None:
    other = store_url if "://" in store_url else str(tmp_path / "other.db")
    ws = at(other)
    upkeep.init(ws, "Still mine")
    store_file.save_store(small, str(tmp_path / "whole.json"))
    place = respelt(tmp_path / "whole.json", SPOILT["a pilot of no team"][0], tmp_path / "spoilt.json")
    before = lines(ws)
    with pytest.raises(InputError):
        store_file.load_store(ws, place)
    assert lines(ws) == before
    assert "Still mine" in "".join(before)


def changed(text: str) -> list[tuple[str, str]]:
    """The document spoilt by hand, and what is said."""
    head, *rows, end = text.splitlines(keepends=True)
    whole = "".join(rows)
    return [
        (head + "".join(rows[:-1]), "cut short"),
        (head, "cut short"),
        ("", "first line"),
        (head + "".join(rows[1:]) + end, "should hold"),
        (head + whole.replace("Riverside", "Waterside") + end, "was changed"),
        (head + whole + end + "more\n", "behind the end"),
        (head + "{" * 100_000 + "\n" + end, "cannot be read as JSON"),
        (head + "[" * 100_000 + "\n" + end, "cannot be read as JSON"),
        (head + '{"table": "pilot", "row": {"id": NaN}}\n' + end, "cannot be read as JSON"),
        (head + "null\n" + end, "is not a row"),
        (head + whole + "]\n", "cannot be read as JSON|not the end"),
        (head + whole + '], "meta": []}\n', "not the end"),
        (head.replace('"store_schema": 1', '"store_schema": 99') + whole + end, "a newer pilotboard"),
        (head.replace('"store_schema": 1', '"store_schema": 0') + whole + end, "an older pilotboard"),
        (head.replace('"store_schema": 1', '"store_schema": "x"') + whole + end, "an older pilotboard"),
    ]


@pytest.mark.parametrize("number", range(15))
def test_a_file_that_was_changed_is_known(small: Workspace, tmp_path: Path, number: int) -> None:
    cases = changed("".join(store_file.store_lines(small)))
    assert len(cases) == 15
    text, says = cases[number]
    place = tmp_path / "spoilt.json"
    place.write_text(text, "ascii")
    for use in (store_file.check_store_file, store_file.load_store):
        with pytest.raises(InputError, match=says):
            use(at(tmp_path / "new.db"), place)
    assert not (tmp_path / "new.db").exists()


def test_notes_without_a_name_stand_in_the_order_of_their_lots(saved: Path) -> None:
    rows = [json.loads(line.removesuffix(",")) for line in saved.read_text("ascii").splitlines()[1:-1]]
    notes = [one["row"] for one in rows if one["table"] == "retro_note"]
    assert len(notes) > 3
    assert [note["id"] for note in notes] == sorted(note["id"] for note in notes)
    assert min(note["id"] for note in notes) > 2**32
    assert not any(one["row"]["table_name"] == "retro_note" for one in rows if one["table"] == "journal_row")


def test_others_save_meanwhile_and_are_not_seen(either_small: Workspace) -> None:
    a_pilot(either_small, "Before")
    found = store_file.store_lines(either_small)
    text = next(found)
    other = as_user(either_small, "ben")
    a_pilot(other, "Meanwhile")
    other.close()
    text += "".join(found)
    assert "Before" in text
    assert "Meanwhile" not in text
    assert "Meanwhile" in "".join(store_file.store_lines(either_small))


def test_few_rows_are_held_at_a_time(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    largest = 0
    rows = Reader.rows

    def watched(reader: Reader, sql: str, **parameters: object) -> list[Record]:
        nonlocal largest
        found = rows(reader, sql, **parameters)
        largest = max(largest, len(found))
        return found

    monkeypatch.setattr(Reader, "rows", watched)
    assert len(lines(at(sample))) > 5000
    assert largest == 1000


def test_a_stop_leaves_nothing(saved: Path, sample: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 4000

    with pytest.raises(Stopped):
        store_file.save_store(at(sample), str(tmp_path / "out.json"), progress=stop)
    with pytest.raises(Stopped):
        store_file.load_store(at(tmp_path / "new.db"), saved, progress=stop)
    assert list(tmp_path.iterdir()) == []
    assert {total for _, total in told} == {len(saved.read_text("ascii").splitlines()) - 2}


def test_a_file_in_the_way_stays(small: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "out.json"
    place.write_text("mine")
    with pytest.raises(Refusal, match="already"):
        store_file.save_store(small, str(place))
    link = tmp_path / "link.json"
    link.symlink_to(place)
    for odd in (link, tmp_path):
        with pytest.raises(InvalidInput, match="no plain file"):
            store_file.save_store(small, str(odd), replace=True)
    with monkeypatch.context() as patch:

        def full(_path: Path) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(store_file, "sync_file", full)
        with pytest.raises(PilotboardError, match="No space"):
            store_file.save_store(small, str(place), replace=True)
    assert place.read_text() == "mine"
    store_file.save_store(small, str(place), replace=True)
    assert json.loads(place.read_text())["kind"] == "whole_store"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.json", "out.json", "store"]


def test_a_damaged_store_is_not_saved(small: Workspace, tmp_path: Path) -> None:
    assert small.location.path is not None
    connection = sqlite3.connect(small.location.path)
    connection.execute("UPDATE journal SET at = 'never'")
    connection.commit()
    connection.close()
    with pytest.raises(PilotboardError) as caught:
        store_file.save_store(small, str(tmp_path / "out.json"))
    assert caught.value.exit_code == 4
    assert not (tmp_path / "out.json").exists()


def test_what_is_no_store_file_is_told_apart(tmp_path: Path, saved: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"schema": "pilotboard/1", "kind": "items", "data": []}')
    assert store_file.holds_store(saved)
    assert not any(store_file.holds_store(path) for path in (other, tmp_path, tmp_path / "none", Path("a\0b")))
