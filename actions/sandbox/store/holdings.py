"""What a subscriber holds at one moment: the parts of his account, and sums over them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MONEY = "rub"
DISCOUNT = "percent"
UNITS = ("gb", "minutes", "sms")
OWN_KINDS = ("package", "rollover")


@dataclass(frozen=True, slots=True)
class Part:
    """A bucket (see ``Bucket`` in ``tables.py``) and what it holds, in its unit."""

    bucket: str
    unit: str
    kind: str
    source: str | None
    valid_to: date | None
    left: Decimal

    @property
    def is_own(self) -> bool:
        """Tell what is of the subscriber's own package from what he was given."""
        return self.kind in OWN_KINDS

    @property
    def spending_order(self) -> tuple[date, bool, str]:
        """What ends first is spent first, and of that the rollover."""
        return (
            self.valid_to or date.max,
            self.kind != "rollover",
            self.bucket,
        )


@dataclass(frozen=True, slots=True)
class Stock:
    """What is left of a unit: all of it, what of it is rollover, what is of the own package."""

    left: Decimal
    rollover: Decimal
    own: Decimal


@dataclass(frozen=True, slots=True)
class Holdings:
    """The parts of an account that can be used, in the order in which they are spent."""

    parts: tuple[Part, ...]

    @property
    def balance(self) -> Decimal:
        """Return the balance in roubles."""
        return _sum(self.of(MONEY))

    def of(self, unit: str) -> Iterator[Part]:
        """Yield the parts of one unit."""
        return (part for part in self.parts if part.unit == unit)

    def stock(self, unit: str) -> Stock:
        """Tell what is left of a unit (``gb``, ``minutes``, ``sms``)."""
        return Stock(
            left=_sum(self.of(unit)),
            rollover=_sum(part for part in self.of(unit) if part.kind == "rollover"),
            own=_sum(part for part in self.of(unit) if part.is_own),
        )

    def discount(self, day: date) -> Decimal:
        """Return the percent by which the fee of a day is reduced, 100 at most."""
        valid = (part for part in self.of(DISCOUNT) if (part.valid_to or date.max) >= day)
        return min(_sum(valid), Decimal(100))


def _sum(parts: Iterator[Part]) -> Decimal:
    return sum((part.left for part in parts), start=Decimal(0))
