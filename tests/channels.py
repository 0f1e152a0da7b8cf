"""People at Mia's channels, for tests: each speaks through the channel's own socket."""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import httpx
import jwt
import socketio
import websockets
from websockets.legacy.client import WebSocketClientProtocol

from actions.service_tokens import ServiceToken, issue
from bot.players.platforms import Shown
from tests.speakers import Speaker, linked_speaker
from tests.stack import Chatter, Stack

DEADLINE = 30.0  # seconds within which a channel must have answered
ASKS_PIN = re.compile("PIN-код номера")


@dataclass(frozen=True)
class Heard:
    """What Mia answered. ``expect`` is ``None``, ``spoken`` empty, where the channel does not tell it."""

    text: str
    buttons: Mapping[str, str] = field(default_factory=dict)
    expect: str | None = None
    secret: bool | None = None
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """Who comes to a channel.

    ``token`` is what the operator's app would present for him, ``msisdn`` and ``pin`` are what he knows
    himself (no number: he is nobody in particular), ``sms`` reads a number's messages, newest first.
    """

    token: str | None
    address: str
    msisdn: str | None
    pin: str
    sms: Callable[[str], list[str]]


class Line(Protocol):
    """A person's line to Mia over one channel."""

    def say(self, text: str) -> Heard:
        """Say something, and return the answer."""
        ...

    def press(self, title: str) -> Heard:
        """Press the last answer's button of this title."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class RestLine:
    """Rasa's REST webhook, by ``tests.stack.Chatter``."""

    def __init__(self, stack: Stack, person: Person) -> None:
        client = httpx.Client(timeout=DEADLINE, headers={"X-Forwarded-For": person.address})
        self._buttons: Mapping[str, str] = {}
        self._chatter = Chatter(stack, f"rest-{uuid.uuid4().hex}", person.token, client=client)

    def say(self, text: str) -> Heard:
        text = self._chatter.say(text)
        end = self._chatter.end
        self._buttons = _by_title(b for m in self._chatter.messages for b in m.get("buttons", []))
        spoken = tuple(
            m["custom"]["mia"]["speech"]
            for m in self._chatter.messages
            if "speech" in m.get("custom", {}).get("mia", {})
        )
        return Heard(text, self._buttons, end["expect"], end.get("secret", False), spoken)

    def press(self, title: str) -> Heard:
        return self.say(self._buttons[title])

    def close(self) -> None:
        self._chatter.client.close()


class ChatLine:
    """The chat page's WebSocket at ``/webhooks/chat``."""

    def __init__(self, stack: Stack, person: Person) -> None:
        self._runner = asyncio.Runner()
        self._buttons: Mapping[str, str] = {}
        url = stack.url.replace("http", "ws", 1) + "/webhooks/chat"
        self._socket: WebSocketClientProtocol = self._runner.run(_connect(url, person.address))
        self._send({"type": "hello", "sender": f"chat-{uuid.uuid4().hex}", "token": person.token})
        self._frame(lambda frame: frame["type"] == "welcome")

    def say(self, text: str) -> Heard:
        return self._message(text=text)

    def press(self, title: str) -> Heard:
        payload = self._buttons[title]
        if payload.startswith("/"):
            return self._message(text=title, payload=payload)
        return self._message(text=payload)

    def close(self) -> None:
        self._runner.run(self._socket.close())
        self._runner.close()

    def _message(self, **message: str) -> Heard:
        message_id = uuid.uuid4().hex
        self._send({"type": "message", "id": message_id, **message})
        frame = self._frame(lambda frame: frame.get("to") == message_id)
        assert frame["type"] == "reply", frame
        self._buttons = _by_title(b for m in frame["messages"] for b in m["buttons"])
        text = "\n".join(m["text"] for m in frame["messages"])
        return Heard(text, self._buttons, frame["expect"], frame["secret"])

    def _send(self, frame: Mapping[str, Any]) -> None:
        self._runner.run(self._socket.send(json.dumps(frame)))

    def _frame(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the next frame of the kind that is waited for."""

        async def read() -> dict[str, Any]:
            async with asyncio.timeout(DEADLINE):
                while True:
                    frame: dict[str, Any] = json.loads(await self._socket.recv())
                    if wanted(frame):
                        return frame

        return self._runner.run(read())


class SocketIoLine:
    """Rasa's Socket.IO channel, as a Rasa widget speaks it.

    Rasa's contract has no mark for the end of an answer; the acknowledgement of ``user_uttered``,
    which comes after its last ``bot_uttered``, serves.
    """

    def __init__(self, stack: Stack, person: Person) -> None:
        self._runner = asyncio.Runner()
        self._session = f"widget-{uuid.uuid4().hex}"
        self._uttered: list[dict[str, Any]] = []
        self._buttons: Mapping[str, str] = {}
        self._client = self._runner.run(self._connected(stack, person.token, person.address))

    def say(self, text: str) -> Heard:
        self._uttered.clear()
        said = {"message": text, "session_id": self._session}
        self._runner.run(self._client.call("user_uttered", said, timeout=DEADLINE))
        uttered = list(self._uttered)
        assert all("error" not in message for message in uttered), uttered
        self._buttons = _by_title(b for m in uttered for b in m.get("quick_replies", []))
        return Heard("\n".join(m["text"] for m in uttered), self._buttons)

    def press(self, title: str) -> Heard:
        return self.say(self._buttons[title])

    def close(self) -> None:
        # Without ``abort`` the client waits for its long poll, until the server's next ping.
        self._runner.run(self._client.eio.disconnect(abort=True))
        self._runner.close()

    async def _connected(
        self, stack: Stack, token: str | None, address: str
    ) -> socketio.AsyncClient:
        client = socketio.AsyncClient(reconnection=False)
        confirmed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        client.on("bot_uttered", self._uttered.append)
        client.on("session_confirm", confirmed.set_result)
        await client.connect(
            stack.url,
            headers={"X-Forwarded-For": address},
            auth={"token": token} if token else None,
            transports=["polling"],  # the locked aiohttp is too old for the client's WebSocket
        )
        await client.emit("session_request", {"session_id": self._session})
        async with asyncio.timeout(DEADLINE):
            assert await confirmed == self._session
        return client


class PhoneLine:
    """A call, as the voice gateway tells the bot of it: a service token with the number's sureness.

    A phone has no buttons; what a title would send is told as the gateway tells what was said.
    """

    def __init__(self, stack: Stack, person: Person) -> None:
        self._stack = stack
        self._client = httpx.Client(timeout=DEADLINE, headers={"X-Forwarded-For": person.address})
        self._sender = uuid.uuid4().hex
        self._who = (
            _vouched(person.token) if person.token else ServiceToken(None, "phone", "anonymous")
        )
        self._buttons: Mapping[str, str] = {}

    def say(self, text: str) -> Heard:
        mia = {"channel": "phone", "deadline_ms": 20_000}
        response = self._client.post(
            f"{self._stack.url}/webhooks/rest/webhook",
            json={
                "sender": self._sender,
                "message": text,
                "metadata": {"message_id": uuid.uuid4().hex, "mia": mia},
            },
            headers={"Authorization": f"Bearer {issue(self._stack.secret, 'bot', self._who)}"},
        )
        response.raise_for_status()
        messages = response.json()
        end = messages[-1]["custom"]["mia"]
        if "token" in end:
            self._who = _vouched(end["token"])
        self._buttons = _by_title(b for m in messages for b in m.get("buttons", []))
        text = "\n".join(m["text"] for m in messages if "text" in m)
        return Heard(text, self._buttons, end["expect"], end.get("secret", False))

    def press(self, title: str) -> Heard:
        return self.say(self._buttons[title])

    def close(self) -> None:
        self._client.close()


class SpeakerLine:
    """A speaker, by its platform's webhook; its owner's account is linked beforehand.

    Where a change asks for the PIN, it is said, as long as the scenario does not say it itself.
    """

    def __init__(self, platform: str, stack: Stack, person: Person) -> None:
        self._person = person
        self._speaker: Speaker = linked_speaker(
            stack, platform, person.msisdn, lambda: person.sms(person.msisdn or "")
        )

    def say(self, text: str) -> Heard:
        return self._heard(self._speaker.say(text))

    def press(self, title: str) -> Heard:
        return self._heard(self._speaker.press(title))

    def close(self) -> None:
        self._speaker.close()

    def _heard(self, shown: Shown) -> Heard:
        if self._person.msisdn and ASKS_PIN.search(shown.text):
            shown = self._speaker.say(self._person.pin)
        return Heard(shown.text, {plain_spaces(title): title for title in shown.buttons})


LINES: Mapping[str, Callable[[Stack, Person], Line]] = {
    "rest": RestLine,
    "chat": ChatLine,
    "socketio": SocketIoLine,
    "phone": PhoneLine,
    "alice": partial(SpeakerLine, "alice"),
    "marusya": partial(SpeakerLine, "marusya"),
    "salute": partial(SpeakerLine, "salute"),
}


def _vouched(token: str) -> ServiceToken:
    """Return what the gateway says of a person whose token this is."""
    claims = jwt.decode(token, options={"verify_signature": False})
    return ServiceToken(claims["sub"], "phone", claims["sureness"])


async def _connect(url: str, address: str) -> WebSocketClientProtocol:
    headers = {"X-Forwarded-For": address}
    return await websockets.connect(url, extra_headers=headers, ping_interval=None)


def _by_title(buttons: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {plain_spaces(button["title"]): button["payload"] for button in buttons}


def plain_spaces(text: str) -> str:
    """Return a text with one ordinary space where it has any others."""
    return " ".join(text.split())
