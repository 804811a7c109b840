"""What happened and with whom: one draft per deal that was met, the contact, the day, and the words kept as the
note."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from sales.language.builders import Hit, draft_of
from sales.language.context import Context
from sales.language.deals import settle
from sales.language.draft import Draft
from sales.language.mentions import Mention, bare_name, mention_at
from sales.language.participants import A_THING_TO, GOING, Participants, participants, without_times_behind
from sales.language.shape import DEAL, TIME, Entity, Shape, read_past
from sales.language.slots import put_past_day, put_text
from sales.language.understanding import Choice, TimeSpan

_ABOUT = re.compile(
    r"\s+(?:about|re|regarding|to (?:discuss|talk|review|go over|walk|see|follow|confirm|schedule|ask|check|present"
    r"|introduce|say)|on (?:the(?! ?\ue003)|their|our|pricing|terms|next)|discussed|discussing|- |and (?:he|she|they"
    r"|it|asked|went"
    r"|walked|talked|agreed|discussed|is|was|wants?)\b|who|because|since|where|she|he|they|it was|it went|went|was"
    r"|wants|again|over (?:lunch|dinner|coffee|breakfast|drinks|beers?|zoom|teams|video|the phone|a |an |e?mail|the"
    r" weekend)|via|but|for (?:an|a|\ue002|thirty|twenty)|during|after|before|so|yesterday they)\b|\s+-\s|:\s"
)
_TOPIC = re.compile(r"\s+(?:about|re|regarding|to|on)\b")
"""What a meeting is about may be said of one to come; how it went may not."""
_SOCIAL = re.compile(r"(?:talked|spoke) about|(?:\w+ )*(?:lunch|dinner|coffee|drinks|beers|a beer|breakfast)\b")
"""Without a name these are about a lunch, or about a subject; nothing to be logged."""
_NOBODY = re.compile(
    r"of (?:the|a|an|our|their|my) |(?:(?:me|you|u|us|my|your|yourself|from my|to self|lunch)\b|(?!.*(?:proposal|quote"
    r"|contract|offer|order|msa|nda|sow|deck|pricing|invoice|email|mail|message|reminder|note|invite|follow|voicemail"
    r"|vm|doc|pack|link|summary))an? )"
)
"""Us, oneself, or just a thing: no customer was met or written to."""
_NAMING = re.compile(r"called (?:the|a|an|it|this|that|\ue006)\b|called \ue006")
"""Giving a thing its name is no call."""
_NEXT_CLAUSE = re.compile(
    r" (?:and|but|then|so|plus|&) (?=(?:also |then |i |we |just )*(?:moved|left|sent|emailed|called|met|booked"
    r"|scheduled|pushed|pulled|closed|won|lost|next step|close date|commit|will|need|changed|updated|demoed|visited"
    r"|spoke|talked|bumped|advanced|move|push|set|it's now|they're now)\b|\ue001|\ue000(?:'s)? (?:(?:to|is|moved"
    r"|closes|signed|won|lost|now|close|went)\b|at (?!the\b|a\b|our\b|their\b)|\ue001))"
)
_CUSTOMERS = re.compile(
    r"\s*(?:with|w/|to|from) (?:procurement|purchasing|their \w+|the (?:customer|client|prospect|buyer|buyers)\b)"
)
"""Nobody by name, and yet the customer: "good call with procurement" in a deal's channel."""
_SCHEDULED = re.compile(
    r"\b(?:pencill?ed in|lined up|locked in|in the (?:diary|calendar)|on the (?:calendar|books|cards)|coming up"
    r"|upcoming"
    r"|(?:is|are|was|now|has been|been) (?:scheduled|booked|planned|arranged|set) (?:for|on|in|to))\b"
)
"""An appointment that was made, and has not been kept yet."""
_OUTCOME = re.compile(r"\b(?:went|was|done|completed|finished)\b")


def log_activity(hit: Hit, shape: Shape, context: Context) -> list[Draft]:
    """The activities that a clause tells of; none where it is about something still to come, or somebody private."""
    fixed = hit.phrase.fixed
    start, end = hit.match.span("who") if hit.has("who") else (hit.match.end(), hit.match.end())
    told = "told" in fixed
    if following := _NEXT_CLAUSE.search(shape.line, start, end):
        end = following.start()
    line = shape.line[start:end]
    about = _ABOUT.search(line)
    head_end = start + (about.start() if about else len(line))
    told_until = max(head_end, hit.match.end()) if "inbound" in fixed else head_end
    times = [(p, e) for p, e in shape.within(hit.match.start(), told_until, TIME)]
    if hit.has("text") and not hit.has("who"):
        times = []  # a day within a note is part of what is noted
    if about is not None and not times:
        behind = shape.within(head_end, end, TIME)
        times = [pair for pair in behind if pair[0] >= end - 2 and _is_gone(shape, pair, head_end, context)]
    told_outcome = (about is not None and not _TOPIC.match(about[0])) or _TOLD_BEHIND.match(shape.line, end) is not None
    if not told and _SCHEDULED.search(shape.line, hit.match.start(), end):
        return []
    if "noun" in fixed and any(_is_to_come(shape, entity, context, told_outcome) for _, entity in times):
        return []
    people = participants(shape, context, start, head_end, sending="sending" in fixed)
    if not people.deals:
        people = _with_deal_beside(hit, shape, context, start, people)
    if not people.deals and people.contact and (title := _TITLE_BEHIND.match(shape.line, end)):
        mention = mention_at(shape, context, title.start("deal"), title.end("deal"), sure=True)
        people = people if mention is None else replace(people, deals=(mention,))
        end = title.end()
    if named := _named_behind(shape, start, end):
        people, end_of_all = replace(people, contact=named.span("contact")), named.end()
    else:
        end_of_all = end
    if not times and (day := _DAY_BEHIND.match(shape.line, end_of_all)) is not None:
        said = shape.within(end_of_all, day.end(), TIME)
        times = [pair for pair in said if _may_be_gone(shape, pair[1], context)]
        end_of_all = day.end() if times else end_of_all
    if people.personal and not told:
        return []
    alone = not people.deals and people.contact is None
    if alone and not told and _NOBODY.match(shape.line[start:end].strip()):
        return []
    if not told and _CALLED_OFF.search(shape.line, hit.match.start(), _clause_end(shape, start, end)):
        return _called_off(hit, shape, people)
    if alone and (_SOCIAL.match(shape.line, hit.match.start()) or _NAMING.match(shape.line, hit.match.start())):
        return []
    outcome = (
        about
        or _CUSTOMERS.match(line)
        or GOING.match(line.strip())
        or _OUTCOME.search(shape.line, hit.match.start(), start)
    )
    past = times != [] and all(_is_over(entity, context) for _, entity in times)
    if "noun" in fixed and not people.deals and people.contact is None and not (outcome or past):
        return []
    drafts = [_one(hit, shape, context, mention) for mention in people.deals or (None,)]
    whole = people
    for number, draft in enumerate(drafts):
        people = replace(whole, contact=whole.contact_of(number))
        days = _own_times(shape, times, (start, head_end), number) if len(drafts) > 1 and len(times) > 1 else times
        draft.end = draft.end if hit.has("text") or "inbound" in hit.phrase.fixed else end_of_all
        _details(draft, hit, shape, context, people, days, (start, head_end, end))
    return drafts


_TITLE_BEHIND = re.compile(
    rf"\s*,\s*(?:[a-z&/]+ ){{0,4}}?(?:c[efmotir]o|ciso|s?vp|director|head|manager|president|founder|owner|engineer"
    rf"|procurement|counsel|lead|buyer)(?: [a-z&/]+){{0,4}}? (?:at|from|for|with|@) (?P<deal>{DEAL})(?=\W|$)"
)
""" "met Rosa Diaz, VP Procurement at Stark": the account stands behind the title."""
_CALLED_OFF = re.compile(
    r"(?<!the )(?<!their )(?<!our )(?<!a )(?<!about )\b(?:cancell?ed|called off|postponed|rescheduled|(?:got|was"
    r"|been|is)"
    r" (?:moved|pushed|bumped)|didn't happen|did not happen|didn't take place|fell through|scrapped)\b(?! (?:order"
    r"|project"
    r"|contract|subscription|deal|the|their|our|his|her|my)\b)"
)


def _clause_end(shape: Shape, start: int, end: int) -> int:
    """Up to the end of what is said of the meeting, an aside in commas included."""
    behind = re.compile(r"[\s,:;-]*(?:(?:was|got|has been|is|it was|they|just|again) )*\w+(?: off)?\s*(?:$|[.,!;])")
    more = behind.match(shape.line, end)
    return more.end() if more else end


def _called_off(hit: Hit, shape: Shape, people: Participants) -> list[Draft]:
    """What did not take place is no activity of its kind: at most a note, which is asked about."""
    drafts = []
    for mention in people.deals or (None,):
        draft = draft_of(hit)
        draft.ask("kind", "It did not take place. Keep that as a note?", Choice("Note", "note"))
        if mention is not None:
            settle(draft, mention)
        draft.note.append(shape.words(hit.match.start(), draft.end))
        drafts.append(draft)
    return drafts


def _own_times(
    shape: Shape, times: list[tuple[int, Entity]], head: tuple[int, int], number: int
) -> list[tuple[int, Entity]]:
    """ "Umbrella last Thursday and Hooli on Friday": the day behind each deal; the first day where it has none."""
    places = [place for place, _ in shape.within(*head, DEAL)]
    begin = places[number] if number < len(places) else head[0]
    until = places[number + 1] if number + 1 < len(places) else head[1]
    return [pair for pair in times if begin < pair[0] < until] or times


def _with_deal_beside(hit: Hit, shape: Shape, context: Context, start: int, people: Participants) -> Participants:
    """ "Hooli no-show", "the Acme demo went well", "note: Stark - …": the deal's name stands beside the word."""
    places = shape.within(hit.match.start(), start, DEAL)
    if hit.has("text") and not places:
        places = shape.within(*hit.match.span("text"), DEAL)[:1]
    mention = mention_at(shape, context, places[0][0], places[0][0] + 1, sure=True) if places else None
    return people if mention is None else Participants((mention,), people.contact, people.personal)


def _behind_the_name(shape: Shape, start: int, end: int) -> str:
    """What was sent or said, between the name and the day: "emailed Acme the questionnaire"."""
    named = shape.within(start, end, DEAL)
    if not named:
        return ""
    begin = named[-1][0] + 1
    words = shape.words(begin, without_times_behind(shape, begin, end))
    for place, _ in shape.within(begin, begin + 2, TIME):
        words = shape.words(place + 1, without_times_behind(shape, place + 1, end))
    words = re.sub(r"^['’](?:s\b|(?=\s))", "", words)
    words = re.sub(r"\s*\b(?:for|on|at|in|by)(?: the)?\s*$", "", words)
    return "" if re.match(r"\s*(?:team|folks|again|deal|account)?\s*$", words) else words


_DAY_BEHIND = re.compile(rf"\s*,\s*(?:(?:on|this|last|earlier|late|early|back|just) )*{TIME}(?=\s*(?:$|[.!;,)\n]))")
""" "emailed Hooli, 18 Nov": the day stands behind a comma."""
_STILL_TO_COME = re.compile(
    r"\b(?:meeting|call|demo|visit|launch|go-?live|kick-?off|start|deadline|due|event|conference|review|session"
    r"|workshop|webinar|trip|onsite|lunch|dinner|training|signing|delivery|renewal|expiry|close|move|roll-?out|by|until"
    r"|till|before|after|from|for|next|coming|this|(?!pricing|testing|billing|onboarding|financing)[a-z]{2,}ing)"
    r"(?: (?:is|was|planned|set|booked))?(?: (?:on|at|for|of|the))*\s*$"
)
""" "emailed Acme about the meeting on Tuesday": the day is that of the meeting."""
_HEADED = re.compile(
    r"\b(?:c[efmotir]o|ciso|s?vp|avp|director|head|manager|president|founder|owner|engineer|procurement|counsel|lead"
    r"|buyer|champion|sponsor|contact|boss|controller|principal|partner|chief|chair|decision maker)\b"
)
_BEHIND = re.compile(r"\s*[,:(-]+\s*(?P<contact>[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){1,2})\)?(?=\s*(?:$|[,.;!)\n]|- ))")
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]*){1,2}")


def _named_behind(shape: Shape, start: int, end: int) -> re.Match[str] | None:
    """ "met the new CIO at Stark: Marco Rossi": the name behind the title, first and last with capitals."""
    if not _HEADED.search(shape.line, start, end):
        return None
    found = _BEHIND.match(shape.line, end)
    return found if found and _FULL_NAME.fullmatch(shape.words(*found.span("contact"))) else None


def _is_gone(shape: Shape, place: tuple[int, Entity], head_end: int, context: Context) -> bool:
    """Whether the day at the end of a topic says when it was: one gone by, or a weekday that is not the subject's."""
    at, entity = place
    if _is_over(entity, context):
        return True
    topic = shape.line[head_end:at]
    if not re.match(r"\s*(?:about|re|regarding)\b", topic) or _STILL_TO_COME.search(topic):
        return False
    return topic.endswith("on ") and _may_be_gone(shape, entity, context)


def _is_over(entity: Entity, context: Context) -> bool:
    return isinstance(entity.value, TimeSpan) and entity.value.end <= context.now


def _may_be_gone(shape: Shape, entity: Entity, context: Context) -> bool:
    """Whether the words, read as something past, are a day up to today: "Tuesday", "18 Nov"; "tomorrow" is none."""
    gone = read_past(shape, entity, context)
    return gone is not None and gone.start <= context.now


_TOLD_BEHIND = re.compile(
    r"\s*[,;:-]+ ?(?:(?:we|they|he|she|it|i|\ue000|\ue007)(?:'d|'ve|'re|'s)? )*(?:like|love|want|wants|need"
    r"|needs|are|is|have|has|asked|would|met|saw|got|went|was|were|said|had|ran|gave|came|did"
    r"|[a-z]+ed)\b"
)
"""What follows is told as past, and so is what it follows."""
_FAR = timedelta(days=60)


def _is_to_come(shape: Shape, entity: Entity, context: Context, told_outcome: bool) -> bool:
    time = entity.value
    if not isinstance(time, TimeSpan):
        return False
    gone = read_past(shape, entity, context)
    if gone is not None and time.start - context.now > _FAR > context.now - gone.start:
        return False  # "coffee with Jane 11/18": days ago rather than next year
    if time.start.date() == context.local_now.date() and time.grain != "day":
        return time.start > context.now
    return time.start > context.now and not told_outcome


def _one(hit: Hit, shape: Shape, context: Context, mention: Mention | None) -> Draft:
    draft = draft_of(hit)
    key = hit.phrase.fixed["activity"]
    kind = context.process.kind(key)
    if kind is None:
        draft.ask("kind", "Which kind of activity was it?")
    else:
        draft.put("kind", kind.key, shape.span(*hit.match.span()), "a word for what happened")
    if mention is not None:
        settle(draft, mention)
    return draft


def _details(
    draft: Draft,
    hit: Hit,
    shape: Shape,
    context: Context,
    people: Participants,
    times: list[tuple[int, Entity]],
    places: tuple[int, int, int],
) -> None:
    start, head_end, end = places
    if times:
        put_past_day(draft, "happened_on", shape, times[0][1], context)
    if people.contact is not None:
        said = bare_name(shape.words(*people.contact))
        put_text(draft, "contact", said, shape.span(*people.contact), "a person's name")
    if "sending" not in hit.phrase.fixed and (thing := A_THING_TO.match(shape.line, start, end)):
        draft.note.append(shape.words(start, thing.start("to")))
    if hit.has("text"):
        draft.note.append(shape.words(*hit.match.span("text")))
    elif "sending" in hit.phrase.fixed or "note_all" in hit.phrase.fixed:
        draft.note.append(_without_times(shape, hit.match.start(), end))
    elif head_end < end:
        draft.note.append(_behind_the_name(shape, start, head_end))
        draft.note.append(_without_trailing_time(shape, head_end, end, times))
    elif people.deals:
        draft.note.append(_behind_the_name(shape, start, end))
    elif not people.deals and people.contact is None and start < end:
        draft.note.append(_without_times(shape, start, end))


def _without_times(shape: Shape, start: int, end: int) -> str:
    line = shape.line[start:end].rstrip()
    while line.endswith(TIME):
        line = re.sub(r"\s*(?:\b(?:on|at|in|by|our|the|their|this)\b\s*)*$", "", line[:-1])
    return shape.words(start, start + len(line))


def _without_trailing_time(shape: Shape, start: int, end: int, times: list[tuple[int, Entity]]) -> str:
    if times and times[0][0] >= start and not shape.line[times[0][0] + 1 : end].strip():
        end = start + len(re.sub(r"\s*\b(?:on|at|in|by|from)\s*$", "", shape.line[start : times[0][0]]))
    return re.sub(r"^\s*(?:-|:|about|re|regarding|to discuss|and)\s+", "", shape.words(start, end))
