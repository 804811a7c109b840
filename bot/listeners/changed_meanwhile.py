"""Which form is shown again when somebody else saved first, and by whom."""

from __future__ import annotations

from bot.bot import Bot
from bot.ids import View
from bot.listeners import firebreak, fixing, team
from bot.payloads import Submission
from bot.responses import Responses
from sales.errors import ChangedMeanwhile
from sales.usecases.actors import Actor


def shown_anew(bot: Bot, actor: Actor, form: Submission, changed: ChangedMeanwhile) -> Responses:
    """The form as things stand now, under the sentence that says who was faster. Raises `changed` where there is no
    such form any more."""
    match form.callback_id:
        case View.PERSON:
            return team.person_anew(bot, actor, form, changed)
        case View.SETTINGS:
            return firebreak.settings_anew(bot, actor, changed)
        case _:
            return fixing.shown_anew(bot, actor, form, changed)
