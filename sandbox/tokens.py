"""The app's secrets, and what each token may do. Made anew for every start, so that none can leak into a real one."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.errors import Refused


@dataclass(slots=True, kw_only=True)
class Token:
    """A token: `kind` is "bot", "user" or "app"; `user` is whose it is."""

    value: str
    kind: str
    user: str
    scopes: frozenset[str]
    revoked: bool = False


@dataclass(slots=True)
class Tokens:
    """All tokens, and the secrets around them."""

    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    client_id: str = field(default_factory=lambda: f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}")
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    _known: dict[str, Token] = field(default_factory=dict)

    def issue(self, kind: str, user: str, scopes: Iterable[str]) -> Token:
        """A new token. The prefix tells its kind, as Slack's do."""
        prefix = {"bot": "xoxb", "user": "xoxp", "app": "xapp"}[kind]
        token = Token(value=f"{prefix}-{secrets.token_hex(24)}", kind=kind, user=user, scopes=frozenset(scopes))
        self._known[token.value] = token
        return token

    def check(self, value: str | None) -> Token:
        """The token that a request carries; `not_authed` without one, `invalid_auth`, `token_revoked`."""
        if not value:
            raise Refused("not_authed")
        token = self._known.get(value)
        if token is None:
            raise Refused("invalid_auth")
        if token.revoked:
            raise Refused("token_revoked")
        return token

    def revoke_all(self, kind: str) -> None:
        """Ends every token of one kind."""
        for token in self._known.values():
            if token.kind == kind:
                token.revoked = True
