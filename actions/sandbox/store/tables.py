"""The tables.

Nothing is taken away from an account but by another entry: ``entries`` are only ever added, and a
balance is the sum of them. A column whose name ends in ``_spec`` holds the relative date that its
neighbour was counted from; ``NULL`` where a user's own doing set it.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from actions.database.values import Exact, Moment

# SQLite numbers rows by itself only in a column of exactly this type.
_RowNumber = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        Decimal: Exact,
        datetime: Moment,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


class World(Base):
    """One row once the world was filled in: the day that its relative dates are counted from."""

    __tablename__ = "world"

    id: Mapped[int] = mapped_column(primary_key=True)
    today: Mapped[date]


class Subscriber(Base):
    """A subscriber. ``since`` is the day his SIM card began to serve."""

    __tablename__ = "subscribers"

    msisdn: Mapped[str] = mapped_column(String(15), primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None]
    # The PINs of the demo stand in world.yml for all to read: hashing would protect nothing.
    pin: Mapped[str]
    tariff: Mapped[str]
    birthday: Mapped[date]
    birthday_spec: Mapped[str | None]
    since: Mapped[date]
    since_spec: Mapped[str | None]
    next_charge: Mapped[date | None]
    next_charge_spec: Mapped[str | None]
    sim_blocked: Mapped[str | None]
    internet_configured: Mapped[bool]
    has_card: Mapped[bool]


class ConnectedService(Base):
    """A service that is connected to a number; ``place`` keeps the order of the world's list."""

    __tablename__ = "connected_services"

    msisdn: Mapped[str] = mapped_column(ForeignKey(Subscriber.msisdn), primary_key=True)
    service: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]


class Bucket(Base):
    """A part of an account that is used up together, until the day ``valid_to`` is over.

    ``unit`` is ``rub``, ``gb``, ``minutes``, ``sms`` or ``percent`` (a discount on the fee);
    ``kind`` is ``money``, ``package``, ``rollover``, ``gift``, ``code`` or ``present``; ``source``
    names the gift, code or giver.
    """

    __tablename__ = "buckets"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    msisdn: Mapped[str] = mapped_column(ForeignKey(Subscriber.msisdn), index=True)
    unit: Mapped[str]
    kind: Mapped[str]
    source: Mapped[str | None]
    valid_to: Mapped[date | None]
    valid_to_spec: Mapped[str | None]


class Entry(Base):
    """A line of the ledger: an amount put into a bucket, or taken out of it where negative.

    It counts at once, unless it says from when: ``counts_from``. That is not ``at``, for what one
    process has posted another must see, even where its clock is a little behind.
    """

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    bucket_id: Mapped[str] = mapped_column(ForeignKey(Bucket.id), index=True)
    amount: Mapped[Decimal]
    kind: Mapped[str]
    title: Mapped[str | None]
    note: Mapped[str | None]
    at: Mapped[datetime]
    at_spec: Mapped[str | None]
    counts_from: Mapped[datetime | None]


class PromoCode(Base):
    """A promo code. ``code`` is as codes are compared, ``shown`` as it is written."""

    __tablename__ = "promo_codes"
    __table_args__ = (CheckConstraint("stock >= 0"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    shown: Mapped[str]
    gb: Mapped[Decimal]
    minutes: Mapped[Decimal]
    fee_discount_percent: Mapped[int]
    days: Mapped[int]
    months: Mapped[int]
    uses_per_subscriber: Mapped[int]
    stock: Mapped[int | None]
    valid_to: Mapped[date | None]
    valid_to_spec: Mapped[str | None]


class Claim(Base):
    """Something given once, that counts against a limit.

    ``kind`` is ``gift``, ``code`` or ``code_request``; ``source`` the gift's id or the code.
    """

    __tablename__ = "claims"
    __table_args__ = (Index("claims_of_subscriber", "msisdn", "kind", "source"),)

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    msisdn: Mapped[str] = mapped_column(ForeignKey(Subscriber.msisdn))
    kind: Mapped[str]
    source: Mapped[str]
    at: Mapped[datetime]


class WrongCode(Base):
    """A try of a promo code that does not exist. A repeat of the same request is no second try."""

    __tablename__ = "wrong_codes"

    msisdn: Mapped[str] = mapped_column(ForeignKey(Subscriber.msisdn), primary_key=True)
    request: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class PinTries(Base):
    """Wrong PINs of a number, whether or not anybody has it."""

    __tablename__ = "pin_tries"

    msisdn: Mapped[str] = mapped_column(String(15), primary_key=True)
    wrong: Mapped[int]
    locked_until: Mapped[datetime | None]


class PromisedPayment(Base):
    """A promised payment that was taken; ``due`` is the last day to pay it back."""

    __tablename__ = "promised_payments"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    msisdn: Mapped[str] = mapped_column(ForeignKey(Subscriber.msisdn), index=True)
    amount: Mapped[Decimal]
    fee: Mapped[Decimal]
    due: Mapped[date]
    at: Mapped[datetime]


class Statement(Base):
    """A statement that was ordered."""

    __tablename__ = "statements"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    msisdn: Mapped[str] = mapped_column(ForeignKey(Subscriber.msisdn), index=True)
    kind: Mapped[str]
    start: Mapped[date]
    end: Mapped[date]
    email: Mapped[str]
    price: Mapped[Decimal]
    at: Mapped[datetime]


class Message(Base):
    """An SMS that was sent to a number, of this operator or another."""

    __tablename__ = "messages"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    receiver: Mapped[str] = mapped_column(String(15), index=True)
    text: Mapped[str]
    at: Mapped[datetime]


class Ticket(Base):
    """What a subscriber said to the operator. ``row`` numbers tickets in the order of filing.

    ``number`` is ``NULL`` only within the transaction that files it. The number of a person who
    merely claims to be a subscriber may be anybody's.
    """

    __tablename__ = "tickets"

    row: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    msisdn: Mapped[str] = mapped_column(String(15), index=True)
    kind: Mapped[str]
    subject: Mapped[str]
    department: Mapped[str]
    status: Mapped[str]
    text: Mapped[str]
    mood: Mapped[str]
    channel: Mapped[str]
    contact: Mapped[str | None]
    requested_time: Mapped[str | None]
    outage: Mapped[str | None]
    answer: Mapped[str | None]
    opened: Mapped[date]
    opened_spec: Mapped[str | None]
    expected: Mapped[date | None]
    expected_spec: Mapped[str | None]


class Outage(Base):
    """A known outage: ``until`` is the day it should end.

    ``names`` are what people call the place; ``service`` is ``calls``, ``internet`` or ``all``.
    """

    __tablename__ = "outages"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    area: Mapped[str]
    names: Mapped[list[str]]
    service: Mapped[str]
    since: Mapped[date]
    since_spec: Mapped[str | None]
    until: Mapped[date | None]
    until_spec: Mapped[str | None]


class Answer(Base):
    """The answer to a change that was made, by the key that it was asked with."""

    __tablename__ = "answers"

    msisdn: Mapped[str] = mapped_column(String(15), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Audit(Base):
    """A change that was made: who asked for it, how sure that was, and what it was."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    at: Mapped[datetime]
    subject: Mapped[str | None] = mapped_column(index=True)
    channel: Mapped[str]
    sureness: Mapped[str]
    key: Mapped[str | None]
    what: Mapped[str]
    about: Mapped[str]
    details: Mapped[dict[str, Any]]
