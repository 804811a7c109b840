"""What is wrong with some blocks, in Slack's words and with the place as a JSON pointer."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import Refused


@dataclass(slots=True)
class Report:
    """The faults found so far."""

    faults: list[str] = field(default_factory=list)

    def add(self, what: str, pointer: str) -> None:
        """Notes one fault at `pointer`."""
        self.faults.append(f"{what} [json-pointer:{pointer}]")

    def refused(self, code: str) -> Refused:
        """The refusal that carries these faults. Slack lists them twice: bare, and marked as errors."""
        extra: dict[str, Any] = {"response_metadata": {"messages": [f"[ERROR] {each}" for each in self.faults]}}
        if code == "invalid_blocks":
            extra["errors"] = list(self.faults)
        return Refused(code, **extra)
