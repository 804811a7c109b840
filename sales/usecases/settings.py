"""Settings: how the workspace counts. Checked here, audited, saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sales.errors import Invalid
from sales.exchange import read_rates, rebased, written_rates
from sales.money import Money, require_traded
from sales.people import Person, Team, Visibility, require_admin
from sales.period import FiscalCalendar, Period, local_date, zone
from sales.process import Process
from sales.usecases.actors import Actor
from sales.usecases.form_marks import mark, require_unchanged
from sales.usecases.ports import Store, Tx
from sales.wording import listed
from sales.workspace import Workspace

WORKSPACE = "workspace"
"""What the audit calls a change of the settings."""


def workspace_and_process(store: Store, actor: Actor) -> tuple[Workspace, Process]:
    """The settings and the written process that hold now; everyone may read them."""
    with store.reading(actor.workspace_id) as tx:
        return tx.workspace, tx.process


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The workspace's settings as an admin sees them: who else may change them, and who did last, when."""

    workspace: Workspace
    admins: tuple[Person, ...]
    changed_by: Person | None
    changed_at: datetime | None

    @property
    def shows(self) -> str:
        """The mark of all that the form shows."""
        return _mark(self.workspace)


def _mark(workspace: Workspace) -> str:
    return mark(replace(workspace, rates={}), sorted(workspace.rates.items()))


def settings_of(store: Store, actor: Actor) -> Settings:
    """The settings, for an admin. Raises `NotAllowed`, naming the admins, for anybody else."""
    with store.reading(actor.workspace_id) as tx:
        team = tx.people.team()
        require_admin(actor.person, team)
        last = tx.last_audited(WORKSPACE)
        return Settings(
            workspace=tx.workspace,
            admins=team.admins,
            changed_by=team.by_id.get(last.by) if last and last.by is not None else None,
            changed_at=last.at if last else None,
        )


def team_of(store: Store, actor: Actor) -> Team:
    """The team as it is now."""
    with store.reading(actor.workspace_id) as tx:
        return tx.people.team()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceWish:
    """An admin's settings as they were typed into the form. What is None there stays as it is. `call_weekday` is a
    number from 0 (Monday) to 6; anything else means never. `shown` is the mark of what the form showed."""

    timezone: str
    currency: str
    fiscal_start_month: int
    visibility: str
    day_first: bool
    wins_channel: str | None
    rates: str | None
    decimal_comma: bool | None = None
    week_start: int | None = None
    log_reaction: str | None = None
    keep_sentences: bool | None = None
    call_weekday: str | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSettings:
    """The settings as they are saved now. `stranded` are the quotas, by how many, that fit no period any more although
    they did before: they are kept, and count again when the fiscal year is put back."""

    workspace: Workspace
    stranded: int = 0


def change_workspace(store: Store, actor: Actor, wish: WorkspaceWish, now: datetime) -> SavedSettings:
    """Saves an admin's settings. Raises `NotAllowed` for others, `Invalid`, at its field, for what cannot be and for a
    currency to which something that is stored has no rate, and `ChangedMeanwhile` where somebody else has changed them
    since the form was shown. It never touches an amount, a quota, a call or an adjustment."""
    with store.reading(actor.workspace_id) as tx:
        require_admin(actor.person, tx.people.team())
        kept = tx.workspace.currency
    _at_field("timezone", lambda: zone(wish.timezone))
    currency = wish.currency.strip().upper()
    if currency != kept:
        _at_field("currency", lambda: require_traded(currency))
    FiscalCalendar(wish.fiscal_start_month)
    visibility = _visibility(wish.visibility)
    emoji = None if wish.log_reaction is None else _emoji(wish.log_reaction)
    with store.writing(actor.workspace_id) as tx:
        tx.people.hold()
        present = tx.workspace
        last = tx.last_audited(WORKSPACE)
        require_unchanged(wish.shown, _mark(present), "these settings", last, tx.people.team())
        comma = present.decimal_comma if wish.decimal_comma is None else wish.decimal_comma
        rates = _rates(present, wish.rates, currency, comma)
        _require_rates(tx, currency, rates)
        changed = replace(
            tx.workspace,
            timezone=wish.timezone,
            currency=currency,
            fiscal_start_month=wish.fiscal_start_month,
            visibility=visibility,
            day_first=wish.day_first,
            wins_channel=wish.wins_channel,
            decimal_comma=comma,
            week_start=present.week_start if wish.week_start is None else wish.week_start,
            log_reaction=present.log_reaction if emoji is None else emoji,
            keep_sentences=present.keep_sentences if wish.keep_sentences is None else wish.keep_sentences,
            call_weekday=present.call_weekday if wish.call_weekday is None else _weekday(wish.call_weekday),
            rates=rates,
            rates_dated=local_date(now, wish.timezone) if rates != present.rates else present.rates_dated,
        )
        if changed != tx.workspace:
            tx.save_workspace(changed, actor.person.id, now)
            tx.audit(WORKSPACE, str(wish), actor.person.id, now)
        stranded = 0
        if changed.calendar != present.calendar:
            stranded = _stranded(tx.people.every_quota(), present.calendar, changed.calendar)
    return SavedSettings(workspace=changed, stranded=stranded)


def _rates(present: Workspace, typed: str | None, currency: str, comma: bool) -> Mapping[str, Decimal]:
    """The rates as typed; those that nobody has touched are carried over to another currency."""
    if typed is not None and typed.split() != written_rates(present).split():
        return read_rates(typed, currency, comma)
    return present.rates if currency == present.currency else rebased(present.rates, present.currency, currency)


def _require_rates(tx: Tx, currency: str, rates: Mapping[str, Decimal]) -> None:
    """Raises `Invalid` where deals or quotas that counted would count nowhere with these settings."""
    present = tx.workspace
    if currency == present.currency and set(present.rates) <= set(rates):
        return
    stored = tx.deals.currencies() | {quota.currency for _, quota in tx.people.every_quota()}
    counted = {code for code in stored if code == present.currency or code in present.rates}
    lacking = sorted(counted - {currency, *rates})
    if lacking:
        codes, examples = listed(lacking[:5]), listed([f"1 {code}" for code in lacking[:5]])
        raise Invalid(
            f"Deals or quotas are in {codes}, and without a rate to {currency} they would count nowhere. Write under "
            f"Exchange rates what {examples} {'is' if len(lacking) == 1 else 'are'} worth in {currency}"
            + (f", or keep {present.currency}." if currency != present.currency else "."),
            field="rates" if currency == present.currency else "currency",
        )


def _stranded(quotas: Iterable[tuple[Period, Money]], before: FiscalCalendar, after: FiscalCalendar) -> int:
    """How many quotas stand for a period of the one calendar that the other does not have."""
    periods = [period for period, _ in quotas]
    return sum(
        before.known(one.start, one.end) is not None and after.known(one.start, one.end) is None for one in periods
    )


def _emoji(typed: str) -> str:
    """An emoji's name without colons; "" for none."""
    name = typed.strip().strip(":").casefold()
    if name and not re.fullmatch(r"[\w+'-]{1,100}", name):
        raise Invalid("Write the emoji's name, like memo.", field="log_reaction")
    return name


def _visibility(picked: str) -> Visibility:
    try:
        return Visibility(picked)
    except ValueError:
        raise Invalid("Pick whose deals people see.", field="visibility") from None


def _weekday(picked: str) -> int | None:
    return int(picked) if picked in {str(day) for day in range(7)} else None


def _at_field(field: str, check: Callable[[], object]) -> None:
    try:
        check()
    except Invalid as problem:
        raise Invalid(problem.sentence, field=field) from None
