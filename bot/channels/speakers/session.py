"""A speaker's session: from «открой навык» to «хватит», and what is remembered of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.channels.speakers.answer import Answer
from bot.channels.speakers.request import Request
from bot.conversation.memory import Memory

SESSION_SECONDS = 600  # without a word, a session is over, and with it what a PIN had opened
ANSWER_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wanted and linking has to come before; ``about`` is what it was said after."""

    text: str
    payload: str | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """What is remembered.

    ``pin_of`` is whose PIN was given in this session; ``asks``: a question awaits its answer;
    ``wanted`` waits for the account to be linked; ``awaits_code``: a pairing code may be said.
    """

    id: str
    asks: bool = False
    pin_of: str | None = None
    wanted: Wanted | None = None
    awaits_code: bool = False
    last: Answer | None = None

    @property
    def nothing_open(self) -> bool:
        """Whether no question awaits its answer."""
        return not (self.asks or self.awaits_code)

    def after(self, answer: Answer, *, asks: bool = False) -> Session:
        """Return the session after an answer, which «повтори» repeats."""
        return replace(self, last=answer, asks=asks)


class Sessions:
    """Keeps sessions, and answers by the id of the request that they answered, in Redis."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def open(self, request: Request) -> Session:
        """Return the session that a request belongs to, a new one where it opens one.

        A platform that names no lasting session says when a new one begins.
        """
        fresh = Session(request.session or request.message_id)
        kept = _read(await self._memory.noted(_key(request)))
        if kept is None or (request.new and kept.id != fresh.id):
            return fresh
        return kept

    async def keep(self, request: Request, session: Session) -> None:
        """Remember a session for as long as somebody speaks now and then."""
        await self._memory.note(_key(request), asdict(session), SESSION_SECONDS)

    async def end(self, request: Request) -> None:
        """Forget a session."""
        await self._memory.forget(_key(request))

    async def answered(self, request: Request) -> Mapping[str, Any] | None:
        """Return the response that this very request was given before."""
        response: Mapping[str, Any] | None = await self._memory.noted(_answer_key(request))
        return response

    async def keep_answer(self, request: Request, response: Mapping[str, Any]) -> None:
        """Remember the response to a request: it may be delivered again."""
        await self._memory.note(_answer_key(request), dict(response), ANSWER_SECONDS)


def _read(raw: Mapping[str, Any] | None) -> Session | None:
    if raw is None:
        return None
    wanted, last = raw["wanted"], raw["last"]
    return Session(
        **{
            **raw,
            "wanted": Wanted(**wanted) if wanted else None,
            "last": Answer.from_json(last) if last else None,
        }
    )


def _key(request: Request) -> str:
    parts = (request.platform, request.owner, request.device or "", request.session or "")
    return f"speaker:session:{_digest(*parts)}"


def _answer_key(request: Request) -> str:
    parts = (request.platform, request.owner, request.message_id)
    said = (request.kind, request.text, request.payload or "")
    return f"speaker:answer:{_digest(*parts, *said)}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
