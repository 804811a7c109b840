"""A stamp for what was called and projected; open deals without a close date are found by owner."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("said_stamp", sa.Integer(), nullable=False, server_default="1"))
    op.drop_index("ix_deals_open_close", "deals")
    op.create_index(
        "ix_deals_open_close",
        "deals",
        ["workspace_id", "outcome", "deleted", "close_date", "owner_id"],
        sqlite_where=sa.text("outcome = 'open' AND deleted = 0"),
        postgresql_where=sa.text("outcome = 'open' AND NOT deleted"),
    )
