"""Settings, quotas and versions of the process as they stood, and until or from when."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("processes", sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "former_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("fiscal_start_month", sa.Integer(), nullable=False),
        sa.Column("rates", sa.JSON(), nullable=False),
        sa.Column("rates_dated", sa.Date(), nullable=True),
        sa.Column("call_weekday", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_former_settings_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_former_settings"),
    )
    op.create_index("ix_former_settings_workspace_id", "former_settings", ["workspace_id"], unique=False)
    op.create_table(
        "former_quotas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name="fk_former_quotas_workspace_id_person_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_former_quotas"),
    )
    op.create_index(
        "ix_former_quotas_workspace_id_starts_on", "former_quotas", ["workspace_id", "starts_on"], unique=False
    )
