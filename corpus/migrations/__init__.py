"""Steps from one form of the catalogue to the next (Alembic)."""
