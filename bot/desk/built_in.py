"""The built-in desk: its queue is in Redis, its pages are at ``/desk``."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from bot.desk.case import PHONE, Line, State
from bot.desk.packet import Packet
from bot.desk.port import Place
from bot.desk.rules.pace import expected_wait
from bot.desk.rules.queueing import serves
from bot.desk.staff.roster import Roster
from bot.desk.store.cases import Cases, Opening
from bot.desk.store.floor import Floor
from bot.desk.store.scripts import PREFIX
from knowledge.hours import is_open


class BuiltInDesk:
    """A ``Desk`` over cases in Redis. ``now`` is the moment in the operator's time zone."""

    def __init__(
        self, cases: Cases, roster: Roster, hours: str, now: Callable[[], datetime]
    ) -> None:
        self._cases = cases
        self._floor = Floor(cases)
        self._roster = roster
        self._hours = hours
        self._now = now

    async def hand_over(self, packet: Packet) -> Place:
        """See ``Desk.hand_over``."""
        is_call = packet.channel == PHONE
        case, new = await self._cases.open(Opening.of(packet, elsewhere=is_call))
        if is_call:
            await self._cases.remember_call(packet.sender, case)
        ahead = await self._floor.ahead(case)
        seconds = expected_wait(
            ahead, await self._people(packet.queue), await self._floor.handled()
        )
        return Place(
            ahead=ahead,
            seconds=seconds,
            is_open=is_open(self._hours, self._now()),
            opens=self._hours.split("-")[0],
            is_new=new,
        )

    async def hear(self, conversation: str, line: Line) -> State | None:
        """See ``Desk.hear``."""
        return await self._cases.hear(conversation, line)

    async def standing(self, conversation: str) -> State | None:
        """See ``Desk.standing``."""
        return await self._cases.standing(conversation)

    async def question(self, conversation: str) -> str:
        """See ``Desk.question``."""
        return await self._floor.last_words(conversation)

    async def leave(self, conversation: str, result: str) -> bool:
        """See ``Desk.leave``."""
        return await self._cases.leave(conversation, result) is not None

    async def move(self, conversation: str, to: str, subject: str, sureness: str) -> None:
        """See ``Desk.move``."""
        await self._cases.move(conversation, to, subject, sureness)

    async def typing(self, conversation: str) -> None:
        """See ``Desk.typing``."""
        case = await self._cases.of(conversation)
        if case is not None:
            news = json.dumps({"kind": "typing", "case": case.id})
            await self._cases.redis.publish(f"{PREFIX}news", news)

    async def arrived(self, conversation: str, ids: list[str]) -> None:
        """See ``Desk.arrived``."""
        case = await self._cases.of(conversation)
        if case is not None:
            await self._cases.delivered(case.id, ids)

    async def _people(self, queue: str) -> int:
        """Return how many who serve a queue are at the desk."""
        present = await self._floor.present()
        return sum(m.login in present and serves(m.skills, queue) for m in self._roster)
