"""Unfinished forms on disk: saved every two seconds while dirty, offered again at the next start.

They may hold what nobody saved yet, so the files are readable by their owner only and written whole or not
at all.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into the fields of a form, its title, and when (aware UTC)."""

    title: str
    values: dict[str, str]
    at: datetime


class DraftFile:
    """The draft of one form; ``folder`` may be ``None``, then nothing is kept."""

    def __init__(self, folder: Path | None, form_id: str) -> None:
        name = re.sub(r"[^A-Za-z0-9-]+", "-", form_id)[:80] or "form"
        self._path = folder / f"{name}.json" if folder else None

    def save(self, title: str, values: dict[str, str]) -> bool:
        """Keep the values; ``False`` when the disk did not let us."""
        path = self._path
        if path is None:
            return False
        text = json.dumps({"title": title, "at": datetime.now(UTC).isoformat(), "values": values})
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            return False
        return True

    def load(self) -> Draft | None:
        """What was kept, or ``None``; a damaged file counts as nothing and stays where it is."""
        return _read(self._path) if self._path else None

    def remove(self) -> None:
        """The form was saved or given up."""
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def _read(path: Path) -> Draft | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        values = {str(name): str(value) for name, value in data["values"].items()}
        return Draft(str(data["title"]), values, datetime.fromisoformat(data["at"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def unfinished(folder: Path | None) -> list[Draft]:
    """The drafts of earlier runs, newest first."""
    if folder is None or not folder.is_dir():
        return []
    found = [draft for path in folder.glob("*.json") if (draft := _read(path)) is not None]
    return sorted(found, key=lambda draft: draft.at, reverse=True)
