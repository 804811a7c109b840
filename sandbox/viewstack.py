"""Modals and Home tabs: opening, pushing, updating, closing, with Slack's limits. One stack for each person."""

import json
import secrets
from typing import Any

from sandbox.blockkit.check import VIEW_BYTES, check_view
from sandbox.blockkit.complete import elements
from sandbox.blockkit.media import check_media
from sandbox.errors import Refused, invalid_arguments
from sandbox.state import JSON, View
from sandbox.workspace import Workspace

DEEPEST = 3


class ViewStack:
    """The views of the workspace. Methods raise Refused in Slack's words and tell the pages of every change."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._state = workspace.state

    def open(self, user: str, content: Any) -> View:
        """Opens a modal; those that were open are gone."""
        view = self._new(user, content, "modal")
        self._drop(self._state.stacks.get(user, []))
        self._put(user, [view.id])
        return view

    def push(self, user: str, content: Any) -> View:
        """Puts a modal on top of those that are open; at most three lie on each other."""
        stack = self._state.stacks.get(user, [])
        if not stack:
            raise Refused("not_found")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        view = self._new(user, content, "modal")
        view.root_id, view.previous_id = self._state.views[stack[0]].root_id, stack[-1]
        self._put(user, [*stack, view.id])
        return view

    def update(self, view: View, content: Any, given_hash: str | None) -> View:
        """Replaces an open modal's content. Entered values stay where block_id and action_id stay."""
        self._same_hash(view, given_hash)
        view.content = self._accepted(content, view.type, keep=view)
        view.external_id = view.content.get("external_id", "")
        view.values = _kept(view.values, view.content["blocks"])
        view.hash = self._hash()
        if view.type == "home":
            self._home_shown(view)
        else:
            self._workspace.stack_changed(view.user)
        return view

    def publish(self, user: str, content: Any, given_hash: str | None) -> View:
        """Puts a view on a person's Home tab."""
        view = self._state.homes.get(user)
        if view is not None:
            return self.update(view, content, given_hash)
        view = self._new(user, content, "home")
        self._state.homes[user] = view
        self._home_shown(view)
        return view

    def close(self, user: str, view: View, *, everything: bool = False) -> list[View]:
        """Takes a modal and those above it away, or all of them; returns them, topmost first."""
        stack = self._state.stacks.get(user, [])
        kept = [] if everything else stack[: stack.index(view.id)] if view.id in stack else stack
        gone = [self._state.views[each] for each in reversed(stack[len(kept) :])]
        self._drop([each.id for each in gone])
        self._put(user, kept)
        return gone

    def find(self, *, view_id: str = "", external_id: str = "") -> View:
        """An open modal or a Home tab, by either id; `not_found` once it was closed."""
        known = [*self._state.views.values(), *self._state.homes.values()]
        for view in known:
            if view.id == view_id or (external_id and view.external_id == external_id):
                return view
        raise Refused("not_found")

    def _new(self, user: str, content: Any, kind: str) -> View:
        accepted = self._accepted(content, kind)
        view = View(
            id=self._state.new_id("V"),
            type=kind,
            user=user,
            content=accepted,
            hash=self._hash(),
            external_id=accepted.get("external_id", ""),
        )
        view.root_id = view.id
        if kind == "modal":
            self._state.views[view.id] = view
        return view

    def judge(self, content: Any, kind: str) -> None:
        """Refuses a view that Slack would not take, before anything (such as a trigger) is used up for it."""
        report = check_view(content, kind)
        if not report.faults:
            check_media(content, "/view", self._state.files, self._workspace.manifest, report)
        if report.faults:
            raise report.refused("invalid_arguments")
        if len(json.dumps(content)) > VIEW_BYTES:
            raise Refused("view_too_large")

    def _accepted(self, content: Any, kind: str, keep: View | None = None) -> JSON:
        self.judge(content, kind)
        external = content.get("external_id")
        same = [v for v in [*self._state.views.values(), *self._state.homes.values()] if v is not keep]
        if external and any(view.external_id == external for view in same):
            raise Refused("duplicate_external_id")
        blocks = self._workspace.complete(content["blocks"])
        return {**content, "blocks": blocks}

    def _same_hash(self, view: View, given: str | None) -> None:
        if given and given != view.hash:
            raise Refused("hash_conflict")

    def _hash(self) -> str:
        return f"{self._workspace.now_seconds()}.{secrets.token_urlsafe(6)}"

    def _put(self, user: str, stack: list[str]) -> None:
        self._state.stacks[user] = stack
        self._workspace.stack_changed(user)

    def _drop(self, ids: list[str]) -> None:
        for each in ids:
            self._state.views.pop(each, None)

    def _home_shown(self, view: View) -> None:
        shown = self._workspace.view(view)
        self._workspace.pages.tell({"type": "home", "view": shown}, {view.user})


def _kept(values: JSON, blocks: list[JSON]) -> JSON:
    """What was entered into elements that are still there, under the same block_id and action_id."""
    kept: JSON = {}
    for block, element in elements(blocks):
        entered = values.get(block["block_id"], {}).get(element["action_id"])
        if entered is not None:
            kept.setdefault(block["block_id"], {})[element["action_id"]] = entered
    return kept


def given_view(content: Any) -> Any:
    """The `view` argument as sent: an object, or `invalid_arguments`."""
    if not isinstance(content, dict):
        raise invalid_arguments("must provide an object [json-pointer:/view]")
    return content
