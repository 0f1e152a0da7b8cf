"""Rasa's Socket.IO channel at ``/socket.io``: events ``user_uttered`` and ``bot_uttered``."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import socketio

from bot.conversation.memory import OtherMessage
from bot.conversation.reply import Reply, Utterance
from bot.conversation.turn import Turn
from bot.identity.identity import ANONYMOUS, Identity
from bot.identity.tokens import InvalidToken
from bot.service.core import Core

CHANNEL = "socketio"
LONGEST_FRAME = 64 * 1024

Connected = Callable[[], Core]


class RasaNamespace(socketio.AsyncNamespace):
    """Speaks Rasa's Socket.IO contract (session persistence on, as widgets expect).

    Who is speaking comes from the connection's ``auth.token`` or its Authorization header, and stays
    with the connection; a session id alone shows nothing.
    """

    def __init__(self, connected: Connected) -> None:
        super().__init__("/")
        self._connected = connected

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
        """Accept a connection; one with a token that cannot be believed is refused."""
        token = auth.get("token") if isinstance(auth, dict) else None
        token = token or _bearer(environ.get("HTTP_AUTHORIZATION", ""))
        try:
            identity = self._connected().tokens.read(token) if token else ANONYMOUS
        except InvalidToken as error:
            raise socketio.exceptions.ConnectionRefusedError("invalid token") from error
        address = environ.get("REMOTE_ADDR", "")
        await self.save_session(sid, {"identity": identity, "address": address, "sender": sid})
        return True

    async def on_session_request(self, sid: str, data: Any = None) -> None:
        """Confirm the widget's session id, or give it one."""
        asked = data.get("session_id") if isinstance(data, dict) else None
        sender = str(asked)[:128] if asked else uuid.uuid4().hex
        async with self.session(sid) as session:
            session["sender"] = sender
        await self.emit("session_confirm", sender, room=sid)

    async def on_user_uttered(self, sid: str, data: Any = None) -> None:
        """Answer a message; errors are told as an ordinary bot message's ``error``."""
        if not isinstance(data, dict) or not isinstance(data.get("message"), str):
            await self.emit("bot_uttered", {"error": "message is a string"}, room=sid)
            return
        session = await self.get_session(sid)
        turn = self._turn(sid, session, data)

        async def later(reply: Reply) -> None:
            await self._say(sid, reply)

        try:
            reply = await self._connected().conversation.take(turn, later)
        except OtherMessage:
            await self.emit("bot_uttered", {"error": "message id reused"}, room=sid)
            return
        if reply.token:
            async with self.session(sid) as kept:
                kept["identity"] = self._connected().tokens.read(reply.token)
        await self._say(sid, reply)

    def _turn(self, sid: str, session: dict[str, Any], data: dict[str, Any]) -> Turn:
        identity: Identity = session["identity"]
        metadata = data.get("metadata") if isinstance(data.get("metadata"), dict) else {}
        message_id = (metadata or {}).get("message_id")
        return Turn(
            channel=CHANNEL,
            sender=str(data.get("session_id") or session["sender"])[:128],
            text=data["message"],
            message_id=str(message_id)[:128] if message_id else None,
            identity=identity,
            address=session["address"],
        )

    async def _say(self, sid: str, reply: Reply) -> None:
        for said in reply.utterances:
            await self.emit("bot_uttered", _message(said), room=sid)


def server(connected: Connected, origins: tuple[str, ...]) -> socketio.AsyncServer:
    """Return the Socket.IO server of the channel."""
    made = socketio.AsyncServer(
        async_mode="asgi",
        cors_allowed_origins=list(origins) or None,
        max_http_buffer_size=LONGEST_FRAME,
    )
    made.register_namespace(RasaNamespace(connected))
    return made


def _message(said: Utterance) -> dict[str, Any]:
    message: dict[str, Any] = {"text": said.text}
    if said.buttons:
        message["quick_replies"] = [{"content_type": "text", **dict(b)} for b in said.buttons]
    mia: dict[str, Any] = {"speech": said.speech}
    if said.links:
        mia["links"] = [dict(link) for link in said.links]
    message["metadata"] = {"mia": mia}
    return message


def _bearer(header: str) -> str | None:
    kind, _, token = header.partition(" ")
    return token if kind.lower() == "bearer" and token else None
