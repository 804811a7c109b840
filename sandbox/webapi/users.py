"""People as the app sees them."""

from sandbox.errors import Refused
from sandbox.shapes import user_json
from sandbox.state import JSON, User
from sandbox.webapi.call import Call, Handler


def info(call: Call) -> JSON:
    """One person, deactivated or of another company included."""
    return {"user": _shown(call, call.user())}


def listing(call: Call) -> JSON:
    """Everyone, deactivated people and bots included; people of other companies are not."""
    state = call.workspace.state
    ours = [user for user in state.users.values() if user.team_id == state.team.id]
    page = call.page([_shown(call, user) for user in ours], "members", default=1000)
    return page | {"cache_ts": call.workspace.now_seconds()}


def by_email(call: Call) -> JSON:
    """The active person with an address, whatever its capitals; `users_not_found` without one."""
    wanted = call.text("email").strip().lower()
    for user in call.workspace.state.users.values():
        if user.email.lower() == wanted and wanted and not user.deleted:
            return {"user": _shown(call, user)}
    raise Refused("users_not_found")


def profile(call: Call) -> JSON:
    """A person's profile; the app's own without `user`."""
    user = call.user() if "user" in call.args else call.workspace.state.users[call.bot]
    return {"profile": _shown(call, user)["profile"]}


def _shown(call: Call, user: User) -> JSON:
    workspace = call.workspace
    found = user_json(
        user,
        workspace.state,
        base=workspace.base,
        now=workspace.clock.now(),
        email="users:read.email" in call.token.scopes,
    )
    return found | ({"locale": "en-US"} if call.flag("include_locale") else {})


METHODS: dict[str, Handler] = {
    "users.info": info,
    "users.list": listing,
    "users.lookupByEmail": by_email,
    "users.profile.get": profile,
}
