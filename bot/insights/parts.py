"""The insights of a running bot: the store, what brings things in, and what tells answers."""

from __future__ import annotations

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
from bot.lasting import lasting
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
        async with lasting(self.intake.run, self.telling.run):
            yield


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
