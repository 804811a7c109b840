"""Conversations, corrections and what the language learns from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("log_reaction", sa.Text(), nullable=False, server_default="memo"))
    op.add_column("workspaces", sa.Column("keep_sentences", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("entries", sa.Column("thread_ts", sa.String(length=64), nullable=True))
    op.add_column("entries", sa.Column("reverses", sa.Integer(), nullable=True))
    op.create_table(
        "customer_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "entry_id"],
            ["entries.workspace_id", "entries.id"],
            name="fk_customer_changes_workspace_id_entry_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customer_changes"),
    )
    op.create_index(
        "ix_customer_changes_workspace_id_entry_id", "customer_changes", ["workspace_id", "entry_id"], unique=False
    )
    op.create_table(
        "sentences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("understood", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_sentences_workspace_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "by"], ["people.workspace_id", "people.id"], name="fk_sentences_workspace_id_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sentences"),
    )
    op.create_index("ix_sentences_workspace_id_at", "sentences", ["workspace_id", "at"], unique=False)
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_aliases_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_aliases"),
        sa.UniqueConstraint("workspace_id", "kind", "words", name="uq_aliases_workspace_id_kind_words"),
    )
