"""Presents: what one subscriber gives another from his own."""

import secrets
import uuid

from actions.sandbox.rules import presents
from actions.sandbox.rules.presents import Present, Purse, Quote
from actions.sandbox.services import messages
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.holdings import UNITS
from actions.sandbox.store.tables import Subscriber
from actions.sandbox.words import say

# Letters and digits that are not taken for one another when read aloud.
_CODE_SIGNS = "ABCDEFHKMNPRTXY34679"
_CODE_LENGTH = 8


async def quote(desk: Desk, present: Present) -> Quote:
    """Tell what a present would cost its giver.

    Raises:
        NoSuch: nobody has the giver's number.
        Refusal: see ``rules.presents.quote``.
    """
    await desk.subscriber(present.giver)
    return presents.quote(desk.terms.present, present, await _purse(desk, present))


async def send(desk: Desk, present: Present) -> tuple[str, Quote]:
    """Give a present.

    Returns:
        The id of the order, and what it cost.

    Raises:
        NoSuch: nobody has the giver's number.
        Refusal: see ``rules.presents.quote``.
    """
    quoted = await quote(desk, present)
    if present.item in UNITS:
        await _hand_over_units(desk, present)
    elif quoted.name is None:
        await _hand_over_money(desk, present)
    else:
        _send_card(desk, quoted, quoted.name)
    return uuid.uuid4().hex, quoted


async def _purse(desk: Desk, present: Present) -> Purse:
    holdings = await desk.ledger.holdings(present.giver)
    if present.item not in UNITS:
        return Purse(holdings.balance)
    stock = holdings.stock(present.item)
    return Purse(holdings.balance, stock.left, stock.own)


async def _hand_over_units(desk: Desk, present: Present) -> None:
    """Move units from bucket to bucket; they last as long as they would have with the giver."""
    taken = await desk.ledger.take(present.giver, present.item, present.amount, "present_given")
    if await _has_account(desk, present.recipient):
        for part in taken:
            await desk.ledger.give(
                present.recipient,
                present.item,
                part.left,
                "present",
                present.giver,
                part.valid_to,
            )


async def _hand_over_money(desk: Desk, present: Present) -> None:
    given = say("money_given", recipient=present.recipient)
    desk.ledger.pay(present.giver, -present.amount, "present_given", given)
    if await _has_account(desk, present.recipient):
        received = say("money_received", giver=present.giver)
        desk.ledger.pay(present.recipient, present.amount, "present", received)


def _send_card(desk: Desk, quoted: Quote, name: str) -> None:
    present = quoted.present
    given = say("card_given", recipient=present.recipient, name=name)
    desk.ledger.pay(present.giver, -quoted.price, "card_given", given)
    code = "".join(secrets.choice(_CODE_SIGNS) for _ in range(_CODE_LENGTH))
    messages.send(desk, present.recipient, say("card_sms", name=name, code=code))


async def _has_account(desk: Desk, msisdn: str) -> bool:
    """Tell whether the demo has this subscriber; a number of the own network may be none of it."""
    return await desk.session.get(Subscriber, msisdn) is not None
