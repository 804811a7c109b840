"""Telling apart what has the same name: labels that differ for deals to choose from, and a question before a second
open deal of one name is created."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sales.deal import Deal
from sales.errors import NotFound
from sales.language import Choice, Intent, IntentKind, NameMatch, Question, Understanding
from sales.usecases.actors import Actor
from sales.usecases.answers import CONFIRM, NO, YES, Answers, agreed
from sales.usecases.intents import person_said
from sales.usecases.names import Names, told_apart
from sales.usecases.ports import Tx


def told_apart_in(tx: Tx, question: Question | None) -> Question | None:
    """The question with labels that differ, where deals to choose from have the same name."""
    if question is None:
        return None
    matches = [choice.value for choice in question.choices if isinstance(choice.value, NameMatch)]
    labels = {match.id: label for match, label in zip(matches, told_apart(tx, matches), strict=True)}
    choices = tuple(
        replace(choice, label=labels[choice.value.id])
        if isinstance(choice.value, NameMatch) and choice.label == choice.value.name
        else choice
        for choice in question.choices
    )
    return replace(question, choices=choices)


def within_reach(tx: Tx, actor: Actor, question: Question) -> Question:
    """The question without the deals that the actor may not change. Where one is left of several of its name, or of
    its account, it says so."""
    apart = told_apart_in(tx, question) or question
    reach = tx.people.team().changes_deals_of(actor.person)
    meant = tx.deals.many([choice.value.id for choice in apart.choices if isinstance(choice.value, NameMatch)])
    kept = tuple(
        choice
        for choice in apart.choices
        if not isinstance(choice.value, NameMatch)
        or (choice.value.id in meant and meant[choice.value.id].owner_id in reach)
    )
    left = [meant[choice.value.id] for choice in kept if isinstance(choice.value, NameMatch)]
    if len(left) != 1 or len(meant) < 2:
        return replace(apart, choices=kept)
    return replace(apart, sentence=_why_only_one(tx, left[0], meant.values()) or apart.sentence, choices=kept)


def _why_only_one(tx: Tx, left: Deal, meant: Collection[Deal]) -> str:
    """Why a question about several deals of one name, or of one account, offers but one; "" for others."""
    alike = [deal for deal in meant if deal.name == left.name]
    whose = tx.people.team()[left.owner_id].first_name
    if len(alike) > 1:
        return f"There are {len(alike)} deals called {left.name}. You can change {whose}'s: is it that one?"
    if not left.account or {deal.account_id for deal in meant} != {left.account_id}:
        return ""
    return f"Of the {len(meant)} deals of {left.account} you can change {whose}'s alone. Is it {left.name}?"


def named_already(
    tx: Tx, names: Names, actor: Actor, understanding: Understanding, answers: Answers
) -> Question | None:
    """Asks before a second open deal of exactly one name is made, or renamed so, among those that the actor sees: no
    sentence could tell the two apart. None where it was agreed to."""
    if agreed(answers):
        return None
    for number, intent in enumerate(understanding.intents):
        name = str(intent.value("name") or intent.value("account") or "")
        if intent.kind not in (IntentKind.CREATE_DEAL, IntentKind.RENAME_DEAL) or not name:
            continue
        itself = intent.value("deal")
        found = names.of(tx, actor).resolve(name)
        meant = tx.deals.many([match.id for match in (found.deal, *found.candidates) if match is not None])
        alike = [deal for deal in meant.values() if deal.is_open and deal.name.casefold() == name.casefold()]
        alike = [deal for deal in alike if not (isinstance(itself, NameMatch) and itself.id == deal.id)]
        if alike and intent.kind is IntentKind.RENAME_DEAL:
            choices = (Choice("Yes, call it so too", YES), Choice("No", NO))
            return Question(CONFIRM, f"{_there_is(tx, alike[0])} Shall this one be called so too?", choices, number)
        if alike:
            choices = (Choice("Yes, a second one", YES), Choice("No", NO))
            return Question(CONFIRM, f"{_there_is(tx, alike[0])} Open a second one of that name?", choices, number)
    return None


def _there_is(tx: Tx, deal: Deal) -> str:
    stage = tx.process.by_key.get(deal.stage)
    facts = [stage.name if stage else deal.stage, *([str(deal.amount)] if deal.amount else [])]
    owner = tx.people.team()[deal.owner_id].name
    return f"There is an open deal called {deal.name} already ({', '.join([*facts, owner])})."


def with_people_named(tx: Tx, understanding: Understanding) -> Understanding:
    """To be shown: a colleague who was understood by a mention stands there by name, not by Slack's id."""
    return replace(understanding, intents=tuple(_named(tx, intent) for intent in understanding.intents))


def _named(tx: Tx, intent: Intent) -> Intent:
    slot = "value" if intent.value("field") == "owner" else "owner"
    said, team = intent.value(slot), tx.people.team()
    if not isinstance(said, str) or intent.kind.is_question:
        return intent
    try:
        name = team[person_said(team, said)].name
    except NotFound:
        return intent
    return replace(intent, slots={**intent.slots, slot: replace(intent.slots[slot], value=name)})
