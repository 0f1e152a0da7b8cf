"""The bodies of requests."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, Field, validator

_MSISDN = r"^7\d{10}$"
_TOO_MUCH = Decimal(10) ** 9


class Party(BaseModel):
    """A subscriber, by his number."""

    id: str = Field(regex=_MSISDN)


class Roubles(BaseModel):
    """A ``Quantity`` of money."""

    amount: Decimal
    units: Literal["RUB"] = "RUB"

    @validator("amount")
    def _whole_kopecks(cls, amount: Decimal) -> Decimal:
        return _no_finer_than(amount, 2)


class Payment(BaseModel):
    """A payment into an account."""

    relatedParty: Party
    amount: Roubles


class Period(BaseModel):
    """A period, both days included."""

    startDate: date
    endDate: date


class StatementOrder(BaseModel):
    """An order of a statement."""

    relatedParty: Party
    kind: Literal["calls", "internet", "charges"]
    period: Period
    email: str | None = None


class Reference(BaseModel):
    """A thing, by its id."""

    id: str


class GiftClaim(BaseModel):
    """A claim of a gift."""

    relatedParty: Party
    promotion: Reference


class Present(BaseModel):
    """A present to somebody; the amount of a card is 1."""

    relatedParty: Party
    recipient: str = Field(regex=_MSISDN)
    item: Literal["gb", "minutes", "money", "card_coffee", "card_film"]
    amount: Decimal

    @validator("amount")
    def _divisible(cls, amount: Decimal, values: dict[str, object]) -> Decimal:
        item = values.get("item")
        if str(item).startswith("card_") and amount != 1:
            raise ValueError("one card at a time")
        return _no_finer_than(amount, {"gb": 3, "money": 2}.get(str(item), 0))


class CodeTry(BaseModel):
    """A promo code, as the subscriber wrote it."""

    relatedParty: Party
    code: str = Field(min_length=1, max_length=100)


class CodeRequest(BaseModel):
    """A request for a code."""

    relatedParty: Party


class NewGoodwill(BaseModel):
    """What the staff gives a subscriber; the amount of a code is 1."""

    relatedParty: Party
    kind: Literal["gb", "minutes", "discount", "code"]
    amount: Decimal = Field(gt=0)
    why: str = Field(min_length=1, max_length=300)
    agent: str = Field(min_length=1, max_length=64)
    approver: str | None = Field(default=None, max_length=64)
    about: str = Field(max_length=64)

    @validator("amount")
    def _whole(cls, amount: Decimal) -> Decimal:
        return _no_finer_than(amount, 0)


class NewDeed(BaseModel):
    """A deed of the staff."""

    actor: str = Field(min_length=1, max_length=64)
    what: str = Field(min_length=1, max_length=64)
    about: str = Field(min_length=1, max_length=64)
    details: dict[str, Any] = Field(default_factory=dict)


class PinTry(BaseModel):
    """A PIN."""

    relatedParty: Party
    pin: str = Field(max_length=20)


class Suspension(BaseModel):
    """The block of a SIM card."""

    status: Literal["suspended"]
    statusReason: Literal["lost", "stolen", "fraud", "wish"]


class Receiver(BaseModel):
    """Who receives a message."""

    phoneNumber: str = Field(regex=_MSISDN)


class Sms(BaseModel):
    """An SMS."""

    messageType: Literal["SMS"]
    receiver: Receiver
    content: str = Field(min_length=1, max_length=1000)


class TicketParty(BaseModel):
    """Somebody who has to do with a ticket: its ``customer``, or the ``department`` that answers."""

    id: str = Field(min_length=1, max_length=40)
    role: Literal["customer", "department"]


class TicketChannel(BaseModel):
    """Where a ticket was filed."""

    name: str = Field(max_length=40)


class NewTicket(BaseModel):
    """A ticket to be filed."""

    ticketType: Literal["complaint", "feedback", "network", "fraud", "callback"]
    name: str = Field(min_length=1, max_length=40)
    description: str = Field(max_length=4000)
    mood: str = Field("calm", max_length=20)
    channel: TicketChannel
    relatedParty: list[TicketParty] = Field(min_items=2, max_items=2)
    contact: str | None = Field(None, regex=_MSISDN)
    requestedTime: str | None = Field(None, max_length=200)
    serviceProblem: str | None = Field(None, max_length=20)

    def party(self, role: str) -> str:
        """Return the id of who has a role; an empty one if nobody has."""
        return next((each.id for each in self.relatedParty if each.role == role), "")


class TicketNote(BaseModel):
    """What is answered to a ticket."""

    text: str = Field(min_length=1, max_length=4000)


class Settlement(BaseModel):
    """A ticket's new status, and the answer to it."""

    status: Literal["acknowledged", "inProgress", "resolved", "closed", "rejected"]
    note: list[TicketNote] = Field(default_factory=list, max_items=1)


class Whereabouts(BaseModel):
    """A place, as the person names it."""

    place: str = Field(min_length=1, max_length=400)


def _no_finer_than(amount: Decimal, places: int) -> Decimal:
    if not abs(amount) < _TOO_MUCH:
        raise ValueError("not so much")
    if amount != round(amount, places):
        raise ValueError(f"{places} decimal places at most")
    return amount
