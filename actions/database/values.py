"""How exact numbers and moments are kept, the same way by every database."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime
from sqlalchemy.types import TypeDecorator

from knowledge.hours import ZONE

# SQLite has no decimal numbers: amounts are whole thousandths there, and sums of them are exact.
_PLACES = 3


class Exact(TypeDecorator[Decimal]):
    """An amount of roubles, gigabytes, minutes or messages, to a thousandth."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        """Write an amount.

        Raises:
            ValueError: it is finer than a thousandth.
        """
        if value is None:
            return None
        scaled = value.scaleb(_PLACES)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} is finer than a thousandth")
        return int(scaled)

    def process_result_value(self, value: Any | None, dialect: Any) -> Decimal | None:
        """Read an amount."""
        return None if value is None else Decimal(value).scaleb(-_PLACES)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone: kept in UTC, read in the operator's time."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Write a moment."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Any) -> datetime | None:
        """Read a moment."""
        return None if value is None else value.replace(tzinfo=UTC).astimezone(ZONE)
