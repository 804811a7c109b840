"""Commands stand in the inbox as well, with the address for their answer. Those of before were merely asked about."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("command", sa.String(length=32), server_default="", nullable=False))
    op.add_column("inbox", sa.Column("response_url", sa.Text(), server_default="", nullable=False))
    inbox = sa.table("inbox", sa.column("ts", sa.Text()), sa.column("done", sa.Boolean()))
    op.execute(sa.update(inbox).where(inbox.c.ts == "").values(done=True))
