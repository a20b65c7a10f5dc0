"""The schema of the first release, word for word: 0001_sqlite.sql and 0001_postgresql.sql."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and index."""
    database = op.get_bind().dialect.name
    text = (Path(__file__).parent / f"0001_{database}.sql").read_text(encoding="utf-8")
    for statement in text.split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement.strip())
