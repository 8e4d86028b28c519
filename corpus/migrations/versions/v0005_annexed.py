"""Papers issued with an act: which an act carries, and which of them a citation means. Papers by body and day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds only. Papers that are there name theirs when they are read anew."""
    op.add_column("documents", sa.Column("annexed", sa.Text))
    op.add_column("mentions", sa.Column("annexed", sa.Text))
    op.add_column("resolutions", sa.Column("part", sa.String))
    op.create_index("documents_by_issuer", "documents", ["issuer_slug", "date"])


def downgrade() -> None:
    """A step back would lose what the new columns hold."""
    raise NotImplementedError("restore a backup instead")
