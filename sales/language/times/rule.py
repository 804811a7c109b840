"""What a rule is: it reads from one token on, and says what it read and how far it came, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from sales.language.times.almanac import Almanac, When
from sales.language.times.tokens import Tokens

Found = tuple[When, int]
"""What was read, and the index behind it."""
Rule = Callable[[Tokens, Almanac, int], Found | None]
