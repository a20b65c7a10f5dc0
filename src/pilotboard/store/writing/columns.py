"""Column types and constraint names shared by all tables, the same on SQLite and PostgreSQL.

Texts carry a CHECK for their length and choices a CHECK for their values, because SQLite enforces neither by itself.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Enum, Index, String, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING
# What people type is validated before it comes here; no row needs a validator of its own.
SQLModel.model_config["defer_build"] = True

TITLE = 200
TEXT = 20_000
NAME = 120
RANK = 64

_WHERE = "only where"

AUTOINCREMENT = {"sqlite_autoincrement": True}
"""Ids of removed rows never come back: the journal names rows by id."""


class Row(SQLModel):
    """A stored row: an id that is never reused."""

    id: int | None = Field(default=None, primary_key=True)

    @property
    def stored_id(self) -> int:
        """The id of a row that is stored."""
        if self.id is None:
            raise LookupError(f"{type(self).__name__} is not stored yet")
        return self.id


class VersionedRow(Row):
    """A row that people edit: each change raises `version`, so that a form knows whether it is still current."""

    version: int = Field(default=1, nullable=False)


def choice(enum: type[StrEnum], *, index: bool = False, name: str = "") -> Column[str]:
    """A column holding one value of `enum`, stored as its value and guarded by a CHECK of its name.

    A table with two columns of one `enum` gives the second another `name`.
    """
    kind = Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=name or enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
    return Column(kind, nullable=False, index=index)


def optional_choice(enum: type[StrEnum], *, name: str = "") -> Column[str]:
    """Like `choice`, but nothing may be chosen."""
    column = choice(enum, name=name)
    column.nullable = True
    return column


def rank_type() -> TypeEngine[str]:
    """Text that sorts byte by byte on both stores."""
    return String(RANK).with_variant(String(RANK, collation="C"), "postgresql")


def text_check(name: str, most: int, least: int = 0) -> CheckConstraint:
    """A CHECK that the text column `name` has between `least` and `most` characters."""
    return CheckConstraint(f"length({name}) BETWEEN {least} AND {most}", name=f"{name}_length")


def partial_index(name: str, condition: str, *columns: str, unique: bool = False) -> Index:
    """An index over the rows that meet a condition, on both stores."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), info={_WHERE: condition})


@compiles(CreateIndex, "postgresql")
def _with_condition(create: CreateIndex, compiler: Any, **words: Any) -> str:
    """Hand the condition to PostgreSQL only when an index is made there.

    Naming it at once would load that whole dialect into every process that writes to a file.
    """
    index: Index = create.element
    if _WHERE in index.info:
        index.dialect_options["postgresql"]["where"] = text(index.info[_WHERE])
    return str(compiler.visit_create_index(create, **words))


def rule(name: str, condition: str | ColumnElement[bool]) -> CheckConstraint:
    """A named CHECK over the columns of one row."""
    return CheckConstraint(condition, name=name)


def whole(name: str, least: int, most: int) -> CheckConstraint:
    """A CHECK that the column holds a whole number in that range (SQLite would store 2.5 as it is)."""
    return CheckConstraint(f"{name} BETWEEN {least} AND {most} AND {name} = CAST({name} AS BIGINT)", name=name)


def amount_of_money(*, optional: bool = False) -> Column[int]:
    """A column of whole units of money: in small units of some currencies more than four bytes hold."""
    return Column(BigInteger, nullable=optional)


def days(*names: str) -> list[CheckConstraint]:
    """CHECKs that the columns hold days of the calendar; SQLite would store 2026-02-30 as it is, PostgreSQL cannot.

    "+0 days" makes SQLite count: without it the thirtieth of February passes, and IS refuses what is no day at all.
    """
    return [
        CheckConstraint(f"{name} IS date({name}, '+0 days')", name=f"{name}_day").ddl_if(dialect="sqlite")
        for name in names
    ]
