"""Figure 9: a full disk at many points, no right to write, no more files: a named message, the text kept, and the
file as it was or as it should be."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pilotboard.domain.errors import EnvironmentFault, PilotboardError
from pilotboard.store import sqlite
from pilotboard.store.faults import translated
from pilotboard.usecases import upkeep
from pilotboard.usecases.workspace import Clock, Workspace
from tests.builders import DAY, a_pilot, make_store, some_items
from tests.faults.disk import OPERATION, Answer, add_many, add_one, on_a_full_disk, without_handles
from tests.soak.processes import several
from tests.store import others
from tests.store.rows import rows_of
from tests.store.schema_text import schema_text

ACTS = ("save", "save", "backup", "restore", "init")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a backup of it."""
    path = tmp_path_factory.mktemp("template") / "pilotboard.db"
    ws = make_store(str(path))
    some_items(ws, a_pilot(ws), 5)
    upkeep.backup(ws, str(path.parent / "backup.db"))
    ws.close()
    return path


def saved(template: Path, folder: Path) -> Path:
    """What the store is after the save."""
    path = folder / "saved.db"
    shutil.copyfile(template, path)
    ws = Workspace(str(path), "ana.ruiz", Clock(DAY))
    ws.write("items.add", add_many, OPERATION)
    ws.close()
    return path


def judged(store: Path, template: Path, new: Path) -> str:
    """`old`, `new` or `half`."""
    try:
        connection = sqlite.connect(store, read_only=True)  # what could not be taken back on a full disk is now
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
        found = rows_of(store), schema_text(str(store))
    except sqlite3.Error as fault:
        return f"half: {fault}"
    if not whole:
        return "half: not whole"
    for name, path in (("old", template), ("new", new)):
        if found == (rows_of(path), schema_text(str(path))):
            return name
    return "half: other rows"


def fill_the_disk(template: Path, folder: Path, points: int, fault: str = "") -> tuple[Counter[str], list[str]]:
    """Act at so many points at which the disk is full; what became of the store, and what is wrong."""
    new = saved(template, folder)
    top = new.stat().st_size + 4096
    found: Counter[str] = Counter()
    wrong = []
    for point in range(points):
        name = "save" if fault else ACTS[point % len(ACTS)]
        limit = top * point // points
        place = folder / f"point-{point}"
        place.mkdir()
        store = place / "pilotboard.db"
        shutil.copyfile(template, store)
        for part in ("backup.db", "backup.db.sha256"):
            shutil.copyfile(template.parent / part, place / part)
        with several(on_a_full_disk, [(str(store), name, limit, fault)]) as [child]:
            code, sentences = child.answer()
            verdict = judged(store, template, new)
            left = sorted(path.name for path in place.iterdir() if ".new" in path.name)
            half_made = bool(code) and name != "save" and (place / "copy.db").exists()
            child.link.send("go on")
            answer: Answer = child.answer()
        found[f"{name}: {'refused' if code else 'done'}, {verdict}"] += 1
        wanted = "new" if name == "save" and not code else "old"
        at = f"{name} at {limit:,} bytes"
        if verdict != wanted:
            wrong.append(f"{at}: the store is {verdict}, not {wanted}")
        if left or half_made:
            wrong.append(f"{at}: something half is left: {left or 'copy.db'}")
        if code and (code not in {"environment", "store_unavailable"} or len(sentences) < 3):
            wrong.append(f"{at}: said only {code}: {sentences}")
        if name == "save" and code and "what you typed is still here" not in " ".join(sentences):
            wrong.append(f"{at}: does not say that the text is kept: {sentences}")
        if not answer.saved_once or (code and not answer.again and not fault):
            wrong.append(f"{at}: with room again it was not saved, or twice")
        shutil.rmtree(place)
    return found, wrong


def test_a_full_disk_leaves_the_old_or_the_new(
    template: Path, sqlite_path: Path, rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    points = rounds(20, 200)
    found, wrong = fill_the_disk(template, sqlite_path.parent, points)
    assert wrong == []
    refused = sum(count for name, count in found.items() if "refused" in name)
    assert refused > points / 2
    assert found["save: done, new"] + found["save: refused, old"] == 2 * points // 5
    figure("9", f"disk full at {points} points: {refused} refused by name, old or new each time, done when room again")


def test_a_file_written_in_place_is_found_half(template: Path, sqlite_path: Path) -> None:
    _, wrong = fill_the_disk(template, sqlite_path.parent, 5, fault="in place")
    assert any("half" in line for line in wrong)


def test_sqlites_own_word_for_a_full_disk_is_ours(template: Path) -> None:
    connection = sqlite.connect(template)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(EnvironmentFault, match=r"^The disk is full\.$"), translated():
        connection.execute("UPDATE pilot SET description = hex(zeroblob(9000))")
    connection.execute("ROLLBACK") if connection.in_transaction else None
    connection.close()


def test_without_handles_it_is_said_and_the_text_kept(
    template: Path, sqlite_path: Path, figure: Callable[[str, str], None]
) -> None:
    shutil.copyfile(template, sqlite_path)
    with several(without_handles, [(str(sqlite_path),)]) as [child]:
        found, repeated = child.answer()
    assert [code for code, _ in found] == ["store_unavailable"] * 2 + ["environment"]
    assert all(len(sentences) == 3 for _, sentences in found)
    assert "what you typed is still here" in " ".join(found[0][1])
    assert not repeated
    figure("9", "no more files: saving, opening and backing up refused by name, saved once when there were some again")


@pytest.mark.skipif(not others.is_root(), reason="a right is taken away from somebody who is not root")
def test_a_right_taken_away_in_the_middle_is_said_and_the_text_kept() -> None:
    def work() -> tuple[str, tuple[str, ...], bool]:
        path = folder / "programme" / "pilotboard.db"
        ws = make_store(str(path))
        a_pilot(ws)
        path.parent.chmod(0o500)
        try:
            ws.write("items.add", lambda tx: add_one(tx, "In between"), OPERATION)
        except PilotboardError as refusal:
            path.parent.chmod(0o700)
            done = ws.write("items.add", lambda tx: add_one(tx, "In between"), OPERATION)
            ws.close()
            return refusal.code, refusal.sentences(), done.repeated
        raise AssertionError("it was saved")

    with others.open_folder() as folder:
        code, sentences, repeated = others.as_user(others.ANA, [], work)
    assert code in {"store_read_only", "store_unavailable"}
    assert "what you typed is still here" in " ".join(sentences)
    assert not repeated
