"""All digests of a morning: how many queries they take together, and how long. Pictures are drawn elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from benchmarks.company import NOW, Company, company
from benchmarks.measure import Figure, seconds, statements
from sales.delivery import Delivery
from sales.people import Person
from sales.usecases.digest_data import DigestDataCache
from sales.usecases.digesting import Digest, digest

AS_OF = NOW - timedelta(minutes=5)


def figures(*, postgres: bool, quick: bool) -> Iterator[Figure]:
    """One manager's, and those of two hundred."""
    managers, deals = (4, 400) if quick else (200, 20_000)
    with company(deals, postgres=postgres, managers=managers) as firm:
        composed(firm, firm.managers[:1])
        with statements(firm.store.database.engine) as one:
            alone = seconds(lambda: composed(firm, firm.managers[:1]))
        with statements(firm.store.database.engine) as many:
            together = seconds(lambda: composed(firm, firm.managers))
        what = f"digests of {managers} managers, {deals:,} deals"
        yield Figure(what=f"{what}: queries", value=float(len(many)), unit="", baseline=float(len(one)), target=1.0)
        yield Figure(what=f"{what}: all", value=together * 1_000, baseline=alone * 1_000, against="one digest")
        yield Figure(what=f"{what}: each", value=together * 1_000 / managers)


def delivery_for(person: Person) -> Delivery:
    """The person's digest of this quarter, as of `AS_OF`, with what changed in the week before."""
    payload = {"as_of": AS_OF.isoformat(), "since": (AS_OF - timedelta(days=7)).isoformat(), "period": "quarter"}
    return Delivery(kind="digest", recipient=str(person.id), slot=f"{AS_OF:%F}", due_at=AS_OF, payload=payload)


def composed(firm: Company, recipients: Sequence[Person]) -> list[Digest]:
    """What the sender does with a batch, without sending: digest and courses of each, in one transaction."""
    cache = DigestDataCache()
    with firm.store.reading(firm.workspace.id) as tx:
        found = [digest(tx, delivery_for(person), NOW, cache) for person in recipients]
        for one in found:
            cache.courses(tx, one.forecast.report, NOW)
    return found
