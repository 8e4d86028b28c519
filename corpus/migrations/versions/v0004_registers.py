"""What a person should look at, and who was told to do what by when: lists over all papers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds only; `corpus.upgrade` fills both from the papers that are there."""
    op.create_table(
        "doubts",
        sa.Column("document", sa.String(24), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("field", sa.String),
        *(sa.Column(name, sa.String, nullable=False) for name in ("code", "rule")),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("risk", sa.Float, nullable=False),
        *(sa.Column(name, sa.Integer) for name in ("start", "page")),
    )
    op.create_index("ix_doubts_risk", "doubts", ["risk"])
    op.create_table(
        "duties",
        sa.Column("document", sa.String(24), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("unit", "unit_form")),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("start", "end")),
        sa.Column("due", sa.String),
        sa.Column("due_text", sa.Text),
    )
    op.create_index("ix_duties_due", "duties", ["due"])


def downgrade() -> None:
    """A step back would lose what the new tables hold."""
    raise NotImplementedError("restore a backup instead")
