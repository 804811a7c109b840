"""How often a property is tried, where hypothesis' own number is too large or too small for it."""

from __future__ import annotations

from hypothesis import settings

THOROUGH = 100
"""How many examples .ci/run tries of any property that names no number; `make test` tries a quarter of them."""


def examples(thorough: int) -> int:
    """How many examples to try of what a thorough run tries this often: fewer in proportion, by the profile that was
    loaded; at least one."""
    return max(1, thorough * settings().max_examples // THOROUGH)
