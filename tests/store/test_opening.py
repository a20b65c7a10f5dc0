"""Opening a store: what is not a store of ours is refused, said and left as it was."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from pilotboard.domain.errors import DamagedData, PilotboardError, StoreLocked, StoreReadOnly, StoreUnavailable
from pilotboard.store import opening, place, sqlite
from pilotboard.store.location import locate
from pilotboard.store.place import Mount
from pilotboard.usecases import items, pilots, upkeep
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, an_item, as_user, make_store
from tests.store import others


def refused(store: Path | str, kind: type[PilotboardError] = StoreUnavailable) -> str:
    """Why the store does not open; the refusal says what was kept and what to do."""
    ws = Workspace(str(store), "ana.ruiz")
    with pytest.raises(kind) as caught:
        ws.newest_entry()
    assert caught.value.hint
    with pytest.raises(kind):
        pilots.add_pilot(ws, {"title": "New"})
    ws.close()
    return " ".join(caught.value.sentences())


def digest(path: Path) -> str:
    """What is in the file."""
    return sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def store(sqlite_path: Path) -> Path:
    """A sound store with one pilot and one item."""
    ws = make_store(str(sqlite_path))
    an_item(ws, a_pilot(ws))
    ws.close()
    return sqlite_path


def test_a_missing_store_is_not_made(sqlite_path: Path) -> None:
    said = refused(sqlite_path)
    assert "There is no store at" in said
    assert "pilotboard init" in said
    assert not sqlite_path.exists()
    assert "There is no store at" in refused(sqlite_path / "deeper" / "x.db")
    sqlite_path.write_text("a file, not a folder")
    assert "cannot be reached" in refused(sqlite_path / "x.db")


def test_a_store_is_never_made_over_something(sqlite_path: Path, store: Path) -> None:
    before = digest(store)
    with pytest.raises(PilotboardError, match="already") as caught:
        upkeep.init(Workspace(str(store), "ana"), "Other")
    assert caught.value.kept == "It was not touched."
    assert digest(store) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty (0 bytes)"),
        (b"Dear parents,\n" * 500, "is not a pilotboard store"),
        (b"SQL", "is not a pilotboard store"),
        (os.urandom(8192), "is not a pilotboard store"),
    ],
    ids=["empty", "a letter", "three bytes", "noise"],
)
def test_what_is_no_database_is_refused_and_stays(sqlite_path: Path, content: bytes, said: str) -> None:
    sqlite_path.write_bytes(content)
    assert said in refused(sqlite_path)
    assert sqlite_path.read_bytes() == content
    assert [path.name for path in sqlite_path.parent.iterdir()] == [sqlite_path.name]


def test_another_applications_database_is_refused_and_stays(sqlite_path: Path) -> None:
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("CREATE TABLE bookmark (id INTEGER)")
    connection.close()
    before = digest(sqlite_path)
    assert "belongs to another application" in refused(sqlite_path)
    assert digest(sqlite_path) == before


@pytest.mark.parametrize("schema", [2, 99])
def test_a_newer_schema_is_refused_and_stays(store: Path, schema: int) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute(f"PRAGMA user_version = {schema}")
    connection.close()
    before = digest(store)
    said = refused(store)
    assert "made by a newer pilotboard" in said
    assert f"schema {schema}" in said
    assert digest(store) == before


def test_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)
    pipe = tmp_path / "pipe.db"
    os.mkfifo(pipe)
    assert "is not an ordinary file" in refused(pipe)
    assert "is not an ordinary file" in refused("/dev/null")


def test_a_damaged_store_names_the_newest_good_backup(store: Path) -> None:
    ws = as_user(Workspace(str(store), "ana.ruiz"), "ana.ruiz")
    older = upkeep.backup(ws)
    newer = upkeep.backup(ws)
    Path(newer.place).write_bytes(b"spoilt")
    ws.close()
    with store.open("r+b") as file:
        file.seek(0)
        file.write(b"\xff" * 60)
    before = digest(store)
    said = refused(store, DamagedData)
    assert "damaged" in said
    assert "Your file is untouched" in said
    assert older.place in said
    assert digest(store) == before


def test_a_save_that_was_interrupted_is_taken_back(store: Path) -> None:
    connection = sqlite.connect(store)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE backlog_item SET title = 'half done', description = zeroblob(20000)")
    connection.execute("UPDATE pilot SET description = zeroblob(20000)")
    journal = store.with_name(store.name + "-journal")
    half = (store.read_bytes(), journal.read_bytes())
    connection.close()
    assert not journal.exists()
    store.write_bytes(half[0])
    journal.write_bytes(half[1])
    ws = Workspace(str(store), "ana.ruiz")
    assert items.show_item(ws, "P01-01").row.title != "half done"
    assert not journal.exists()
    ws.close()


def test_immutable_is_never_asked_for(store: Path) -> None:
    sources = Path(opening.__file__).parent.rglob("*.py")
    assert not [path for path in sources if "immutable=" in path.read_text(encoding="utf-8")]
    assert "immutable" not in str(sqlite.connect(store))


# --- read-only ------------------------------------------------------------------------------------------


def check_reads_but_does_not_save(store: Path) -> tuple[str, str]:
    """Reading works, saving is refused with a reason; returns the reason and the refusal."""
    ws = Workspace(str(store), "ana.ruiz")
    assert items.show_item(ws, "P01-01").row.title
    reason = ws.read_only
    with pytest.raises(StoreReadOnly) as caught:
        pilots.add_pilot(ws, {"title": "New"})
    assert "what you typed is still here" in caught.value.kept
    assert items.show_item(ws, "P01-01").row.title
    ws.close()
    return reason, caught.value.message


def only_reading(path: Path, mode: int, work: Callable[[], tuple[str, str]]) -> tuple[str, str]:
    """Do `work` while nobody may write `path`; as root, who may always, as somebody else."""
    before = path.stat().st_mode & 0o7777
    path.chmod(mode)
    try:
        return others.as_user(others.EVE, [], work) if others.is_root() else work()
    finally:
        path.chmod(before)


def test_a_file_that_may_only_be_read_opens_for_reading() -> None:
    with others.open_folder() as folder:
        path = folder / "pilotboard.db"
        ws = make_store(str(path))
        an_item(ws, a_pilot(ws))
        ws.close()
        reason, message = only_reading(path, 0o444, lambda: check_reads_but_does_not_save(path))
    assert reason == "you may read the file but not write it"
    assert reason in message


def test_a_folder_that_may_only_be_read_opens_for_reading() -> None:
    with others.open_folder() as folder:
        path = folder / "pilotboard.db"
        ws = make_store(str(path))
        an_item(ws, a_pilot(ws))
        ws.close()
        path.chmod(0o666)
        reason, message = only_reading(folder, 0o555, lambda: check_reads_but_does_not_save(path))
    assert "you may not write in its folder" in reason
    assert reason in message


def test_a_file_that_may_not_be_read_is_refused() -> None:
    with others.open_folder() as folder:
        path = folder / "pilotboard.db"
        make_store(str(path)).close()

        def work() -> tuple[str, str]:
            return refused(path), ""

        said, _ = only_reading(path, 0o000, work)
    assert "You may not read" in said


def test_an_interrupted_save_that_cannot_be_taken_back_is_said() -> None:
    with others.open_folder() as folder:
        path = folder / "pilotboard.db"
        make_store(str(path)).close()
        connection = sqlite.connect(path)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE person SET name = 'half done'")
        connection.execute("PRAGMA cache_spill = 1")
        journal = path.with_name(path.name + "-journal")
        held = journal.read_bytes()
        connection.execute("ROLLBACK")
        connection.close()
        page = 512
        count = len(held).to_bytes(4, "big")  # any number of pages: the head only has to be whole
        journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + count + held[12:page] + held[page:])
        path.chmod(0o444)
        journal.chmod(0o444)

        def work() -> tuple[str, str]:
            return refused(path, StoreReadOnly), ""

        said, _ = only_reading(folder, 0o555, work)
    assert "was interrupted and must be taken back" in said


# --- others at it ---------------------------------------------------------------------------------------


def test_a_store_locked_for_too_long_is_said(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 50)
    monkeypatch.setitem(sqlite.SETTINGS, "busy_timeout", 50)
    other = sqlite.connect(store)
    other.execute("BEGIN EXCLUSIVE")
    said = refused(store, StoreLocked)
    assert "Somebody else has been saving" in said
    other.execute("ROLLBACK")
    other.close()
    assert Workspace(str(store), "ana.ruiz").newest_entry() > 0


def test_a_save_waits_for_another(store: Path) -> None:
    other = sqlite.connect(store)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, lambda: other.execute("ROLLBACK"))
    release.start()
    ws = Workspace(str(store), "ana.ruiz")
    assert pilots.add_pilot(ws, {"title": "New"}).entry > 0
    release.join()
    other.close()
    ws.close()


def in_wal(store: Path) -> sqlite3.Connection:
    """Put the file into WAL mode; the connection that did it stays open."""
    connection = sqlite3.connect(store, isolation_level=None)
    assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    connection.execute("SELECT count(*) FROM pilot").fetchall()
    return connection


def test_a_file_in_wal_mode_is_taken_out_of_it_when_alone(store: Path) -> None:
    in_wal(store).close()
    ws = Workspace(str(store), "ana.ruiz")
    assert ws.read(lambda reader: reader.value("PRAGMA journal_mode")) == "delete"
    ws.close()


def test_a_file_in_wal_mode_that_others_use_stays_and_is_said(store: Path) -> None:
    other = in_wal(store)
    ws = Workspace(str(store), "ana.ruiz")
    assert ws.newest_entry() > 0
    assert any("is in WAL mode" in finding.what for finding in upkeep.doctor(ws).findings)
    ws.close()
    other.close()
    assert not any("is in WAL mode" in finding.what for finding in upkeep.doctor(ws).findings)


def test_every_setting_is_read_back(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = sqlite.connect(store, read_only=True)
    wanted = {**sqlite.SETTINGS, "query_only": 1, "journal_mode": "delete"}
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    assert wanted["synchronous"] == 2
    assert wanted["foreign_keys"] == 1
    connection.close()
    monkeypatch.setitem(sqlite.SETTINGS, "synchronous", 7)
    assert "did not accept the setting synchronous" in refused(store)


# --- places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "SMBFS"])
def test_a_network_drive_is_refused_with_the_ways_out(store: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(place, "mounts", lambda: [Mount(Path("/"), "ext4"), Mount(store.parent, kind)])
    before = digest(store)
    said = refused(store)
    assert f"network drive ({kind})" in said
    assert "SSH" in said
    assert "postgresql://" in said
    assert digest(store) == before
    with pytest.raises(StoreUnavailable, match="network drive"):
        upkeep.init(Workspace(str(store.with_name("new.db")), "ana"))
    assert not store.with_name("new.db").exists()


@pytest.mark.parametrize(
    "found",
    [
        [Mount(Path("/"), "9p")],
        [Mount(Path("/"), "ext4"), Mount(Path("/somewhere/else"), "nfs")],
        [Mount(Path("/"), "ext4"), Mount(Path("/tmp"), "nfs"), Mount(Path("/tmp"), "tmpfs")],
        [],
    ],
)
def test_a_local_drive_is_taken(found: list[Mount]) -> None:
    assert place.network_kind(Path("/tmp/a/pilotboard.db"), found) == ""


def test_a_link_does_not_hide_a_network_drive(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    found = [Mount(tmp_path / "far", "nfs")]
    assert place.network_kind((tmp_path / "near" / "x.db").resolve(), found) == "nfs"


def test_the_mounts_of_this_machine_are_known() -> None:
    assert place.mounts()
    text = "server:/home /mnt/all\\040schools nfs4 rw,relatime 0 0\nproc /proc proc rw 0 0\n"
    assert place.mounts_of_linux(text)[0] == Mount(Path("/mnt/all schools"), "nfs4")
    mac = "/dev/disk1s1 on / (apfs, local)\n//ana@nas/All Schools on /Volumes/All Schools (smbfs, nodev)\n"
    assert place.mounts_of_mac(mac) == [Mount(Path("/"), "apfs"), Mount(Path("/Volumes/All Schools"), "smbfs")]


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Riverside Unified", "OneDrive"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ana@riverside.example", "GoogleDrive"),
        ("iCloud Drive", "iCloud Drive"),
        ("Mobile Documents", "iCloud"),
        ("CloudStorage", "a cloud service"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_folder_of_a_sync_client_is_refused_and_a_local_one_offered(
    tmp_path: Path, home: Path, folder: str, client: str
) -> None:
    path = tmp_path / folder / "programme" / "pilotboard.db"
    with pytest.raises(StoreUnavailable) as caught:
        upkeep.init(Workspace(str(path), "ana"))
    assert client in caught.value.message
    assert str(home / ".local/share/pilotboard/pilotboard.db") in caught.value.hint
    assert not (tmp_path / folder).exists()


@pytest.mark.parametrize("folder", ["Dropboxes of Ana", "my onedriver", "drive", "Clouds"])
def test_other_folders_are_taken(tmp_path: Path, folder: str) -> None:
    assert place.sync_client(tmp_path / folder / "x.db", {}) == ""


def test_the_folder_that_onedrive_names_is_refused(tmp_path: Path) -> None:
    assert place.sync_client(tmp_path / "School" / "x.db", {"OneDrive": str(tmp_path / "School")}) == "OneDrive"


# --- PostgreSQL -----------------------------------------------------------------------------------------


def test_a_database_without_a_store_is_refused(postgres_url: str) -> None:
    assert "There is no store in the database" in refused(postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('a1b2c3')")
    assert "There is no store in the database" in refused(postgres_url)
    with pytest.raises(PilotboardError, match="is not empty"):
        upkeep.init(Workspace(postgres_url, "ana"))


@pytest.mark.parametrize(("revision", "said"), [("0002", "made by a newer"), ("0000", "of an older schema")])
def test_a_database_of_another_schema_is_refused(postgres_url: str, revision: str, said: str) -> None:
    make_store(postgres_url).close()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = %s", (revision,))
    assert said in refused(postgres_url)


def test_a_database_that_may_only_be_read_opens_for_reading(postgres_url: str) -> None:
    ws = make_store(postgres_url)
    an_item(ws, a_pilot(ws))
    ws.close()
    role = "reader_" + postgres_url.partition("/t")[2][:12]
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'secret'".encode())
        connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}".encode())
    try:
        ws = Workspace(postgres_url.replace("postgres@", f"{role}:secret@"), "ana.ruiz")
        assert items.show_item(ws, "P01-01").row.title
        assert ws.read_only == "your database role may only read"
        with pytest.raises(StoreReadOnly, match="may only read"):
            pilots.add_pilot(ws, {"title": "New"})
        assert "secret" not in str(upkeep.doctor(ws))
        ws.close()
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ana:secret@db/x", "postgresql://ana:***@db/x"),
        (
            "postgres://ana:se%40cret@db:5432/x?sslmode=verify-full",
            "postgresql://ana:***@db:5432/x?sslmode=verify-full",
        ),
        ("postgresql://ana:sec@ret@db/x", "postgresql://ana:***@db/x"),
        ("postgresql://ana:sec/ret@db/x", "postgresql://ana:***@db/x"),
        ("postgresql://ana:sec?ret@db/x", "postgresql://ana:***@db/x"),
        ("postgresql:///x?user=ana&password=secret&host=/run", "postgresql:///x?user=ana&password=***&host=/run"),
        ("postgresql://ana@db/x?sslpassword=secret", "postgresql://ana@db/x?sslpassword=***"),
        ("postgresql://ana@db/x", "postgresql://ana@db/x"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert locate(url).shown == shown


@pytest.mark.parametrize(
    ("url", "environment"),
    [
        ("postgresql://ana@db.riverside.example/x", {}),
        ("postgresql://ana@db.riverside.example/x?sslmode=require", {}),
        ("postgresql://ana@db.riverside.example/x?sslmode=verify-ca", {}),
        ("postgresql:///x?host=db.riverside.example", {}),
        ("postgresql:///x?host=localhost,db.riverside.example", {}),
        ("postgresql:///x?hostaddr=192.0.2.7", {}),
        ("postgresql:///x", {"PGHOST": "db.riverside.example"}),
        ("postgresql:///x?service=board", {}),
    ],
)
def test_another_host_must_be_verified(monkeypatch: pytest.MonkeyPatch, url: str, environment: dict[str, str]) -> None:
    monkeypatch.setattr(psycopg, "connect", lambda *_args, **_more: pytest.fail("it went out unverified"))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert "would not be verified" in refused(url)


def test_a_url_that_is_none_is_said_without_its_password() -> None:
    said = refused("postgresql://ana:secret@[db/x")
    assert "is not the URL of a database" in said
    assert "secret" not in said
