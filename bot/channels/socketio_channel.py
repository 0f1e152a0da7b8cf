"""Rasa's Socket.IO channel at ``/socket.io``: events ``user_uttered`` and ``bot_uttered``."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import socketio
from redis.exceptions import RedisError

from bot.channels.text import is_unicode
from bot.conversation.memory import OtherMessage
from bot.conversation.presence import Here, Presence
from bot.conversation.reply import Reply, Utterance
from bot.conversation.turn import Turn
from bot.identity.identity import ANONYMOUS, Identity
from bot.identity.tokens import InvalidToken
from bot.service.core import Core
from bot.service.problems import STORE_DOWN

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
        self._heard: dict[str, tuple[str, Callable[[], None]]] = {}
        self._here: dict[str, Presence] = {}

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
        """Accept a connection; one with a token that cannot be believed is refused."""
        token = auth.get("token") if isinstance(auth, dict) else None
        token = token or _bearer(environ.get("HTTP_AUTHORIZATION", ""))
        try:
            await self._identity(token)
        except InvalidToken as error:
            raise socketio.exceptions.ConnectionRefusedError("invalid token") from error
        address = _address(environ)
        await self.save_session(sid, {"token": token, "address": address, "sender": sid})
        return True

    async def on_session_request(self, sid: str, data: Any = None) -> None:
        """Confirm the widget's session id, or give it one."""
        asked = data.get("session_id") if isinstance(data, dict) else None
        sender = str(asked)[:128] if asked else uuid.uuid4().hex
        async with self.session(sid) as session:
            session["sender"] = sender
        await self.emit("session_confirm", sender, room=sid)
        turn = await self._turn(sid, {"message": ""})
        self._listen(sid, turn.conversation)
        await self._is_here(sid, turn.identity, turn.conversation)
        await self._say(sid, Reply(await self._connected().conversation.left_over(turn)))

    async def on_disconnect(self, sid: str, *reason: object) -> None:
        """Stop listening to what the desk says there."""
        _, stop = self._heard.pop(sid, ("", lambda: None))
        stop()
        presence = self._here.pop(sid, None)
        if presence is not None:
            with suppress(RedisError):  # else the line counts as closed a little later
                await presence.leave(sid)

    async def _is_here(self, sid: str, identity: Identity, conversation: str) -> None:
        """Note who is at this connection, so that he can be written to."""
        token = (await self.get_session(sid))["token"]
        if identity.subject is None or token is None:
            return
        core = self._connected()
        here = Here(identity.subject, CHANNEL, conversation, core.tokens.until(token))
        self._here[sid] = core.presence
        await core.presence.enter(sid, here)

    def _listen(self, sid: str, conversation: str) -> None:
        """Let what the desk says in a conversation come over this connection."""
        before, stop = self._heard.get(sid, ("", lambda: None))
        if not conversation or before == conversation:
            return
        stop()

        async def said(frame: Mapping[str, Any]) -> None:
            if frame["kind"] != "said":
                return
            utterances = Reply.from_json({"utterances": [frame["said"]], "choices": []})
            id_ = utterances.utterances[0].id
            if await self._connected().conversation.is_unsaid(conversation, id_):
                await self._say(sid, utterances)
                await self._connected().desk.port.arrived(conversation, [id_])

        self._heard[sid] = (conversation, self._connected().desk.said.add(conversation, said))

    async def on_user_uttered(self, sid: str, data: Any = None) -> None:
        """Answer a message; errors are told as an ordinary bot message's ``error``."""
        if not isinstance(data, dict) or not isinstance(data.get("message"), str):
            await self._fail(sid, "message is a string")
            return
        turn = await self._turn(sid, data)
        if not all(map(is_unicode, (turn.text, turn.sender, turn.message_id or ""))):
            await self._fail(sid, "message is not Unicode")
            return

        async def later(reply: Reply) -> None:
            if self.server.manager.is_connected(sid, self.namespace):
                await self._say(sid, reply)
            else:
                await self._connected().conversation.keep_late(turn, reply)

        try:
            reply = await self._connected().conversation.take(turn, later)
        except OtherMessage:
            await self._fail(sid, "message id reused")
        except RedisError:
            await self._fail(sid, STORE_DOWN.detail)
        else:
            self._listen(sid, reply.conversation)
            await self._say(sid, reply)
            if reply.token:
                await self._is_here(sid, await self._identity(reply.token), reply.conversation)

    async def _fail(self, sid: str, error: str) -> None:
        await self.emit("bot_uttered", {"error": error}, room=sid)

    async def _identity(self, token: str | None) -> Identity:
        """Return whose token it is; without one it is nobody in particular."""
        return await self._connected().tokens.who(str(token)) if token else ANONYMOUS

    async def _turn(self, sid: str, data: dict[str, Any]) -> Turn:
        session = await self.get_session(sid)
        try:
            identity = await self._identity(session["token"])
        except InvalidToken:  # it has expired since the connection was made
            identity = ANONYMOUS
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
        if reply.token:
            async with self.session(sid) as kept:
                kept["token"] = reply.token
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
    if said.author:
        mia["author"] = said.author
    message["metadata"] = {"mia": mia}
    return message


def _address(environ: dict[str, Any]) -> str:
    """Return the peer's address; Engine.IO's own ``REMOTE_ADDR`` is the same for all."""
    client = (environ.get("asgi.scope") or {}).get("client")
    return str(client[0]) if client else ""


def _bearer(header: str) -> str | None:
    kind, _, token = header.partition(" ")
    return token if kind.lower() == "bearer" and token else None
