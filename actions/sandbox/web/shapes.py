"""The values that TM Forum documents are made of. Amounts are decimal strings, never floats."""

from datetime import date
from decimal import Decimal
from typing import Any

from actions.sandbox.terms import Effect, Period

Document = dict[str, Any]

ROUBLES = "RUB"
# By unit: what TMF654 calls its usage, and its unit of measure.
USAGE = {
    "rub": ("monetary", ROUBLES),
    "gb": ("data", "GB"),
    "minutes": ("voice", "MIN"),
    "sms": ("sms", "SMS"),
    "percent": ("other", "PERCENT"),
}

_KOPECK = Decimal("0.01")


def plain(amount: Decimal) -> str:
    """Write an amount without trailing zeros and exponents."""
    return format(amount.normalize(), "f") if amount else "0"


def roubles(amount: Decimal) -> str:
    """Write an amount of money with its kopecks."""
    return format(amount.quantize(_KOPECK), "f")


def quantity(amount: Decimal, unit: str = "rub") -> Document:
    """Write a ``Quantity`` of money or of a unit, as TMF654 has it."""
    text = roubles(amount) if unit == "rub" else plain(amount)
    return {"amount": text, "units": USAGE[unit][1]}


def money(amount: Decimal) -> Document:
    """Write a ``Money``, as the other APIs have it."""
    return {"unit": ROUBLES, "value": roubles(amount)}


def price(amount: Decimal, per: Period) -> Document:
    """Write the price of an offering."""
    return {"price": money(amount), "recurringChargePeriod": per}


def day(value: date | None) -> str | None:
    """Write a day as ``YYYY-MM-DD``."""
    return value.isoformat() if value else None


def resource(address: str, identity: str, kind: str, /, **rest: object) -> Document:
    """Write a resource with its ``id``, ``href`` and ``@type``.

    Args:
        address: the address of its collection.
        identity: its id there.
        kind: its type.
        rest: what else it holds.
    """
    return {"id": identity, "href": f"{address}/{identity}", "@type": kind, **rest}


def effect(value: Effect) -> Document:
    """Write what a gift or code gives."""
    return {
        "gb": plain(value.gb),
        "minutes": plain(value.minutes),
        "feeDiscountPercent": value.fee_discount_percent,
        "days": value.days,
        "months": value.months,
    }
