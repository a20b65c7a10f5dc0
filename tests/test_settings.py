"""Settings: the file, the environment over it, and where things are; what cannot be used is said with its line."""

from __future__ import annotations

import os
import random
import string
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from pilotboard import settings
from pilotboard.domain.errors import EnvironmentFault, InputError
from pilotboard.settings import places, read_settings
from tests.store import others


@pytest.fixture
def file(home: Path) -> Path:
    """The settings file of this test; not there yet."""
    path = home / ".config" / "pilotboard" / "settings.toml"
    path.parent.mkdir(parents=True)
    return path


def test_without_a_file_there_are_defaults(home: Path) -> None:
    found = read_settings()
    assert found.store == str(home / ".local/share/pilotboard/pilotboard.db")
    assert (found.theme, found.backups, found.found) == ("", None, False)
    assert found.user
    assert list(home.iterdir()) == []


def test_the_file_is_read_and_the_environment_wins(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(
        '# my settings\nstore = "postgresql://ana@db/programme"\nuser = "ana"\ntheme = "light"\nbackups = "~/safe"\n'
    )
    found = read_settings()
    assert (found.store, found.user, found.theme) == ("postgresql://ana@db/programme", "ana", "light")
    assert found.backups == Path("~/safe").expanduser()
    assert found.found
    for name, value in (("STORE", "/x.db"), ("USER", "ben"), ("THEME", "dark"), ("BACKUPS", "/b")):
        monkeypatch.setenv(f"PILOTBOARD_{name}", value)
    found = read_settings()
    assert (found.store, found.user, found.theme, found.backups) == ("/x.db", "ben", "dark", Path("/b"))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('user = "ana"\n\ncolour = "red"\n', 3, 'there is no setting "colour".'),
        ('[editor]\nname = "vi"\n', 1, 'there is no setting "editor".'),
        ('user = "ana"\ntheme = "pink"\n', 2, "theme expects one of dark, light, high-contrast, no-colour."),
        ("theme = 1\n", 1, "theme expects one of dark, light"),
        ("# a\n# b\nuser = 7\n", 3, "user expects a text: your short name."),
        ('store = ["a"]\n', 1, 'store expects a text: the path of a file or a URL that starts with "postgresql://".'),
        ("backups = true\n", 1, "backups expects a text: the path of a folder."),
        ('store = "a\\u0000b"\n', 1, "store expects a text"),
        ('user = "ana\n', 1, "this is not TOML"),
        ('user = "ana"\nuser = "ben"\n', 2, "this is not TOML: Cannot overwrite a value."),
        ("store pilotboard.db\n", 1, "this is not TOML"),
        ("x = " + "[" * 5000, 1, "this is"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_line(file: Path, text: str, line: int, said: str) -> None:
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        read_settings()
    assert caught.value.message.startswith(f"{file}:{line}: {said}")
    assert caught.value.at == f"{file}:{line}"
    assert caught.value.kept == "Nothing was changed."
    assert caught.value.hint


def test_the_nearest_setting_is_offered(file: Path) -> None:
    file.write_text('them = "dark"\n')
    with pytest.raises(InputError) as caught:
        read_settings()
    assert "theme" in caught.value.hint
    assert "Settings are store, user, theme, backups." in caught.value.hint


def test_a_variable_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILOTBOARD_THEME", "pink")
    with pytest.raises(InputError, match="PILOTBOARD_THEME: theme expects one of dark"):
        read_settings()


def test_a_file_that_is_no_text_or_cannot_be_read_is_said(file: Path) -> None:
    file.write_bytes(b'user = "ana"\nstore = "\xff"\n')
    with pytest.raises(InputError, match=r":2: the file is not UTF-8 text\."):
        read_settings()
    file.write_bytes(b'\xef\xbb\xbfuser = "ana"\n')
    assert read_settings().user == "ana"
    file.unlink()
    file.mkdir()
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        read_settings()


@pytest.mark.skipif(not others.is_root(), reason="root may read everything, so somebody else has to try")
def test_settings_of_others_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with others.open_folder() as folder:
        path = folder / "pilotboard" / "settings.toml"
        path.parent.mkdir()
        path.write_text('user = "ana"\n')
        path.chmod(0o600)
        path.parent.chmod(0o755)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
        with pytest.raises(EnvironmentFault, match="Permission denied"):
            others.as_user(others.EVE, [], lambda: read_settings().user)


def test_places_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    known = PlatformDirs("pilotboard", appauthor=False)
    for change in ({}, {"XDG_STATE_HOME": "relative", "XDG_DATA_HOME": ""}, {"XDG_CONFIG_HOME": "/elsewhere"}):
        for name, value in change.items():
            monkeypatch.setenv(name, value)
        found = places()
        assert found.config == known.user_config_path
        assert found.data == known.user_data_path
        assert found.state == known.user_state_path
        monkeypatch.setattr(settings, "SYSTEM", "somewhere else")
        assert places() == found
        monkeypatch.setattr(settings, "SYSTEM", sys.platform)


def test_the_user_is_known_somehow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "cho")
    assert read_settings().user == "cho"
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    assert read_settings().user
    if others.is_root():
        assert others.as_user(others.EVE, [], lambda: read_settings({"HOME": "/"}).user) == f"user-{others.EVE}"


def test_any_file_is_read_or_refused(
    file: Path, rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    """Figure 6, for the settings: whatever the file holds, there is an answer."""
    dice = random.Random(6)
    words = [
        "store",
        "user",
        "theme",
        "backups",
        "=",
        '"',
        "'",
        '"""',
        "[",
        "]",
        "{",
        "}",
        "\n",
        "#",
        ".",
        "dark",
        "true",
    ]
    count = rounds(1500, 1_000_000)
    refused: list[str] = []
    for _ in range(count):
        text = "".join(
            dice.choice([dice.choice(words), dice.choice(string.printable), " "]) for _ in range(dice.randrange(40))
        )
        data = text.encode() if dice.random() < 0.9 else os.urandom(dice.randrange(60))
        file.write_bytes(data)
        try:
            read_settings()
        except InputError as fault:
            refused.append(str(fault))
    assert 0 < len(refused) < count
    assert all(said.startswith(f"{file}:") for said in refused)
    figure("6", f"settings: {count:,} files, {len(refused):,} refused with their line, 0 tracebacks")
