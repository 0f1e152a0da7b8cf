"""The terms of business, read from the catalogue: prices, sizes and limits as exact numbers.

Money is roubles, traffic gigabytes, calls minutes, as everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from actions.sandbox.rules.goodwill import Authority

Period = Literal["day", "month", "once"]


@dataclass(frozen=True, slots=True)
class TariffTerms:
    """A tariff: fee and package of a month."""

    id: str
    name: str
    fee: Decimal
    gb: Decimal
    minutes: Decimal
    sms: Decimal
    archived: bool


@dataclass(frozen=True, slots=True)
class ServiceTerms:
    """A service and its price per period; ``subscription`` is paid content of a third party."""

    id: str
    name: str
    price: Decimal
    per: Period
    subscription: bool


@dataclass(frozen=True, slots=True)
class PackageTerms:
    """A package that is bought once."""

    id: str
    name: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Effect:
    """What a gift or a code gives: units for ``days`` days, a discount on ``months`` fees."""

    gb: Decimal = Decimal(0)
    minutes: Decimal = Decimal(0)
    fee_discount_percent: int = 0
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class GiftTerms:
    """A gift of the operator's."""

    id: str
    name: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class CodeRequestTerms:
    """The code that a subscriber is given when he asks for one."""

    code: str
    effect: Effect
    from_days: int
    once_per_days: int


@dataclass(frozen=True, slots=True)
class LoyaltyTerms:
    """An offer of the loyalty programme, for subscribers of ``from_days`` days and more."""

    id: str
    name: str
    from_days: int


@dataclass(frozen=True, slots=True)
class PromisedTerms:
    """A promised payment."""

    options: tuple[Decimal, ...]
    fee: Decimal
    days: int
    min_days: int


@dataclass(frozen=True, slots=True)
class TopUpTerms:
    """A payment from the saved card."""

    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class StatementTerms:
    """A statement."""

    max_days: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Card:
    """A gift card, sent as a code by SMS."""

    id: str
    name: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class PresentTerms:
    """What one subscriber may give another. ``most`` is by item: gb, minutes, money."""

    least: Decimal
    most: Mapping[str, Decimal]
    cards: Mapping[str, Card]
    own_prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoodwillTerms:
    """What the staff may give, and for how many days it can be used."""

    agent: Authority
    supervisor: Authority
    days: int


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms together. ``ticket_days`` says in how many days each kind of ticket is answered."""

    tariffs: Mapping[str, TariffTerms]
    services: Mapping[str, ServiceTerms]
    packages: Mapping[str, PackageTerms]
    gifts: Mapping[str, GiftTerms]
    code_request: CodeRequestTerms
    loyalty: tuple[LoyaltyTerms, ...]
    promised: PromisedTerms
    top_up: TopUpTerms
    statement: StatementTerms
    present: PresentTerms
    ticket_days: Mapping[str, int]
    goodwill: GoodwillTerms


def exact(value: Any) -> Decimal:
    """Read a number of a data file as it is written there.

    Raises:
        decimal.InvalidOperation: it is no number.
    """
    return Decimal(str(value))


def effect_of(data: Mapping[str, Any]) -> Effect:
    """Read what a gift or code gives."""
    return Effect(
        gb=exact(data.get("gb", 0)),
        minutes=exact(data.get("minutes", 0)),
        fee_discount_percent=data.get("fee_discount_percent", 0),
        days=data.get("days", 0),
        months=data.get("months", 0),
    )


def read_terms(facts: Mapping[str, Any]) -> Terms:
    """Read the terms of a catalogue (see ``knowledge.facts``).

    Raises:
        KeyError: the catalogue lacks a term.
    """
    return Terms(
        tariffs={item["id"]: _tariff(item) for item in facts["tariffs"].values()},
        services={item["id"]: _service(item) for item in facts["services"].values()},
        packages={
            item["id"]: PackageTerms(item["id"], item["name"], exact(item["price"]))
            for item in facts["packages"].values()
        },
        gifts={
            item["id"]: GiftTerms(item["id"], item["name"], effect_of(item))
            for item in facts["gifts"].values()
        },
        code_request=_code_request(facts["promo_request"]),
        loyalty=tuple(
            LoyaltyTerms(item["id"], item["name"], item["from_days"])
            for item in facts["loyalty"].values()
        ),
        promised=_promised(facts["promised_payment"]),
        top_up=TopUpTerms(exact(facts["top_up"]["min"]), exact(facts["top_up"]["max"])),
        statement=StatementTerms(
            facts["statement"]["days_max"], exact(facts["statement"]["price"])
        ),
        present=_present(facts["send_gift"]),
        ticket_days={item["id"]: item["days"] for item in facts["ticket_kinds"].values()},
        goodwill=GoodwillTerms(
            _authority(facts["agent_authority"]),
            _authority(facts["supervisor_authority"]),
            facts["goodwill_days"],
        ),
    )


def _authority(data: Mapping[str, Any]) -> Authority:
    return Authority(
        gb=exact(data["gift_gb_max"]),
        minutes=exact(data["gift_minutes_max"]),
        discount=exact(data["discount_percent_max"]),
        per_month=data["per_subscriber_per_month"],
    )


def _tariff(data: Mapping[str, Any]) -> TariffTerms:
    return TariffTerms(
        id=data["id"],
        name=data["name"],
        fee=exact(data["fee"]),
        gb=exact(data["gb"]),
        minutes=exact(data["minutes"]),
        sms=exact(data["sms"]),
        archived=data["archived"],
    )


def _service(data: Mapping[str, Any]) -> ServiceTerms:
    return ServiceTerms(
        id=data["id"],
        name=data["name"],
        price=exact(data["price"]),
        per=data["per"],
        subscription=data.get("subscription", False),
    )


def _code_request(data: Mapping[str, Any]) -> CodeRequestTerms:
    return CodeRequestTerms(
        code=data["code"],
        effect=effect_of(data["effect"]),
        from_days=data["from_days"],
        once_per_days=data["once_per_days"],
    )


def _promised(data: Mapping[str, Any]) -> PromisedTerms:
    return PromisedTerms(
        options=tuple(exact(option) for option in data["options"]),
        fee=exact(data["fee"]),
        days=data["days"],
        min_days=data["min_days_as_subscriber"],
    )


def _present(data: Mapping[str, Any]) -> PresentTerms:
    own = data["own_network"]
    return PresentTerms(
        least=exact(own["min"]),
        most={item: exact(own[f"max_{item}"]) for item in ("gb", "minutes", "money")},
        cards={
            card["id"]: Card(card["id"], card["name"], exact(card["price"]))
            for card in data["other_operator"].values()
        },
        own_prefixes=tuple(data["own_prefixes"]),
    )
