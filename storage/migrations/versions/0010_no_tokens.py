"""Tokens come from the environment; the table that could have kept them was never used."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.drop_table("installations")
