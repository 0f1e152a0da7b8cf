"""The staff's deeds: a table to which rows are only added, each chained to the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, BigInteger, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column

from actions.sandbox.store.tables import Base


class DeedRow(Base):
    """A deed. ``previous`` is the hash of the row before: no two rows can follow the same."""

    __tablename__ = "deeds"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True
    )
    at: Mapped[datetime]
    actor: Mapped[str]
    what: Mapped[str]
    about: Mapped[str] = mapped_column(index=True)
    details: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64))

    def entry(self) -> dict[str, object]:
        """Return what the hash covers."""
        return {
            "at": self.at.isoformat(),
            "actor": self.actor,
            "what": self.what,
            "about": self.about,
            "details": self.details,
        }


_SQLITE = """CREATE TRIGGER deeds_no_{0} BEFORE {0} ON deeds
BEGIN SELECT RAISE(ABORT, 'deeds are only added'); END"""
_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION deeds_are_only_added() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'deeds are only added'; END $$ LANGUAGE plpgsql"""
_POSTGRES_TRIGGER = """CREATE TRIGGER deeds_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON deeds
FOR EACH STATEMENT EXECUTE FUNCTION deeds_are_only_added()"""

for _change in ("UPDATE", "DELETE"):
    event.listen(
        DeedRow.__table__,
        "after_create",
        DDL(_SQLITE.format(_change)).execute_if(dialect="sqlite"),  # type: ignore[no-untyped-call]
    )
for _statement in (_POSTGRES_FUNCTION, _POSTGRES_TRIGGER):
    event.listen(
        DeedRow.__table__,
        "after_create",
        DDL(_statement.replace("%", "%%")).execute_if(dialect="postgresql"),  # type: ignore[no-untyped-call]
    )
