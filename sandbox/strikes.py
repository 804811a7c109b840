"""Those faults that change the workspace itself the moment they are switched: people, channels, connections."""

from collections.abc import Mapping
from typing import Any

from sandbox.socketmode import SocketMode
from sandbox.webapi.call import Door


async def strike(door: Door, kind: str, on: bool, params: Mapping[str, Any]) -> None:
    """Carries out a switched fault, or takes it back; kinds that wait for a call do nothing here.

    ValueError when the person or channel does not exist.
    """
    state, transport = door.workspace.state, door.workspace.delivery.transport
    if kind == "disconnect" and on and isinstance(transport, SocketMode):
        await transport.disconnect(str(params.get("reason", "refresh_requested")))
    elif kind == "deactivate":
        user = state.users.get(str(params.get("user")))
        if user is None:
            raise ValueError("There is no such person.")
        door.directory.deactivate(user, on)
    elif kind == "archive":
        channel = state.channels.get(str(params.get("channel")))
        if channel is None:
            raise ValueError("There is no such channel.")
        door.directory.archive(channel, channel.creator, on)
    elif kind == "uninstall" and on:
        door.directory.uninstall()
        door.tokens.revoke_all("bot")
        if isinstance(transport, SocketMode):
            await transport.disconnect("link_disabled")
