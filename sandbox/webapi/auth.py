"""Who is calling, the app's own connection, installing and leaving: auth, apps, oauth, api, bots, team."""

from sandbox.errors import Refused
from sandbox.shapes import bot_profile
from sandbox.state import JSON
from sandbox.webapi.call import Call, Handler


def auth_test(call: Call) -> JSON:
    """Tells the token's owner and workspace."""
    state = call.workspace.state
    return {
        "url": f"{call.workspace.base}/",
        "team": state.team.name,
        "user": state.users[call.bot].name,
        "team_id": state.team.id,
        "user_id": call.bot,
        "bot_id": state.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> JSON:
    """A single-use Socket Mode address; only for app-level tokens, and only if the manifest asks for Socket Mode."""
    if call.token.kind != "app":
        raise Refused("not_allowed_token_type")
    if not call.workspace.manifest.socket_mode:
        raise Refused("forbidden_team")
    base = call.workspace.base.replace("http://", "ws://", 1)
    return {"url": f"{base}/link/?ticket={call.door.sockets.ticket()}&app_id={call.workspace.state.app_id}"}


def api_test(call: Call) -> JSON:
    """Answers with what it was asked; `error` makes it fail with that word."""
    if "error" in call.args:
        raise Refused(call.text("error"), args=call.args)
    return {"args": call.args}


def oauth_access(call: Call) -> JSON:
    """The second step of an installation."""
    return call.door.installations.exchange(call.args)


def auth_revoke(call: Call) -> JSON:
    """Ends the calling token, unless `test` is set."""
    if not call.flag("test"):
        call.token.revoked = True
    return {"revoked": not call.flag("test")}


def uninstall(call: Call) -> JSON:
    """Takes the app out of the workspace."""
    if call.text("client_id") != call.door.tokens.client_id:
        raise Refused("invalid_client_id")
    if call.text("client_secret") != call.door.tokens.client_secret:
        raise Refused("bad_client_secret")
    call.door.directory.uninstall()
    call.door.tokens.revoke_all("bot")
    return {}


def bots_info(call: Call) -> JSON:
    """The app's bot; `bot_not_found` for any other."""
    state = call.workspace.state
    if call.text("bot") != state.bot_id:
        raise Refused("bot_not_found")
    about = bot_profile(state, call.workspace.base)
    about.pop("team_id")
    return {"bot": about | {"user_id": state.bot_user}}


def team_info(call: Call) -> JSON:
    """The workspace."""
    team = call.workspace.state.team
    if call.text("team", team.id) != team.id:
        raise Refused("team_not_found")
    icon = {"image_default": True, "image_68": f"{call.workspace.base}/avatar/{team.id}?s=68"}
    about = {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": icon}
    return {"team": about | {"url": f"{call.workspace.base}/"}}


METHODS: dict[str, Handler] = {
    "auth.test": auth_test,
    "auth.revoke": auth_revoke,
    "apps.connections.open": connections_open,
    "apps.uninstall": uninstall,
    "api.test": api_test,
    "oauth.v2.access": oauth_access,
    "bots.info": bots_info,
    "team.info": team_info,
}
