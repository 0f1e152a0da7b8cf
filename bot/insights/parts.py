"""The insights of a running bot: the store, what brings things in, and what tells answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from prometheus_client import CollectorRegistry

from actions.operator.systems import OperatorSystems
from bot.assistant.assistant import Assistant
from bot.insights.insights import Insights
from bot.insights.intake import TicketIntake
from bot.insights.store import InsightStore
from bot.insights.telling import Announce, Telling
from bot.records import Records


@dataclass(frozen=True, slots=True)
class InsightParts:
    """What works on insights."""

    insights: Insights
    intake: TicketIntake
    telling: Telling

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Take in tickets and tell answers for as long as this lasts."""
        working = [asyncio.create_task(part.run()) for part in (self.intake, self.telling)]
        try:
            yield
        finally:
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)


def insights_of(
    records: Records,
    systems: OperatorSystems,
    assistant: Assistant,
    announce: Announce,
    registry: CollectorRegistry,
) -> InsightParts:
    """Return the insights that a database keeps."""
    store = InsightStore(records)
    insights = Insights(store)
    return InsightParts(
        insights,
        TicketIntake(systems.tickets, insights),
        Telling(store, systems, assistant, announce, registry),
    )
