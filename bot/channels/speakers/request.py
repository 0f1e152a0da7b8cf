"""What a platform delivered, in the terms that all speakers share."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["ping", "start", "say", "press", "linked", "leave"]


class Unreadable(ValueError):
    """A body that is not what the platform sends."""


class NobodyThere(Unreadable):
    """A request that names neither an account nor a device: nobody may stand for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One turn at a speaker.

    ``account`` and ``device`` are the platform's own ids, of which it gives one at least;
    ``session`` is ``None`` where the platform names none that lasts. ``skill`` says whom the
    platform means to reach, ``token`` is the linked account's. ``payload`` is a pressed button's,
    ``text`` then its title. ``dangerous``: the platform warns of violence or despair in the words.
    ``is_said_by_man``: the platform's voice is a man's. ``received`` is when it came, in seconds of
    the monotonic clock: its deadline begins there.
    """

    platform: str
    kind: Kind
    skill: str
    message_id: str
    account: str | None = None
    device: str | None = None
    session: str | None = None
    text: str = ""
    payload: str | None = None
    new: bool = False
    has_screen: bool = False
    can_link: bool = False
    token: str | None = None
    dangerous: bool = False
    is_said_by_man: bool = False
    state: Mapping[str, Any] = field(default_factory=dict)
    received: float = field(default_factory=time.monotonic)

    @property
    def owner(self) -> str:
        """Name whose speaker it is; accounts and devices never stand for one another."""
        return f"account:{self.account}" if self.account else f"device:{self.device}"


def pressed(sent: object) -> tuple[str | None, str]:
    """Return the payload and the text of a pressed button, of what a platform gave back.

    A button that only says something is its words, without a payload; of what is not one of Mia's
    buttons nothing is returned.
    """
    if not isinstance(sent, Mapping):
        return None, ""
    payload, title = sent.get("mia"), sent.get("title")
    if not (isinstance(payload, str) and isinstance(title, str)):
        return None, ""
    return (payload, title) if payload.startswith("/") else (None, payload)
