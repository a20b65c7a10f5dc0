"""What `--store` means: a SQLite file or a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pilotboard.domain.errors import StoreUnavailable

POSTGRES_SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Location:
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
        if self.path is not None:
            return str(self.path)
        parts = urlsplit(self.url)
        if parts.password is None:
            return self.url
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"{parts.username or ''}:***@{host}"))


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
