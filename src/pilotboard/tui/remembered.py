"""What the screens remember from one start to the next on this machine: theme, place, team and pilot looked at.

It lies beside the store's own data, never in it: two people on one store look at different teams.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from zlib import crc32

from pilotboard.tui.shell import Scope

_SCOPE = ("team", "team_label", "pilot", "pilot_label")


class Remembered:
    """A small file of choices, by store. A file that cannot be read or written costs a choice, nothing else."""

    def __init__(self, file: Path, store: str) -> None:
        self._file = file
        self._store = store
        self._kept = self._read()

    def get(self, what: str) -> str:
        """A choice as text, "" when there is none."""
        found = self._mine().get(what)
        return found if isinstance(found, str) else ""

    @property
    def scope(self) -> Scope:
        """The team and pilot looked at last."""
        found = self._mine().get("scope")
        if not isinstance(found, dict):
            return Scope()
        parts = {name: found[name] for name in _SCOPE if isinstance(found.get(name), str)}
        return Scope(**{**parts, "team": parts.get("team") or None, "pilot": parts.get("pilot") or None})

    def keep(self, what: str, value: Any) -> None:
        """Remember a choice."""
        if isinstance(value, Scope):
            value = {name: getattr(value, name) or "" for name in _SCOPE}
        mine = {**self._mine(), what: value}
        self._kept = {**self._kept, self._store: mine}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps(self._kept, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self._file)
        except OSError:
            return

    def _mine(self) -> dict[str, Any]:
        found = self._kept.get(self._store)
        return found if isinstance(found, dict) else {}

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def drafts_of(folder: Path, store: str) -> Path:
    """Where unfinished forms of one store are kept: two stores have items of one key, and their texts never meet."""
    return folder / f"{crc32(store.encode('utf-8', 'surrogatepass')):08x}"
