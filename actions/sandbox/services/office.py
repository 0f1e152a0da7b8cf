"""The office: opens a desk for each request, and sees that a change is made once."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError

from actions.database.connection import Database
from actions.sandbox.clock import Clock
from actions.sandbox.problems import CountedRefusal, KeyReused
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import Answer, Audit
from actions.sandbox.terms import Terms

T = TypeVar("T")
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks: the subject of his token, where he is, and how sure it is that it is he."""

    subject: str | None
    channel: str
    sureness: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is asked for.

    ``what`` names it and ``about`` is whom it concerns; ``fingerprint`` is the same for the same
    request; ``details`` are what the audit keeps of it.
    """

    requester: Requester
    what: str
    about: str
    key: str
    fingerprint: str
    details: Mapping[str, object]


class Office:
    """The demo operator behind its counters."""

    def __init__(self, database: Database, clock: Clock, terms: Terms) -> None:
        self.database = database
        self.clock = clock
        self.terms = terms

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Desk]:
        """Open a desk that only reads."""
        async with self.database.reading() as session:
            yield Desk(session, self.clock.now(), self.terms)

    async def counting(self, about: str, work: Callable[[Desk], Awaitable[T]]) -> T:
        """Do what is no change for the subscriber but is counted, such as trying a PIN.

        Args:
            about: the number whose tries are counted.
            work: what is done at the desk.

        Raises:
            Problem: whatever ``work`` raises; after a ``CountedRefusal`` its count is kept.
        """

        async def locked(desk: Desk) -> T:
            await desk.lock(about)
            return await work(desk)

        return await self._written(locked)

    async def change(self, change: Change, work: Callable[[Desk], Awaitable[Document]]) -> Document:
        """Make a change once, and answer it the same way each time it is asked with its key.

        The change, its answer and its line in the audit are kept together or not at all. A refusal
        is not kept: the same key may be tried again.

        Args:
            change: what is asked, by whom.
            work: what is done at the desk; returns the answer.

        Raises:
            KeyReused: the key stands for another request.
            Problem: whatever ``work`` raises.
        """

        async def once(desk: Desk) -> Document:
            await desk.lock(change.about)
            answer = await desk.session.get(Answer, (change.about, change.key))
            if answer is None:
                document = await work(desk)
                _record(desk, change, document)
                return document
            if answer.fingerprint != change.fingerprint:
                raise KeyReused("key_reused")
            return answer.document

        return await self._written(once)

    async def _written(self, work: Callable[[Desk], Awaitable[T]]) -> T:
        try:
            return await self._transaction(work)
        except IntegrityError:
            # Another process has just written the same row first, where there was none to lock;
            # now it is there to be found.
            return await self._transaction(work)

    async def _transaction(self, work: Callable[[Desk], Awaitable[T]]) -> T:
        async with self.database.writing() as session:
            try:
                return await work(Desk(session, self.clock.now(), self.terms))
            except CountedRefusal as refusal:
                kept = refusal
        raise kept


def audit(
    desk: Desk,
    requester: Requester,
    what: str,
    about: str,
    details: Mapping[str, object],
    key: str | None = None,
) -> None:
    """Write down who did what, when and how surely."""
    desk.session.add(
        Audit(
            at=desk.now,
            subject=requester.subject,
            channel=requester.channel,
            sureness=requester.sureness,
            key=key,
            what=what,
            about=about,
            details=dict(details),
        )
    )


def _record(desk: Desk, change: Change, document: Document) -> None:
    desk.session.add(
        Answer(
            msisdn=change.about,
            key=change.key,
            fingerprint=change.fingerprint,
            document=document,
            at=desk.now,
        )
    )
    audit(desk, change.requester, change.what, change.about, change.details, change.key)
