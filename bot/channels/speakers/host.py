"""The host: how Mia behaves at a speaker, whichever platform it is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.assistant.assistant import Assistant
from bot.channels.speakers import words
from bot.channels.speakers.accounts import Accounts
from bot.channels.speakers.answer import Answer, answer_of
from bot.channels.speakers.links import Links
from bot.channels.speakers.offers import offered
from bot.channels.speakers.request import Request
from bot.channels.speakers.session import Session, Sessions, Wanted
from bot.channels.traits import channels
from bot.conversation.conversation import Conversation
from bot.conversation.reply import Reply, utterance
from bot.conversation.turn import Turn
from bot.identity.identity import ANONYMOUS, Identity
from bot.identity.sureness import Sureness


@dataclass(frozen=True, slots=True)
class Parts:
    """What a host is made of."""

    conversation: Conversation
    assistant: Assistant
    sessions: Sessions
    accounts: Accounts
    links: Links


class Host:
    """Answers the requests of one session after another."""

    def __init__(self, parts: Parts) -> None:
        self._conversation = parts.conversation
        self._assistant = parts.assistant
        self._sessions = parts.sessions
        self._accounts = parts.accounts
        self._links = parts.links

    async def answer(self, request: Request) -> Answer:
        """Answer a request within its channel's deadline.

        Raises:
            OtherMessage: the message id was used for other content before.
        """
        session = await self._sessions.open(request)
        session, answer = await self._take(request, session)
        if answer.ends:
            await self._sessions.end(request)
        else:
            await self._sessions.keep(request, session)
        return answer

    def failure(self) -> Answer:
        """Return what is said when an answer cannot be had."""
        return self._say("utter_failure")

    async def _take(self, request: Request, session: Session) -> tuple[Session, Answer]:
        aside = self._aside(request, session)
        if aside is not None:
            return session.after(aside, asks=session.asks), aside
        if request.kind == "linked":
            return await self._linked(request, session)
        identity = await self._identity(request, session)
        if identity.subject is None and _may_be_code(request, session):
            paired = await self._accounts.pair(request)
            if paired == "done":
                return await self._linked(request, session)
            if paired is not None:
                answer = self._say(f"utter_pairing_{paired}")
                return replace(session, awaits_code=paired == "wrong").after(answer), answer
        if session.last and session.last.links and _wants_link(request, session):
            answer = self._say(await self._links.send(request, identity, session.last.links))
            return session.after(answer), answer
        return await self._converse(_taking_offer(request, session), session, identity)

    def _aside(self, request: Request, session: Session) -> Answer | None:
        """Return the answer to what is not about anybody's matter, ``None`` for all else."""
        said = request.text if request.kind == "say" else None
        leaves = said is not None and words.leaves(said, nothing_open=session.nothing_open)
        if request.kind == "leave" or leaves:
            return self._say("utter_speaker_goodbye", ends=True)
        if request.dangerous:
            return self._say("utter_dangerous_context")
        if request.kind == "start" or (request.new and words.only_opens(request.text)):
            return self._say("utter_speaker_greet")
        repeats = said is not None and words.asks_to_repeat(said)
        return session.last if repeats else None

    async def _linked(self, request: Request, session: Session) -> tuple[Session, Answer]:
        """Go on with what was wanted before the account was linked."""
        identity = await self._identity(request, session)
        wanted, session = session.wanted, replace(session, wanted=None, awaits_code=False)
        done = self._say("utter_linked")
        if identity.subject is None or wanted is None:
            return session.after(done), done
        asked = replace(request, kind="say", text=wanted.text, payload=wanted.payload)
        session, answer = await self._converse(asked, session, identity, wanted.about)
        whole = replace(
            answer,
            text=f"{done.text}\n{answer.text}",
            speech=(*done.speech, *answer.speech),
        )
        return replace(session, last=whole), whole

    async def _converse(
        self, request: Request, session: Session, identity: Identity, about: str = ""
    ) -> tuple[Session, Answer]:
        turn = replace(_turn(request, session, identity), about=about)
        reply = await self._conversation.take(turn)
        asked = reply.directive or {}
        if "link_account" in asked:
            return self._link(request, session, asked.get("about", ""))
        if reply.token and identity.subject:
            session = replace(session, pin_of=identity.subject)
        answer = answer_of(reply, ends="hang_up" in asked)
        if answer.links and not request.has_screen:
            offer = self._say("utter_link_by_sms")
            answer = replace(answer, speech=(*answer.speech, *offer.speech))
        return replace(session, awaits_code=False).after(answer, asks=reply.asks), answer

    def _link(self, request: Request, session: Session, about: str) -> tuple[Session, Answer]:
        """Ask for the account to be linked: by the platform where it can, else by a code."""
        wanted = Wanted(request.text, request.payload, about)
        session = replace(session, wanted=wanted, awaits_code=not request.can_link)
        phrase = "utter_link_account" if request.can_link else "utter_link_by_code"
        answer = self._say(phrase, links_account=request.can_link)
        return session.after(answer), answer

    async def _identity(self, request: Request, session: Session) -> Identity:
        """Return who is speaking, as surely as the linked account and the session's PIN tell.

        The account alone says whose speaker it is, not who stands before it.
        """
        subject = await self._accounts.subject(request)
        if subject is None:
            return ANONYMOUS
        sure = session.pin_of == subject
        return Identity(subject, Sureness.VERIFIED if sure else Sureness.NETWORK)

    def _say(self, phrase: str, *, ends: bool = False, links_account: bool = False) -> Answer:
        said: Mapping[str, Any] = self._assistant.phrase(phrase)
        return answer_of(Reply((utterance(said),)), ends=ends, links_account=links_account)


def _may_be_code(request: Request, session: Session) -> bool:
    """Tell whether a pairing code may be said: it was asked for, or it comes of itself.

    Who went to look for his phone comes back to a new session.
    """
    return session.awaits_code or (session.nothing_open and words.is_only_code(request.text))


def _agrees(request: Request, session: Session) -> bool:
    """Tell whether somebody says yes where no question is open: to what was offered."""
    return request.kind == "say" and session.nothing_open and words.agrees(request.text)


def _wants_link(request: Request, session: Session) -> bool:
    """Tell whether the last answer's link is to be sent; where none is shown, it was offered."""
    asks = request.kind == "say" and words.asks_for_link(request.text)
    return asks or (not request.has_screen and _agrees(request, session))


def _taking_offer(request: Request, session: Session) -> Request:
    """Return a yes to what the last answer offered as a press of that button."""
    if session.last is None or not _agrees(request, session):
        return request
    offer = offered(session.last)
    if offer is None:
        return request
    return replace(request, kind="press", text=offer["title"], payload=offer["payload"])


def _turn(request: Request, session: Session, identity: Identity) -> Turn:
    sender = "\0".join((request.owner, request.device or "", session.id))
    return Turn(
        channel=request.platform,
        sender=sender,
        text=request.text,
        payload=request.payload,
        message_id=request.message_id,
        identity=identity,
        deadline_ms=_milliseconds_left(request),
        address=f"{request.platform}:{request.owner}",  # a platform's own address is all its people's
    )


def _milliseconds_left(request: Request) -> int:
    """Return what is left of the platform's deadline; finding session and account took its part."""
    whole = channels()[request.platform].deadline
    return int((whole - (time.monotonic() - request.received)) * 1000)
