"""Money: cost lines of pilots, the programmes that exist already, and which of them a pilot would replace."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pilotboard.domain.costs import CostBasis, CostKind
from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    TEXT,
    TITLE,
    Row,
    VersionedRow,
    amount_of_money,
    choice,
    days,
    text_check,
    whole,
)

MOST_MONEY = 1_000_000_000_000
MOST_PEOPLE = 100_000_000


class CostLine(VersionedRow, table=True):
    """One line of what a pilot costs, in whole units of the organisation's money; a recurring one is a year's."""

    __tablename__ = "cost_line"
    __table_args__ = (
        text_check("label", TITLE, 1),
        text_check("funding", TITLE),
        whole("amount", 0, MOST_MONEY),
        *days("on_day"),
        Index(None, "pilot_id", "basis", "kind"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    pilot_id: int = Field(foreign_key="pilot.id")
    kind: CostKind = Field(sa_column=choice(CostKind))
    basis: CostBasis = Field(sa_column=choice(CostBasis))
    label: str = Field(max_length=TITLE)
    amount: int = Field(sa_column=amount_of_money())
    funding: str = Field(default="", max_length=TITLE, description="the budget line that pays for it; '' = none yet")
    on_day: date | None = None


class Programme(VersionedRow, table=True):
    """A programme that exists already: what it costs a year, whom it reaches, when it is looked at again."""

    __tablename__ = "programme"
    __table_args__ = (
        text_check("name", TITLE, 1),
        text_check("note", TEXT),
        text_check("owner", NAME),
        whole("yearly_cost", 0, MOST_MONEY),
        whole("reach", 0, MOST_PEOPLE),
        *days("review_on", "ended_on"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    name: str = Field(max_length=TITLE)
    note: str = ""
    owner: str = Field(default="", max_length=NAME)
    yearly_cost: int | None = Field(
        default=None, sa_column=amount_of_money(optional=True), description="unknown when empty"
    )
    reach: int | None = Field(default=None, description="people it reaches")
    review_on: date | None = None
    ended_on: date | None = None
    folded: str = ""


class PilotProgramme(Row, table=True):
    """A pilot would take the place of a programme."""

    __tablename__ = "pilot_programme"
    __table_args__ = (UniqueConstraint("pilot_id", "programme_id"), AUTOINCREMENT)

    pilot_id: int = Field(foreign_key="pilot.id")
    programme_id: int = Field(foreign_key="programme.id", index=True)
