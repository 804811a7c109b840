"""What people do with the app: commands, buttons, shortcuts, modals. Each goes to the app once and is answered in 3 s.

What the app says in its ack (a message, options, errors, the next modal) is judged and carried out here.
"""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.check import check_suggestions
from sandbox.blockkit.complete import elements
from sandbox.delivery import NotDelivered
from sandbox.entered import VALUE_KEYS, errors_of, state_values
from sandbox.errors import Refused
from sandbox.hooks import Hooks
from sandbox.manifest import Command
from sandbox.pressed import Place, blocks_of, is_meant, pressed, with_value
from sandbox.state import JSON, Channel, Message, User, View
from sandbox.text import as_plain, as_sent
from sandbox.triggers import ResponseUrl
from sandbox.webapi.call import Door

TROUBLE = "We had some trouble connecting. Try again?"


class Interactions:
    """Takes what people do to the app and brings its answer back. Lives on the server's event loop."""

    def __init__(self, door: Door, hooks: Hooks) -> None:
        self._door = door
        self._hooks = hooks
        self._workspace = door.workspace

    async def command(self, user: User, channel: Channel, command: str, text: str) -> JSON:
        """A slash command. Without an ack in time the person sees the red line that Slack shows."""
        known = next((c for c in self._workspace.manifest.commands if c.command == command), None)
        if known is None:
            return {"ok": False, "error": f"{command} is not a valid command."}
        trigger_id = self._door.triggers.new(user.id)
        url = self._response_url("commands", user, channel)
        payload = self._workspace.envelope.command(
            user, channel, command, self._typed(known, text), trigger_id=trigger_id, response_url=url
        )
        try:
            answer = await self._workspace.delivery.interaction("slash_commands", payload)
        except NotDelivered as failure:
            code = "operation_timeout" if failure.reason in ("timeout", "http_timeout") else "dispatch_failed"
            self._workspace.fail_line(channel, user.id, f"{command} failed with the error “{code}”")
            return {"ok": False, "error": code}
        if answer:
            return self._said(answer, user, channel)
        return {"ok": True}

    async def action(self, user: User, place: Place, given: Mapping[str, Any], entered: Mapping[str, Any]) -> JSON:
        """A button pressed, a menu used: `given` names the element and carries what was chosen."""
        blocks = blocks_of(place)
        found = [(b, e) for b, e in elements(blocks) if is_meant(b, e, given)]
        if not found:
            return {"ok": False, "error": "That element is not there any more."}
        block, element = found[0]
        action = pressed(block, element, given) | {"action_ts": self._workspace.new_ts()}
        if element["type"] in VALUE_KEYS:
            entered = with_value(entered, block, element, action)
        if not self._workspace.manifest.interactive:
            return {"ok": False, "error": "The app's manifest does not enable interactivity."}
        values = self._door.files.handed_over(state_values(blocks, entered), user.id)
        if isinstance(place, View):
            place.values = values
            trigger_id = self._door.triggers.new(user.id, place.id)
            payload = self._workspace.envelope.view_actions(user, place, [action], values=values, trigger_id=trigger_id)
        else:
            channel, message = place
            payload = self._workspace.envelope.message_actions(
                user,
                channel,
                message,
                [action],
                values=values,
                trigger_id=self._door.triggers.new(user.id),
                response_url=self._response_url("actions", user, channel, message),
            )
        return await self._sent(user, payload)

    async def shortcut(self, user: User, callback_id: str, place: tuple[Channel, Message] | None) -> JSON:
        """A shortcut of the manifest, on a message or global."""
        kind = "message" if place else "global"
        shortcuts = self._workspace.manifest.shortcuts
        if not any(s.callback_id == callback_id and s.type == kind for s in shortcuts):
            return {"ok": False, "error": f"The manifest has no {kind} shortcut {callback_id}."}
        trigger_id, action_ts = self._door.triggers.new(user.id), self._workspace.new_ts()
        envelope = self._workspace.envelope
        if place is None:
            payload = envelope.global_shortcut(user, callback_id, action_ts=action_ts, trigger_id=trigger_id)
        else:
            channel, message = place
            url = self._response_url("app", user, channel, message)
            payload = envelope.message_shortcut(
                user, channel, message, callback_id, action_ts=action_ts, trigger_id=trigger_id, response_url=url
            )
        return await self._sent(user, payload)

    async def suggestions(self, user: User, place: Place, block_id: str, action_id: str, value: str) -> JSON:
        """What an external select offers for what was typed so far."""
        values = place.values if isinstance(place, View) else {}
        payload = self._workspace.envelope.suggestion(user, place, block_id, action_id, value, values=values)
        try:
            answer = await self._workspace.delivery.interaction("interactive", payload)
        except NotDelivered:
            return {"ok": False, "error": TROUBLE, "options": []}
        report = check_suggestions(answer)
        if report.faults:
            return self._bad_answer(report.refused("invalid_options")) | {"options": []}
        return {"ok": True, "options": [], **answer}

    async def submit(self, user: User, view: View, entered: Mapping[str, Any]) -> JSON:
        """Sends a modal off. The client's own checks come first; then the app answers with what is to happen."""
        blocks = view.content["blocks"]
        values = self._door.files.handed_over(state_values(blocks, entered), user.id)
        errors = errors_of(blocks, values)
        if errors:
            return {"ok": False, "errors": errors}
        view.values = values
        payload = self._workspace.envelope.view_submission(
            user,
            view,
            values=values,
            trigger_id=self._door.triggers.new(user.id, view.id),
            response_urls=self._response_urls(user, blocks, values),
        )
        try:
            answer = await self._workspace.delivery.interaction("interactive", payload)
        except NotDelivered:
            return {"ok": False, "error": TROUBLE}
        return self._after_submission(user, view, answer)

    async def close(self, user: User, view: View, everything: bool) -> JSON:
        """Puts a modal away, or all; the app hears of those that asked for it, whatever it answers."""
        gone = self._door.views.close(user.id, view, everything=everything)
        for each in gone:
            if each.content.get("notify_on_close"):
                payload = self._workspace.envelope.view_closed(user, each, cleared=everything)
                self._workspace.delivery.spawn(self._told(payload))
        return {"ok": True}

    async def _told(self, payload: JSON) -> None:
        try:
            await self._workspace.delivery.interaction("interactive", payload)
        except NotDelivered:
            return

    async def _sent(self, user: User, payload: JSON) -> JSON:
        try:
            await self._workspace.delivery.interaction("interactive", payload)
        except NotDelivered:
            self._workspace.pages.tell({"type": "toast", "text": TROUBLE, "tone": "danger"}, {user.id})
            return {"ok": False, "error": TROUBLE}
        return {"ok": True}

    def _after_submission(self, user: User, view: View, answer: JSON) -> JSON:
        kind = answer.get("response_action")
        try:
            if kind is None:
                self._door.views.close(user.id, view)
            elif kind == "clear":
                self._door.views.close(user.id, view, everything=True)
            elif kind == "errors":
                return self._field_errors(view, answer.get("errors"))
            elif kind == "update":
                self._door.views.update(view, answer.get("view"), None)
            elif kind == "push":
                self._door.views.push(user.id, answer.get("view"))
            else:
                raise Refused("invalid_arguments", response_action=kind)
        except Refused as refused:
            return self._bad_answer(refused)
        return {"ok": True}

    def _field_errors(self, view: View, errors: Any) -> JSON:
        """Errors must name input blocks of this very view; otherwise the person sees that something is broken."""
        inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
            return self._bad_answer(Refused("invalid_errors", errors=errors))
        return {"ok": False, "errors": errors}

    def _bad_answer(self, refused: Refused) -> JSON:
        self._workspace.journal.write("in", "bad_answer", **refused.answer())
        return {"ok": False, "error": TROUBLE}

    def _said(self, answer: JSON, user: User, channel: Channel) -> JSON:
        """A message given in the ack of a command."""
        right = ResponseUrl(user.id, channel.id, self._workspace.clock.now())
        try:
            self._hooks.answer(right, answer)
        except Refused as refused:
            return self._bad_answer(refused)
        return {"ok": True}

    def _typed(self, command: Command, text: str) -> str:
        """The text of a command: with `should_escape` mentions, channels and links become entities."""
        state = self._workspace.state
        return as_sent(text, state, labels=True) if command.should_escape else as_plain(text, state)

    def _response_url(self, kind: str, user: User, channel: Channel, message: Message | None = None) -> str:
        return self._door.response_urls.new(
            self._workspace.base,
            kind,
            self._workspace.clock.now(),
            user=user.id,
            channel=channel.id,
            message_ts=message.ts if message else None,
        )

    def _response_urls(self, user: User, blocks: list[JSON], values: JSON) -> list[JSON]:
        """The response_urls of a submission: one for each conversation chosen in an element that asked for it."""
        found = []
        for block, element in elements(blocks):
            chosen = values.get(block["block_id"], {}).get(element["action_id"], {})
            channel_id = chosen.get("selected_conversation") or chosen.get("selected_channel")
            channel = self._workspace.state.channels.get(channel_id or "")
            if element.get("response_url_enabled") and channel is not None:
                found.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": channel.id,
                        "response_url": self._response_url("app", user, channel),
                    }
                )
        return found
