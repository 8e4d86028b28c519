"""Corrections by people, and what it takes to lay them over a text without reading its file again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds only. Papers that are there have no layout: a first correction reads their file once more."""
    op.add_column("bodies", sa.Column("layout", sa.Text))
    op.add_column("bodies", sa.Column("read", sa.Text))
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("document", sa.String(24)),
        sa.Column("kind", sa.String, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("target", "before", "after")),
        sa.Column("meant", sa.String),
        *(sa.Column(name, sa.String, nullable=False) for name in ("person", "made")),
        *(sa.Column(name, sa.String) for name in ("undone", "undone_by")),
    )
    op.create_index("ix_corrections_document", "corrections", ["document"])
    op.create_index("ix_corrections_meant", "corrections", ["meant"])


def downgrade() -> None:
    """A step back would lose what people put right."""
    raise NotImplementedError("restore a backup instead")
