"""What names a task, so that people can say what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds only; `corpus.upgrade` makes the list of tasks anew."""
    op.add_column("duties", sa.Column("code", sa.String, nullable=False, server_default=""))


def downgrade() -> None:
    """A step back would lose which tasks are done."""
    raise NotImplementedError("restore a backup instead")
