"""What each of Slack's error codes means for a message we start. One table; a code that is not in it is a bug to be
looked at, never a reason to post again and again."""

from __future__ import annotations

import re
from enum import Enum


class Verdict(Enum):
    """RETRY later, PARK this message and tell its owner once, PAUSE the whole workspace, or a BUG of ours."""

    RETRY = "retry"
    PARK = "park"
    PAUSE = "pause"
    BUG = "bug"


_CODE = re.compile(r"[a-z0-9_]+")
_CODES = {
    Verdict.RETRY: (
        "ratelimited rate_limited internal_error fatal_error service_unavailable request_timeout team_added_to_org "
        "message_limit_exceeded update_failed streaming_state_conflict unable_to_share_files file_update_failed "
        "list_record_comment_fetch_failed"
    ),
    Verdict.PARK: (
        "channel_not_found not_in_channel is_archived is_inactive user_not_found user_not_in_channel user_disabled "
        "user_not_visible cannot_dm_bot restricted_action restricted_action_read_only_channel "
        "restricted_action_thread_only_channel restricted_action_non_threadable_channel "
        "restricted_action_thread_locked messages_tab_disabled external_channel_migrating "
        "method_not_supported_for_channel_type "
        "channel_is_limited_access invalid_channel posting_to_channel_denied thread_not_found cannot_reply_to_message "
        "message_not_found cant_update_message edit_window_closed app_access_restricted invalid_user_combination "
        "not_enough_users send_on_behalf_not_allowed slack_connect_file_link_sharing_blocked "
        "slack_connect_canvas_sharing_blocked slack_connect_lists_sharing_blocked slack_connect_clip_sharing_blocked "
        "slack_connect_file_upload_sharing_blocked slack_connect_blocked_file_type blocked_file_type "
        "file_type_not_allowed file_uploads_disabled file_uploads_except_images_disabled file_upload_size_restricted "
        "file_share_limit_reached max_file_sharing_exceeded storage_limit_reached file_deleted file_is_deleted "
        "canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled not_visible template_not_visible "
        "file_not_found not_enabled expired_trigger_id exchanged_trigger_id hash_conflict not_found"
    ),
    Verdict.PAUSE: (
        "invalid_auth not_authed account_inactive token_revoked token_expired missing_scope no_permission "
        "org_login_required ekm_access_denied team_access_not_granted access_denied accesslimited team_not_found "
        "two_factor_setup_required enterprise_is_restricted not_allowed_token_type"
    ),
    Verdict.BUG: (
        "invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text too_many_attachments "
        "too_many_contact_cards invalid_attachments markdown_text_conflict block_mismatch as_user_not_supported "
        "invalid_arguments invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type "
        "missing_argument missing_post_type metadata_too_large metadata_must_be_sent_from_app invalid_metadata_format "
        "invalid_metadata_schema invalid_metadata_filter_keys invalid_cursor invalid_ts_latest invalid_ts_oldest "
        "duplicate_channel_not_found duplicate_message_not_found duplicate_external_id cant_broadcast_message "
        "no_dual_broadcast_content_update attachment_payload_limit_exceeded draft_already_deleted draft_already_sent "
        "draft_has_conflict draft_not_found missing_file_data channels_limit_exceeded alt_txt_too_large "
        "snippet_too_large unknown_snippet_type unknown_subtype users_list_not_supplied too_many_users "
        "invalid_trigger_id push_limit_reached view_too_large missing_profile_id not_implemented "
        "deprecated_endpoint method_deprecated unknown_method"
    ),
}

VERDICTS = {code: verdict for verdict, codes in _CODES.items() for code in codes.split()}


def verdict_on(code: str) -> Verdict:
    """What a refusal with this code means; an unknown code is a BUG. What is no code at all is how `slack_sdk` puts an
    answer that it cannot read (a proxy's page, with status 200): RETRY, since nobody knows what became of the call."""
    return VERDICTS.get(code, Verdict.BUG) if _CODE.fullmatch(code) else Verdict.RETRY
