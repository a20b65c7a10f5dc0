"""The strategic plan: priorities, strategies and goals."""

from datetime import date

from sqlmodel import Field

from pilotboard.store.writing.columns import AUTOINCREMENT, TEXT, TITLE, VersionedRow, days, text_check


class Priority(VersionedRow, table=True):
    """Something the organisation has put first."""

    __tablename__ = "priority"
    __table_args__ = (text_check("title", TITLE, 1), text_check("description", TEXT), *days("closed_on"), AUTOINCREMENT)

    number: int = Field(unique=True)
    title: str = Field(max_length=TITLE)
    description: str = ""
    closed_on: date | None = None
    folded: str = ""


class Strategy(VersionedRow, table=True):
    """How a priority is to be reached."""

    __tablename__ = "strategy"
    __table_args__ = (text_check("title", TITLE, 1), text_check("description", TEXT), *days("closed_on"), AUTOINCREMENT)

    number: int = Field(unique=True)
    priority_id: int = Field(foreign_key="priority.id", index=True)
    title: str = Field(max_length=TITLE)
    description: str = ""
    closed_on: date | None = None
    folded: str = ""


class Goal(VersionedRow, table=True):
    """What a strategy is to have reached by a day; pilots serve goals."""

    __tablename__ = "goal"
    __table_args__ = (
        text_check("title", TITLE, 1),
        text_check("description", TEXT),
        *days("due_on", "closed_on"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    strategy_id: int = Field(foreign_key="strategy.id", index=True)
    title: str = Field(max_length=TITLE)
    description: str = ""
    due_on: date | None = None
    closed_on: date | None = None
    folded: str = ""
