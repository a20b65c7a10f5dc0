"""A planted migration: a table with children, partial indexes and checks is rebuilt for a new column and a new rule."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pilotboard.store.migrations.batch import changed_table

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add `effort` to items, filled from the estimate."""
    with changed_table("backlog_item") as batch:
        batch.add_column(sa.Column("effort", sa.Integer(), nullable=True))
        batch.create_check_constraint(op.f("ck_backlog_item_effort"), "effort BETWEEN 0 AND 1000")
    op.execute("UPDATE backlog_item SET effort = estimate * 10")
