"""A backlog as a list that another program, or an import, reads: a row an item, columns named as exports name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.document import Column, Kind

if TYPE_CHECKING:
    pass

BETWEEN = ";"
"""Stands between several labels, and between lines of a checklist."""

COLUMNS = (
    Column("key", "Key"),
    Column("title", "Title"),
    Column("type", "Type"),
    Column("state", "State"),
    Column("description", "Description"),
    Column("estimate", "Estimate", Kind.NUMBER),
    Column("assignee", "Assignee"),
    Column("due", "Due date", Kind.DATE),
    Column("labels", "Labels"),
    Column("created", "Created"),
    Column("started", "Started"),
    Column("finished", "Finished"),
    Column("pilot", "Pilot"),
    Column("sprint", "Sprint"),
    Column("criteria", "Acceptance criteria"),
)
