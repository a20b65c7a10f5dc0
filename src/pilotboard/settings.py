"""Settings and places: `settings.toml` of this user, over it the environment. Read once, values are passed down.

::

    store   = "/srv/programme/pilotboard.db"   # or postgresql://...
    user    = "ana"
    theme   = "dark"                           # dark, light, high-contrast, no-colour
    backups = "/mnt/second-disk/pilotboard"    # where the daily backups go

Each has a variable of the same name that wins: `PILOTBOARD_STORE`, `PILOTBOARD_USER`, `PILOTBOARD_THEME`,
`PILOTBOARD_BACKUPS`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pilotboard.domain.errors import EnvironmentFault, InputError
from pilotboard.domain.text import shortened, shown

APP = "pilotboard"
FILE_NAME = "settings.toml"
STORE_NAME = "pilotboard.db"
SYSTEM: str = sys.platform
THEMES = ("dark", "light", "high-contrast", "no-colour")

_EXPECTED = {
    "store": 'a text: the path of a file or a URL that starts with "postgresql://"',
    "user": "a text: your short name",
    "theme": f"one of {', '.join(THEMES)}",
    "backups": "a text: the path of a folder",
}


class Places(NamedTuple):
    """Where pilotboard keeps things for this user. Nothing is made by asking."""

    config: Path
    data: Path
    state: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / FILE_NAME

    @property
    def store(self) -> Path:
        """The store that is opened when nobody names one."""
        return self.data / STORE_NAME

    @property
    def drafts(self) -> Path:
        """Forms that were not saved yet."""
        return self.state / "drafts"

    @property
    def last(self) -> Path:
        """The team and pilot shown last."""
        return self.state / "last.json"

    @property
    def log(self) -> Path:
        """The incident log."""
        return self.state / "log" / "pilotboard.log"


class Settings(NamedTuple):
    """What this user has set. `store` is a path or URL, `theme` empty when not chosen, `backups` None by default."""

    store: str
    user: str
    theme: str
    backups: Path | None
    places: Places
    found: bool


def places(environment: Mapping[str, str] | None = None) -> Places:
    """The folders of this user on this system.

    The XDG rules are two lines and spare every start the import of platformdirs (20 ms); the other systems ask it.
    """
    environment = os.environ if environment is None else environment
    if SYSTEM == "linux":
        home = Path(environment.get("HOME") or Path.home())
        found = [
            Path(chosen) if (chosen := environment.get(name, "")).startswith("/") else home / usual
            for name, usual in (
                ("XDG_CONFIG_HOME", ".config"),
                ("XDG_DATA_HOME", ".local/share"),
                ("XDG_STATE_HOME", ".local/state"),
            )
        ]
        return Places(*(folder / APP for folder in found))
    from platformdirs import PlatformDirs

    folders = PlatformDirs(APP, appauthor=False)
    return Places(folders.user_config_path, folders.user_data_path, folders.user_state_path)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this user.

    Raises InputError, with file, line and what is expected, for a key or value that cannot be used; EnvironmentFault
    when the file is there but cannot be read.
    """
    environment = os.environ if environment is None else environment
    here = places(environment)
    text = _text_of(here.settings)
    values = _checked(here.settings, text) if text is not None else {}
    for key in _EXPECTED:
        given = environment.get(f"PILOTBOARD_{key.upper()}", "")
        if given:
            _refuse_unusable(key, given, f"PILOTBOARD_{key.upper()}")
            values[key] = given
    backups = values.get("backups", "")
    return Settings(
        store=values.get("store") or str(here.store),
        user=values.get("user") or _system_user(environment),
        theme=values.get("theme", ""),
        backups=Path(backups).expanduser().absolute() if backups else None,
        places=here,
        found=text is not None,
    )


def _system_user(environment: Mapping[str, str]) -> str:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if environment.get(name):
            return environment[name]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user-{os.getuid()}" if hasattr(os, "getuid") else "user"


def _text_of(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise _wrong(file, line, "the file is not UTF-8 text.", "Save it as UTF-8.") from None
    except OSError as fault:
        raise EnvironmentFault(
            f"The settings in {file} cannot be read ({fault.strerror or fault}).",
            kept="Nothing was changed.",
            hint="Check the rights of the file, or move it away to go on without it.",
        ) from None


def _checked(file: Path, text: str) -> dict[str, str]:
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"line (\d+)", str(fault))
        line = int(place.group(1)) if place else text.count("\n") + 1
        said = re.sub(r" \(at .*\)$", "", str(fault))
        raise _wrong(file, line, f"this is not TOML: {said}.", 'A line looks like: user = "ana"') from None
    except RecursionError:
        raise _wrong(file, 1, "this is nested too deeply.", 'A line looks like: user = "ana"') from None
    for key, value in found.items():
        line = _line_of(text, key)
        if key not in _EXPECTED:
            from pilotboard.domain.nearest import did_you_mean

            said = shortened(shown(key), 40)
            hint = f"{did_you_mean(key, _EXPECTED)} Settings are {', '.join(_EXPECTED)}.".lstrip()
            raise _wrong(file, line, f'there is no setting "{said}".', hint)
        _refuse_unusable(key, value, f"{file}:{line}")
    return found


def _refuse_unusable(key: str, value: object, at: str) -> None:
    usable = isinstance(value, str) and (value in THEMES if key == "theme" else "\0" not in value)
    if not usable:
        raise InputError(
            f"{at}: {key} expects {_EXPECTED[key]}.",
            kept="Nothing was changed.",
            hint=f"It is now {shortened(shown(repr(value)), 60)}.",
            at=at,
        )


def _line_of(text: str, key: str) -> int:
    """The line on which a key of the top level stands (1 when it cannot be told)."""
    named = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if named.match(line)), 1)


def _wrong(file: Path, line: int, what: str, hint: str) -> InputError:
    at = f"{file}:{line}"
    return InputError(f"{at}: {what}", kept="Nothing was changed.", hint=hint, at=at)
