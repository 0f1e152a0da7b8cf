"""Writing down what the staff does, and looking it up."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, text

from actions.sandbox.rules import chain
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.deeds import DeedRow

# Any number will do, as long as nothing else in the database takes the same.
_CHAIN_LOCK = 6_541_672


async def record(
    desk: Desk, actor: str, what: str, about: str, details: Mapping[str, object]
) -> None:
    """Add a deed to the chain. Writers wait for one another here; SQLite has locked all by itself."""
    if desk.session.get_bind().dialect.name == "postgresql":
        await desk.session.execute(
            text("SELECT pg_advisory_xact_lock(:number)"), {"number": _CHAIN_LOCK}
        )
    last = await desk.session.scalar(select(DeedRow.hash).order_by(DeedRow.id.desc()).limit(1))
    row = DeedRow(
        at=desk.now,
        actor=actor,
        what=what,
        about=about,
        details=dict(details),
        previous=last or chain.BEGINNING,
    )
    row.hash = chain.link(row.previous, row.entry())
    desk.session.add(row)
    await desk.session.flush()


async def about(desk: Desk, subject: str) -> Sequence[DeedRow]:
    """Return the deeds about something, the newest first."""
    query = select(DeedRow).where(DeedRow.about == subject).order_by(DeedRow.id.desc())
    return list(await desk.session.scalars(query))


async def first_broken(desk: Desk) -> int | None:
    """Return the place of the first deed that was changed, ``None`` where the chain is whole."""
    rows = list(await desk.session.scalars(select(DeedRow).order_by(DeedRow.id)))
    return chain.first_broken((row.entry(), row.previous, row.hash) for row in rows)
