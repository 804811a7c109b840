"""Indexes as narrow as what the answers to people ask for: a channel's deal, an account's deals and contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.drop_index("ix_deals_channel", table_name="deals")
    op.create_index(
        "ix_deals_channel",
        "deals",
        ["workspace_id", "deleted", "channel"],
        sqlite_where=sa.text("channel IS NOT NULL"),
        postgresql_where=sa.text("channel IS NOT NULL"),
    )
    op.create_index("ix_deals_workspace_id_account_id", "deals", ["workspace_id", "account_id"])
    op.drop_index("ix_contacts_account_id", table_name="contacts")
    op.create_index("ix_contacts_workspace_id_account_id", "contacts", ["workspace_id", "account_id"])
    op.create_index("ix_contacts_workspace_id_role_account_id", "contacts", ["workspace_id", "role", "account_id"])
