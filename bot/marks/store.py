"""Marks in the records: a line for each question, filled in by its answer.

Who was asked is kept as a keyed digest of his number, which shows nothing and still tells one
subscriber from another.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.marks.rules import kind_for, quarter
from bot.marks.scale import MarkKind
from bot.records import Base, Records
from bot.records.records import RowNumber


class Mark(Base):
    """A question for a mark. ``once`` makes it the only one of its kind for a quarter, where set."""

    __tablename__ = "marks"

    row: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str | None] = mapped_column(index=True)
    once: Mapped[str | None] = mapped_column(unique=True)
    channel: Mapped[str]
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    value: Mapped[int | None]
    answered_at: Mapped[datetime | None]
    words: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put down: its row and its kind."""

    row: int
    kind: MarkKind


class MarkStore:
    """Keeps marks."""

    def __init__(self, records: Records, secret: str) -> None:
        self._records = records
        self._secret = secret.encode()

    async def ask(self, msisdn: str | None, channel: str, reason: str) -> Asked | None:
        """Put down that a person is asked now; ``None`` where another process has just asked him.

        Args:
            msisdn: his number, or ``None`` for nobody in particular, who is asked for CSAT alone.
            channel: where he is.
            reason: what the conversation ended with: ``task`` or ``desk``.
        """
        subject = self._digest(msisdn) if msisdn else None
        now = self._records.now()
        try:
            async with self._records.writing() as session:
                kind: MarkKind = "csat"
                once = f"{subject}:{quarter(now)}"
                if subject is not None:
                    given = select(func.count()).where(
                        Mark.subject == subject, Mark.kind == "csat", Mark.value.is_not(None)
                    )
                    nps = select(func.count()).where(Mark.once == once)
                    asked = bool(await session.scalar(nps))
                    kind = kind_for(await session.scalar(given) or 0, asked)
                mark = Mark(
                    kind=kind,
                    subject=subject,
                    once=once if kind == "nps" else None,
                    channel=channel,
                    reason=reason,
                    asked_at=now,
                    value=None,
                    answered_at=None,
                    words=None,
                )
                session.add(mark)
                await session.flush()
                return Asked(mark.row, kind)
        except IntegrityError:
            return None

    async def answer(self, row: int, value: int) -> None:
        """Keep a mark; the first answer counts."""
        async with self._records.writing() as session:
            await session.execute(
                update(Mark)
                .where(Mark.row == row, Mark.value.is_(None))
                .values(value=value, answered_at=self._records.now())
            )

    async def add_words(self, row: int, words: str) -> None:
        """Keep what was said about a mark, masked."""
        async with self._records.writing() as session:
            await session.execute(update(Mark).where(Mark.row == row).values(words=words))

    async def find(self, row: int) -> Mark | None:
        """Return a question for a mark with its answer."""
        async with self._records.reading() as session:
            return await session.get(Mark, row)

    def _digest(self, msisdn: str) -> str:
        return hmac.new(self._secret, msisdn.encode(), hashlib.sha256).hexdigest()[:32]
