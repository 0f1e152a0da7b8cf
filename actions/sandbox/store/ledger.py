"""The ledger: what is in an account, by buckets, and how it is put in and taken out."""

import uuid
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.connection import rows
from actions.sandbox.clock import midnight
from actions.sandbox.store.holdings import MONEY, Holdings, Part
from actions.sandbox.store.tables import Bucket, Entry


def money_bucket(msisdn: str) -> str:
    """Return the id of the bucket that holds a subscriber's money."""
    return f"{msisdn}-{MONEY}"


class Ledger:
    """The accounts as they stand at one moment, within one transaction."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session = session
        self._now = now

    async def holdings(self, msisdn: str) -> Holdings:
        """Tell what a subscriber can use today."""
        asked = {"msisdn": msisdn, "now": self._now, "today": self._now.date()}
        parts = [Part(*row) for row in await rows(self._session, _HOLDINGS, asked)]
        return Holdings(tuple(sorted(parts, key=lambda part: part.spending_order)))

    async def charges(self, msisdn: str, first_day: date) -> list[Entry]:
        """List what was taken from the money since a day, newest first."""
        query = (
            select(Entry)
            .where(
                Entry.bucket_id == money_bucket(msisdn),
                Entry.amount < Decimal(0),
                Entry.at >= midnight(first_day),
                _counts(self._now),
            )
            .order_by(Entry.at.desc(), Entry.id.desc())
        )
        return list(await self._session.scalars(query))

    def pay(
        self,
        msisdn: str,
        amount: Decimal,
        kind: str,
        title: str,
        *,
        counts_from: datetime | None = None,
    ) -> None:
        """Put roubles into the account, or take them out where ``amount`` is negative.

        Args:
            msisdn: whose account.
            amount: roubles.
            kind: what it is, as a word for programs.
            title: what it is, as a subscriber reads it.
            counts_from: the moment from which it counts, where that lies ahead.
        """
        self._enter(money_bucket(msisdn), amount, kind, title, counts_from)

    async def give(
        self,
        msisdn: str,
        unit: str,
        amount: Decimal,
        kind: str,
        source: str,
        valid_to: date | None,
    ) -> None:
        """Put units into the account, in a bucket of their own with an end of its own."""
        bucket = Bucket(
            id=uuid.uuid4().hex,
            msisdn=msisdn,
            unit=unit,
            kind=kind,
            source=source,
            valid_to=valid_to,
        )
        self._session.add(bucket)
        await self._session.flush()
        self._enter(bucket.id, amount, kind)

    async def take(self, msisdn: str, unit: str, amount: Decimal, kind: str) -> list[Part]:
        """Take units out of a subscriber's own package and rollover.

        Returns:
            From which buckets, and how much from each (``left``).

        Raises:
            ValueError: there is less than that.
        """
        missing, taken = amount, []
        for part in (await self.holdings(msisdn)).of(unit):
            piece = min(part.left, missing)
            if part.is_own and piece > 0:
                self._enter(part.bucket, -piece, kind)
                taken.append(replace(part, left=piece))
                missing -= piece
        if missing:
            raise ValueError(f"{missing} {unit} missing")
        return taken

    def _enter(
        self,
        bucket_id: str,
        amount: Decimal,
        kind: str,
        title: str | None = None,
        counts_from: datetime | None = None,
    ) -> None:
        entry = Entry(
            bucket_id=bucket_id,
            amount=amount,
            kind=kind,
            title=title,
            at=counts_from or self._now,
            counts_from=counts_from,
        )
        self._session.add(entry)


def _counts(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    return or_(Entry.counts_from.is_(None), Entry.counts_from <= now)


def _valid_on(day: BindParameter[date]) -> ColumnElement[bool]:
    return or_(Bucket.valid_to.is_(None), Bucket.valid_to >= day)


# Built once: building it takes longer than the database takes to answer. The columns of ``Part``.
_HOLDINGS = (
    select(
        Bucket.id,
        Bucket.unit,
        Bucket.kind,
        Bucket.source,
        Bucket.valid_to,
        func.coalesce(func.sum(Entry.amount), 0, type_=Entry.amount.type),
    )
    .outerjoin(
        Entry,
        and_(Entry.bucket_id == Bucket.id, _counts(bindparam("now", type_=Entry.at.type))),
    )
    .where(
        Bucket.msisdn == bindparam("msisdn"),
        _valid_on(bindparam("today", type_=Bucket.valid_to.type)),
    )
    .group_by(Bucket.id)
)
