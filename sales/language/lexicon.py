"""English as sales people write it: plain lists of words, no rules. To teach a word, add it to its list."""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """The set of the words in `text`: lists of words are easier to read, and to add to, as running text."""
    return frozenset(text.split())


COMMON_WORDS_FOR: Final[dict[str, tuple[str, ...]]] = {
    "discovery": ("disco",),
    "qualified": ("qualification", "qualifying"),
    "proposal": ("proposal stage", "proposals"),
    "verbal": ("verbal agreement", "verbal ok", "verbal okay", "verbal go ahead"),
    "contract": ("contracts", "negotiation", "negotiating"),
    "won": ("closed won", "win"),
    "lost": ("closed lost",),
    "call": ("phone call", "phone"),
    "email": ("e mail", "mail"),
    "site visit": ("on site", "onsite", "visit"),
    "voicemail": ("vm", "voice mail"),
    "note": ("notes", "comment"),
    "referral": ("referred", "a referral", "word of mouth"),
    "inbound": ("inbound lead", "inbound call"),
    "outbound": ("cold call", "cold email", "cold outreach", "prospecting"),
    "event": ("trade show", "tradeshow", "conference", "trade fair"),
    "partner": ("reseller", "channel partner"),
    "website": ("web site", "web form", "contact form"),
    "existing customer": ("upsell", "cross sell", "existing client", "current customer"),
    "price": ("pricing", "too expensive", "too pricey", "cost", "on price", "cheaper"),
    "competitor": ("competition", "a competitor", "a rival", "the competition", "incumbent"),
    "no decision": ("went dark", "gone dark", "ghosted us", "ghosted", "status quo", "never decided"),
    "timing": ("bad timing", "wrong time"),
    "no budget": ("budget", "budget cut", "budget cuts", "lost budget", "out of budget", "lack of budget"),
    "missing feature": ("missing features", "feature gap", "lacking features", "features"),
}
"""What people call an entry of the process besides its name, by that name; used where the process has it."""

LEGAL_SUFFIXES: Final = words(
    "inc incorporated llc llp lp ltd limited gmbh corp corporation co company plc ag sa sas bv nv oy ab pty kg spa srl"
)
"""Words at the end of an account's name that people leave out."""
