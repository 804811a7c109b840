"""Contacts' names as they are compared."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("contacts", sa.Column("name_key", sa.Text(), nullable=False, server_default=""))
    contacts = sa.table("contacts", sa.column("id", sa.Integer), sa.column("name"), sa.column("name_key"))
    here = op.get_bind()
    keys = [{"which": row.id, "key": _key(row.name)} for row in here.execute(sa.select(contacts.c.id, contacts.c.name))]
    if keys:
        it = contacts.c.id == sa.bindparam("which")
        here.execute(sa.update(contacts).where(it).values(name_key=sa.bindparam("key")), keys)


def _key(name: str) -> str:
    """Without case, marks and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = re.sub(r"['\u2019.]", "", "".join(char for char in plain if not unicodedata.combining(char)))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())
