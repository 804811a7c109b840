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
    "referral": ("ref", "referred", "a referral", "word of mouth"),
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
    "no budget": (
        "budget",
        "budget gone",
        "budget pulled",
        "budget frozen",
        "no money",
        "budget cut",
        "budget cuts",
        "lost budget",
        "out of budget",
        "lack of budget",
    ),
    "missing feature": ("missing features", "feature gap", "lacking features", "features"),
}
"""What people call an entry of the process besides its name, by that name; used where the process has it."""

LEGAL_SUFFIXES: Final = words(
    "inc incorporated llc llp lp ltd limited gmbh corp corporation co company plc ag sa sas bv nv oy ab pty kg spa srl"
)
"""Words at the end of an account's name that people leave out."""

ORDINARY_WORDS: Final = words(
    """a about above account across action active add advance after again against agree agreed ahead all
    almost alone along already also always am amount an and another answer any anyone anything apple area
    around as ask asked at away back bad balance base be became because become been before began begin
    behind being best better between big bit black block blue board book both box bring brought budget build
    business but buy buyer by call called calls came can care case cash central change check city clear
    client close closed closing cloud come coming commit common company contact contract core cost could
    country course customer cut data date day days deal deals decide decision delta demo did direct
    discovery do does done down draft drive drop due during each early east easy edge email end engage
    enough even event ever every everyone example expand eye face fact far fast few field fifth final find
    first five fix flat focus follow food for force forecast forward found four fourth free fresh friday
    from front full fund future gap general get give given global go goal going gold gone good got grand
    great green group grow growth had half hand happy hard has have he head health hear held hello help her
    here hi high him his hold home hope house how i idea if in inbound inc indeed information input inside
    interest into is it its job join jump just keep key kind knew know known last late later launch lead
    learn least leave left legal less let level life light like line link list little live local log long
    look lost lot love low lunch made main major make man many map mark market matter may maybe me mean
    media meet meeting member message met might mind mine minute missing mode model modern moment money
    month more morning most move moved much must my name national native near need network never new news
    next nice night no none north not note nothing now number of off offer office old omit on once one only
    open option or orange order other our out outbound over own owner page part partner party pass past pay
    people per phone pick pilot pipeline place plan platform play please point popular possible post power
    present press price prime pro problem process product project proposal prospect pull purple push put
    qualified quarter question quick quite quote raise range rate reach read ready real really reason record
    red referral remote remove renewal reply report rest result review right rise risk road room rose round
    run safe said sale sales same save saw say scale second see seem seen send sent series serve service set
    seven she ship shop short should show side sign signed silver simple since site six size slack slow
    small smart so social solid some someone something soon source south space spark speak spring square
    stage stand start state status stay step still stock stop store story street strong study stuff such
    summit sun sunday super support sure system table take talk target task team tech ten term test text
    than thank thanks that the their them then there these they thing think this those thought three through
    time to today together told tomorrow too took top total touch toward town track trade true try turn two
    under unity until up update upon us use user value verbal very vision visit wait wall want was watch
    water wave way we web website week well went were west what when where which while white who whole whose
    why wide will win with within without won word work works world would write wrong year yellow yes yet
    you young your zone"""
)
"""Everyday words: as (the beginning of) a name they count only when written with a capital inside a sentence."""

PRIVATE_PEOPLE: Final = words(
    """mom mum mother dad father wife husband kid kids son daughter boss team hr doctor dentist landlord
    recruiter friend friends brother sister plumber support marketing finance everyone everybody girlfriend
    boyfriend parents uncle aunt grandma grandpa roommate accountant lawyer bank insurance school vet
    mechanic barber myself colleagues coworkers manager partner engineering product internal police
    ambulance taxi uber cab restaurant hotel airline"""
)
"""People one talks to who are nobody's contact."""
