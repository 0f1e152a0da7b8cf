"""What the operator's people give a subscriber."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from actions.sandbox.clock import midnight
from actions.sandbox.problems import Refusal
from actions.sandbox.rules import goodwill as rules
from actions.sandbox.rules.codes import lasts_until, normalise
from actions.sandbox.services import claims, deeds, messages
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import Claim
from actions.sandbox.terms import Effect
from actions.sandbox.words import say

_KIND = "goodwill"
_REQUEST = "code_request"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to give (see ``actions.operator.goodwill.Goodwill``)."""

    msisdn: str
    kind: rules.Kind
    amount: Decimal
    why: str
    agent: str
    approver: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was given."""

    id: str
    until: date | None
    code: str | None


async def give(desk: Desk, wish: Wish) -> Given:
    """Give it, and put the deed into the chain, in one transaction.

    Raises:
        NoSuch: nobody has that number.
        Refusal: ``needs_approval``, ``too_much`` or ``no_charge``.
    """
    subscriber = await desk.subscriber(wish.msisdn)
    terms = desk.terms.goodwill
    given = await _this_month(desk, wish.msisdn)
    approved = wish.approver is not None
    rules.judge(terms.agent, terms.supervisor, wish.kind, wish.amount, given, approved=approved)
    effect = _effect(wish, terms.days)
    until = lasts_until(effect, desk.today, subscriber.next_charge)
    if wish.kind == "discount" and until is None:
        raise Refusal("no_charge")
    code = await _code(desk, wish) if wish.kind == "code" else None
    source = uuid.uuid4().hex
    await claims.credit(desk, wish.msisdn, _KIND, source, effect, until)
    await _write_down(desk, wish)
    return Given(source, until, code)


async def _this_month(desk: Desk, msisdn: str) -> int:
    first = midnight(desk.today.replace(day=1))
    query = select(func.count()).where(
        Claim.msisdn == msisdn, Claim.kind == _KIND, Claim.at >= first
    )
    return await desk.session.scalar(query) or 0


def _effect(wish: Wish, days: int) -> Effect:
    match wish.kind:
        case "gb":
            return Effect(gb=wish.amount, days=days)
        case "minutes":
            return Effect(minutes=wish.amount, days=days)
        case "discount":
            return Effect(fee_discount_percent=int(wish.amount), months=1)
        case "code":
            return Effect()


async def _code(desk: Desk, wish: Wish) -> str:
    """Let the subscriber redeem the code of thanks, and send it to him."""
    terms = desk.terms.code_request
    claims.note(desk, wish.msisdn, _REQUEST, normalise(terms.code))
    messages.send(desk, wish.msisdn, say("goodwill_code_sms", code=terms.code))
    return terms.code


async def _write_down(desk: Desk, wish: Wish) -> None:
    details = {
        "kind": wish.kind,
        "amount": format(wish.amount, "f"),
        "why": wish.why,
        "approver": wish.approver,
        "conversation": wish.about,
    }
    await deeds.record(desk, wish.agent, "give", wish.msisdn, details)
