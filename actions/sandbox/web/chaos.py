"""Trouble on purpose, for tests and demos: slow systems, systems that are down, lost answers."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.sandbox.problems import BadRequest, OutOfService

SYSTEMS = (
    "billing",
    "catalogue",
    "customers",
    "gifts",
    "inventory",
    "loyalty",
    "messages",
    "network",
    "promo_codes",
    "tickets",
)

_READS = {"GET", "HEAD"}


@dataclass(slots=True)
class Trouble:
    """What is wrong with a system.

    ``delay`` is in seconds, before anything is done; ``drop_answer`` loses the answers to changes
    that were made: so many of them, or all where it is ``True``.
    """

    delay: float = 0
    outage: bool = False
    drop_answer: bool | int = False


class Chaos:
    """The trouble that each system has."""

    def __init__(self) -> None:
        self.calm()

    def set(self, system: str, trouble: Trouble) -> None:
        """Give a system this trouble in place of what it had.

        Raises:
            BadRequest: there is no such system.
        """
        if system not in self._troubles:
            raise BadRequest("no_such_system", systems=list(SYSTEMS))
        self._troubles[system] = trouble

    def calm(self) -> None:
        """Put an end to all trouble."""
        self._troubles = {system: Trouble() for system in SYSTEMS}

    async def strike(self, system: str, request: Request) -> None:
        """Let a request suffer what its system suffers.

        Raises:
            OutOfService: the system is down.
        """
        trouble = self._troubles[system]
        if trouble.delay:
            await asyncio.sleep(trouble.delay)
        if trouble.outage:
            raise OutOfService("out_of_service")
        if request.method not in _READS and trouble.drop_answer:
            request.state.losing_to = trouble


def suffers(system: str) -> Callable[[Request], Awaitable[None]]:
    """Return the dependency that exposes the routes of a system to its trouble."""

    async def strike(request: Request) -> None:
        chaos: Chaos = request.app.state.chaos
        await chaos.strike(system, request)

    return strike


class LostAnswers:
    """Breaks off the answers that ``drop_answer`` is to lose, after the work has been done.

    The server closes a connection on which an answer was begun and not finished; what arrives at
    the other end is a connection that was broken off.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state: dict[str, object] = scope.setdefault("state", {})
        lost = False

        async def send_or_lose(message: Message) -> None:
            nonlocal lost
            if message["type"] == "http.response.start":
                lost = message["status"] < 300 and _loses(state.get("losing_to"))
                begun = {**message, "headers": [(b"content-length", b"1")]}
                await send(begun if lost else message)
            elif not lost:
                await send(message)

        await self._app(scope, receive, send_or_lose)


def _loses(trouble: object) -> bool:
    """Tell whether this answer is one to lose, and count it."""
    if not isinstance(trouble, Trouble) or not trouble.drop_answer:
        return False
    if trouble.drop_answer is not True:
        trouble.drop_answer -= 1
    return True
