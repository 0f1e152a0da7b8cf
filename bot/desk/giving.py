"""Giving: a gift from the staff, within its authority or with a supervisor's approval."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from actions.operator.call import Caller
from actions.operator.deeds import Deed
from actions.operator.errors import Refused
from actions.operator.goodwill import Goodwill, GoodwillGiven
from actions.operator.systems import OperatorSystems
from bot.desk.approvals import Approvals, Wish

DESK = Caller("desk", "verified", "desk")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wish: ``given``, ``asked`` of a supervisor, or ``refused`` and why."""

    state: Literal["given", "asked", "refused", "declined"]
    given: GoodwillGiven | None = None
    refusal: str | None = None


class Giving:
    """Gives through the operator's systems, whose ledger and rules decide."""

    def __init__(self, systems: OperatorSystems, approvals: Approvals) -> None:
        self._systems = systems
        self.approvals = approvals

    async def give(self, wish: Wish, *, approver: str | None = None) -> Outcome:
        """Give, or put it before a supervisor. Raises ``Unavailable``, ``OutcomeUnknown``."""
        goodwill = Goodwill(
            msisdn=wish.msisdn,
            kind=wish.kind,  # type: ignore[arg-type]
            amount=Decimal(wish.amount),
            why=wish.why,
            agent=wish.by,
            about=wish.case,
            approver=approver,
        )
        key = f"goodwill-{wish.id}" + ("-approved" if approver else "")
        try:
            given = await self._systems.goodwill.give(DESK, goodwill, key=key)
        except Refused as refused:
            if refused.reason != "needs_approval":
                return Outcome("refused", refusal=refused.reason)
            await self.approvals.ask(wish)
            return Outcome("asked")
        return Outcome("given", given)

    async def decide(self, wish: Wish, supervisor: str, *, approve: bool) -> Outcome | None:
        """Do what a supervisor decided; ``None``: another has decided otherwise.

        Raises:
            Unavailable: nothing was done; deciding again does it.
            OutcomeUnknown: deciding again tells.
        """
        if not await self.approvals.decide(wish.id, "approve" if approve else "decline"):
            return None
        what = "approve" if approve else "decline"
        await self.record(supervisor, what, wish.case, wish.id, msisdn=wish.msisdn, why=wish.why)
        outcome = Outcome("declined")
        if approve:
            outcome = await self.give(wish, approver=supervisor)
        await self.approvals.settle(wish.id)
        return outcome

    async def record(self, actor: str, what: str, about: str, key: str, **details: str) -> None:
        """Write a deed of the staff into the log that nobody edits."""
        deed = Deed(actor, what, about, details)
        await self._systems.deeds.record(DESK, deed, key=f"{what}-{actor}-{key}")
