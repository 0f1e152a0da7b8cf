"""Facts: what an action found out, as JSON values for the phrase that will tell it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any


def facts_of(value: object) -> Any:
    """Return a value as JSON: amounts as plain decimal strings, days in ISO form."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: facts_of(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: facts_of(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [facts_of(item) for item in value]
    return value
