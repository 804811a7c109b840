"""What an understanding means beside what is stored: unknown colleagues and accounts are asked about, questions get
their choices. Saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from sales.deal import Deal
from sales.errors import NotFound
from sales.language import Action, Choice, Intent, IntentKind, NameMatch, Question, Understanding
from sales.language.slots import written_day
from sales.people import Person, Team
from sales.usecases.actors import Actor
from sales.usecases.advancing import stage_before
from sales.usecases.answers import CONFIRM, NO, YES, agreed
from sales.usecases.far_amounts import so_far_away
from sales.usecases.intents import person_said
from sales.usecases.other_currency import which_currency
from sales.usecases.ports import Tx
from sales.usecases.relative_changes import from_stored
from sales.usecases.reopening import asks_to_reopen
from sales.usecases.repeated_pushes import why_pushed
from sales.usecases.same_name import within_reach
from sales.wording import listed

OFFERED = 5


def resolved(tx: Tx, actor: Actor, understanding: Understanding, answers: Mapping[str, str]) -> Understanding:
    """The understanding as it stands beside what is stored: WRITE may become ASK, a question gets its choices."""
    match understanding.action:
        case Action.WRITE:
            opened = {str(i.value("account")) for i in understanding.of(IntentKind.CREATE_DEAL)}
            asked = ((n, i) for n, i in enumerate(understanding.intents) if i.value("account") not in opened)
            said = understanding.text
            questions = (
                _unknown(tx, actor, n, i, answers)
                or which_currency(tx, n, i, answers, said)
                or so_far_away(tx, n, i, answers, said)
                or why_pushed(tx, n, i, answers)
                or asks_to_reopen(tx, n, i, said, answers)
                for n, i in asked
            )
            question = next(filter(None, questions), None)
            return replace(understanding, action=Action.ASK, question=question) if question else understanding
        case Action.ASK if understanding.question is not None and _is_an_ending(understanding.question, understanding):
            return replace(understanding, question=replace(understanding.question, sentence=_confirmed(understanding)))
        case Action.ASK if understanding.question is not None and (new := _new_account(understanding)):
            return replace(understanding, question=new)
        case Action.ASK if understanding.question is not None and not understanding.question.choices:
            return replace(understanding, question=_with_choices(tx, actor, understanding))
        case Action.ASK if understanding.question is not None:
            return replace(understanding, question=_sensible(tx, actor, understanding, understanding.question))
        case _:
            return understanding


def _is_an_ending(question: Question, understanding: Understanding) -> bool:
    """Whether the question is the one before a deal is won, lost or deleted."""
    return question.about == CONFIRM and any(intent.kind.always_asks for intent in understanding.intents)


def _confirmed(understanding: Understanding) -> str:
    """What one click will do: every deal that is won, lost or deleted by the sentence, with what goes along."""
    asked = [_ending(intent) for intent in understanding.intents if intent.kind.always_asks]
    back = any(intent.kind is IntentKind.DELETE_DEAL for intent in understanding.intents)
    all_of_it = listed(asked)
    return (
        f"{all_of_it[:1].upper()}{all_of_it[1:]}?{' It counts nowhere any more; undo brings it back.' if back else ''}"
    )


def _ending(intent: Intent) -> str:
    deal, amount, reason = _deal(intent), intent.value("amount"), intent.value("reason")
    match intent.kind:
        case IntentKind.WIN_DEAL:
            return f"mark {deal} as won{f' for {amount}' if amount else ''}{_on_its_day(intent)}"
        case IntentKind.LOSE_DEAL:
            return f"mark {deal} as lost{f' ({reason})' if reason else ''}{_on_its_day(intent)}"
        case _:
            return f"delete {deal}"


def _on_its_day(intent: Intent) -> str:
    day = intent.value("closed_on")
    return f" on {written_day(day)}" if isinstance(day, date) else ""


def _new_account(understanding: Understanding) -> Question | None:
    """Somebody at an account we do not know: the account is offered, not a deal."""
    question = understanding.question
    if question is None or question.about != "deal" or len(question.choices) != 1:
        return None
    intent, name = understanding.intents[question.intent], question.choices[0].value
    if intent.kind is not IntentKind.ADD_CONTACT or not isinstance(name, str):
        return None
    sentence = f"I know no account called {name}. Shall I add it, with {intent.value('name')}?"
    return Question("account", sentence, (Choice("Yes, add both", name), Choice("No", None)), question.intent)


def _unknown(tx: Tx, actor: Actor, number: int, intent: Intent, answers: Mapping[str, str]) -> Question | None:
    """A new owner who is not on the team, a contact at an account nobody has heard of."""
    if intent.kind is IntentKind.REASSIGN:
        said = str(intent.value("owner"))
        team = tx.people.team()
        try:
            owner = team[person_said(team, said)]
        except NotFound:
            sentence = f"I know nobody on the team called {_readable(said)}. Who shall have {_deal(intent)}?"
            return Question("owner", sentence, _colleagues(team, actor, said), number)
        if not agreed(answers) and not team.works_with(actor.person, owner):
            group = f" ({owner.team})" if owner.team else ""
            sentence = f"{owner.name}{group} is on another team. {_deal(intent)} would count in their forecast."
            choices = (Choice(f"Yes, hand it to {owner.first_name}", YES), Choice("No", NO))
            return Question(CONFIRM, f"{sentence} Hand it over?", choices, number)
    if intent.kind is IntentKind.ADD_CONTACT and not agreed(answers) and f"{number}.account" not in answers:
        account = str(intent.value("account") or "")
        if tx.activities.account(account) is None:
            sentence = f"I know no account called {account}. Shall I add it, with {intent.value('name')}?"
            return Question(CONFIRM, sentence, (Choice("Yes, add both", YES), Choice("No", NO)), number)
    return None


def _with_choices(tx: Tx, actor: Actor, understanding: Understanding) -> Question | None:
    question = understanding.question
    if question is None:
        return None
    intent = understanding.intents[question.intent] if question.intent < len(understanding.intents) else None
    match question.about:
        case "owner":
            return replace(question, choices=_colleagues(tx.people.team(), actor, question.sentence))
        case "deal" if intent is not None and not intent.kind.is_question:
            return replace(question, choices=lately_touched(tx, actor))
        case "value" if intent is not None and intent.value("field") == "deal":
            return replace(question, choices=lately_touched(tx, actor))
        case "amount" | "close_date" if intent is not None and isinstance(intent.value("by"), str):
            return from_stored(tx, intent, question)
        case "stage" if intent is not None and isinstance(deal := intent.value("deal"), NameMatch):
            stages = tuple(Choice(stage.name, stage.key) for stage in tx.process.open_stages)
            return _reopening(tx, deal, replace(question, choices=stages), understanding.text)
        case _:
            return question


def _sensible(tx: Tx, actor: Actor, understanding: Understanding, question: Question) -> Question:
    """The question with the choices that this actor can act on: a deal to be changed is one they may change, a closed
    deal is first of all reopened where it was."""
    intent = understanding.intents[question.intent] if question.intent < len(understanding.intents) else None
    if intent is None or intent.kind.is_question:
        return question
    if question.about == "deal":
        reached = within_reach(tx, actor, question)
        return reached if reached.choices else replace(question, choices=lately_touched(tx, actor))
    if question.about == "stage" and isinstance(deal := intent.value("deal"), NameMatch):
        return _reopening(tx, deal, question, understanding.text)
    return question


def _reopening(tx: Tx, match: NameMatch, question: Question, said: str) -> Question:
    """A closed deal goes back to where it was with one click, as on its card; other stages stay offered."""
    deal = tx.deals.get(match.id)
    if deal is None:
        return question
    if deal.is_open:
        return _open_already(tx, deal, question, "already" if "open" in said.casefold() else "")
    stage = stage_before(tx, deal)
    first = Choice(f"Reopen in {stage.name}", stage.key)
    others = tuple(choice for choice in question.choices if choice.value != stage.key)
    sentence = f"{deal.name} is {deal.outcome.value}. Reopen it in {stage.name}, where it was, or elsewhere?"
    return replace(question, sentence=sentence, choices=(first, *others))


def _open_already(tx: Tx, deal: Deal, question: Question, already: str) -> Question:
    """An open deal whose stage was left out: where it is, and the other stages."""
    if deal.stage not in tx.process.by_key:
        return question
    now = tx.process.by_key[deal.stage].name
    others = tuple(choice for choice in question.choices if choice.value != deal.stage)
    stands = f"open {already}, in {now}" if already else f"in {now}"
    return replace(question, sentence=f"{deal.name} is {stands}. Which stage shall it be?", choices=others)


def lately_touched(tx: Tx, actor: Actor) -> tuple[Choice, ...]:
    """The actor's own open deals, the one they touched last first."""
    deals = [deal for deal in tx.deals.open_of([actor.person.id]) if deal.touched_at is not None]
    deals.sort(key=lambda deal: (deal.touched_at is not None, deal.touched_at), reverse=True)
    return tuple(Choice(d.name, NameMatch(d.id, d.name, d.account or d.name)) for d in deals[:OFFERED])


def _colleagues(team: Team, actor: Actor, said: str) -> tuple[Choice, ...]:
    """The colleagues whose names are most like a word of what was said."""
    words = [word.strip("@<>.,!?").casefold() for word in said.split() if word.casefold() not in ("who", "is")]
    others = [person for person in team if person.active and person.id != actor.person.id]
    others.sort(key=lambda person: (-_likeness(person, words), person.name.casefold(), person.id))
    return tuple(Choice(person.name, person.slack_id or person.name) for person in others[:OFFERED])


def _likeness(person: Person, words: list[str]) -> float:
    """How much a word is like one of the person's names; the first name, by which people are called, counts more."""
    names = person.name.casefold().split()
    alike = (
        SequenceMatcher(None, name, word).ratio() + 0.1 * (n == 0) for n, name in enumerate(names) for word in words
    )
    return max(alike, default=0.0)


def _readable(said: str) -> str:
    return "that" if said.lstrip("<").startswith("@") else said


def _deal(intent: Intent) -> str:
    deal = intent.value("deal")
    return deal.name if isinstance(deal, NameMatch) else "the deal"
