"""The port to a desk: what the Conversation asks of it, whichever desk it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.desk.case import Line, State
from bot.desk.packet import Packet


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the queue.

    ``ahead`` wait before it; ``seconds`` is about how long it will take, ``None`` where that is not
    known; ``is_open`` whether people are there now, else they come at ``opens`` (``08:00``). ``is_new``
    is false where the conversation had been handed over before.
    """

    ahead: int
    seconds: float | None
    is_open: bool
    opens: str
    is_new: bool = True


class DeskFailed(Exception):
    """The desk cannot be reached now; nothing was handed over."""


class Desk(Protocol):
    """A desk. Every method may be called again with the same ids and does its work once."""

    async def hand_over(self, packet: Packet) -> Place:
        """Put a conversation into the queue. Raises ``DeskFailed``."""
        ...

    async def hear(self, conversation: str, line: Line) -> State | None:
        """Pass on what is said in a conversation; returns its state at the desk, if it is there."""
        ...

    async def standing(self, conversation: str) -> State | None:
        """Return a conversation's state at the desk, ``None`` where it is not there."""
        ...

    async def question(self, conversation: str) -> str:
        """Return the last words of the person who has the conversation, empty where none are."""
        ...

    async def leave(self, conversation: str, result: str) -> bool:
        """Take a waiting conversation out of the queue; tells whether it waited."""
        ...

    async def move(self, conversation: str, to: str, subject: str, sureness: str) -> None:
        """Follow a conversation to its new name, now that it is known who speaks."""
        ...

    async def typing(self, conversation: str) -> None:
        """Let the person see that the subscriber is typing."""
        ...

    async def arrived(self, conversation: str, ids: list[str]) -> None:
        """Let the person see that his words have arrived."""
        ...
