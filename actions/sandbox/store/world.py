"""The demo world: filled in at the first start, its dates moved along at every later one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from actions.sandbox.clock import midnight
from actions.sandbox.rules.codes import normalise
from actions.sandbox.rules.days import resolve
from actions.sandbox.store.holdings import MONEY, UNITS
from actions.sandbox.store.ledger import money_bucket
from actions.sandbox.store.tables import (
    Base,
    Bucket,
    ConnectedService,
    Entry,
    Outage,
    PromoCode,
    Subscriber,
    Ticket,
)
from actions.sandbox.terms import TariffTerms, Terms, effect_of, exact
from knowledge.files import read_yaml

WORLD_FILE = Path(__file__).resolve().parent.parent / "world.yml"

Row = dict[str, Any]


@dataclass(slots=True)
class Rows:
    """The rows of a world, by table, in an order in which they can be written."""

    subscribers: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    buckets: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    codes: list[Row] = field(default_factory=list)
    tickets: list[Row] = field(default_factory=list)
    outages: list[Row] = field(default_factory=list)

    def by_table(self) -> Iterator[tuple[type[Base], list[Row]]]:
        """Yield each table with its rows."""
        yield Subscriber, self.subscribers
        yield ConnectedService, self.services
        yield Bucket, self.buckets
        yield Entry, self.entries
        yield PromoCode, self.codes
        yield Ticket, self.tickets
        yield Outage, self.outages


async def fill(session: AsyncSession, terms: Terms, today: date, path: Path = WORLD_FILE) -> None:
    """Write the world of a file into empty tables.

    Args:
        session: a transaction.
        terms: the catalogue's terms, for the packages of tariffs.
        today: the day that relative dates count from.
        path: the file.

    Raises:
        knowledge.files.DataError: the file cannot be read.
        KeyError: a subscriber lacks something, or has a tariff that there is not.
    """
    world = read_yaml(path)
    rows = Rows()
    for data in [*world["subscribers"], *_generated(world.get("generated"))]:
        _Newcomer(data, terms.tariffs[data["tariff"]], today, rows).enter()
    rows.codes.extend(_code(data, today) for data in world["promo_codes"])
    rows.outages.extend(_outage(data, today) for data in world.get("outages", ()))
    for table, content in rows.by_table():
        if content:
            await session.execute(insert(table), content)


def _generated(data: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """Yield the subscribers of the range, all alike and named by their numbers."""
    if data is None:
        return
    first = int(data["from"])
    for number in range(first, first + data["count"]):
        yield {**data, "msisdn": str(number), "name": str(number)}


def _code(data: Mapping[str, Any], today: date) -> Row:
    effect = effect_of(data["effect"])
    return {
        "code": normalise(data["code"]),
        "shown": data["code"],
        "gb": effect.gb,
        "minutes": effect.minutes,
        "fee_discount_percent": effect.fee_discount_percent,
        "days": effect.days,
        "months": effect.months,
        "uses_per_subscriber": data["uses_per_subscriber"],
        "stock": data.get("stock"),
        **_dated("valid_to", data.get("valid_to"), today),
    }


def _outage(data: Mapping[str, Any], today: date) -> Row:
    return {
        "id": data["id"],
        "area": data["area"],
        "names": data["names"],
        "service": data["service"],
        **_dated("since", data["since"], today),
        **_dated("until", data.get("until"), today),
    }


def _dated(name: str, spec: str | None, today: date) -> Row:
    """Return a date with the relative one that it was counted from."""
    return {name: resolve(spec, today) if spec else None, f"{name}_spec": spec}


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """A subscriber on his way from the file into the rows."""

    data: Mapping[str, Any]
    tariff: TariffTerms
    today: date
    rows: Rows

    def enter(self) -> None:
        data, today = self.data, self.today
        self.rows.subscribers.append(
            {
                "msisdn": data["msisdn"],
                "name": data["name"],
                "email": data.get("email"),
                "pin": data["pin"],
                "tariff": data["tariff"],
                **_dated("birthday", data["birthday"], today),
                **_dated("since", data["sim_since"], today),
                **_dated("next_charge", data.get("next_charge"), today),
                "sim_blocked": data.get("sim_blocked"),
                "internet_configured": data.get("internet_configured", True),
                "has_card": data.get("has_card", True),
            }
        )
        self.rows.services.extend(
            {"msisdn": data["msisdn"], "service": service, "place": place}
            for place, service in enumerate(data.get("services", ()))
        )
        self.rows.tickets.extend(self._ticket(ticket) for ticket in data.get("tickets", ()))
        self._money()
        for unit in UNITS:
            self._package(unit)

    def _ticket(self, ticket: Mapping[str, Any]) -> Row:
        return {
            "number": ticket["id"],
            "msisdn": self.data["msisdn"],
            "kind": ticket["kind"],
            "subject": ticket["subject"],
            "department": ticket["department"],
            "status": ticket["state"],
            "text": ticket["topic"],
            "mood": "calm",
            "channel": "app",
            "contact": None,
            "requested_time": None,
            "outage": None,
            "answer": ticket.get("answer"),
            **_dated("opened", ticket["opened"], self.today),
            **_dated("expected", ticket.get("expected"), self.today),
        }

    def _money(self) -> None:
        """Enter the charges, and before them what the balance was: it comes out as the sum."""
        bucket = money_bucket(self.data["msisdn"])
        self.rows.buckets.append(self._bucket(bucket, MONEY, "money", None))
        charges = sorted(
            self.data.get("charges", ()), key=lambda charge: resolve(charge["date"], self.today)
        )
        opening = exact(self.data["balance"]) + sum(
            (exact(charge["amount"]) for charge in charges), start=Decimal(0)
        )
        first_day = charges[0]["date"] if charges else "today"
        self._entry(bucket, opening, "opening", first_day)
        for charge in charges:
            self._entry(
                bucket,
                -exact(charge["amount"]),
                "charge",
                charge["date"],
                title=charge["for"],
                note=charge.get("note"),
            )

    def _package(self, unit: str) -> None:
        """Enter the month's package whole, what was used of it, and apart what was rolled over."""
        size: Decimal = getattr(self.tariff, unit)
        rollover = exact(self.data.get("rollover", {}).get(unit, 0))
        left = exact(self.data["remaining"][unit]) - rollover
        bucket = f"{self.data['msisdn']}-{unit}"
        ends = self.data.get("next_charge")
        self.rows.buckets.append(self._bucket(bucket, unit, "package", ends))
        self._entry(bucket, size, "package", "today")
        if size != left:
            self._entry(bucket, left - size, "usage", "today")
        if rollover:
            rolled = f"{bucket}-rollover"
            self.rows.buckets.append(self._bucket(rolled, unit, "rollover", ends))
            self._entry(rolled, rollover, "rollover", "today")

    def _bucket(self, bucket: str, unit: str, kind: str, ends: str | None) -> Row:
        return {
            "id": bucket,
            "msisdn": self.data["msisdn"],
            "unit": unit,
            "kind": kind,
            "source": None,
            **_dated("valid_to", ends, self.today),
        }

    def _entry(
        self,
        bucket: str,
        amount: Decimal,
        kind: str,
        spec: str,
        title: str | None = None,
        note: str | None = None,
    ) -> None:
        self.rows.entries.append(
            {
                "bucket_id": bucket,
                "amount": amount,
                "kind": kind,
                "title": title,
                "note": note,
                "at": midnight(resolve(spec, self.today)),
                "at_spec": spec,
            }
        )
