"""What becomes of a test whose machine lacks something: told in a sentence, never passed over in silence."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(reason: str, program: str = "") -> NoReturn:
    """Skips the test; under CI=true fails it, unless `program` is one that .ci/run could not install and has said so
    (FIREBREAK_WITHOUT, names with spaces between)."""
    known = program in os.environ.get("FIREBREAK_WITHOUT", "").split()
    if os.environ.get("CI") == "true" and not known:
        pytest.fail(reason)
    pytest.skip(reason)
