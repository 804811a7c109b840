"""Sums of one period among many, now and then, without reading the others."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

OF_CELLS = sa.text("field IN ('created', 'deleted', 'owner', 'stage', 'amount', 'close_date', 'closed_on', 'category')")


def upgrade() -> None:
    shared = ["owner_id", "stage", "outcome", "category", "currency"]
    op.create_index(
        "ix_deals_period", "deals", ["workspace_id", "deleted", "counts_on", *shared, "amount_minor", "created_at"]
    )
    op.create_index(
        "ix_deal_changes_of_cells",
        "deal_changes",
        ["workspace_id", "at", "id", "deal_id", "field", "old"],
        sqlite_where=OF_CELLS,
        postgresql_where=OF_CELLS,
    )
