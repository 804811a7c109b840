"""What Slack hands over when the app is installed: tokens. They are encrypted before they touch the database, and never
logged; the keys come from outside and are not kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Delete, delete, insert, select, update

from sales.errors import MissingSetting
from storage.sql import SqlStore
from storage.tables import InstallationRow


def keyring(keys: Sequence[str]) -> MultiFernet:
    """The keys that open installations: the first one seals, all of them open. A key is 32 bytes in URL-safe base64, as
    `Fernet.generate_key()` makes them. Raises `MissingSetting` where there is none, or one is malformed."""
    try:
        return MultiFernet([Fernet(key) for key in keys if key])
    except ValueError:
        raise MissingSetting(
            "The keys that encrypt Slack's tokens are missing or malformed. A key is 32 bytes in URL-safe base64; "
            "`Fernet.generate_key()` of the Python package cryptography makes one."
        ) from None


def save_installation(
    store: SqlStore, keys: MultiFernet, enterprise_id: str, team_id: str, installation: Mapping[str, Any]
) -> None:
    """Keeps what an installation consists of (anything JSON can hold) in the place of that workspace's earlier one."""
    sealed = keys.encrypt(json.dumps(dict(installation)).encode()).decode()
    with store.database.writing() as connection:
        connection.execute(_gone(enterprise_id, team_id))
        connection.execute(insert(InstallationRow).values(enterprise_id=enterprise_id, team_id=team_id, sealed=sealed))


def find_installation(store: SqlStore, keys: MultiFernet, enterprise_id: str, team_id: str) -> dict[str, Any] | None:
    """What was kept for that workspace, or None. Raises `MissingSetting` if none of the keys opens it."""
    statement = select(InstallationRow.sealed).where(
        InstallationRow.enterprise_id == enterprise_id, InstallationRow.team_id == team_id
    )
    with store.database.reading() as connection:
        sealed = connection.execute(statement).scalar_one_or_none()
    return None if sealed is None else _opened(keys, sealed)


def forget_installation(store: SqlStore, enterprise_id: str, team_id: str) -> None:
    """Removes a workspace's tokens (the app was uninstalled). Its deals stay."""
    with store.database.writing() as connection:
        connection.execute(_gone(enterprise_id, team_id))


def reseal_installations(store: SqlStore, keys: MultiFernet) -> int:
    """Seals everything with the first key, so that the others can be thrown away; returns how many there were."""
    with store.database.writing() as connection:
        rows = connection.execute(select(*InstallationRow.__table__.columns)).all()
        for row in rows:
            _opened(keys, row.sealed)
            connection.execute(
                update(InstallationRow)
                .where(InstallationRow.enterprise_id == row.enterprise_id, InstallationRow.team_id == row.team_id)
                .values(sealed=keys.rotate(row.sealed.encode()).decode())
            )
        return len(rows)


def _gone(enterprise_id: str, team_id: str) -> Delete:
    return delete(InstallationRow).where(
        InstallationRow.enterprise_id == enterprise_id, InstallationRow.team_id == team_id
    )


def _opened(keys: MultiFernet, sealed: str) -> dict[str, Any]:
    try:
        plain: dict[str, Any] = json.loads(keys.decrypt(sealed.encode()))
    except InvalidToken:
        raise MissingSetting(
            "The Slack tokens in the database were encrypted with another key. Give that key as well, or install again."
        ) from None
    return plain
