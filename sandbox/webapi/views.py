"""Modals and the Home tab: opening wants a fresh trigger, updating a view that is still open."""

from sandbox.contract import Unreadable
from sandbox.errors import Refused, invalid_arguments
from sandbox.state import JSON, View
from sandbox.viewstack import given_view
from sandbox.webapi.call import Call, Handler, bad


def open_view(call: Call) -> JSON:
    """Opens a modal for the person whose click made the trigger."""
    view = _judged(call)
    trigger = call.door.triggers.spend(_trigger(call))
    return _shown(call, call.door.views.open(trigger.user, view))


def push(call: Call) -> JSON:
    """Puts a modal on top of the one in which the trigger was made."""
    view = _judged(call)
    trigger = call.door.triggers.spend(_trigger(call))
    return _shown(call, call.door.views.push(trigger.user, view))


def update(call: Call) -> JSON:
    """Replaces an open modal, by `view_id` or `external_id`; a stale `hash` is a conflict."""
    if not call.args.get("view_id") and not call.args.get("external_id"):
        raise invalid_arguments("missing required field: view_id")
    view = _view(call)
    found = call.door.views.find(view_id=call.text("view_id"), external_id=call.text("external_id"))
    return _shown(call, call.door.views.update(found, view, call.args.get("hash")))


def publish(call: Call) -> JSON:
    """Fills a person's Home tab; the manifest must have one."""
    if not call.workspace.manifest.home_enabled:
        raise Refused("not_enabled")
    user = call.workspace.state.users.get(call.text("user_id"))
    if user is None:
        raise bad("user_id", "invalid user_id")
    return _shown(call, call.door.views.publish(user.id, _view(call), call.args.get("hash")))


def _view(call: Call) -> JSON:
    view = call.args["view"]
    if isinstance(view, Unreadable):
        raise invalid_arguments("must provide an object [json-pointer:/view]")
    found: JSON = given_view(view)
    return found


def _judged(call: Call) -> JSON:
    """The view, found right before the trigger is spent on it: a mistake in it does not cost the trigger."""
    view = _view(call)
    call.door.views.judge(view, "modal")
    return view


def _trigger(call: Call) -> str:
    if not call.args.get("trigger_id"):
        raise invalid_arguments("missing required field: trigger_id")
    return call.text("trigger_id")


def _shown(call: Call, view: View) -> JSON:
    return {"view": call.workspace.view(view)}


METHODS: dict[str, Handler] = {
    "views.open": open_view,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
