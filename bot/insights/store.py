"""Insights in the records: reading and changing them, each change with its line of history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.insights.rules import CLOSED, OPEN, InsightKind
from bot.insights.similarity import Features, nearest
from bot.insights.tables import Event, Insight, Intake, Voice
from bot.records import Records
from knowledge.lemmas import content_words

COMPARED_DAYS = 180  # what was last said longer ago is not looked at for repeats
MIA = "mia"


class NoSuchInsight(LookupError):
    """There is no insight of that number."""


class Outdated(RuntimeError):
    """Somebody else has changed the insight since it was read."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, masked, and where from; ``source`` is the same for the same saying."""

    source: str
    kind: InsightKind
    subject: str
    department: str
    text: str
    mood: str = "calm"
    msisdn: str | None = None
    channel: str = ""
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which insights are asked for; empty: all."""

    department: str | None = None
    status: str | None = None
    kind: str | None = None
    owner: str | None = None
    words: str = ""
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """An insight with everybody's words and its history."""

    insight: Insight
    voices: Sequence[Voice]
    events: Sequence[Event]


class InsightStore:
    """Keeps insights."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def hear(self, said: Said) -> int:
        """Take in what somebody said; a repeat joins what it repeats. Returns the insight's id.

        The same saying is taken in once, however often it comes.
        """
        known = select(Voice.insight_id).where(Voice.source == said.source)
        async with self._records.reading() as session:
            heard = await session.scalar(known)
        if heard is not None:
            return heard
        async with self._records.alone() as session:
            heard = await session.scalar(known)
            if heard is not None:
                return heard
            insight = await self._repeated(session, said)
            what = "repeated" if insight else "filed"
            if insight is None:
                insight = self._new(said)
                session.add(insight)
                await session.flush()
            insight.voices += 1
            session.add(self._voice(insight.id, said))
            self._log(session, insight, said.author or MIA, what, source=said.source.split(":")[0])
            return insight.id

    async def listed(self, wanted: Wanted, offset: int, limit: int) -> tuple[list[Insight], int]:
        """List insights, those that most people share first, and how many there are in all."""
        query = select(Insight).where(*_conditions(wanted))
        if wanted.subject:
            query = query.where(Insight.subject == wanted.subject)
        order = (Insight.voices.desc(), Insight.changed_at.desc(), Insight.id.desc())
        async with self._records.reading() as session:
            total = await session.scalar(select(func.count()).select_from(query.subquery()))
            found = await session.scalars(query.order_by(*order).offset(offset).limit(limit))
            return list(found), total or 0

    async def subjects(self, wanted: Wanted) -> list[tuple[str, int]]:
        """Tell how many people speak of each subject, the most first; the wanted subject narrows nothing."""
        voices = func.sum(Insight.voices)
        query = select(Insight.subject, voices).where(*_conditions(wanted))
        async with self._records.reading() as session:
            found = await session.execute(query.group_by(Insight.subject).order_by(voices.desc()))
            return [(subject, int(count)) for subject, count in found]

    async def whole(self, id_: int) -> Whole:
        """Return an insight with all that belongs to it.

        Raises:
            NoSuchInsight: there is none.
        """
        async with self._records.reading() as session:
            insight = await self._find(session, id_)
            voices = select(Voice).where(Voice.insight_id == id_).order_by(Voice.id)
            events = select(Event).where(Event.insight_id == id_).order_by(Event.id)
            return Whole(
                insight, list(await session.scalars(voices)), list(await session.scalars(events))
            )

    async def change(
        self,
        id_: int,
        revision: int,
        who: str,
        what: str,
        *,
        note: str | None = None,
        **values: str | None,
    ) -> None:
        """Change an insight that is still as it was read, and write down who did it.

        Raises:
            NoSuchInsight: there is none.
            Outdated: it has another revision.
        """
        async with self._records.alone() as session:
            insight = await self._find(session, id_)
            if insight.revision != revision:
                raise Outdated(str(id_))
            before = {name: getattr(insight, name) for name in values}
            for name, value in values.items():
                setattr(insight, name, value)
            details: dict[str, Any] = {"from": before, "to": values}
            self._log(session, insight, who, what, **details, **({"note": note} if note else {}))

    async def part(self, id_: int, voice_id: int, revision: int, who: str) -> int:
        """Make one person's words an insight of their own; returns its id.

        Raises:
            NoSuchInsight: there is none, or those words are the only ones or not in it.
            Outdated: it has another revision.
        """
        async with self._records.alone() as session:
            insight, voice = await self._find(session, id_), await session.get(Voice, voice_id)
            if voice is None or voice.insight_id != id_ or insight.voices <= 1:
                raise NoSuchInsight(f"{id_}/{voice_id}")
            if insight.revision != revision:
                raise Outdated(str(id_))
            said = Said(
                source=voice.source,
                kind=insight.kind,  # type: ignore[arg-type]
                subject=insight.subject,
                department=insight.department,
                text=voice.text,
            )
            parted = self._new(said)
            parted.voices = 1
            session.add(parted)
            await session.flush()
            voice.insight_id = parted.id
            insight.voices -= 1
            self._log(session, insight, who, "parted", into=parted.id)
            self._log(session, parted, who, "parted", of=insight.id)
            return parted.id

    async def untold(self, limit: int = 50) -> list[tuple[Insight, Voice]]:
        """List who is still to be told an answer: the oldest first."""
        query = (
            select(Insight, Voice)
            .join(Voice, Voice.insight_id == Insight.id)
            .where(Insight.status.in_(CLOSED), Insight.answer.is_not(None), Voice.told_at.is_(None))
            .where(or_(Voice.msisdn.is_not(None), Voice.source.startswith("ticket:")))
            .order_by(Insight.changed_at, Voice.id)
            .limit(limit)
        )
        async with self._records.reading() as session:
            return [(row[0], row[1]) for row in await session.execute(query)]

    async def told(self, voice_id: int, how: str) -> None:
        """Write down that somebody was told, and how: ``chat``, ``sms``; ``nobody``: no number."""
        async with self._records.alone() as session:
            voice = await session.get(Voice, voice_id)
            if voice is None or voice.told_at is not None:
                return
            voice.told_at = self._records.now()
            insight = await self._find(session, voice.insight_id)
            self._log(session, insight, MIA, "told", voice=voice.id, how=how)

    async def row(self) -> int:
        """Return the last ticket that was looked at."""
        async with self._records.reading() as session:
            intake = await session.get(Intake, 1)
            return intake.row if intake else 0

    async def reached(self, row: int) -> None:
        """Note the last ticket that was looked at."""
        async with self._records.alone() as session:
            intake = await session.get(Intake, 1)
            if intake is None:
                session.add(Intake(id=1, row=row))
            else:
                intake.row = max(intake.row, row)

    async def _repeated(self, session: AsyncSession, said: Said) -> Insight | None:
        since: datetime = self._records.now() - timedelta(days=COMPARED_DAYS)
        query = select(Insight).where(
            Insight.kind == said.kind,
            Insight.department == said.department,
            Insight.status.in_(OPEN),
            Insight.changed_at >= since,
        )
        known = {insight.id: insight for insight in await session.scalars(query)}
        features = {
            id_: Features.from_bytes(insight.vector, content_words(insight.text))
            for id_, insight in known.items()
        }
        found = nearest(Features.of(said.text), features)
        return known[found] if found is not None else None

    def _new(self, said: Said) -> Insight:
        now = self._records.now()
        return Insight(
            kind=said.kind,
            subject=said.subject,
            department=said.department,
            status="new",
            owner=None,
            text=said.text,
            vector=Features.of(said.text).to_bytes(),
            voices=0,
            answer=None,
            revision=0,
            created_at=now,
            changed_at=now,
        )

    def _voice(self, insight: int, said: Said) -> Voice:
        return Voice(
            insight_id=insight,
            source=said.source,
            text=said.text,
            mood=said.mood,
            msisdn=said.msisdn,
            channel=said.channel,
            author=said.author,
            said_at=self._records.now(),
            told_at=None,
        )

    def _log(
        self, session: AsyncSession, insight: Insight, who: str, what: str, **details: Any
    ) -> None:
        insight.revision += 1
        insight.changed_at = self._records.now()
        session.add(
            Event(
                insight_id=insight.id,
                at=insight.changed_at,
                who=who,
                what=what,
                details=details,
            )
        )

    async def _find(self, session: AsyncSession, id_: int) -> Insight:
        insight = await session.get(Insight, id_)
        if insight is None:
            raise NoSuchInsight(str(id_))
        return insight


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what an insight must be to be wanted, its subject apart."""
    asked = (
        (Insight.department, wanted.department),
        (Insight.status, wanted.status),
        (Insight.kind, wanted.kind),
        (Insight.owner, wanted.owner),
    )
    found = [column == value for column, value in asked if value]
    if wanted.words:
        found.append(Insight.text.icontains(wanted.words, autoescape=True))
    return found
