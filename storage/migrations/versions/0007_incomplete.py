"""Indexes that find open deals without a fact that their stage requires."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

LACKING = "(amount_minor IS NULL OR close_date IS NULL OR next_step = '' OR source IS NULL)"


def upgrade() -> None:
    _index("ix_deals_open_stage", ["stage", "account_id"])
    _index("ix_deals_open_lacking", ["stage"], f" AND {LACKING}")


def _index(name: str, columns: list[str], besides: str = "") -> None:
    """An index of open deals, or of those of them that a further condition holds for."""
    op.create_index(
        name,
        "deals",
        ["workspace_id", "outcome", "deleted", *columns],
        sqlite_where=sa.text(f"outcome = 'open' AND deleted = 0{besides}"),
        postgresql_where=sa.text(f"outcome = 'open' AND NOT deleted{besides}"),
    )
