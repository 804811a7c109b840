"""The echo: what was understood and saved, in one line per deal, with Undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.blocks import kit
from bot.blocks.fit import bare, fitting, named, names
from bot.blocks.kit import Block, Message
from bot.ids import Act
from sales.deal import Deal, Field
from sales.people import Person
from sales.period import local_date
from sales.process import Outcome, Process
from sales.usecases.changing import Saved, SavedDeal
from sales.usecases.customers import SavedAccount
from sales.usecases.open_question import Dropped
from sales.usecases.undo import Undone
from sales.usecases.win_stories import StoryTold

ARROW = "→"


def echo_message(saved: Saved, process: Process, people: Mapping[int, Person], *, corrects: bool = False) -> Message:
    """What one entry did, or with `corrects` what is right now. The first line is also the notification."""
    lines = [deal_line(deal, process, people) for deal in saved.deals]
    lines += [_account_line(account) for account in saved.accounts]
    lines[:1] = [f"Corrected · {line}" for line in lines[:1]] if corrects else lines[:1]
    nothing = not saved.accounts and all(deal.untouched for deal in saved.deals)
    mark = ":ok_hand:" if nothing else ":pencil2:" if corrects else ":white_check_mark:"
    blocks: list[Block] = [kit.section(f"{mark} {line}") for line in lines or ["Nothing changed."]]
    for deal in saved.deals:
        blocks += _open_points(deal)
    if any(_just_won(deal) for deal in saved.deals):
        blocks.append(kit.context("What decided it? Write it here: `story: …`"))
    blocks.append(_buttons(saved, undoable=not nothing))
    return kit.message("; ".join(_bare(line) for line in lines) or "Nothing changed.", blocks)


def _account_line(saved: SavedAccount) -> str:
    parts = ["new account"] if saved.new else []
    parts += [_contact(c.name, c.title, c.role.words if c.role else "", c.email) for c in saved.contacts]
    return f"*{named(saved.account.name)}*: " + " · ".join(parts or ["is known already"])


def deal_line(saved: SavedDeal, process: Process, people: Mapping[int, Person]) -> str:
    """One deal's part of the echo: mrkdwn, everything typed escaped."""
    deal = saved.after
    parts = [_activity(saved, process, people)] if saved.activities else []
    parts += [part for field in saved.changed if (part := _change(field, saved, process, people))]
    parts += [
        _contact(contact.name, contact.title, contact.role.words if contact.role else "") for contact in saved.contacts
    ]
    if deal.deleted:
        parts = ["*deleted*"]
    parts += [f"{_already(field, saved, process, people)} already" for field in _unchanged(saved)]
    if not parts:
        parts = ["nothing changed" if saved.untouched else "confirmed as still right"]
    name = f"*{named(deal.name)}*"
    return f"{name}: " + " · ".join(parts)


_OF_A_STEP = (Field.NEXT_STEP, Field.NEXT_STEP_ON)


def _unchanged(saved: SavedDeal) -> list[Field]:
    """What was said and was so before; a next step and its day are one thing."""
    told = [field for field in _OF_A_STEP if field in saved.changed]
    left = [field for field in saved.already if not (told and field in _OF_A_STEP)]
    return [field for field in left if field is not Field.NEXT_STEP_ON or Field.NEXT_STEP not in left]


def _activity(saved: SavedDeal, process: Process, people: Mapping[int, Person]) -> str:
    said: list[str] = []
    for activity in saved.activities:
        kind = process.kind(activity.kind).name.lower()
        who = f" with {named(activity.contact)}" if activity.contact else ""
        speaker = people.get(activity.by)
        today = local_date(activity.logged_at, speaker.timezone if speaker else "UTC")
        when = "" if activity.happened_on == today else f" on {kit.day(activity.happened_on)}"
        note = f" — “{named(activity.note, 200)}”" if activity.note else ""
        said.append(
            f"logged a *{kind}*{who}{when}{note}" if kind[0] not in "aeiou" else f"logged an *{kind}*{who}{when}{note}"
        )
    return " · ".join(said)


def _change(field: Field, saved: SavedDeal, process: Process, people: Mapping[int, Person]) -> str:
    before, deal = saved.before, saved.after
    match field:
        case Field.CREATED:
            return _created(deal, process)
        case Field.STAGE:
            return _stage(before, deal, process)
        case Field.AMOUNT:
            old = f"{before.amount} {ARROW} " if before and before.amount else ""
            return f"amount {old}*{deal.amount or 'none'}*"
        case Field.CLOSE_DATE:
            old = f"{kit.day(before.close_date)} {ARROW} " if before and before.close_date else ""
            return f"closes {old}*{kit.day(deal.close_date)}*"
        case Field.NEXT_STEP | Field.NEXT_STEP_ON:
            if field is Field.NEXT_STEP_ON and Field.NEXT_STEP in saved.changed:
                return ""
            return f"next step {_step_before(before, deal)}*{_step(deal)}*{_by(deal)}"
        case Field.CATEGORY:
            return f"forecast *{deal.forecast_category(process).words.lower()}*"
        case Field.OWNER:
            return f"now belongs to *{named(people[deal.owner_id].name)}*"
        case Field.SOURCE:
            return f"source *{named(deal.source or 'none')}*"
        case Field.SNOOZED_UNTIL:
            return f"snoozed until *{kit.day(deal.snoozed_until)}*" if deal.snoozed_until else "no longer snoozed"
        case Field.NAME:
            return f"was called {named(before.name)}" if before else ""
        case Field.ACCOUNT:
            return f"account *{named(deal.account)}*"
        case _:
            return ""


def _step(deal: Deal) -> str:
    return named(deal.next_step, 200) if deal.next_step else "none"


def _by(deal: Deal) -> str:
    return f" by {kit.day(deal.next_step_on)}" if deal.next_step and deal.next_step_on else ""


def _step_before(before: Deal | None, deal: Deal) -> str:
    """What the next step replaced: the words, or the day alone where only that is new."""
    if before is None or not before.next_step:
        return ""
    if before.next_step != deal.next_step:
        return f"{_step(before)}{_by(before)} {ARROW} "
    return (
        f"{kit.day(before.next_step_on)} {ARROW} "
        if before.next_step_on != deal.next_step_on and before.next_step_on
        else ""
    )


def _already(field: Field, saved: SavedDeal, process: Process, people: Mapping[int, Person]) -> str:
    """What was said and is so: the words of a change, without what it was before."""
    match field:
        case Field.STAGE:
            return f"in *{named(process.stage(saved.after.stage).name)}*"
        case Field.OWNER:
            return f"belongs to *{named(people[saved.after.owner_id].name)}*"
        case _:
            return _change(field, replace(saved, before=None), process, people)


def _created(deal: Deal, process: Process) -> str:
    facts = [process.stage(deal.stage).name]
    facts += [str(deal.amount)] if deal.amount else []
    facts += [f"closes {kit.day(deal.close_date)}"] if deal.close_date else []
    facts += [named(deal.source)] if deal.source else []
    return "new deal · " + " · ".join(facts)


def _stage(before: Deal | None, deal: Deal, process: Process) -> str:
    if deal.outcome is Outcome.WON:
        return f":tada: *won*{f' for *{deal.amount}*' if deal.amount else ''} on {kit.day(deal.closed_on)}"
    if deal.outcome is Outcome.LOST:
        return f"*lost*{f' ({named(deal.lost_reason)})' if deal.lost_reason else ''} on {kit.day(deal.closed_on)}"
    old = process.by_key.get(before.stage) if before else None
    again = "reopened, " if before and before.outcome is not Outcome.OPEN else ""
    kept = ", your forecast call kept" if deal.category else ""
    return f"{again}stage {f'{old.name} {ARROW} ' if old else ''}*{process.stage(deal.stage).name}*{kept}"


def _contact(name: str, title: str, role: str, email: str = "") -> str:
    facts = ", ".join(filter(None, (named(title) if title else "", role, named(email, 80) if email else "")))
    return f"contact *{named(name)}*{f' ({facts})' if facts else ''}"


def _open_points(saved: SavedDeal) -> list[Block]:
    """What a move passed over and what its stage still wants: asked for right here."""
    if not saved.after.is_open or not (saved.open_criteria or (saved.changed and saved.missing)):
        return []
    criteria = [f"☐ {named(criterion.text, 300)}" for criterion in saved.open_criteria]
    missing = [f"☐ {requirement.words} is missing" for requirement in saved.missing]
    button = kit.button("Complete", Act.ADVANCE, f"{saved.after.id}:{saved.before.stage if saved.before else ''}")
    return [kit.section("\n".join(criteria + missing), accessory=button)]


def _buttons(saved: Saved, *, undoable: bool) -> Block:
    entry = str(saved.entry.id)
    buttons = [kit.button("Undo", Act.UNDO, entry)] if undoable else []
    if len(saved.deals) == 1 and not saved.deals[0].after.deleted:
        deal = saved.deals[0].after
        buttons.append(kit.button("Edit", Act.EDIT, str(deal.id)))
        if _just_won(saved.deals[0]):
            buttons.insert(0, kit.button("Tell the story", Act.STORY, str(deal.id), style="primary"))
    buttons.append(kit.overflow(Act.MENU, [("Why?", f"why:{entry}"), *_opening(saved.deals)]))
    return kit.actions(*buttons)


def _just_won(saved: SavedDeal) -> bool:
    return saved.after.outcome is Outcome.WON and saved.before is not None and saved.before.is_open


def _opening(deals: Sequence[SavedDeal]) -> list[tuple[str, str]]:
    return [(f"Open {bare(deal.after.name)}", f"card:{deal.after.id}") for deal in deals[:4] if not deal.after.deleted]


def undone_message(undone: Undone, process: Process) -> Message:
    """What an undo put back, and what it left because it had been changed since."""
    text = _put_back(undone)
    facts = [
        f"*{named(deal.name)}*: {named(process.stage(deal.stage).name)} · {deal.amount or 'no amount'} · "
        f"closes {kit.day(deal.close_date)}"
        for deal in undone.deals
        if not deal.deleted
    ]
    kept = [
        f"I left the {item.field.words} of {named(item.deal.name)} alone: {named(item.by)} "
        f"{'have' if item.by == 'you' else 'has'} changed it since."
        for item in undone.kept
    ]
    kept += [f"I left {named(name)} alone: somebody has changed it since." for name in undone.kept_customers]
    blocks = [kit.section(f":leftwards_arrow_with_hook: {text}")]
    if len(facts) > kit.CONTEXT:
        facts = [*facts[: kit.CONTEXT - 1], f"and {len(facts) - kit.CONTEXT + 1} more deals"]
    blocks += [kit.context(*facts)] if facts else []
    shown, missing = fitting([[kit.section(line)] for line in kept], beside=blocks)
    more = [kit.context(f"… and {missing} more.")] if missing else []
    return kit.message(text, [*blocks, *shown, *more])


def _put_back(undone: Undone) -> str:
    which = [*dict.fromkeys(deal.name for deal in undone.deals), *undone.customers]
    if not which:
        return "Undone, except for what others have changed since."
    are = "are" if len(which) > 1 else "is"
    gone = bool(undone.deals) and all(deal.deleted for deal in undone.deals)
    before = " before the correction" if undone.again is not None else ""
    back = f" {are} back as {'they were' if are == 'are' else 'it was'}{before}" if undone.deals else ""
    listed = named(which[0]) if len(which) == 1 else names(which)
    return f"Undone: {listed}{f' {are} gone again' if gone else back}."


def story_told_message(told: StoryTold) -> Message:
    """That the story stands under the win now, with what it says."""
    text = f"The story of {named(told.deal.name)} is told"
    change = kit.button("Change it", Act.STORY, str(told.deal.id))
    story = kit.section(f":speech_balloon: {text}:\n> {named(told.story, 600)}")
    return kit.message(f"{text}.", [story, kit.actions(change)])


def superseded_message(told: str, why: str, *, struck: bool = True) -> Message:
    """What stands where an echo was, once it no longer holds: what it `told`, struck through unless most of it is so
    still, and why."""
    line = kit.cut(" ".join(told.replace("~", " ").split()), 1900)
    head = "Corrected" if not struck else why
    return kit.message(f"{head}: {line}", [kit.context(f"~{line}~" if struck else line), kit.context(f"{why}.")])


def dropped_message(dropped: Dropped) -> Message:
    """A question that is asked no more, and what would be taken back next."""
    words = kit.escape(kit.cut(" ".join(dropped.words.split()), 120))
    text = (
        f"I dropped the question about “{words}”. Nothing of it was saved. Say undo again to take back what was before."
    )
    return kit.message(text, [kit.section(text)])


def _bare(line: str) -> str:
    return line.replace("*", "").replace(":tada: ", "")
