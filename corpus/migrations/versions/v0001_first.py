"""The first form of the catalogue. Those who have it have its tables; new catalogues are made in the last form."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: a catalogue without a revision is of this form."""


def downgrade() -> None:
    """There is nothing before."""
