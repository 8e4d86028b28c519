"""Runs, repeated tries, known fields, sketches and backups."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds only: no row that is there changes."""
    kept = {index["name"] for index in sa.inspect(op.get_bind()).get_indexes("mentions")}
    if "mentions_by_block" not in kept:  # catalogues of the first form have these or the later ones
        op.drop_index("ix_mentions_block", "mentions")
        op.drop_index("ix_mentions_short", "mentions")
        op.create_index("mentions_by_block", "mentions", ["block", "key"])
        op.create_index("mentions_by_short", "mentions", ["short", "key"])
        op.create_index("mentions_by_day", "mentions", ["block", "date"])
    op.add_column("contents", sa.Column("attempts", sa.Integer, nullable=False, server_default="1"))
    op.add_column("contents", sa.Column("next_try", sa.String))
    op.create_table(
        "known",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("listed", sa.String, nullable=False),
    )
    op.create_table(
        "sketches",
        sa.Column("document", sa.String(24), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("band", sa.Integer, primary_key=True),
        sa.Column("value", sa.String(16), nullable=False),
    )
    op.create_index("ix_sketches_value", "sketches", ["value"])
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("state", "stage", "started", "beat")),
        sa.Column("ended", sa.String),
        sa.Column("host", sa.String, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("total", "done", "unchanged", "failed")),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("wish", sa.String),
        sa.Column("message", sa.Text),
    )
    if not sa.inspect(op.get_bind()).has_table("graph_changes"):  # some catalogues of the first form have it
        op.create_table(
            "graph_changes",
            sa.Column("node", sa.String, primary_key=True),
            sa.Column("revision", sa.Integer, nullable=False),
        )
        op.create_index("ix_graph_changes_revision", "graph_changes", ["revision"])
    op.create_table(
        "backups",
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """A step back would lose what the new tables hold."""
    raise NotImplementedError("restore a backup instead")
