"""Which deal a clause is about: the one it names, the one named before in the message, the one last spoken of in the
thread, the channel's. Where none or several are meant, the question with its buttons."""

from __future__ import annotations

from typing import Final

from sales.language.context import Context
from sales.language.draft import Draft
from sales.language.names import Mention
from sales.language.understanding import Choice, IntentKind, NameMatch

NEEDS_NO_DEAL = frozenset(
    {
        *(IntentKind.UNDO, IntentKind.CORRECT, IntentKind.SUBMIT_CALL, IntentKind.CREATE_DEAL, IntentKind.OTHER),
        *(IntentKind.ADD_ACCOUNT, IntentKind.HELP),
    }
)


def settle(draft: Draft, mention: Mention) -> None:
    """Put the mentioned deal into the draft, or what to ask about it."""
    draft.own_deal = True
    found = mention.resolution
    if mention.said.startswith("{"):
        draft.ask("deal", "Which deal is this about?")  # a template's gap
        return
    if found.deal is not None:
        draft.put("deal", found.deal, mention.span, found.rule)
        return
    choices = tuple(Choice(match.name, match) for match in found.candidates)
    accounts = {match.account for match in found.candidates}
    if len(accounts) == 1 and found.score >= 100:
        account = accounts.pop()
        draft.put("account", account, mention.span, "an account with several deals")
        draft.ask("deal", f"Which deal of {account}?", *choices)
    elif choices and found.score >= 100:
        draft.ask("deal", f'Which deal is "{mention.said}"?', *choices)
    elif choices:
        draft.ask("deal", f'I do not know "{mention.said}". Did you mean one of these?', *choices)
    else:
        if draft.kind is IntentKind.LOG_ACTIVITY:
            draft.put("account", mention.said, mention.span, "a name we do not know")
        new = Choice(f'New deal "{mention.said}"', mention.said)
        draft.ask("deal", f'I do not know "{mention.said}". Is it a new deal?', new)


_FACTS: Final = (*(IntentKind.SET_AMOUNT, IntentKind.SET_CLOSE_DATE, IntentKind.MOVE_STAGE, IntentKind.SET_CATEGORY),)


def carry(drafts: list[Draft], context: Context) -> list[Draft]:
    """The drafts, each without a deal given the one that is being spoken of: named before in the message, here, or,
    where neither is, the only one that is named later. What is told of a list is told of each of its deals."""
    later = {own for draft in drafts if isinstance(own := draft.value("deal"), NameMatch) and draft.own_deal}
    spoken_of: NameMatch | None = None
    open_question = None
    unread = False
    listed: tuple[Draft, ...] = ()
    carried: list[Draft] = []
    for draft in drafts:
        listed = draft.listed if draft.own_deal else listed
        own = draft.value("deal")
        if isinstance(own, NameMatch):
            spoken_of, open_question, unread = own, None, draft.unread
        elif draft.own_deal:
            open_question = next((doubt for doubt in draft.doubts if doubt.about == "deal"), None)
        elif draft.kind not in NEEDS_NO_DEAL and not (
            draft.kind is IntentKind.ADD_CONTACT and "account" in draft.slots
        ):
            _borrow(draft, spoken_of, context, later)
            if unread and spoken_of is not None and draft.kind in _FACTS and not draft.doubts:
                draft.confirm("I did not follow all of that. Shall I save it so?")
            if spoken_of is None and open_question is not None and "deal" not in draft.slots:
                draft.doubts = [d for d in draft.doubts if d.about != "deal"] + [open_question]
            carried += [draft.of(other) for other in listed]
        carried.append(draft)
    return carried


def _borrow(draft: Draft, spoken_of: NameMatch | None, context: Context, later: set[NameMatch]) -> None:
    for deal, rule in (
        (spoken_of, "the deal named before"),
        (context.names.deal(context.thread_deal), "the deal last spoken of here"),
        (context.names.deal(context.channel_deal), "the channel's deal"),
        (next(iter(later)) if len(later) == 1 else None, "the only deal that is named"),
    ):
        if deal is not None:
            draft.put("deal", deal, None, rule)
            return
    draft.ask("deal", "Which deal is this about?")
