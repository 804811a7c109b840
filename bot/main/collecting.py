"""How often Python looks for what holds itself in a circle, and where it looks. Knows no part of the bot."""

from __future__ import annotations

import gc

SELDOM = (20_000, 10, 10)
"""So many values more than were given up make one look; ten looks make a larger one, and ten of these one at
everything. Python begins at 700: then a single search for the deals that need somebody, with its forty thousand values,
goes through all that is held once or twice, which takes longer than the search where much is held."""


def look_seldom() -> None:
    """What is there now stays: modules, words, names. The collector looks through it for the last time, and from then
    on, less often, through what came later. What nobody holds goes at once, as ever. To be called when everything is
    loaded that everybody needs; once more does no harm."""
    gc.set_threshold(*SELDOM)
    gc.collect()
    gc.freeze()
