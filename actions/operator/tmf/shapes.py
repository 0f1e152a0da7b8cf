"""The values that TM Forum documents are made of, read and written exactly."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

ROUBLES = "RUB"


def quantity(amount: Decimal, units: str = ROUBLES) -> dict[str, str]:
    """Write a TMF ``Quantity``; the amount travels as a decimal string."""
    return {"amount": format(amount, "f"), "units": units}


def party(msisdn: str) -> dict[str, str]:
    """Write a reference to a subscriber."""
    return {"id": msisdn}


def amount_of(document: Any) -> Decimal:
    """Read a ``Quantity`` (``amount``) or a ``Money`` (``value``).

    Raises:
        KeyError: it is neither.
        ArithmeticError: what it holds is no number.
    """
    return exact(document["amount"] if "amount" in document else document["value"])


def exact(value: str | int | Decimal) -> Decimal:
    """Read a number that came as a decimal string or as a JSON number.

    Raises:
        ArithmeticError: it is no number.
    """
    return Decimal(value)


def whole(value: str | int | Decimal) -> int:
    """Read a number that has no fraction.

    Raises:
        ValueError: it has one.
        ArithmeticError: it is no number.
    """
    number = exact(value)
    if number != number.to_integral_value():
        raise ValueError(f"{number} is not whole")
    return int(number)


def day(document: Mapping[str, Any], name: str) -> date:
    """Read a day that must be there.

    Raises:
        KeyError: it is not.
        ValueError: it is no ISO date.
    """
    return date.fromisoformat(document[name])


def day_or_none(document: Mapping[str, Any], name: str) -> date | None:
    """Read a day that may be absent or null.

    Raises:
        ValueError: it is there and no ISO date.
    """
    text = document.get(name)
    return None if text is None else date.fromisoformat(text)
