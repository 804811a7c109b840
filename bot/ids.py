"""Every action_id, callback_id and block_id we send and receive. An action_id is "room.verb"; what it is about
travels in the button's value."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What a click asks for."""

    UNDO = "entry.undo"
    ANSWER = "question.answer"
    FILL_IN = "question.fill_in"
    DISMISS = "message.dismiss"
    CARD = "deal.card"
    MENU = "deal.menu"
    EDIT = "deal.edit"
    LOG = "deal.log"
    ADVANCE = "deal.advance"
    WIN = "deal.win"
    LOSE = "deal.lose"
    REOPEN = "deal.reopen"
    NEW = "deal.new"
    HISTORY = "deal.history"
    NUDGE_FIX = "nudge.fix"
    NUDGE_MORE = "nudge.more"
    NUDGE_STILL_RIGHT = "nudge.still_right"
    FORECAST = "forecast.open"
    FORECAST_XLSX = "forecast.xlsx"
    FORECAST_PERIOD = "forecast.period"
    FORECAST_DEALS = "forecast.deals"
    DIGEST_LATER = "digest.later"
    CALL = "call.open"
    CALL_UNDO = "call.undo"
    ADJUST = "adjust.open"
    DRILL_STILL_RIGHT = "drill.still_right"
    DRILL_CONFIRM_ALL = "drill.confirm_all"
    DRILL_UPDATE = "drill.update"
    DRILL_DEALS = "drill.deals"
    DRILL_OFF = "drill.off"
    FILL_COLUMNS = "fill.columns"
    FILL_ANYWAY = "fill.anyway"
    STORY = "win.story"
    SCHEDULE = "schedule.open"
    SCHEDULE_KIND = "schedule.kind"
    SCHEDULE_PREVIEW = "schedule.preview"
    SETTINGS = "settings.open"
    LANGUAGE = "language.open"
    UNTEACH = "language.unteach"
    FORGET = "language.forget"
    PROCESS = "process.open"
    HOME = "home.refresh"
    STAGE_PICKED = "advance.stage"
    ADVANCE_WITHOUT = "advance.without"
    OPTIONS_DEAL = "options.deal"
    NOTHING = "nothing"


class View(StrEnum):
    """Which form was submitted."""

    LOG = "view.log"
    DEAL = "view.deal"
    ADVANCE = "view.advance"
    WIN = "view.win"
    LOSE = "view.lose"
    PUSH = "view.push"
    SNOOZE = "view.snooze"
    NEXT_STEP = "view.next_step"
    OWNER = "view.owner"
    STORY = "view.story"
    SCHEDULE = "view.schedule"
    SETTINGS = "view.settings"
    LANGUAGE = "view.language"
    PROCESS = "view.process"
    SHOW = "view.show"
    CALL = "view.call"
    ADJUST = "view.adjust"
    FILL_COLUMNS = "view.fill_columns"
    FILL_FILES = "view.fill_files"


class Shortcut(StrEnum):
    """Shortcuts that the manifest declares."""

    LOG_MESSAGE = "log_to_deal"
    NEW_DEAL = "new_deal"
    FILL_IN = "fill_in"
