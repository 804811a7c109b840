"""Settings: how the workspace counts. Checked here, audited, saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from sales.errors import Invalid
from sales.money import exponent
from sales.people import Person, Team, Visibility, require_admin
from sales.period import FiscalCalendar, local_date, zone
from sales.process import Process
from sales.usecases.actors import Actor
from sales.usecases.ports import Store
from sales.usecases.seen import mark, require_unchanged
from sales.workspace import Workspace

WORKSPACE = "workspace"
"""What the audit calls a change of the settings."""
LARGEST_RATE = Decimal(10) ** 9
"""No currency is worth more of another than this, or less than one by it: such a rate is a slip of the keyboard."""


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


def change_workspace(store: Store, actor: Actor, wish: WorkspaceWish, now: datetime) -> Workspace:
    """Saves an admin's settings. Raises `NotAllowed` for others, `Invalid`, at its field, for what cannot be, and
    `ChangedMeanwhile` where somebody else has changed them since the form was shown. It never touches an amount, a call
    or an adjustment."""
    with store.reading(actor.workspace_id) as tx:
        require_admin(actor.person, tx.people.team())
    _at_field("timezone", lambda: zone(wish.timezone))
    currency = wish.currency.strip().upper()
    _at_field("currency", lambda: exponent(currency))
    FiscalCalendar(wish.fiscal_start_month)
    visibility = _visibility(wish.visibility)
    emoji = None if wish.log_reaction is None else _emoji(wish.log_reaction)
    with store.writing(actor.workspace_id) as tx:
        tx.people.hold()
        present = tx.workspace
        last = tx.last_audited(WORKSPACE)
        require_unchanged(wish.shown, _mark(present), "these settings", last, tx.people.team())
        rates = tx.workspace.rates if wish.rates is None else _rates(wish.rates, currency)
        changed = replace(
            tx.workspace,
            timezone=wish.timezone,
            currency=currency,
            fiscal_start_month=wish.fiscal_start_month,
            visibility=visibility,
            day_first=wish.day_first,
            wins_channel=wish.wins_channel,
            decimal_comma=present.decimal_comma if wish.decimal_comma is None else wish.decimal_comma,
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
    return changed


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


def _rates(text: str, base: str) -> dict[str, Decimal]:
    """One rate a line: "EUR 1.08" means a euro is worth 1.08 of the workspace's currency."""
    rates: dict[str, Decimal] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        code, _, number = line.replace("=", " ").partition(" ")
        try:
            rate = Decimal(number.strip())
            exponent(code.upper())
        except (InvalidOperation, Invalid):
            raise Invalid(f'I cannot read the rate "{line}". Write one a line, like EUR 1.08.', field="rates") from None
        if not rate.is_finite() or rate <= 0:
            raise Invalid(f"The rate of {code.upper()} must be above zero.", field="rates")
        if not 1 / LARGEST_RATE <= rate <= LARGEST_RATE:
            raise Invalid(f"The rate of {code.upper()} cannot be meant: {number.strip()}.", field="rates")
        if code.upper() != base:
            rates[code.upper()] = rate
    return rates
