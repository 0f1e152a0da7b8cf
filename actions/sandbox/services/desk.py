"""The desk at which one request is served: a transaction, a moment and the terms of business."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.sandbox.problems import NoSuch
from actions.sandbox.store.ledger import Ledger
from actions.sandbox.store.tables import Subscriber
from actions.sandbox.terms import Terms

_SUBSCRIBER = select(Subscriber).where(Subscriber.msisdn == bindparam("msisdn"))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a service needs to serve one request."""

    session: AsyncSession
    now: datetime
    terms: Terms

    @property
    def today(self) -> date:
        """Return the day in Moscow."""
        return self.now.date()

    @property
    def ledger(self) -> Ledger:
        """Return the accounts at this moment."""
        return Ledger(self.session, self.now)

    async def subscriber(self, msisdn: str) -> Subscriber:
        """Return a subscriber.

        Raises:
            NoSuch: nobody has that number.
        """
        found = await self.session.scalar(_SUBSCRIBER, {"msisdn": msisdn})
        if found is None:
            raise NoSuch("no_such_subscriber")
        return found

    async def lock(self, msisdn: str) -> None:
        """Let no other request change this subscriber until this one is over.

        A key share is left to others, so that a gift to him need not wait, and two who give to one
        another do not wait in a circle. SQLite has locked all by itself.
        """
        row = select(Subscriber.msisdn).where(Subscriber.msisdn == msisdn)
        await self.session.execute(row.with_for_update(key_share=True))
