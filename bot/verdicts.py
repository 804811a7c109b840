"""What each of Slack's error codes means for a message we start. One table; a code that is not in it is a bug to be
looked at, never a reason to post again and again."""

from __future__ import annotations

from enum import Enum


class Verdict(Enum):
    """RETRY later, PARK this message and tell its owner once, PAUSE the whole workspace, or a BUG of ours."""

    RETRY = "retry"
    PARK = "park"
    PAUSE = "pause"
    BUG = "bug"


_CODES = {
    Verdict.RETRY: (
        "ratelimited rate_limited internal_error fatal_error service_unavailable request_timeout team_added_to_org "
        "message_limit_exceeded slack_connect_file_link_sharing_blocked file_upload_in_progress"
    ),
    Verdict.PARK: (
        "channel_not_found not_in_channel is_archived user_not_found user_disabled user_not_visible cannot_dm_bot "
        "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel "
        "restricted_action_non_threadable_channel restricted_action_thread_locked messages_tab_disabled "
        "as_user_not_supported account_inactive_user external_channel_migrating method_not_supported_for_channel_type "
        "message_not_found cant_update_message edit_window_closed"
    ),
    Verdict.PAUSE: (
        "invalid_auth not_authed account_inactive token_revoked token_expired missing_scope no_permission "
        "org_login_required ekm_access_denied team_access_not_granted access_denied accesslimited "
        "two_factor_setup_required enterprise_is_restricted not_allowed_token_type app_missing_action_url"
    ),
    Verdict.BUG: (
        "invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text too_many_attachments "
        "invalid_arguments invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type "
        "missing_post_type invalid_json json_not_object metadata_too_large metadata_must_be_sent_from_app "
        "invalid_metadata_format invalid_metadata_schema duplicate_channel_not_found duplicate_message_not_found "
        "attachment_payload_limit_exceeded deprecated_endpoint method_deprecated unknown_method"
    ),
}

VERDICTS = {code: verdict for verdict, codes in _CODES.items() for code in codes.split()}


def verdict_on(code: str) -> Verdict:
    """What a refusal with this code means; an unknown code is a BUG."""
    return VERDICTS.get(code, Verdict.BUG)
