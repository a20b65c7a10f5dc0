"""What `--store` means: a SQLite file or a PostgreSQL database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from pilotboard.domain.errors import StoreUnavailable

POSTGRES_SCHEMES = ("postgresql", "postgres")
_HIDDEN = r"(?i)(?<![a-z])((?:ssl)?password=)[^&#\s]*"


class Location(NamedTuple):
    """Where a store lives: `path` for a SQLite file, else `url` for a PostgreSQL database."""

    path: Path | None
    url: str

    @property
    def embedded(self) -> bool:
        """Whether the store is a file."""
        return self.path is not None

    @property
    def shown(self) -> str:
        """The place as people may see it: a path, or the URL with its password masked."""
        return str(self.path) if self.path is not None else masked(self.url)


def masked(url: str) -> str:
    """A URL without the passwords in it, also when it is not quite a URL."""
    scheme, mark, rest = url.partition("://")
    whole, question, query = rest.partition("?")
    if "@" not in whole and ":" in whole and "@" in query:  # an uncoded ? in the password
        whole, question, query = rest, "", ""
    who, at, place = whole.rpartition("@")
    user, colon, _ = who.partition(":")
    return f"{scheme}{mark}{user}{colon and ':***'}{at}{place}{question}" + re.sub(_HIDDEN, r"\1***", query)


def locate(store: str | Path) -> Location:
    """Read a path or a `postgresql://` URL.

    Raises StoreUnavailable for a URL of another kind of database.
    """
    text = str(store)
    scheme, mark, _ = text.partition("://")
    if not mark:
        return Location(Path(text).expanduser().absolute(), "")
    if scheme in POSTGRES_SCHEMES:
        return Location(None, "postgresql" + text[len(scheme) :])
    raise StoreUnavailable(
        f"A store cannot be on '{scheme}'.",
        hint="Give the path of a file, or a URL that starts with postgresql://.",
    )
