"""What the operator's people may give: by themselves, with a supervisor, or not at all."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from actions.sandbox.problems import Refusal

Kind = Literal["gb", "minutes", "discount", "code"]


@dataclass(frozen=True, slots=True)
class Authority:
    """The most that somebody may give at once, and how often a month to one subscriber."""

    gb: Decimal
    minutes: Decimal
    discount: Decimal
    per_month: int

    def allows(self, kind: Kind, amount: Decimal, given: int) -> bool:
        """Tell whether so much may be given after so many gifts this month; a code is one code."""
        most = {"gb": self.gb, "minutes": self.minutes, "discount": self.discount}
        return given < self.per_month and amount <= most.get(kind, Decimal(1))


def judge(
    agent: Authority,
    supervisor: Authority,
    kind: Kind,
    amount: Decimal,
    given: int,
    *,
    approved: bool,
) -> None:
    """Let somebody give.

    Raises:
        Refusal: ``needs_approval``: more, or oftener, than an agent may; ``too_much``: more than even
            a supervisor may.
    """
    if not supervisor.allows(kind, amount, given):
        raise Refusal("too_much")
    if not approved and not agent.allows(kind, amount, given):
        raise Refusal("needs_approval")
