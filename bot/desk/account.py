"""The account's card: what a person at the desk sees of a subscriber."""

from __future__ import annotations

import asyncio
from typing import Any

from actions.facts import facts_of
from actions.operator.call import Caller
from actions.operator.errors import OperatorError
from actions.operator.systems import OperatorSystems

SECONDS = 1.5  # within which the card must be there, so that a hand-over does not wait for it


async def account_card(systems: OperatorSystems, caller: Caller) -> dict[str, Any] | None:
    """Return name, tariff, balance, packages and services as JSON values.

    ``None`` where nobody in particular speaks, or a system does not answer in time.
    """
    if caller.subject is None:
        return None
    try:
        async with asyncio.timeout(SECONDS):
            customer, account, subscription = await asyncio.gather(
                systems.customers.profile(caller, caller.subject),
                systems.billing.account(caller, caller.subject),
                systems.inventory.subscription(caller, caller.subject),
            )
    except (OperatorError, TimeoutError):
        return None
    card: dict[str, Any] = facts_of(
        {
            "name": customer.name,
            "since": customer.since,
            "tariff": subscription.tariff.name,
            "fee": subscription.tariff.fee,
            "balance": account.balance,
            "remaining": account.remaining,
            "next_charge": account.next_charge,
            "next_amount": account.next_amount,
            "services": [service.name for service in subscription.services],
            "sim_blocked": subscription.sim_blocked,
        }
    )
    return card
