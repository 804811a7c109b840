"""What an answer is shown with, besides what it says: the settings, the written process and the people. Everyone of the
workspace may read them."""

from __future__ import annotations

from dataclasses import dataclass

from sales.people import Team
from sales.process import Process
from sales.usecases.actors import Actor
from sales.usecases.ports import Store
from sales.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Surroundings:
    """They are as of one moment."""

    workspace: Workspace
    process: Process
    team: Team


def surroundings(store: Store, actor: Actor) -> Surroundings:
    """The actor's, in one transaction."""
    with store.reading(actor.workspace_id) as tx:
        return Surroundings(tx.workspace, tx.process, tx.people.team())
