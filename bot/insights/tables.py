"""The tables of insights. ``insight_events`` is only ever added to: the database refuses the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, ForeignKey, LargeBinary, String, event
from sqlalchemy.orm import Mapped, mapped_column

from bot.records import Base
from bot.records.records import RowNumber


class Insight(Base):
    """One thing that people say, with what becomes of it.

    ``text`` is what was said first; ``vector`` is compared with what is said later; ``voices`` counts
    who said it; ``revision`` grows with each change, so that two people do not undo one another.
    """

    __tablename__ = "insights"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    department: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(index=True)
    owner: Mapped[str | None]
    text: Mapped[str]
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    voices: Mapped[int]
    answer: Mapped[str | None]
    revision: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Voice(Base):
    """One person's saying it. ``source`` tells one from another: a ticket, a mark, an idea.

    ``told_at`` is when he was told the answer; an employee who left an idea sees it on the page.
    """

    __tablename__ = "voices"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    insight_id: Mapped[int] = mapped_column(ForeignKey(Insight.id), index=True)
    source: Mapped[str] = mapped_column(String(60), unique=True)
    text: Mapped[str]
    mood: Mapped[str]
    msisdn: Mapped[str | None]
    channel: Mapped[str]
    author: Mapped[str | None]
    said_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class Event(Base):
    """A line of an insight's history: who did what, when."""

    __tablename__ = "insight_events"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    insight_id: Mapped[int] = mapped_column(ForeignKey(Insight.id), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    details: Mapped[dict[str, Any]]


class Intake(Base):
    """How far the operator's tickets have been taken in; one row."""

    __tablename__ = "insight_intake"

    id: Mapped[int] = mapped_column(primary_key=True)
    row: Mapped[int]


_APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER insight_events_no_{verb.lower()} BEFORE {verb} ON insight_events "
        "BEGIN SELECT RAISE(ABORT, 'history is only added to'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION insight_events_stay() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION 'history is only added to'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER insight_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON insight_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION insight_events_stay()",
    ],
}

_ddl: Any = DDL
for _dialect, _statements in _APPEND_ONLY.items():
    for _statement in _statements:
        event.listen(Event.__table__, "after_create", _ddl(_statement).execute_if(dialect=_dialect))
