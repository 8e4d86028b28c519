"""What Alembic runs: the steps that are due, on the connection it is given, in one transaction."""

from alembic import context

from corpus.schema import metadata

if hasattr(context, "config"):  # only while Alembic runs it; a mere import does nothing
    context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()
