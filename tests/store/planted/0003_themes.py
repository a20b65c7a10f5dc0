"""A planted migration: a new table filled from the rows that are there, and a column that goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pilotboard.store.migrations.batch import changed_table

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One theme for each label; the checklist loses its search text."""
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("label_id", sa.Integer(), sa.ForeignKey("label.id"), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO topic (label_id, name) SELECT id, upper(name) FROM label")
    op.create_index("ix_topic_label_id", "topic", ["label_id"])
    with changed_table("acceptance_criterion") as batch:
        batch.drop_column("folded")
