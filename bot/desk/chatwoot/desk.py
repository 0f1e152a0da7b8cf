"""The port to a desk over Chatwoot.

Cases are kept as for the built-in desk, so silence, history and what follows the end are the same;
who works on them is Chatwoot's affair.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.desk.case import Case, Line, State
from bot.desk.chatwoot.client import Chatwoot
from bot.desk.known import known
from bot.desk.packet import Packet
from bot.desk.port import DeskFailed, Place
from bot.desk.store.cases import Cases, Held, Opening
from bot.desk.store.floor import Floor
from bot.desk.store.scripts import PREFIX
from bot.desk.teller import Teller
from bot.desk.words import words
from knowledge.hours import is_open
from knowledge.rendering import render

MARKER = "mia_case"
_KEEP_SECONDS = 30 * 24 * 3600
_WORKER = "chatwoot"


class ChatwootDesk:
    """A ``Desk`` whose people work in Chatwoot."""

    def __init__(
        self,
        cases: Cases,
        chatwoot: Chatwoot,
        teller: Teller,
        hours: str,
        now: Callable[[], datetime],
    ) -> None:
        self.cases = cases
        self._chatwoot = chatwoot
        self._floor = Floor(cases)
        self._teller = teller
        self._hours = hours
        self._now = now

    async def hand_over(self, packet: Packet) -> Place:
        """See ``Desk.hand_over``."""
        before = await self.cases.of(packet.conversation)
        if before is None:
            await self._open_there(packet)
        case, new = await self.cases.open(Opening.of(packet, elsewhere=True))
        return Place(
            ahead=await self._floor.ahead(case),
            seconds=None,
            is_open=is_open(self._hours, self._now()),
            opens=self._hours.split("-")[0],
            is_new=new,
        )

    async def hear(self, conversation: str, line: Line) -> State | None:
        """See ``Desk.hear``."""
        state = await self.cases.hear(conversation, line)
        there = await self._there(conversation) if state else None
        if there is None:
            return state
        contact, number = there
        if line.side == "subscriber":
            await self._chatwoot.incoming(contact, number, line.text, line.id)
        elif line.side == "mia":
            await self._chatwoot.outgoing(number, line.text, private=False)
        return state

    async def standing(self, conversation: str) -> State | None:
        """See ``Desk.standing``."""
        return await self.cases.standing(conversation)

    async def question(self, conversation: str) -> str:
        """See ``Desk.question``."""
        return await self._floor.last_words(conversation)

    async def leave(self, conversation: str, result: str) -> bool:
        """See ``Desk.leave``."""
        there = await self._there(conversation)
        left = await self.cases.leave(conversation, result) is not None
        if left and there is not None:
            await self._chatwoot.outgoing(there[1], words()["left_queue"], private=True)
        return left

    async def move(self, conversation: str, to: str, subject: str, sureness: str) -> None:
        """See ``Desk.move``."""
        there = await self.cases.redis.get(_key(conversation))
        if there and await self.cases.move(conversation, to, subject, sureness):
            await self._remember(to, *json.loads(there))

    async def typing(self, conversation: str) -> None:
        """See ``Desk.typing``."""
        there = await self._there(conversation)
        if there is not None and await self.standing(conversation) is not None:
            with suppress(DeskFailed):  # that he types is told where it can be
                await self._chatwoot.typing(*there)

    async def arrived(self, conversation: str, ids: list[str]) -> None:
        """See ``Desk.arrived``; Chatwoot's client API has no way to tell it."""

    async def happened(self, event: Mapping[str, Any]) -> None:
        """Take in a webhook's event; one that comes twice, late or unasked changes nothing.

        The status is read off every event: with automatic assignment Chatwoot reports a change of
        it as ``conversation_updated`` alone (chatwoot/chatwoot#9277).
        """
        conversation = _conversation(event)
        case = await self._case(conversation)
        if case is None:
            return
        if event.get("event") == "message_created" and _is_persons(event):
            await self._said(case, event)
        if not _is_about_status(event):
            return
        status = conversation.get("status")
        if status == "resolved" or (status == "pending" and _gives_back(case, event)):
            await self._ended(case)

    async def _said(self, case: Case, event: Mapping[str, Any]) -> None:
        """Show the subscriber what a person wrote; with his first words he has the conversation."""
        name = str((event.get("sender") or {}).get("name") or "")
        if case.state == "waiting":
            held = await self.cases.give(case.id, _WORKER)
            if held is not None and await self.cases.acknowledge(held):
                await self._teller.tell(case, "joined", "utter_person_joined", person=name)
        await self._teller.person(case, f"chatwoot-{event['id']}", str(event["content"]), name)

    async def _ended(self, case: Case) -> None:
        if case.state == "held":
            await self.cases.finish(Held(case.id, case.holder, case.lease), "solved")
        elif case.state == "waiting":
            await self.cases.close(case.id, "solved")

    async def _open_there(self, packet: Packet) -> None:
        """Make the conversation in Chatwoot, put the packet into it, and hand it over."""
        name = str((packet.card or {}).get("name") or packet.subject or words()["nobody"])
        contact = await self._chatwoot.contact(packet.conversation, name)
        number = await self._chatwoot.conversation(contact)
        await self._chatwoot.mark(number, {MARKER: packet.id, "mia_queue": packet.queue})
        await self._chatwoot.outgoing(number, _note(packet), private=True)
        await self._remember(packet.conversation, contact, number)
        await self._chatwoot.open(number)

    async def _remember(self, conversation: str, contact: str, number: int) -> None:
        """Note, from either side, which conversation is which there."""
        there = json.dumps([contact, number])
        await self.cases.redis.set(_key(conversation), there, ex=_KEEP_SECONDS)
        await self.cases.redis.set(f"{PREFIX}chatwoot:{number}", conversation, ex=_KEEP_SECONDS)

    async def _there(self, conversation: str) -> tuple[str, int] | None:
        stored = await self.cases.redis.get(_key(conversation))
        return tuple(json.loads(stored)) if stored else None

    async def _case(self, conversation: Mapping[str, Any]) -> Case | None:
        name = await self.cases.redis.get(f"{PREFIX}chatwoot:{conversation.get('id')}")
        return await self.cases.of(name) if name else None


def _key(conversation: str) -> str:
    return f"{PREFIX}chatwoot:there:{conversation}"


def _conversation(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the conversation of an event; those about one are it themselves."""
    if str(event.get("event", "")).startswith("conversation_"):
        return event
    found = event.get("conversation")
    return found if isinstance(found, Mapping) else {}


def _is_persons(event: Mapping[str, Any]) -> bool:
    """Tell whether a message is a person's to the subscriber: no note, and not Mia's own."""
    sender = event.get("sender") or {}
    outgoing = event.get("message_type") in ("outgoing", 1)
    return outgoing and not event.get("private") and sender.get("type") == "user"


def _is_about_status(event: Mapping[str, Any]) -> bool:
    return event.get("event") in (
        "conversation_status_changed",
        "conversation_resolved",
        "conversation_updated",
    )


def _gives_back(case: Case, event: Mapping[str, Any]) -> bool:
    """Tell whether «pending» gives a case back to Mia.

    It was pending before it was handed over too: what is reported late of that time ends nothing.
    """
    changed = event.get("changed_attributes") or []
    named = any("status" in each for each in changed if isinstance(each, Mapping))
    return case.state == "held" or named or event.get("event") == "conversation_status_changed"


def _note(packet: Packet) -> str:
    """Return the packet as a note: who, why, the summary, what is known, and what was said."""
    facts = {
        "packet": packet,
        "known": known(packet.slots),
        "said": [f"{words()['sides'][line.side]}: {line.text}" for line in packet.transcript],
    }
    return render(words()["note"], facts, "eye")
