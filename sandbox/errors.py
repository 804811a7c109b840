"""The one way in which the workspace says no: a code in Slack's words, and what goes with it."""

from typing import Any


class Refused(Exception):
    """A request that Slack would refuse. `code` is Slack's error; `extra` is put beside it in the answer."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def answer(self) -> dict[str, Any]:
        """The JSON that Slack sends for this refusal."""
        return {"ok": False, "error": self.code, **self.extra}


def invalid_arguments(*messages: str) -> Refused:
    """Slack's answer to malformed arguments: each message names the fault and where it is."""
    return Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})


def missing_scope(needed: str, provided: frozenset[str]) -> Refused:
    """A call that the token's scopes do not cover: `needed` is what would have, `provided` what it has."""
    return Refused("missing_scope", needed=needed, provided=",".join(sorted(provided)))
