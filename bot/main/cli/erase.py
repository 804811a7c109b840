"""`firebreak erase`: a person who asks to be forgotten. Says what goes and what stays first."""

from __future__ import annotations

import argparse
import sys

from bot.main.cli.database import local_workspace, opened_store
from sales.errors import NotFound
from sales.people import Person, Team
from storage.erasing import erase_person


def run(given: argparse.Namespace) -> int:
    """Erases the person; 1, and nothing done, without `--yes` or the name typed once more."""
    with opened_store(given) as store:
        workspace = local_workspace(store)
        with store.reading(workspace.id) as tx:
            person = _anybody(tx.people.team(), given.person)
            still_open = len(tx.deals.open_of([person.id]))
        print(_what_happens(person, still_open))
        if not (given.yes or _confirmed(person)):
            print("Nothing was erased.", file=sys.stderr)
            return 1
        alias = erase_person(store, workspace.id, person.id)
    print(f"Done. Their deals and numbers now stand under “{alias}”. Backups made before still hold the name.")
    return 0


def _anybody(team: Team, said: str) -> Person:
    """The person with that name, e-mail address or Slack id, also one who has left. Raises `NotFound`."""
    plain = said.strip().casefold()
    found = [p for p in team if plain in (p.name.casefold(), (p.email or "").casefold(), (p.slack_id or "").casefold())]
    if plain and len(found) == 1:
        return found[0]
    if plain and found:
        raise NotFound(f'Several people are called "{said}". Give me the e-mail address or the Slack id.')
    close = sorted(p.name for p in team if plain and plain in p.name.casefold())
    hint = (
        f" Did you mean {' or '.join(close)}?"
        if close
        else " Write the whole name, the e-mail address or the Slack id."
    )
    raise NotFound(f'There is nobody called "{said}" on the team.{hint}')


def _what_happens(person: Person, still_open: int) -> str:
    address = f" ({person.email})" if person.email else ""
    open_deals = "1 open deal stays" if still_open == 1 else f"{still_open:,} open deals stay"
    return (
        f"Erasing {person.name}{address} cannot be undone.\n"
        "  goes:  name, e-mail address, Slack id, days off, schedules, what they wrote to the bot as it was written,\n"
        "         and their name in win stories and in the audit; they lose access\n"
        "  stays: deals, changes, activities and numbers, under “Former colleague”"
        + (f"; {open_deals} in that name until handed over" if still_open else "")
    )


def _confirmed(person: Person) -> bool:
    """Whether somebody at a terminal types the name once more. A script has to say --yes."""
    if not sys.stdin.isatty():
        print("Run it again with --yes to do it.")
        return False
    return input(f"Type {person.name} to erase them: ").strip().casefold() == person.name.casefold()
