"""Which listener answers what: one dictionary per kind of request, read behind a single matcher, so that the fiftieth
button costs no more than the first."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dispatch import Listener
from bot.ids import Act, Shortcut, View
from bot.listeners import (
    calling,
    deal_forms,
    deals,
    filling,
    firebreak,
    firedrilling,
    forecasting,
    home,
    language,
    nudging,
    saying,
    scheduling,
    shortcuts,
    team,
    winning,
)

COMMANDS: Mapping[str, Listener] = {
    "/log": saying.log_command,
    "/deal": deals.deal_command,
    "/forecast": forecasting.forecast_command,
    "/firedrill": firedrilling.firedrill_command,
    "/firebreak": firebreak.firebreak_command,
}

MAY_WRITE = frozenset({"/log", "/deal", "/firedrill"})
"""The commands whose words may change something. The others show something or open a form; and so do these without
words."""

ACTIONS: Mapping[str, Listener] = {
    Act.UNDO: saying.undo_click,
    Act.ANSWER: saying.answer,
    Act.FILL_IN: saying.fill_in,
    Act.DISMISS: saying.dismiss,
    Act.CARD: deals.card,
    Act.MENU: deals.menu,
    Act.HISTORY: forecasting.history,
    Act.EDIT: deals.form_for("edit"),
    Act.LOG: deals.form_for("log"),
    Act.NEW: deals.form_for("new"),
    Act.WIN: deals.form_for("win"),
    Act.LOSE: deals.form_for("lose"),
    Act.ADVANCE: deals.advance_click,
    Act.STAGE_PICKED: deals.stage_picked,
    Act.ADVANCE_WITHOUT: deals.advance_without,
    Act.REOPEN: deals.reopen_click,
    Act.NUDGE_STILL_RIGHT: nudging.still_right,
    Act.NUDGE_FIX: nudging.fix,
    Act.NUDGE_MORE: nudging.more,
    Act.FORECAST: forecasting.opened,
    Act.FORECAST_PERIOD: forecasting.another_period,
    Act.FORECAST_DEALS: forecasting.its_deals,
    Act.FORECAST_XLSX: forecasting.workbook,
    Act.PROJECTION: forecasting.how_projected,
    Act.DIGEST_LATER: forecasting.later,
    Act.CALL: calling.call_click,
    Act.CALL_UNDO: calling.call_undone,
    Act.ADJUST: calling.adjust_click,
    Act.DRILL_STILL_RIGHT: firedrilling.still_right,
    Act.DRILL_CONFIRM_ALL: firedrilling.confirm_all,
    Act.DRILL_UPDATE: firedrilling.update,
    Act.DRILL_DEALS: firedrilling.every_deal,
    Act.DRILL_OFF: firedrilling.called_off,
    Act.FILL_COLUMNS: filling.columns,
    Act.FILL_ANYWAY: filling.anyway,
    Act.STORY: winning.story,
    Act.SCHEDULE: scheduling.schedule,
    Act.SCHEDULE_KIND: scheduling.another_kind,
    Act.SCHEDULE_PREVIEW: scheduling.previewed,
    Act.SETTINGS: firebreak.settings,
    Act.TEAM: team.team,
    Act.TEAM_EDIT: team.person_click,
    Act.LANGUAGE: language.language,
    Act.UNTEACH: language.unteach_click,
    Act.FORGET: language.forget_click,
    Act.PROCESS: firebreak.process,
    Act.HOME: home.refresh,
}

VIEWS: Mapping[str, Listener] = {
    View.LOG: deal_forms.log_submitted,
    View.DEAL: deal_forms.deal_submitted,
    View.ADVANCE: deal_forms.advance_submitted,
    View.PUSH: deal_forms.fix_submitted,
    View.SNOOZE: deal_forms.fix_submitted,
    View.NEXT_STEP: deal_forms.fix_submitted,
    View.OWNER: deal_forms.fix_submitted,
    View.LOSE: deal_forms.fix_submitted,
    View.WIN: winning.won,
    View.STORY: winning.story_submitted,
    View.SCHEDULE: scheduling.submitted,
    View.SETTINGS: firebreak.settings_submitted,
    View.PERSON: team.person_submitted,
    View.CALL: calling.call_submitted,
    View.ADJUST: calling.adjust_submitted,
    View.LANGUAGE: language.language_submitted,
    View.FILL_COLUMNS: filling.columns_submitted,
    View.FILL_FILES: filling.files_submitted,
}

SHORTCUTS: Mapping[str, Listener] = {
    Shortcut.LOG_MESSAGE: shortcuts.log_message,
    Shortcut.NEW_DEAL: shortcuts.new_deal,
    Shortcut.FILL_IN: filling.fill_in,
}


def action_route(action_id: str) -> Listener | None:
    """The listener for an action_id; what follows a colon only keeps it unique within its block."""
    return ACTIONS.get(action_id.partition(":")[0])
