"""What any answer needs in order to be shown: the settings, the written process and the people. Everyone in the
workspace may read them."""

from __future__ import annotations

from dataclasses import dataclass

from sales.people import Team
from sales.process import Process
from sales.usecases.actors import Actor
from sales.usecases.ports import Store
from sales.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DisplayContext:
    """They are as of one moment."""

    workspace: Workspace
    process: Process
    team: Team


def display_context(store: Store, actor: Actor) -> DisplayContext:
    """The actor's, in one transaction."""
    with store.reading(actor.workspace_id) as tx:
        return DisplayContext(tx.workspace, tx.process, tx.people.team())
