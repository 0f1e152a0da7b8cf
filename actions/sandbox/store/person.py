"""A subscriber as the database knows him, read as plain values."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from actions.sandbox.store.tables import Subscriber

# The columns in the order of the fields of ``Person`` after the number, by which he is found.
PERSON = select(
    Subscriber.name,
    Subscriber.email,
    Subscriber.tariff,
    Subscriber.birthday,
    Subscriber.since,
    Subscriber.next_charge,
    Subscriber.sim_blocked,
    Subscriber.internet_configured,
    Subscriber.has_card,
).where(Subscriber.msisdn == bindparam("msisdn"))


@dataclass(frozen=True, slots=True)
class Person:
    """A subscriber. ``since`` is the day his SIM card began to serve, ``sim_blocked`` why it does not."""

    msisdn: str
    name: str
    email: str | None
    tariff: str
    birthday: date
    since: date
    next_charge: date | None
    sim_blocked: str | None
    internet_configured: bool
    has_card: bool
