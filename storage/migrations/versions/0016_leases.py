"""What stands in the inbox is the business of one process at a time; nobody has what stands there already. The files of
a message stand there as well."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("leased_by", sa.String(length=32), server_default="", nullable=False))
    op.add_column("inbox", sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inbox", sa.Column("files", sa.JSON(), server_default="[]", nullable=False))
