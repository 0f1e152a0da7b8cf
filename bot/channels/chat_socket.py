"""The chat page's channel: a WebSocket at ``/webhooks/chat``."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from redis.exceptions import RedisError

from actions.operator.call import Caller
from actions.operator.errors import OperatorError
from bot.channels.chat_shape import (
    Arrived,
    Frame,
    Hello,
    Message,
    Typing,
    error_frame,
    read_frame,
    reply_frame,
    welcome_frame,
)
from bot.conversation.memory import OtherMessage
from bot.conversation.presence import Here
from bot.conversation.reply import Reply
from bot.conversation.turn import Turn
from bot.desk.live import ANEW
from bot.identity.identity import Identity
from bot.identity.tokens import InvalidToken
from bot.masking import mask_msisdn
from bot.service.access import address, core_of
from bot.service.core import Core
from bot.service.problems import STORE_DOWN, Problem

logger = logging.getLogger(__name__)

CHANNEL = "app"
LONGEST_FRAME = 32 * 1024

router = APIRouter()


@dataclass(slots=True)
class Visitor:
    """Who is at the other end of a socket."""

    sender: str
    token: str | None


@router.websocket("/webhooks/chat")
async def chat(socket: WebSocket) -> None:
    """Hold a conversation over a socket: a hello first, then messages."""
    await socket.accept()
    line = ChatLine(socket, core_of(socket))
    core = core_of(socket)
    core.metrics.sockets.labels(CHANNEL).inc()
    try:
        await line.serve()
    except WebSocketDisconnect:
        pass
    finally:
        await line.close()
        core.metrics.sockets.labels(CHANNEL).dec()


class ChatLine:
    """One socket: reads frames, answers them in order, and says what comes late."""

    def __init__(self, socket: WebSocket, core: Core) -> None:
        self._socket = socket
        self._core = core
        self._visitor: Visitor | None = None
        self._sending = asyncio.Lock()
        self._name = uuid.uuid4().hex
        self._conversation = ""
        self._deafen: Callable[[], None] | None = None
        self.closed = False

    async def close(self) -> None:
        """Note that the page is gone."""
        self.closed = True
        if self._deafen:
            self._deafen()
        with suppress(RedisError):  # else the line counts as closed a little later
            await self._core.presence.leave(self._name)

    async def serve(self) -> None:
        """Read frames until the page goes. Raises ``WebSocketDisconnect``."""
        while True:
            frame = await self._read(await self._receive())
            try:
                if isinstance(frame, Hello):
                    await self._greet(frame)
                elif isinstance(frame, Message):
                    await self._answer(frame)
                elif frame is not None:
                    await self._tell_desk(frame)
            except RedisError:
                logger.error("Redis does not answer")
                await self._fail(STORE_DOWN, frame)

    async def _receive(self) -> str:
        """Return the next frame's text; of a binary frame, which there is no use for, none."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"], message.get("reason"))
        return message.get("text") or ""

    async def _fail(self, problem: Problem, frame: Frame | None) -> None:
        to = frame.id if isinstance(frame, Message) else None
        await self._send(error_frame(problem.title, problem.detail, problem.status, to))

    async def _read(self, text: str) -> Frame | None:
        if len(text) > LONGEST_FRAME:
            await self._send(error_frame("Too large", "A frame has at most 32 KiB.", 413))
            return None
        try:
            return read_frame(text)
        except ValueError:
            detail = "A frame is JSON of type «hello» or «message»."
            await self._send(error_frame("Invalid frame", detail, 422))
            return None

    async def _greet(self, hello: Hello) -> None:
        try:
            identity = await self._core.tokens.who(hello.token) if hello.token else Identity()
        except InvalidToken:
            detail = "The token is forged, expired or foreign."
            await self._send(error_frame("Invalid token", detail, 401))
            return
        self._visitor = Visitor(hello.sender, hello.token)
        turn = Turn(CHANNEL, hello.sender, "", identity=identity)
        self._listen(turn.conversation)
        await self._is_here(identity)
        await self._welcome(turn)

    async def _welcome(self, turn: Turn) -> None:
        """Tell the page what was said in its conversation."""
        past = await self._core.conversation.past(turn)
        await self._send(welcome_frame(past, await self._subscriber(turn.identity)))

    def _listen(self, conversation: str) -> None:
        """Let what the desk says in a conversation come over this line."""
        if conversation and conversation != self._conversation:
            if self._deafen:
                self._deafen()
            self._conversation = conversation
            self._deafen = self._core.desk.said.add(conversation, self._said)

    async def _is_here(self, identity: Identity) -> None:
        """Note who is at this line, so that he can be written to."""
        token = self._visitor.token if self._visitor else None
        if identity.subject is None or token is None:
            await self._core.presence.leave(self._name)
            return
        until = self._core.tokens.until(token)
        here = Here(identity.subject, CHANNEL, self._conversation, until)
        await self._core.presence.enter(self._name, here)

    async def _said(self, frame: Mapping[str, Any]) -> None:
        if frame == ANEW and self._visitor is not None:
            identity = await self._speaker(self._visitor)
            await self._welcome(Turn(CHANNEL, self._visitor.sender, "", identity=identity))
            return
        if frame["kind"] == "typing":
            await self._send({"type": "person_typing"})
            return
        raw = {"utterances": [frame["said"]], "choices": []}
        await self._send(reply_frame(Reply.from_json(raw), None))

    async def _speaker(self, visitor: Visitor) -> Identity:
        """Return who is speaking; a token that has expired since the hello shows nobody any more."""
        try:
            return await self._core.tokens.who(visitor.token) if visitor.token else Identity()
        except InvalidToken:
            return Identity()

    async def _subscriber(self, identity: Identity) -> dict[str, str] | None:
        """Return the name and the masked number of who signed in; the number alone if unknown."""
        if identity.subject is None:
            return None
        caller = Caller(identity.subject, identity.sureness.label, CHANNEL)
        try:
            customer = await self._core.systems.customers.profile(caller, identity.subject)
            name = customer.name.split()[0]
        except OperatorError:
            name = ""
        return {"name": name, "msisdn": mask_msisdn(identity.subject)}

    async def _answer(self, message: Message) -> None:
        visitor = self._visitor
        if visitor is None:
            await self._send(error_frame("Hello first", "Send a «hello» frame.", 409, message.id))
            return
        await self._send({"type": "typing"})
        turn = Turn(
            channel=CHANNEL,
            sender=visitor.sender,
            text=message.text,
            payload=message.payload,
            message_id=message.id,
            identity=await self._speaker(visitor),
            address=address(self._socket),
            was_in=self._conversation,
        )
        try:
            reply = await self._core.conversation.take(turn, later=self._later(turn, visitor))
        except OtherMessage:
            detail = "This message id was already used for other content."
            await self._send(error_frame("Message id reused", detail, 422, message.id))
            return
        await self._say(visitor, reply, message.id)

    async def _tell_desk(self, frame: Typing | Arrived) -> None:
        """Let the person who has the conversation see that somebody types, or has his words."""
        if self._conversation and isinstance(frame, Typing):
            await self._core.desk.port.typing(self._conversation)
        elif self._conversation and isinstance(frame, Arrived):
            await self._core.desk.port.arrived(self._conversation, frame.ids)

    async def _say(self, visitor: Visitor, reply: Reply, to: str | None) -> None:
        self._listen(reply.conversation)
        frame = reply_frame(reply, to)
        if reply.token:
            visitor.token = reply.token
            identity = await self._speaker(visitor)
            await self._is_here(identity)
            frame["subscriber"] = await self._subscriber(identity)
        await self._send(frame)

    def _later(self, turn: Turn, visitor: Visitor) -> Any:
        async def say(reply: Reply) -> None:
            if self.closed:
                await self._core.conversation.keep_late(turn, reply)
            else:
                await self._say(visitor, reply, None)

        return say

    async def _send(self, frame: dict[str, Any]) -> None:
        async with self._sending:
            await self._socket.send_text(json.dumps(frame, ensure_ascii=False))
