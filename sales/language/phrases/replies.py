"""What is said about what we just did: undo, corrections, and answers to our question."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

_NO = (
    r"(?:(?:no|nope|nah|sorry|oops|ups|whoops|actually|correction|wait|argh|my bad|my mistake|my error|apologies"
    r"|(?:i )?got (?:that|it) wrong|er|um|hm|wrong|typo"
    r"|scratch that|nvm|not quite)[,.!: -]*)+"
)
_MEAN = (
    r"(?:(?:i|we) mean(?:t)?(?: to say| to write)?|meant|make (?:that|it)|it should (?:be|have been|say)|should (?:be"
    r"|have been|read)|that should (?:be|have been)|that's|it's|it is|it was|that was|was|it were|rather|to be precise"
    r"|correct is|the right one is|change (?:that|it) to|change to|i said|meaning)"
)
_VALUE = (
    r"(?:(?:the|on|to|for|by|at|of|in|with|a|an|about) )*(?P<value>[^,.;!?\n]{1,60}?)(?: (?:instead|rather|not"
    r" [^,.;!?\n]{1,40}|please|sorry|of course|actually))?"
)

REPLIES: tuple[Phrase, ...] = (
    phrase(
        K.UNDO,
        "undo revert scratch scrap rollback roll take back cancel nevermind never forget unlog oops",
        r"(?:(?:please|oops|sorry|wait|no|nope|nvm|nevermind|ups|whoops|hey|and|then|ok|okay)[,! ]*)*(?:undo"
        r"|revert|roll ?back"
        r"|scratch that|scrap (?:that|it)|scratch it|take (?:that|it) back|cancel (?:that|it|the last (?:one|change)"
        r"|my last (?:update|change|entry))|never ?mind(?: that| the last one)?|forget (?:that|it|i said that|the last"
        r" one)|strike that|unlog (?:that|it))(?: (?:it|that|this|all|the|my|last|one|two|three|again|change|changes"
        r"|update|updates|edit|entry|log|please|everything|thing|both|of it|step|steps|pls|plz|thanks|thx|now|for me"
        r"|\ue002))*\s*[.!]*\s*$",
    ),
    phrase(
        K.UNDO,
        "delete remove erase ignore disregard",
        r"(?:(?:please|oops|sorry|no|wait)[,! ]*)*(?:(?:delete|remove|erase) (?:that|this)"
        r"|(?:ignore|disregard) (?:that|this|it|me|what i said|(?:that|the|my) last (?:one|message|note|bit)"
        r"|my (?:message|note))"
        r")(?: please| pls| sorry)?\s*[.!]*\s*$",
        confirm="That takes back what you said last. Shall I?",
    ),
    phrase(
        K.UNDO,
        "delete remove erase drop",
        r"(?:please )?(?:delete|remove|erase|drop) (?:the |my |that |our )?(?:last|latest|previous) (?:note|call"
        r"|entry|activity"
        r"|log|update|change|one|e-?mail|meeting|thing|message)(?: please| pls)?\s*[.!]*\s*$",
        confirm="That takes back what you said last. Shall I?",
    ),
    phrase(
        K.CORRECT,
        "no nope nah sorry apologies oops ups whoops actually correction wait argh my er um hm wrong typo scratch"
        " nvm not",
        rf"{_NO}(?:{_MEAN} )?{_VALUE}\s*[.!]*\s*$",
    ),
    phrase(
        K.CORRECT, "meant mean make should it's it that's that was rather change i", rf"{_MEAN} {_VALUE}\s*[.!]*\s*$"
    ),
    phrase(
        K.CORRECT,
        "not",
        r"not (?!to\b|that\b|only\b|just\b|sure\b|quite\b|gonna\b|going\b|bad\b|good\b"
        r"|yet\b)(?P<wrong>[^,.;!?\n]{1,40}?)(?:,| but| -) ?(?:but )?(?P<value>[^,.;!?\n]{1,40}?)\s*[.!]*\s*$",
    ),
    phrase(
        K.CORRECT,
        "not isn't wasn't",
        r"(?:it|that)(?:'s| is| was|) ?(?:not|isn't|wasn't) (?P<wrong>[\ue000-\ue003]),? (?:(?:but|and) )?"
        r"(?:(?:it|that)(?:'s| is| was)|but) (?P<value>[\ue000-\ue003])(?:,? (?:please|kindly|pls|correct|fix"
        r"|update|change|it"
        r"|that|sorry))*\s*[.!]*\s*$",
    ),
    phrase(K.CORRECT, "not", r"(?P<value>[\ue000-\ue003])(?:,| and)? not (?P<wrong>[\ue000-\ue003])\s*[.!]*\s*$"),
    phrase(
        K.CORRECT,
        "sorry mean meant rather",
        r"(?P<value>[\ue000\ue001\ue003]),?(?: (?:sorry|rather|i mean(?:t)?|i meant to say))+\s*[.!]*\s*$",
    ),
    phrase(K.CORRECT, "\ue001", r"(?<![^\s])(?P<value>\ue001)\s*[.!]*\s*$", alone="in a thread"),
    phrase(K.CORRECT, "*", r"\*(?P<value>[^\n*]{1,40})$"),
    phrase(K.CORRECT, "*", r"(?P<value>[^\n*,.;]{1,40})\*$"),
    phrase(
        K.CORRECT,
        "wrong",
        r"(?:(?:oops|sorry|that's|that is|it's),? )*(?:the )?wrong (?:deal|amount|date|stage|account|day|owner"
        r"|one)[\s,.!:-]+(?:(?:it's|its|it is|it was|should be|should have been|i meant|meant)"
        r" )*(?P<value>[^,.;!?\n]{1,60}?)\s*[.!]*\s*$",
    ),
    phrase(
        K.CORRECT,
        "wrong",
        r"(?:oops,? |sorry,? |that's |that is |it's )*(?:the )?wrong (?P<field>deal|amount|date|stage|contact|person"
        r"|account|day|owner|kind|one)\b[^\n]*$",
    ),
)
