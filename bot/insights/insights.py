"""Insights: what the staff and Mia do with what people say."""

from __future__ import annotations

from actions.operator.tickets import Ticket
from bot.insights.rules import Staff, Status, answers_for, kind_of
from bot.insights.store import InsightStore, Outdated, Said, Wanted, Whole
from bot.insights.tables import Insight
from bot.marks.low import LowMark
from bot.masking import hide_secrets, mask
from knowledge.mood import mood_of
from knowledge.subjects import OTHER, department_of, subject_of


class NotYours(PermissionError):
    """The insight is another department's."""


class Insights:
    """Takes in what is said, and lets the staff answer it."""

    def __init__(self, store: InsightStore) -> None:
        self.store = store

    async def hear_ticket(self, ticket: Ticket) -> int | None:
        """Take in a complaint or a wish; ``None`` for a ticket of another kind."""
        kind = kind_of(ticket.kind, ticket.mood)
        if kind is None:
            return None
        said = Said(
            source=f"ticket:{ticket.number}",
            kind=kind,
            subject=ticket.subject,
            department=ticket.department,
            text=mask(ticket.text),
            mood=ticket.mood,
            msisdn=ticket.msisdn,
            channel=ticket.channel,
        )
        return await self.store.hear(said)

    async def hear_mark(self, mark: LowMark) -> None:
        """Take in a low mark with words."""
        subject = subject_of(mark.words) or OTHER
        said = Said(
            source=f"mark:{mark.row}",
            kind="low_mark",
            subject=subject,
            department=department_of(subject),
            text=mark.words,
            mood=mood_of(mark.words),
            msisdn=mark.msisdn,
            channel=mark.channel,
        )
        await self.store.hear(said)

    async def hear_idea(self, staff: Staff, text: str, key: str) -> int:
        """Take in an employee's idea, once for each ``key``; returns the insight's id."""
        subject = subject_of(text) or OTHER
        said = Said(
            source=f"idea:{staff.login}:{key}"[:60],
            kind="idea",
            subject=subject,
            department=department_of(subject),
            text=mask(text),
            mood=mood_of(text),
            channel="insights",
            author=staff.login,
        )
        return await self.store.hear(said)

    async def listed(self, wanted: Wanted, offset: int, limit: int) -> tuple[list[Insight], int]:
        """See ``InsightStore.listed``. Anyone inside may see each status."""
        return await self.store.listed(wanted, offset, limit)

    async def subjects(self, wanted: Wanted) -> list[tuple[str, int]]:
        """See ``InsightStore.subjects``."""
        return await self.store.subjects(wanted)

    async def whole(self, id_: int) -> Whole:
        """See ``InsightStore.whole``."""
        return await self.store.whole(id_)

    async def take(self, staff: Staff, id_: int, revision: int) -> None:
        """Make somebody the owner, who works on it from now on.

        Raises:
            NoSuchInsight, NotYours, Outdated: as their names say.
        """
        await self._theirs(staff, id_)
        await self.store.change(
            id_, revision, staff.login, "taken", owner=staff.login, status="in_work"
        )

    async def answer(
        self, staff: Staff, id_: int, revision: int, text: str, status: Status
    ) -> None:
        """Answer it, or decline it with a reason; everybody who said it will be told.

        Raises:
            NoSuchInsight, NotYours, Outdated: as their names say; answered once, it stays so.
        """
        insight = await self._theirs(staff, id_)
        if insight.answer is not None:
            raise Outdated(str(id_))
        owner = insight.owner or staff.login
        await self.store.change(
            id_,
            revision,
            staff.login,
            status,
            owner=owner,
            status=status,
            answer=hide_secrets(text),
        )

    async def move(self, staff: Staff, id_: int, revision: int, department: str) -> None:
        """Give it to another department.

        Raises:
            NoSuchInsight, NotYours, Outdated: as their names say.
        """
        await self._theirs(staff, id_)
        await self.store.change(
            id_, revision, staff.login, "moved", department=department, owner=None, status="new"
        )

    async def note(self, staff: Staff, id_: int, revision: int, text: str) -> None:
        """Write a note for colleagues into its history.

        Raises:
            NoSuchInsight, NotYours, Outdated: as their names say.
        """
        await self._theirs(staff, id_)
        await self.store.change(id_, revision, staff.login, "noted", note=mask(text))

    async def part(self, staff: Staff, id_: int, voice: int, revision: int) -> int:
        """Make one person's words an insight of their own, where the grouping was wrong.

        Raises:
            NoSuchInsight, NotYours, Outdated: as their names say.
        """
        await self._theirs(staff, id_)
        return await self.store.part(id_, voice, revision, staff.login)

    async def _theirs(self, staff: Staff, id_: int) -> Insight:
        insight = (await self.store.whole(id_)).insight
        if not answers_for(staff, insight.department):
            raise NotYours(insight.department)
        return insight
