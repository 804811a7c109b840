"""Who the demo's people are, and what every deal of theirs must come to by the day it is seen from: dates, sizes, fates
and quotas. The stories around these are told by `telling`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from bot.main.demo import words
from bot.main.demo.story import Brief, Fate
from bot.main.demo.telling import amounts, working_day
from sales.money import Money, total
from sales.people import Person, Role
from sales.period import Period

SEED = 20260822
HOME_ZONE = "America/New_York"
ATTAINMENTS = (54, 78, 42, 98, 62, 48, 106, 68)
"""Per cent of quota that each rep has closed, in the order of the reps."""

OPEN_SHARE = 0.55
"""Open deals are smaller than those that were won, so that the commit comes close to the quota."""

PEOPLE = (
    Person(id=1, name="Morgan Ellis", role=Role.EXECUTIVE, timezone=HOME_ZONE, country="US", team="Company"),
    Person(
        id=2, name="Dana Whitlock", role=Role.MANAGER, timezone=HOME_ZONE, country="US", team="Americas", admin=True
    ),
    Person(id=3, name="Lee Ashworth", role=Role.MANAGER, timezone="Europe/London", country="GB", team="EMEA & Asia"),
    Person(id=4, name="Sam Ortega", timezone=HOME_ZONE, country="US", team="Americas"),
    Person(id=5, name="Tom Brandvold", timezone=HOME_ZONE, country="US", team="Americas"),
    Person(id=6, name="Elena Castillo", timezone=HOME_ZONE, country="US", team="Americas"),
    Person(id=7, name="Kenji Morita", timezone=HOME_ZONE, country="US", team="Americas"),
    Person(id=8, name="Priya Raghunathan", timezone="Asia/Kolkata", country="IN", team="EMEA & Asia"),
    Person(id=9, name="Noor El-Masri", timezone="Europe/London", country="GB", team="EMEA & Asia"),
    Person(id=10, name="Grace Adeyemi", timezone="Europe/London", country="GB", team="EMEA & Asia"),
    Person(id=11, name="Oliver Penhale", timezone="Europe/London", country="GB", team="EMEA & Asia"),
)
_MANAGERS = {"Company": None, "Americas": 2, "EMEA & Asia": 3}


def with_slack(person: Person) -> Person:
    """The person with a Slack id, an address and whom they report to."""
    first = person.first_name.lower()
    manager = _MANAGERS[person.team] if person.role is Role.REP else 1
    return replace(
        person,
        slack_id=f"U0{first.upper()}",
        email=f"{first}@larkfield.example",
        manager_id=None if person.role is Role.EXECUTIVE else manager,
    )


_OPEN_FATES = (
    (Fate.HEALTHY, Fate.HEALTHY, Fate.STALLED, Fate.PAST_DUE, Fate.HEALTHY, Fate.NEVER_STARTED),
    (Fate.HEALTHY, Fate.STALLED, Fate.HEALTHY, Fate.INCOMPLETE, Fate.HEALTHY, Fate.STALLED),
    (Fate.HEALTHY, Fate.PAST_DUE, Fate.STALLED, Fate.HEALTHY, Fate.NEVER_STARTED, Fate.INCOMPLETE),
    (Fate.STALLED, Fate.HEALTHY, Fate.HEALTHY, Fate.PAST_DUE, Fate.HEALTHY),
)
"""What is to be said of each rep's open deals, by turns."""
_OPEN_STAGES = ("contract", "proposal", "qualified", "verbal", "proposal", "discovery", "qualified", "discovery")


def briefs_for(reps: Sequence[Person], as_of: date, period: Period, previous: Period) -> list[Brief]:
    """What every deal's story must come to: per rep ten that ended, over both quarters, and five or six open ones."""
    random = Random(SEED + 1)
    names = list(words.ACCOUNTS[1:])
    random.shuffle(names)
    accounts = iter(names * 3)
    yesterday = working_day(as_of - timedelta(days=1))
    briefs: list[Brief] = []
    for number, rep in enumerate(reps):
        sizes = iter(amounts(random, 20))
        fates = [Fate.WON] * 3 + [Fate.LOST] * 2
        for span_start, span_end in ((previous.start, previous.last_day), (period.start, yesterday)):
            for fate in fates:
                ended = working_day(span_start + (span_end - span_start) * random.uniform(0.08, 1))
                ended = max(ended, working_day(span_start + timedelta(days=3)))
                created = ended - timedelta(days=random.randint(25, 95))
                stage = "contract" if fate is Fate.WON else random.choice(("qualified", "proposal", "verbal"))
                close = working_day(ended, random.randint(-3, 12)) if fate is Fate.WON else ended + timedelta(days=30)
                close = min(max(close, span_start), span_end) if fate is Fate.WON else close
                briefs.append(_brief(fate, next(accounts), rep, created, ended, stage, next(sizes), close))
        for place, fate in enumerate(_OPEN_FATES[number % len(_OPEN_FATES)]):
            stage = _OPEN_STAGES[(place + number) % len(_OPEN_STAGES)]
            account = words.ACCOUNTS[0] if (rep.first_name, place) == ("Sam", 0) else next(accounts)
            size = Money(max(12, round(next(sizes).minor * OPEN_SHARE / 50_000)) * 50_000)
            briefs.append(_open_brief(fate, account, rep, as_of, stage, size, random))
    # A deal that ended as the quarter before had just begun: then a whole quarter is known, and something projected.
    ended = working_day(previous.start + timedelta(days=6))
    created = ended - timedelta(days=40)
    briefs.append(
        _brief(
            Fate.LOST, next(accounts), reps[0], created, ended, "proposal", Money(900_000), ended + timedelta(days=30)
        )
    )
    return briefs


def _brief(
    fate: Fate, account: str, owner: Person, created_on: date, last_on: date, stage: str, amount: Money, close: date
) -> Brief:
    return Brief(
        fate=fate,
        account=account,
        owner=owner,
        created_on=working_day(created_on),
        last_on=last_on,
        stage=stage,
        amount=amount,
        close_date=close,
    )


def _open_brief(
    fate: Fate, account: str, owner: Person, as_of: date, stage: str, amount: Money, random: Random
) -> Brief:
    """An open deal: when it was last touched and when it should close are what its fate is made of."""
    last_on = working_day(as_of, -random.randint(1, 2))
    close = working_day(as_of, random.randint(6, 24))
    created = last_on - timedelta(days=random.randint(20, 70))
    match fate:
        case Fate.STALLED:
            last_on = working_day(as_of, -random.randint(15, 18))
            created = last_on - timedelta(days=random.randint(20, 50))
        case Fate.PAST_DUE:
            close = working_day(as_of, -random.randint(3, 7))
        case Fate.NEVER_STARTED:
            created = last_on = working_day(as_of, -random.randint(15, 19))
            stage, close = "discovery", working_day(as_of, 30)
        case Fate.INCOMPLETE:
            stage = "proposal"
        case _:
            pass
    return _brief(fate, account, owner, created, last_on, stage, amount, close)


def quotas_for(
    briefs: Sequence[Brief], people: Sequence[Person], period: Period, previous: Period
) -> dict[tuple[int, Period], Money]:
    """A rep's quota is what makes `ATTAINMENTS` true, in steps of $5,000; a manager's is the sum of their reps'."""
    quotas: dict[tuple[int, Period], Money] = {}
    reps = [person for person in people if person.role is Role.REP]
    for span, shift in ((period, 0), (previous, 3)):
        for number, rep in enumerate(reps):
            won = total((b.amount for b in briefs if b.owner is rep and _won_in(b, span)), "USD")
            per_cent = ATTAINMENTS[(number + shift) % len(ATTAINMENTS)]
            quotas[rep.id, span] = Money(max(1, round(won.minor * 100 / per_cent / 500_000)) * 500_000)
        for lead in sorted(people, key=lambda person: -person.id):
            if lead.role is not Role.REP:
                below = [quotas[p.id, span] for p in people if p.manager_id == lead.id and (p.id, span) in quotas]
                quotas[lead.id, span] = total(below, "USD")
    return quotas


def _won_in(brief: Brief, period: Period) -> bool:
    return brief.fate is Fate.WON and brief.last_on in period
