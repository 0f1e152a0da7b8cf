"""The desk at which one request is served: a transaction, a moment and the terms of business."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.connection import rows
from actions.sandbox.problems import NoSuch
from actions.sandbox.store.ledger import Ledger
from actions.sandbox.store.person import PERSON, Person
from actions.sandbox.store.tables import Subscriber
from actions.sandbox.terms import Terms


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

    async def subscriber(self, msisdn: str) -> Person:
        """Return a subscriber.

        Raises:
            NoSuch: nobody has that number.
        """
        for row in await rows(self.session, PERSON, {"msisdn": msisdn}):
            return Person(msisdn, *row)
        raise NoSuch("no_such_subscriber")

    async def lock(self, msisdn: str) -> None:
        """Let no other request change this subscriber until this one is over.

        A key share is left to others, so that a gift to him need not wait, and two who give to one
        another do not wait in a circle. SQLite has locked all by itself.
        """
        row = select(Subscriber.msisdn).where(Subscriber.msisdn == msisdn)
        await self.session.execute(row.with_for_update(key_share=True))
