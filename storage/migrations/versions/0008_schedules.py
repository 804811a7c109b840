"""Schedules by rhythm and zone, of a chosen person's forecast, into a channel."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("schedules", sa.Column("timezone", sa.Text(), nullable=True))
    op.add_column("schedules", sa.Column("rhythm", sa.String(length=16), nullable=False, server_default="days"))
    op.add_column("schedules", sa.Column("subject_id", sa.Integer(), nullable=True))
    op.add_column("schedules", sa.Column("layout", sa.String(length=16), nullable=False, server_default="full"))
    op.add_column("schedules", sa.Column("channel", sa.String(length=64), nullable=True))
    op.add_column("schedules", sa.Column("amounts", sa.String(length=16), nullable=False, server_default="inside"))
