"""Whether a message that is written down named us."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("mentioned", sa.Boolean(), nullable=False, server_default=sa.false()))
