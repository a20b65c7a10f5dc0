"""The organisation itself, its own words, and the counters that number things."""

from datetime import datetime

from sqlmodel import Field

from pilotboard.domain.organisation import Counting, LabelSet
from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    Row,
    VersionedRow,
    amount_of_money,
    choice,
    rule,
    text_check,
    whole,
)


class Organisation(VersionedRow, table=True):
    """One row: whose store this is and which words it uses."""

    __tablename__ = "organisation"
    __table_args__ = (
        rule("single", "id = 1"),
        text_check("name", NAME, 1),
        text_check("time_zone", 60, 1),
        text_check("money", 8, 1),
        whole("small_limit", 0, 1_000_000_000_000),
        AUTOINCREMENT,
    )

    name: str = Field(max_length=NAME)
    labels: LabelSet = Field(sa_column=choice(LabelSet))
    counting: Counting = Field(default=Counting.ITEMS, sa_column=choice(Counting))
    time_zone: str = Field(max_length=60)
    money: str = Field(default="$", max_length=8, description="what stands before an amount of money")
    small_limit: int = Field(
        default=10_000,
        sa_column=amount_of_money(),
        description="a pilot dearer than this at scale, a year, is a large one",
    )
    weekdays: str = Field(default="12345", max_length=7, description="the days of work, 1 = Monday")
    sample: bool = Field(default=False, description="the sample programme, marked as fictional wherever it shows")
    created_at: datetime


class LabelOverride(Row, table=True):
    """A word the organisation says its own way."""

    __tablename__ = "label_override"
    __table_args__ = (text_check("term", 60, 1), text_check("text", 60, 1), AUTOINCREMENT)

    term: str = Field(max_length=60, unique=True)
    text: str = Field(max_length=60)


class Counter(Row, table=True):
    """The next number of a kind of thing; it never goes back, not even by undo, so keys are never reused."""

    __tablename__ = "counter"
    __table_args__ = (rule("positive", "next >= 1"), AUTOINCREMENT)

    name: str = Field(max_length=40, unique=True)
    next: int = Field(default=1)
