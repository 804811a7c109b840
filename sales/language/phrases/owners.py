"""Who owns a deal, and where it came from."""

from __future__ import annotations

from sales.language.phrases.phrase import Phrase, phrase
from sales.language.understanding import IntentKind as K

OWNERS: tuple[Phrase, ...] = (
    phrase(
        K.REASSIGN,
        "\ue004",
        r"(?P<person>\ue004),? (?:(?:please|pls|plz|kindly|can you|could you|would you|you can|to|will|now)"
        r" )*(?:take over|takes over|take|own"
        r"|pick up"
        r"|run with) <known>(?: (?:from me|from here|now|please))*<end>",
    ),
    phrase(
        K.REASSIGN,
        "yours",
        r"(?:<known>(?: is|'s)? (?:now )?(?:all )?yours(?: now)?,? (?P<person>\ue004)|(?P<person2>\ue004),?"
        r" (?P<deal2>\ue000)"
        r"(?: is|'s)? (?:now )?(?:all )?yours)(?: now| from here)?<end>",
    ),
    phrase(
        K.REASSIGN,
        "taking take took",
        r"(?:(?:i'm|i am|i'll be|i) )?(?:now )?(?:taking|take|took) over <known>(?: now| from here| from \ue004)?<end>",
        person="me",
    ),
    phrase(
        K.REASSIGN,
        "taking take own owning mine inheriting picking",
        r"(?:i'm|i am|i'll|i will|i) (?:now )?(?:taking|be taking|take|own|owning|inheriting|picking up)(?: on)?"
        r" <known>(?: now|"
        r" from here| over| from [a-z]+| from \ue004)*<end>",
        person="me",
    ),
    phrase(
        K.REASSIGN,
        "mine",
        r"<known>(?: is|'s)?(?: (?:now|all))* mine(?: now| from here)?<end>",
        person="me",
    ),
    phrase(
        K.REASSIGN,
        "owner",
        r"<known>(?:'s)? (?:has |gets |got )(?:a |an )?(?:new )?owner(?: is|:|,| -)* <person><end>",
    ),
    phrase(
        K.REASSIGN,
        "belongs goes",
        r"<deal>(?: (?:now|belongs|goes|is))* (?:belongs to|goes to|assigned to) (?P<person>\ue004|me)(?: now)?<end>",
        sure=False,
    ),
    phrase(
        K.REASSIGN,
        "go",
        r"<known> (?:can|could|should|may|must)(?: now)? go(?: over)? to (?P<person>\ue004|me)(?: from \ue003"
        r"| now)?<end>",
        asks="yes",
    ),
    phrase(
        K.REASSIGN,
        "hand pass give assign reassign transfer move handing passing giving turn handed passed gave assigned"
        " reassigned transferred swap swapped switch switched",
        r"(?:hand|pass|give|assign|reassign|transfer|move|turn|handing|passing|giving|handed|passed|gave|assigned"
        r"|reassigned|transferred|moving|swap|swapped|switch|switched)(?: over| off)?(?: (?:the )?ownership of)?"
        r" <deal>(?:'s)?(?: (?:over|off|on"
        r"|ownership|from me|from"
        r" \ue004))*(?: (?:to|onto|->))+"
        r" <person><end>",
    ),
    phrase(K.REASSIGN, "\ue004", r"<known>(?: (?:is|now))+ (?P<person>\ue004)'s(?: deal| account| one| now)?<end>"),
    phrase(K.REASSIGN, "make owner set", r"(?:make|set) <person> (?:the )?(?:new )?owner (?:of|for|on) <deal><end>"),
    phrase(
        K.REASSIGN,
        "owner",
        r"(?:set |change |update )?(?:the )?(?:new )?owner (?:of|for|on) <deal>(?: is|:|<to>)*(?: now)? <person><end>",
    ),
    phrase(K.REASSIGN, "owner", r"<deal>(?:'s)? (?:new )?owner(?: is|:| =| to)+(?: now)? <person><end>", sure=False),
    phrase(
        K.REASSIGN,
        "owns takes taking owner took picks picking inherits inheriting",
        r"(?P<person>\ue004|[^\W\d_][\w.'-]*)(?: (?:is|now|will be))*(?: (?:owns|takes over|takes|taking over|took"
        r" over|picks up|picking up|inherits|inheriting|the owner of|the new owner of|owner of)) <known>(?: now|"
        r" from here| from me)?<end>",
    ),
    phrase(K.REASSIGN, "assign hand give", r"(?:assign|hand|give) (?P<person>\ue004) <known><end>"),
    phrase(
        K.REASSIGN,
        "hand assign reassign pass transfer give",
        r"(?:hand|assign|reassign|pass|transfer|give)(?: (?:it|this|this deal|this one))?(?: over| off)? to"
        r" (?P<person>\ue004|me)<end>",
    ),
)
SOURCES: tuple[Phrase, ...] = (
    phrase(
        K.SET_SOURCE,
        "source",
        r"(?:set|change|changed|update|updated) <deal>(?:'s)? (?:lead )?source<to>(?: an?| the| our)? <source><end>",
    ),
    phrase(
        K.SET_SOURCE,
        "lead sourced tag tagged mark marked log",
        r"(?:tag|tagged|mark|marked|log) <known> as (?:an? )?<source>(?:[- ]sourced| lead| source)<end>",
    ),
    phrase(K.SET_SOURCE, "source", r"(?:lead |deal )?source <known>\s?:? (?:an? )?<source><end>"),
    phrase(K.SET_SOURCE, "lead", r"<known> ?(?:=|:|is|was) ?(?:an? )?<source> lead<end>"),
    phrase(
        K.SET_SOURCE,
        "found sourced picked",
        r"(?:found|sourced|picked up) <known> (?:at|through|via|from|on|by)(?: an?| the| our)? <source><end>",
    ),
    phrase(
        K.SET_SOURCE,
        "source",
        r"(?:set |change |update )?(?:the )?(?:lead |deal )?source (?:of|for|on|at) <deal>(?: is| was| should be|:"
        r"| =|<to>)*(?: an?| the| our)? <source><end>",
    ),
    phrase(
        K.SET_SOURCE,
        "source",
        r"<deal>(?:'s)? (?:lead )?source(?: is| was| should be|:|<to>| -)*(?: an?| the| our)? <source><end>",
        sure=False,
    ),
    phrase(
        K.SET_SOURCE,
        "source",
        r"(?:set |change |update )?(?:the |its )?(?:lead |deal )?source(?: is| was| should be| changed|:|<to>| -)*(?:"
        r" an?| the| our)? <source><end>",
    ),
    phrase(
        K.SET_SOURCE,
        "source",
        r"(?:set |change |update )?(?:the )?(?:lead |deal )?source (?:of|for|on|at) <known>\s?(?: is| was|:|=|<to>)+ ?"
        r"(?:an? |the )?(?P<unknown>[a-z][\w-]*(?: [a-z]+)?)<end>",
    ),
    phrase(K.SET_SOURCE, "lead", r"<known>\s?[:,-]\s?(?:an? )?<source> lead<end>"),
    phrase(
        K.SET_SOURCE,
        "got found sourced",
        r"(?:got|found|sourced) <known> (?:through|via|from|by way of)(?: an?| the| our)? <source><end>",
    ),
    phrase(
        K.SET_SOURCE,
        "came from via through sourced",
        r"<deal> (?:originally )?(?:came|come|comes|is|was sourced|sourced|was)(?: (?:to us|in|inbound|originally))*"
        r" (?:from|via|through|by way of|by)(?: an?| the| our| [a-z]+'s)? <source><end>",
        sure=False,
    ),
    phrase(
        K.SET_SOURCE,
        "found discovered heard came reached",
        r"<known>(?: (?:has|have|just|originally))* (?:found|discovered|heard (?:of|about)|came across|came to|reached"
        r" out to) us (?:via|through|on|at|from|by)(?: an?| the| our)? <source><end>",
    ),
    phrase(
        K.SET_SOURCE,
        "<source>",
        r"<known>(?: is| was)(?: an?| from an?| from the| from our| from)? <source>(?: lead| deal)?<end>",
    ),
)
