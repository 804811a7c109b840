"""What a cell of a template can be asking for: about a deal, about a person, a figure of somebody's forecast, or about
the sheet itself. Knows their names and kinds; not what they are called elsewhere (`words`), nor their values."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """Where the value of a column or of a labelled cell comes from."""

    DEAL = "deal"
    ACCOUNT = "account"
    OWNER = "owner"
    OWNER_EMAIL = "owner_email"
    STAGE = "stage"
    STATUS = "status"
    CATEGORY = "category"
    AMOUNT = "amount"
    CURRENCY = "currency"
    PROBABILITY = "probability"
    WEIGHTED = "weighted"
    CLOSE_DATE = "close_date"
    CLOSED_ON = "closed_on"
    CREATED = "created"
    TOUCHED = "touched"
    NEXT_STEP = "next_step"
    NEXT_STEP_ON = "next_step_on"
    LEAD_SOURCE = "lead_source"
    LOST_REASON = "lost_reason"
    DEAL_ID = "deal_id"
    NUMBER = "number"

    PERSON = "person"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    MANAGER = "manager"
    TEAM = "team"

    CLOSED = "closed"
    COMMIT = "commit"
    OPEN_COMMIT = "open_commit"
    BEST_CASE = "best_case"
    OPEN_BEST_CASE = "open_best_case"
    TOTAL = "total"
    PIPELINE = "pipeline"
    OPEN_PIPELINE = "open_pipeline"
    WEIGHTED_PIPELINE = "weighted_pipeline"
    QUOTA = "quota"
    ATTAINMENT = "attainment"
    GAP = "gap"
    COVERAGE = "coverage"
    CALL = "call"
    CALL_BEST_CASE = "call_best_case"
    OPEN_DEALS = "open_deals"
    WON_DEALS = "won_deals"

    AS_OF = "as_of"
    PERIOD = "period"

    @property
    def words(self) -> str:
        """What it is called where one chooses it."""
        return _WORDS[self]


_WORDS = {
    Source.DEAL: "Deal: name",
    Source.ACCOUNT: "Deal: account",
    Source.OWNER: "Deal: owner",
    Source.OWNER_EMAIL: "Deal: owner's e-mail",
    Source.STAGE: "Deal: stage",
    Source.STATUS: "Deal: open or won",
    Source.CATEGORY: "Deal: forecast category",
    Source.AMOUNT: "Deal: amount",
    Source.CURRENCY: "Currency",
    Source.PROBABILITY: "Deal: stage's probability",
    Source.WEIGHTED: "Deal: amount x probability",
    Source.CLOSE_DATE: "Deal: close date",
    Source.CLOSED_ON: "Deal: won on",
    Source.CREATED: "Deal: created on",
    Source.TOUCHED: "Deal: last touched on",
    Source.NEXT_STEP: "Deal: next step",
    Source.NEXT_STEP_ON: "Deal: next step's day",
    Source.LEAD_SOURCE: "Deal: source",
    Source.LOST_REASON: "Deal: lost reason",
    Source.DEAL_ID: "Deal: id",
    Source.NUMBER: "Row number",
    Source.PERSON: "Person: name",
    Source.FIRST_NAME: "Person: first name",
    Source.LAST_NAME: "Person: last name",
    Source.EMAIL: "Person: e-mail",
    Source.MANAGER: "Person: manager",
    Source.TEAM: "Person: team",
    Source.CLOSED: "Closed",
    Source.COMMIT: "Commit, with closed",
    Source.OPEN_COMMIT: "Commit, without closed",
    Source.BEST_CASE: "Best case, with commit",
    Source.OPEN_BEST_CASE: "Best case, without commit",
    Source.TOTAL: "Total: closed and everything open",
    Source.PIPELINE: "Open pipeline",
    Source.OPEN_PIPELINE: "Open pipeline, without best case",
    Source.WEIGHTED_PIPELINE: "Open pipeline x probability",
    Source.QUOTA: "Quota",
    Source.ATTAINMENT: "Attainment (closed / quota)",
    Source.GAP: "Gap (quota - commit)",
    Source.COVERAGE: "Coverage",
    Source.CALL: "Called commit",
    Source.CALL_BEST_CASE: "Called best case",
    Source.OPEN_DEALS: "Number of open deals",
    Source.WON_DEALS: "Number of deals won",
    Source.AS_OF: "Today",
    Source.PERIOD: "Period",
}

ABOUT_DEALS = frozenset(list(Source)[: list(Source).index(Source.PERSON)])
ABOUT_PEOPLE = frozenset(
    {Source.PERSON, Source.FIRST_NAME, Source.LAST_NAME, Source.EMAIL, Source.MANAGER, Source.TEAM}
)
FIGURES = frozenset(
    {
        *(Source.CLOSED, Source.COMMIT, Source.OPEN_COMMIT, Source.BEST_CASE, Source.OPEN_BEST_CASE, Source.TOTAL),
        *(
            Source.PIPELINE,
            Source.OPEN_PIPELINE,
            Source.WEIGHTED_PIPELINE,
            Source.QUOTA,
            Source.ATTAINMENT,
            Source.GAP,
            Source.COVERAGE,
        ),
        *(Source.CALL, Source.CALL_BEST_CASE, Source.OPEN_DEALS, Source.WON_DEALS),
    }
)
AMOUNTS = FIGURES - {Source.ATTAINMENT, Source.COVERAGE, Source.OPEN_DEALS, Source.WON_DEALS} | {
    Source.AMOUNT,
    Source.WEIGHTED,
}
"""Sources that are amounts of money."""
MAY_LACK = frozenset({Source.QUOTA, Source.GAP, Source.CALL, Source.CALL_BEST_CASE})
"""Amounts that a whole team may not have: nobody has set them, or said them."""
ROLL_UPS = frozenset(
    {
        *(Source.COMMIT, Source.OPEN_COMMIT, Source.BEST_CASE, Source.OPEN_BEST_CASE),
        *(Source.TOTAL, Source.PIPELINE, Source.OPEN_PIPELINE),
    }
)
"""Figures whose names mean one thing here and another there: what is in them is told."""
DEAL_KEYS = frozenset({Source.DEAL, Source.ACCOUNT, Source.DEAL_ID})
PERSON_KEYS = frozenset({Source.PERSON, Source.FIRST_NAME, Source.LAST_NAME, Source.EMAIL})
GIVEN = frozenset({Source.QUOTA})
"""What whoever made the template may have set: a value that stands there is theirs, and stays."""
APART = {
    Source.COMMIT: Source.OPEN_COMMIT,
    Source.BEST_CASE: Source.OPEN_BEST_CASE,
    Source.PIPELINE: Source.OPEN_PIPELINE,
}
"""Roll-ups, and what they are without the ones above them: what a sheet wants that adds them up itself."""
EVERYBODY, NOBODY = "everybody", "nobody"
"""What a title may be said to mean besides a person: all of the asker's people, or none of them."""
LEFT_EMPTY = "empty"
"""What is kept of a heading that somebody wants left empty."""
