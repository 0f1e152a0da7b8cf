"""The parts of the desk in a bot process: its port, its store, what is heard live, who keeps order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from redis.asyncio import Redis

from actions.operator.systems import OperatorSystems
from bot.assistant.assistant import Assistant
from bot.desk.after import AfterPerson
from bot.desk.approvals import Approvals
from bot.desk.built_in import BuiltInDesk
from bot.desk.chatwoot.client import Chatwoot
from bot.desk.chatwoot.desk import ChatwootDesk
from bot.desk.chatwoot.settings import ChatwootSettings
from bot.desk.giving import Giving
from bot.desk.listening import Listening
from bot.desk.live import Live
from bot.desk.outbox import Outbox
from bot.desk.port import Desk
from bot.desk.staff.staff import Staff
from bot.desk.store.cases import Cases
from bot.desk.store.floor import Floor
from bot.desk.store.scripts import PREFIX
from bot.desk.store.word_index import WordIndex
from bot.desk.teller import Teller
from bot.desk.voice import LIVE
from bot.lasting import lasting
from bot.settings import Settings
from knowledge.hours import ZONE, agents_hours

_REAP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class DeskParts:
    """``said`` hands out what reaches subscribers live, ``news`` what changes at the desk."""

    port: Desk
    cases: Cases
    floor: Floor
    said: Live
    news: Live
    teller: Teller
    giving: Giving
    listening: Listening
    words: WordIndex
    outbox: Outbox
    chatwoot: ChatwootSettings | None = None

    @asynccontextmanager
    async def running(self, after: AfterPerson) -> AsyncIterator[None]:
        """Listen and keep order for as long as the service runs."""
        works = (self.said.listen, self.news.listen, after.run, self._keep_order, self.outbox.run)
        async with lasting(*works):
            yield

    async def _keep_order(self) -> None:
        """Put back what nobody acknowledged, and what its holder has left; index what is over."""
        while True:
            await self.cases.watch()
            for id_ in await self.cases.reap():
                case = await self.cases.find(id_)
                if case is not None:
                    await self.teller.tell(case, "gone", "utter_person_gone")
            await self.words.catch_up()
            await asyncio.sleep(_REAP_SECONDS)


def desk_of(
    settings: Settings,
    redis: Redis[str],
    staff: Staff,
    assistant: Assistant,
    systems: OperatorSystems,
    unattended: OperatorSystems,
) -> DeskParts:
    """Return the desk that an installation has chosen; ``unattended`` are for what it does by itself."""
    cases = Cases(redis)
    giving = Giving(systems, Approvals(redis))
    teller = Teller(cases, assistant)
    chatwoot = ChatwootSettings.from_environment() if settings.desk == "chatwoot" else None
    return DeskParts(
        port=_port(cases, staff, teller, chatwoot),
        cases=cases,
        floor=Floor(cases),
        said=Live(redis, LIVE),
        news=Live(redis, PREFIX),
        teller=teller,
        giving=giving,
        listening=Listening(cases, giving),
        words=WordIndex(cases),
        outbox=Outbox(cases, unattended.messages),
        chatwoot=chatwoot,
    )


def _port(cases: Cases, staff: Staff, teller: Teller, chatwoot: ChatwootSettings | None) -> Desk:
    """Return the port that was chosen. Another desk is added here, and nowhere else."""
    hours = agents_hours()
    if chatwoot is not None:
        return ChatwootDesk(cases, Chatwoot(chatwoot), teller, hours, _now)
    return BuiltInDesk(cases, staff.roster, hours, _now)


def _now() -> datetime:
    return datetime.now(ZONE)
