"""People who work with the programme: staff only, never students."""

from sqlmodel import Field

from pilotboard.domain.people import PersonRole
from pilotboard.store.writing.columns import AUTOINCREMENT, NAME, VersionedRow, choice, text_check


class Person(VersionedRow, table=True):
    """A member of staff; `handle` is the short name used with --as and in filters."""

    __tablename__ = "person"
    __table_args__ = (
        text_check("name", NAME, 1),
        text_check("handle", 40, 1),
        text_check("email", 200),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    name: str = Field(max_length=NAME)
    handle: str = Field(max_length=40, unique=True)
    email: str = Field(default="", max_length=200)
    role: PersonRole = Field(sa_column=choice(PersonRole))
    active: bool = True
    site_id: int | None = Field(default=None, foreign_key="site.id", index=True)
    folded: str = ""
