"""Gifts of the operator's to a subscriber."""

from dataclasses import dataclass
from datetime import date, timedelta

from actions.sandbox.problems import NoSuch, Refusal
from actions.sandbox.rules import gifts
from actions.sandbox.services import claims
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.person import Person
from actions.sandbox.terms import GiftTerms

_KIND = "gift"


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift and whether it can be claimed."""

    terms: GiftTerms
    due: gifts.Due


async def due(desk: Desk, msisdn: str) -> list[Gift]:
    """List all gifts with whether each can be claimed today.

    Raises:
        NoSuch: nobody has that number.
    """
    subscriber = await desk.subscriber(msisdn)
    return [
        Gift(terms, await _judge(desk, subscriber, terms.id)) for terms in desk.terms.gifts.values()
    ]


async def claim(desk: Desk, msisdn: str, gift_id: str) -> tuple[GiftTerms, date]:
    """Give a gift that is due.

    Returns:
        The gift, and the last day on which it can be used.

    Raises:
        NoSuch: nobody has that number, or there is no such gift.
        Refusal: ``not_due``, ``already_claimed`` or ``internet_not_configured``, with ``opens``
            and ``closes`` where the gift has a day.
    """
    subscriber, terms = await desk.subscriber(msisdn), desk.terms.gifts.get(gift_id)
    if terms is None:
        raise NoSuch("no_such_gift")
    verdict = await _judge(desk, subscriber, gift_id)
    if verdict.refusal:
        raise Refusal(verdict.refusal, **_window(verdict))
    until = desk.today + timedelta(days=terms.effect.days)
    await claims.credit(desk, msisdn, _KIND, gift_id, terms.effect, until)
    return terms, until


async def _judge(desk: Desk, subscriber: Person, gift_id: str) -> gifts.Due:
    last = await claims.last_day(desk, subscriber.msisdn, _KIND, gift_id)
    match gift_id:
        case "birthday":
            return gifts.yearly(subscriber.birthday, desk.today, last, first_after=0)
        case "sim_birthday":
            return gifts.yearly(subscriber.since, desk.today, last, first_after=1)
        case "internet_setup":
            return gifts.internet_setup(
                configured=subscriber.internet_configured, claimed=last is not None
            )
        case _:
            # A gift that the catalogue has and this operator knows no occasion for.
            return gifts.Due("not_due")


def _window(verdict: gifts.Due) -> dict[str, object]:
    days = {"opens": verdict.opens, "closes": verdict.closes}
    return {name: day.isoformat() for name, day in days.items() if day}
