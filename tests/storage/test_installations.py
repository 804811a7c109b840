"""Slack's tokens are encrypted before they touch the database."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from sales.errors import MissingSetting
from storage.installations import (
    find_installation,
    forget_installation,
    keyring,
    reseal_installations,
    save_installation,
)
from storage.tables import InstallationRow
from tests.storage.conftest import Office

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
INSTALLED = {"bot_token": "xoxb-not-a-token", "bot_user_id": "U0", "is_enterprise_install": False}


def test_tokens_come_back_and_lie_sealed(office: Office) -> None:
    """What was saved is found again by its workspace alone; in the database nobody can read it."""
    keys = keyring([OLD])
    save_installation(office.store, keys, "E1", "T1", {"bot_token": "earlier"})
    save_installation(office.store, keys, "E1", "T1", INSTALLED)
    assert find_installation(office.store, keys, "E1", "T1") == INSTALLED
    assert find_installation(office.store, keys, "", "T1") is None
    with office.store.database.reading() as connection:
        [sealed] = connection.execute(select(InstallationRow.sealed)).scalars()
    assert "xoxb" not in sealed
    forget_installation(office.store, "E1", "T1")
    assert find_installation(office.store, keys, "E1", "T1") is None


def test_keys_are_exchanged_without_installing_again(office: Office) -> None:
    """With the new key in front everything is sealed anew, and then the old key opens nothing any more."""
    save_installation(office.store, keyring([OLD]), "", "T1", INSTALLED)
    both = keyring([NEW, OLD])
    assert find_installation(office.store, both, "", "T1") == INSTALLED
    assert reseal_installations(office.store, both) == 1
    assert find_installation(office.store, keyring([NEW]), "", "T1") == INSTALLED
    with pytest.raises(MissingSetting, match="another key"):
        find_installation(office.store, keyring([OLD]), "", "T1")


@pytest.mark.parametrize("keys", [[], [""], ["short"], [OLD, "not base64 at all!"]])
def test_a_wrong_key_is_explained_without_showing_it(keys: list[str]) -> None:
    """No key, or a malformed one, is a sentence that does not repeat it."""
    with pytest.raises(MissingSetting, match="missing or malformed") as refused:
        keyring(keys)
    assert all(key not in refused.value.sentence for key in keys if key)
