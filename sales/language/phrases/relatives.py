"""Changes of an amount that need the stored one: "10k more", "20 % lower", "doubled"."""

from __future__ import annotations

from sales.language.phrases.amounts import IS, SET
from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_MONEY_BY = (
    r"(?:(?P<money>[\ue001\ue002])(?: ?%| percent| pct)?|\d[\d.,]* ?(?:%|percent\b|pct\b)|(?:five|ten|fifteen|twenty"
    r"|twenty-five|thirty|forty|fifty) ?(?:%|per ?cent\b|pct\b)|half|a (?:third|quarter|fifth|tenth))"
)

RELATIVES: tuple[Phrase, ...] = (
    phrase(
        K.SET_AMOUNT,
        "by",
        rf"{SET} <deal>(?:'s)?(?: <amountword>)?(?: (?:up|down))? by {_MONEY_BY}<end>",
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "add added take took knock knocked shave shaved drop dropped cut remove removed",
        rf"(?:add|added|tack on|knock|knocked|shave|shaved|take|took|drop|dropped|cut|remove|removed) (?:another |an"
        rf" extra |an additional"
        rf" )?{_MONEY_BY}(?: (?:of|in|for)"
        rf" [a-z]+)? (?:to|off|from|onto|on) (?:whatever )?<deal>(?: (?:is|has|was)(?: at)?(?: (?:right now|now"
        rf"|today))?)?(?:"
        rf" for [^,.;!?\n]+)?<end>",
        relative="yes",
    ),
    phrase(K.SET_AMOUNT, "\ue001", r"<known>:? ?[+-] ?(?P<money>\ue001)(?: for [^,.;!?\n]+)?<end>", relative="yes"),
    phrase(
        K.SET_AMOUNT,
        "bump bumped move moved take bring mark",
        rf"(?:bump|bumped|move|moved|take|bring|mark) <known> (?:up|down) (?:another )?{_MONEY_BY}<end>",
        relative="yes",
    ),
    phrase(K.SET_AMOUNT, "\ue001", r"\s*\+ ?(?P<money>\ue001)(?: (?:for|on|to) [^,.;!?\n]+)?<end>", relative="yes"),
    phrase(
        K.SET_AMOUNT,
        "plus minus",
        r"(?:plus|minus|another) (?P<money>\ue001)(?: for [^,.;!?\n]+)?<end>",
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "double doubled triple tripled halve halved",
        r"(?:double|triple|halve) <deal>(?:'s)?(?: <amountword>)?<end>",
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "doubled tripled halved",
        r"<deal>(?:'s)?(?: <amountword>)?(?: (?:has|just|got))* (?:doubled|tripled|halved)(?: in size)?<end>",
        sure=False,
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "more less up down bigger smaller another grew shrank dropped discount higher lower cheaper under over",
        rf"<deal>{IS}(?: (?:another|an extra|by|will come in|come in))* {_MONEY_BY} (?:more|less|bigger|smaller"
        rf"|higher|lower"
        rf"|cheaper|up|down|off|under|over|discount|extra|on top)(?: than (?:planned|expected|we (?:thought|said)"
        rf"|forecast(?:ed)?|before|i (?:thought|said)))?<end>",
        sure=False,
        relative="yes",
    ),
    phrase(
        K.SET_AMOUNT,
        "up down grew shrank dropped rose fell by",
        rf"<deal>(?:'s)?(?: <amountword>)? (?:is |went |has |just )*(?:up|down|grew|grown|shrank|dropped|rose|fell"
        rf"|increased|decreased) (?:by |another )?{_MONEY_BY}<end>",
        sure=False,
        relative="yes",
    ),
)
