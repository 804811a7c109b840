"""What Alembic runs. The connection, inside its transaction, comes from `storage.migrations`."""

from alembic import context

from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    compare_type=True,
    on_version_apply=lambda **_: context.config.attributes["after_step"](),
)
context.run_migrations()
