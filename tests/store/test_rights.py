"""Who may read and write a store: its owner alone, or the members of one group; everything beside it likewise."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.domain.errors import EnvironmentFault, InvalidInput, PilotboardError, Refusal
from pilotboard.store import rights, sqlite
from pilotboard.usecases import items, people, pilots, teams, upkeep
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, an_item
from tests.store import others

PRELOADED = (items, people, pilots, teams)


def mode(path: Path) -> int:
    """The rights of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Whatever people have set: it must not matter."""
    before = os.umask(request.param)
    yield request.param
    assert os.umask(before) == request.param


def begun(path: Path, shared: str | None = None) -> Workspace:
    """A new store with a pilot and an item."""
    ws = Workspace(str(path), "ana")
    upkeep.init(ws, "Riverside", shared=shared)
    an_item(ws, a_pilot(ws))
    return ws


def journal_mode(path: Path) -> tuple[int, int]:
    """Rights and group of the journal while somebody saves."""
    connection = sqlite.connect(path)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE pilot SET aim = 'x'")
    journal = path.with_name(path.name + "-journal")
    found = mode(journal), journal.stat().st_gid
    connection.execute("ROLLBACK")
    connection.close()
    return found


def test_a_store_is_its_owners_alone(tmp_path: Path, umask: int) -> None:
    path = tmp_path / "a" / "b" / "pilotboard.db"
    ws = begun(path)
    backup = Path(upkeep.backup(ws).place)
    restored = Path(upkeep.restore(ws, str(backup)).place)
    ws.close()
    assert [mode(folder) for folder in (path.parent.parent, path.parent, backup.parent)] == [0o700] * 3
    digest = backup.with_name(backup.name + ".sha256")
    assert [mode(file) for file in (path, backup, digest, restored)] == [0o600] * 4
    assert journal_mode(path)[0] == 0o600
    assert not [file for file in path.parent.rglob("*") if file.name.endswith((".new", "-journal"))]


def test_a_shared_store_is_its_groups(tmp_path: Path, umask: int) -> None:
    group = others.TEAM if others.is_root() else os.getgid()
    path = tmp_path / "shared" / "pilotboard.db"
    ws = begun(path, shared=str(group))
    backup = Path(upkeep.backup(ws).place)
    restored = Path(upkeep.restore(ws, str(backup)).place)
    ws.close()
    digest = backup.with_name(backup.name + ".sha256")
    for folder in (path.parent, backup.parent):
        assert (mode(folder), folder.stat().st_gid) == (0o2770, group)
    for file in (path, backup, digest, restored):
        assert (mode(file), file.stat().st_gid) == (0o660, group)
    assert journal_mode(path) == (0o660, group)


def work_of_ben(path: Path) -> tuple[str, int]:
    """A colleague of the group saves, backs up and saves again."""
    ws = Workspace(str(path), "ben")
    key = items.add_item(ws, "P-01", {"title": "From Ben"}).keys[0]
    made = upkeep.backup(ws)
    ws.close()
    return key, mode(Path(made.place))


def two_users(folder: Path, group: int | None) -> tuple[Path, tuple[str, int]]:
    """Ana makes a store (for a group, or for herself), Ben works in it."""
    path = folder / "programme" / "pilotboard.db"

    def work_of_ana() -> str:
        ws = begun(path, shared=str(group) if group is not None else None)
        ws.close()
        return ws.location.shown

    mine = [others.TEAM]
    assert others.as_user(others.ANA, mine, work_of_ana) == str(path)
    os.umask(0o022)
    return path, others.as_user(others.BEN, mine, lambda: work_of_ben(path))


@pytest.mark.skipif(not others.is_root(), reason="two users of one machine: only root can be both")
def test_two_users_of_a_group_work_in_one_store() -> None:
    with others.open_folder() as folder:
        path, (key, backup_mode) = two_users(folder, others.TEAM)
        assert key == "P01-02"
        assert backup_mode == 0o660
        assert path.stat().st_uid == others.ANA

        def work_of_ana_again() -> list[str]:
            ws = Workspace(str(path), "ana")
            items.move_items(ws, ["P01-02"], "ready")
            upkeep.restore(ws, upkeep.backup(ws).place)
            found = [row.title for row in items.list_items(ws).rows]
            ws.close()
            return found

        assert "From Ben" in others.as_user(others.ANA, [others.TEAM], work_of_ana_again)
        with pytest.raises(PilotboardError, match=r"may not read|cannot be reached"):
            others.as_user(others.EVE, [], lambda: Workspace(str(path), "eve").newest_entry())


@pytest.mark.skipif(not others.is_root(), reason="two users of one machine: only root can be both")
def test_without_a_group_the_second_user_is_kept_out() -> None:
    with others.open_folder() as folder, pytest.raises(PilotboardError, match=r"may not read|cannot be reached"):
        two_users(folder, None)


@pytest.mark.skipif(not others.is_root(), reason="two users of one machine: only root can be both")
def test_a_planted_private_file_in_a_shared_folder_is_felt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "SHARED_FILE", 0o600)
    with others.open_folder() as folder, pytest.raises(PilotboardError, match="may not read"):
        two_users(folder, others.TEAM)


def test_an_unknown_group_is_refused(sqlite_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        begun(sqlite_path, shared="no-such-group")
    assert caught.value.message == 'There is no group "no-such-group" on this machine.'
    assert not sqlite_path.exists()


@pytest.mark.skipif(not others.is_root(), reason="as an ordinary user the test is the next line without as_user")
def test_a_group_of_others_is_refused() -> None:
    with others.open_folder() as folder:
        path = folder / "programme" / "pilotboard.db"
        with pytest.raises(EnvironmentFault, match="not a member"):
            others.as_user(others.EVE, [], lambda: begun(path, shared=str(others.TEAM)).location.shown)
        assert not path.exists()


def test_a_folder_in_use_is_not_opened_to_a_group(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o700)
    (folder / "letter.txt").write_text("private")
    with pytest.raises(Refusal, match="is in use and not shared"):
        begun(folder / "pilotboard.db", shared=str(os.getgid()))
    assert mode(folder) == 0o700
    assert sorted(path.name for path in folder.iterdir()) == ["letter.txt"]


def test_a_database_has_no_group(postgres_url: str) -> None:
    with pytest.raises(InvalidInput, match="is for a file"):
        upkeep.init(Workspace(postgres_url, "ana"), shared="staff")


def test_doctor_says_who_else_may_read(sqlite_path: Path) -> None:
    ws = begun(sqlite_path)
    assert any(finding.what == "Only its owner may read it." for finding in upkeep.doctor(ws).findings)
    sqlite_path.chmod(0o644)
    sqlite_path.parent.chmod(0o777)
    said = [finding.what for finding in upkeep.doctor(ws).findings]
    assert "Everybody on this machine may read the file (rights -rw-r--r--)." in said
    assert "Everybody may put files into its folder." in said
    ws.close()
