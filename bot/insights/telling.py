"""Telling: whoever said something is told what was answered, and finds it in his ticket.

Where his chat is open it comes there, else by SMS. Nobody is told twice: both bear a key of the
person's words, the way is decided once, and is written down when it was gone.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from prometheus_client import CollectorRegistry, Counter

from actions.operator.call import Caller
from actions.operator.errors import NotFound, OperatorError
from actions.operator.systems import OperatorSystems
from actions.operator.tickets import TicketStatus
from bot.assistant.assistant import Assistant
from bot.conversation.reply import Utterance, utterance
from bot.insights.intake import SERVICE
from bot.insights.rounds import rounds
from bot.insights.store import InsightStore
from bot.insights.tables import Insight, Voice

logger = logging.getLogger(__name__)


# Tells something in a subscriber's open chat, once for each key; false: tell it another way.
Announce = Callable[[str, str, Utterance], Awaitable[bool]]


class Telling:
    """Tells answers. ``announce`` tells them in open chats."""

    def __init__(
        self,
        store: InsightStore,
        systems: OperatorSystems,
        assistant: Assistant,
        announce: Announce,
        registry: CollectorRegistry | None = None,
    ) -> None:
        self._store = store
        self._systems = systems
        self._assistant = assistant
        self._announce = announce
        self._told = Counter(
            "mia_insights_told_total", "Subscribers told an answer", ("how",), registry=registry
        )

    async def once(self) -> int:
        """Tell everybody who waits for an answer; returns how many were told.

        Raises:
            OperatorError: somebody could not be told now; the others were.
        """
        told, failed = 0, None
        for insight, voice in await self._store.untold():
            try:
                await self._settle(insight, voice)
                how = await self._tell(insight, voice)
            except OperatorError as error:
                failed = error
                continue
            await self._store.told(voice.id, how)
            self._told.labels(how).inc()
            told += 1
        if failed is not None:
            raise failed
        return told

    async def run(self) -> None:
        """Do it every few seconds, until cancelled."""
        await rounds("telling answers", self.once)

    async def _settle(self, insight: Insight, voice: Voice) -> None:
        """Close the person's ticket with the answer, so that he finds it when he asks."""
        source, _, number = voice.source.partition(":")
        if source != "ticket":
            return
        status: TicketStatus = "declined" if insight.status == "declined" else "answered"
        try:
            await self._systems.tickets.settle(
                SERVICE, number, status, insight.answer, key=f"insight-{voice.id}"
            )
        except NotFound:
            logger.warning("the ticket of words %s is gone", voice.id)

    async def _tell(self, insight: Insight, voice: Voice) -> str:
        if voice.msisdn is None:
            return "nobody"
        said = utterance(
            self._assistant.phrase(
                "utter_insight_answered",
                kind=insight.kind,
                status=insight.status,
                answer=insight.answer,
            )
        )
        key = f"insight-{voice.id}"
        if await self._announce(voice.msisdn, key, said):
            return "chat"
        caller = Caller(voice.msisdn, "claimed", "insights")
        await self._systems.messages.send_sms(caller, voice.msisdn, said.text[:1000], key=key)
        return "sms"
