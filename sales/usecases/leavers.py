"""Somebody left while they still owned open deals: their manager hears of it, once, with those deals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sales.deal import Deal
from sales.delivery import Delivery
from sales.people import Person, Team
from sales.usecases.ports import Store, Tx

HANDOVER = "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Who left, and the open deals that are still theirs now, the nearest close date first."""

    person: Person
    deals: tuple[Deal, ...]


def hand_over(store: Store, workspace_id: int, person_id: int, now: datetime) -> None:
    """Marks the person as having left, and tells whoever is responsible for their open deals: the nearest manager above
    who is still here, else an admin. Once per person, however often it is called."""
    with store.writing(workspace_id) as tx:
        tx.people.hold()
        team = tx.people.team()
        person = team[person_id]
        if person.active:
            tx.people.save(replace(person, active=False), now)
            tx.audit("person.left", person.name, None, now)
        tell_heir(tx, person_id, now)


def tell_heir(tx: Tx, person_id: int, now: datetime) -> None:
    """The same for somebody who is marked already, within a transaction of the caller's."""
    heir = _heir(tx.people.team(), person_id)
    if heir is not None and tx.deals.open_of([person_id]):
        slot, payload = f"person {person_id}", {"person": person_id}
        tx.deliveries.enqueue(Delivery(kind=HANDOVER, recipient=str(heir.id), slot=slot, due_at=now, payload=payload))


def handover(tx: Tx, delivery: Delivery) -> Handover:
    """The handover of a delivery as it stands now."""
    person = tx.people.team()[int(delivery.payload["person"])]
    return Handover(person=person, deals=tuple(tx.deals.open_of([person.id])))


def _heir(team: Team, person_id: int) -> Person | None:
    admins = sorted((person for person in team if person.admin), key=lambda person: person.id)
    candidates = [*team.managers_above(person_id), *admins]
    return next((p for p in candidates if p.active and p.slack_id and p.id != person_id), None)
