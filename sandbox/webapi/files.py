"""Files in Slack's three steps: ask for an address, send the bytes there, complete the upload."""

from sandbox.errors import Refused
from sandbox.shapes import file_json
from sandbox.state import JSON, File, Message
from sandbox.webapi.call import Call, Handler
from sandbox.webapi.content import accepted_blocks

LARGEST = 1_073_741_824
ALT_TEXT = 1000


def upload_url(call: Call) -> JSON:
    """The first step: a file id and the address that takes exactly `length` bytes."""
    length = call.args["length"]
    if length <= 0 or not call.text("filename"):
        raise Refused("missing_argument")
    if length > LARGEST:
        raise Refused("file_upload_size_restricted")
    if len(call.text("alt_txt")) > ALT_TEXT:
        raise Refused("alt_txt_too_large")
    files = call.door.files
    file = files.new(call.bot, call.text("filename"), length, alt_text=call.text("alt_txt"))
    return {"upload_url": f"{call.workspace.base}/upload/v1/{files.ticket(file)}", "file_id": file.id}


def complete(call: Call) -> JSON:
    """The third step: titles, and the channels in which the files appear as one message."""
    files = call.structure("files", "invalid_arguments")
    if not isinstance(files, list) or not files:
        raise Refused("invalid_arguments")
    found = [_uploaded(call, each) for each in files]
    named = call.args.get("channel_id") or call.text("channels")
    channels = [call.inside(each.strip()) for each in named.split(",") if each.strip()]
    blocks = call.structure("blocks", "invalid_blocks")
    shown = accepted_blocks(blocks, call.workspace) if blocks else []
    for file in found:
        file.shared = True
    for channel in channels:
        message = Message(
            ts=call.workspace.new_ts(),
            channel=channel.id,
            user=call.bot,
            text=call.text("initial_comment"),
            blocks=[] if call.text("initial_comment") else shown,
            files=[file.id for file in found],
            thread_ts=call.args.get("thread_ts") or None,
            bot_id=call.workspace.state.bot_id,
            app_id=call.workspace.state.app_id,
            subtype="file_share",
        )
        call.door.files.share(message)
    return {"files": [_shown(call, file) for file in found]}


def info(call: Call) -> JSON:
    """One file."""
    file = _file(call)
    paging = {"count": 100, "total": 0, "page": 1, "pages": 0}
    return {"file": _shown(call, file), "comments": [], "paging": paging, "response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> JSON:
    """Deletes a file of the app's own."""
    file = _file(call)
    if file.user != call.bot:
        raise Refused("cant_delete_file")
    call.door.files.delete(file)
    return {}


def _uploaded(call: Call, given: object) -> File:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise Refused("invalid_arguments")
    file = call.workspace.state.files.get(given["id"])
    if file is None or file.content is None:
        raise Refused("file_not_found")
    if file.user != call.bot:
        raise Refused("access_denied")
    file.title = given.get("title") or file.name
    return file


def _file(call: Call) -> File:
    file = call.workspace.state.files.get(call.text("file"))
    if file is None or not file.shared or not call.door.files.may_see(file, call.bot):
        raise Refused("file_not_found")
    if file.deleted:
        raise Refused("file_deleted")
    return file


def _shown(call: Call, file: File) -> JSON:
    return file_json(file, call.workspace.state, base=call.workspace.base, placed=True)


METHODS: dict[str, Handler] = {
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete,
    "files.info": info,
    "files.delete": delete,
}
