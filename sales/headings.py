"""What the columns of a file of deals, people or products are called, by people and by programs, in several languages.
Knows names only; `storage.sheets` finds the headings in a file, and checks a doubtful match against its values."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache


class Column(Enum):
    """What a column of a file of deals, people or products can be."""

    ID = "id"
    NAME = "name"
    ACCOUNT = "account"
    PRODUCT = "product"
    OWNER = "owner"
    OWNER_EMAIL = "owner_email"
    STAGE = "stage"
    STATUS = "status"
    IS_WON = "is_won"
    IS_CLOSED = "is_closed"
    AMOUNT = "amount"
    CURRENCY = "currency"
    CLOSE = "close"
    CLOSED_ON = "closed_on"
    LOST_ON = "lost_on"
    CREATED = "created"
    SOURCE = "source"
    NEXT_STEP = "next_step"
    NEXT_STEP_ON = "next_step_on"
    LOST_REASON = "lost_reason"
    PROBABILITY = "probability"
    PIPELINE = "pipeline"
    MANAGER = "manager"
    TEAM = "team"
    EMAIL = "email"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PRICE = "price"


DAYS = frozenset({Column.CLOSE, Column.CLOSED_ON, Column.LOST_ON, Column.CREATED, Column.NEXT_STEP_ON})

_ALIASES: dict[Column, str] = {
    Column.ID: (
        "deal id, opportunity id, potential id, potentialid, record id, id, deal number, deal no, external "
        "id, opportunity number, hs object id, uuid, key, crm id"
    ),
    Column.NAME: (
        "deal name, opportunity name, potential name, dealname, deal title, topic, name, deal, opportunity, "
        "potential, title, opp name, opp, project, project name"
    ),
    Column.ACCOUNT: (
        "account name, account, company name, customer name, company, customer, client, client name, "
        "associated company, associated companies, associated company primary, primary company, organization, "
        "organisation, organization name, organisation name, buyer, prospect, associated company domain, "
        "account id, accountid, potential customer, firma, kunde, unternehmen, entreprise, cliente, empresa"
    ),
    Column.PRODUCT: "product, product name, item, sku",
    Column.OWNER: (
        "deal owner, opportunity owner, potential owner, owner name, owner, sales agent, sales rep, rep, "
        "sales person, salesperson, account executive, ae, assigned to, agent, seller, responsible, owner "
        "full name, full name, rep name, record owner, hubspot owner id, owner id, ownerid, besitzer, "
        "verantwortlich, zuständig, propriétaire, propietario"
    ),
    Column.OWNER_EMAIL: (
        "owner email, deal owner email, rep email, owner e mail, sales rep email, opportunity owner email"
    ),
    Column.STAGE: (
        "deal stage, stage, stage name, stagename, dealstage, sales stage, opportunity stage, pipeline stage, "
        "phase, step, pipeline phase, deal phase, verkaufsphase, étape, etapa"
    ),
    Column.STATUS: ("status, deal status, forecast type, outcome, state, won lost, result, opportunity status"),
    Column.IS_WON: "is won, iswon, is closed won, won, hs is closed won",
    Column.IS_CLOSED: ("is closed, isclosed, closed, hs is closed, is deal closed"),
    Column.AMOUNT: (
        "amount, deal amount, deal value, opportunity amount, close value, value, deal size, contract value, "
        "total amount, total contract value, tcv, acv, annual contract value, arr, amount in company "
        "currency, revenue, deal revenue, total, sum, estimated value, expected value, expected revenue, est "
        "revenue, estimated revenue, betrag, wert, summe, auftragswert, montant, importe, valor"
    ),
    Column.CURRENCY: ("currency, currency code, deal currency, currency iso code, currencyisocode, amount currency"),
    Column.CLOSE: (
        "close date, closing date, closedate, expected close date, expected close, est close date, estimated "
        "close date, closing, close, expected closing date, forecast close date, target close date, closes, "
        "closes on, due date, target date, close by, date of close, expected to close, est close, "
        "abschlussdatum, schlusstermin, date de clôture, fecha de cierre"
    ),
    Column.CLOSED_ON: (
        "closed on, actual close date, date closed, closed date, actual closed date, won date, date won, "
        "closed at, won on, decided on, won time, close time"
    ),
    Column.LOST_ON: "lost time, lost date, lost on, date lost",
    Column.CREATED: (
        "create date, created date, created, created time, created on, created at, creation date, "
        "createddate, createdate, date created, engage date, opened, open date, opened on, start date, date "
        "added, added on, date entered, entry date, erstellt am, erstellungsdatum, date de création, fecha de "
        "creación"
    ),
    Column.SOURCE: (
        "lead source, source, leadsource, deal source, original source, original source type, origin, "
        "campaign source, how did they hear about us"
    ),
    Column.NEXT_STEP: "next step, next steps, nextstep, next action, to do, todo, next activity",
    Column.NEXT_STEP_ON: (
        "next step date, next activity date, next action date, next step on, follow up date, next step due, "
        "next step due date, follow up"
    ),
    Column.LOST_REASON: (
        "closed lost reason, lost reason, loss reason, reason lost, reason for loss, reason for lost, deal "
        "lost reason, why lost"
    ),
    Column.PROBABILITY: "probability, probability %, win probability, deal probability, chance, likelihood",
    Column.PIPELINE: "pipeline, pipeline name, sales pipeline, deal pipeline",
    Column.MANAGER: (
        "manager, sales manager, reports to, manager name, team lead, team leader, supervisor, owner manager"
    ),
    Column.TEAM: ("regional office, region, office, team, territory, sales team, team name, owner team, hubspot team"),
    Column.EMAIL: "email, e mail, email address, mail, user email",
    Column.FIRST_NAME: "first name, given name, forename",
    Column.LAST_NAME: "last name, surname, family name",
    Column.PRICE: "sales price, list price, unit price, price, retail price",
}
_RECORD = re.compile(r"^(?:(?:deal|opportunity|opp|potential) )+")
"""What some exports put before every heading: "Deal - Expected close date"."""

_FUZZY = 0.88


def plain_heading(heading: str) -> str:
    """A heading as it is compared: camel case and punctuation split into lower-case words, brackets dropped."""
    words = re.sub(r"\(.*?\)|\[.*?\]", " ", heading)
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", words)
    words = re.sub(r"[^\w%]+|_", " ", words).casefold()
    return " ".join(words.replace("%", " ").split())


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[Column, int]]:
    """Every alias, with its column and its place in that column's list; the first column that claims a name has it."""
    known: dict[str, tuple[Column, int]] = {}
    for column, names in _ALIASES.items():
        for place, name in enumerate(names.split(", ")):
            known.setdefault(plain_heading(name), (column, place))
    return known


@lru_cache(maxsize=4096)
def meanings(heading: str) -> tuple[tuple[Column, float], ...]:
    """What a heading may be, with its rank: exactly a known name, or one misspelt. A heading with a word more or less
    than a known name ("Close Date Simulated", "Amount Tier") is another thing and means nothing."""
    plain = plain_heading(heading)
    exact = _known().get(plain) or _known().get(plain.replace(" ", ""))
    if exact is not None:
        return ((exact[0], float(exact[1])),)
    bare = _known().get(_RECORD.sub("", plain))
    if bare is not None:
        return ((bare[0], 100.0 + bare[1]),)
    if len(plain) < 5:
        return ()
    close: dict[Column, float] = {}
    for name, (column, place) in _known().items():
        if abs(len(name) - len(plain)) > 2 or name.count(" ") != plain.count(" "):
            continue
        likeness = SequenceMatcher(None, plain, name).ratio()
        if likeness >= _FUZZY:
            close[column] = min(close.get(column, 999.0), 200 + place + (1 - likeness))
    return tuple(sorted(close.items(), key=lambda item: item[1]))
