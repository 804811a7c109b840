"""Firedrills, calls, adjustments, and who used the numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """A reference to a row of the same workspace."""
    return sa.ForeignKeyConstraint(
        ["workspace_id", column], [f"{other}.workspace_id", f"{other}.id"], name=f"fk_{table}_workspace_id_{column}"
    )


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _in_workspace(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def _period() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
    ]


def _amounts() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("commit_minor", sa.BigInteger(), nullable=True),
        sa.Column("best_case_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _instant("at"),
    ]


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("call_weekday", sa.Integer(), nullable=True, server_default="4"))
    _firedrills()
    _calls()
    op.create_table(
        "uses",
        *_in_workspace("uses"),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        _instant("at"),
        _of("uses", "person_id", "people"),
        _of("uses", "subject_id", "people"),
    )
    op.create_index("ix_uses_workspace_id_at", "uses", ["workspace_id", "at"], unique=False)


def _firedrills() -> None:
    op.create_table(
        "firedrills",
        *_in_workspace("firedrills"),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        *_period(),
        sa.Column("note", sa.Text(), nullable=False),
        _instant("called_at"),
        _instant("deadline"),
        _instant("ended_at", nullable=True),
        _of("firedrills", "subject_id", "people"),
        _of("firedrills", "by", "people"),
        sa.UniqueConstraint("workspace_id", "id", name="uq_firedrills_workspace_id_id"),
    )
    op.create_index(
        "uq_firedrills_open",
        "firedrills",
        ["workspace_id", "subject_id", "starts_on", "ends_on"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "firedrill_deals",
        _key("workspace_id"),
        _key("firedrill_id"),
        _key("deal_id"),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=64), nullable=False),
        _of("firedrill_deals", "firedrill_id", "firedrills"),
        _of("firedrill_deals", "deal_id", "deals"),
        _of("firedrill_deals", "owner_id", "people"),
        sa.PrimaryKeyConstraint("workspace_id", "firedrill_id", "deal_id", name="pk_firedrill_deals"),
    )
    op.create_index("ix_firedrill_deals_workspace_id_deal_id", "firedrill_deals", ["workspace_id", "deal_id"])
    op.create_table(
        "firedrill_clicks",
        _key("workspace_id"),
        _key("firedrill_id"),
        _key("person_id"),
        _instant("first_at"),
        _instant("last_at"),
        _of("firedrill_clicks", "firedrill_id", "firedrills"),
        _of("firedrill_clicks", "person_id", "people"),
        sa.PrimaryKeyConstraint("workspace_id", "firedrill_id", "person_id", name="pk_firedrill_clicks"),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        *_in_workspace("calls"),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *_period(),
        *_amounts(),
        sa.Column("late", sa.Boolean(), nullable=False),
        _of("calls", "person_id", "people"),
    )
    op.create_table(
        "adjustments",
        *_in_workspace("adjustments"),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        *_period(),
        *_amounts(),
        _of("adjustments", "person_id", "people"),
        _of("adjustments", "by", "people"),
    )
    for table in ("calls", "adjustments"):
        columns = ["workspace_id", "starts_on", "ends_on", "person_id"]
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns, unique=False)
