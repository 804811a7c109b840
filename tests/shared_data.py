"""Finds the third-party data that is never part of the repository: in $FIREBREAK_DATA, else beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

from tests.missing_tools import absent

ROOT = Path(__file__).resolve().parent.parent


def shared_data(*parts: str) -> Path:
    """The path of a file or folder of the shared data. Skips the test where it is absent; under CI=true that fails."""
    base = Path(os.environ.get("FIREBREAK_DATA") or ROOT.parent / "shared" / "data")
    path = base.joinpath(*parts)
    if not path.exists():
        absent(
            f"needs {'/'.join(parts)} of the shared data, which is not part of the repository; looked for in {base}, "
            "FIREBREAK_DATA names another folder"
        )
    return path
