"""Schools, offices and other places where pilots happen."""

from sqlmodel import Field

from pilotboard.domain.sites import SiteKind
from pilotboard.store.writing.columns import AUTOINCREMENT, NAME, TEXT, VersionedRow, choice, text_check, whole


class Site(VersionedRow, table=True):
    """A place; `population` is a plain head count of the people served, unknown when None."""

    __tablename__ = "site"
    __table_args__ = (
        text_check("name", NAME, 1),
        text_check("note", TEXT),
        whole("population", 0, 10_000_000),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    name: str = Field(max_length=NAME, unique=True)
    kind: SiteKind = Field(sa_column=choice(SiteKind))
    focal: bool = False
    population: int | None = None
    note: str = ""
    active: bool = True
    folded: str = ""
