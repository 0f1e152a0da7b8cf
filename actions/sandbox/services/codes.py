"""Promo codes: looked up, redeemed, given on request."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from actions.sandbox.problems import CountedRefusal, Refusal
from actions.sandbox.rules import codes
from actions.sandbox.rules.codes import Code, normalise
from actions.sandbox.services import claims
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import PromoCode, WrongCode
from actions.sandbox.terms import CodeRequestTerms, Effect

_KIND = "code"
_REQUEST = "code_request"


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A code that was redeemed, and the last day of what it gave."""

    code: Code
    until: date | None


async def look_up(desk: Desk, msisdn: str, text: str, request: str) -> Code:
    """Find a code that this subscriber can redeem now.

    Args:
        desk: a desk that can write: a wrong code is counted.
        msisdn: the subscriber.
        text: the code as he wrote it.
        request: what tells this try from another; the same try is counted once.

    Raises:
        NoSuch: nobody has that number.
        Refusal: ``too_many_tries`` (``until``), ``unknown``, ``expired`` (``since``),
            ``already_used`` or ``used_up``.
    """
    await desk.subscriber(msisdn)
    await _check_tries(desk, msisdn, request)
    code = await _find(desk, msisdn, normalise(text))
    if code is None:
        await desk.session.merge(WrongCode(msisdn=msisdn, request=request, at=desk.now))
        raise CountedRefusal("unknown")
    used = await claims.count(desk, msisdn, _KIND, normalise(code.code))
    codes.check(code, used, desk.today)
    return code


async def redeem(desk: Desk, msisdn: str, text: str, request: str) -> Redeemed:
    """Give what a code gives.

    Raises:
        NoSuch: nobody has that number.
        Refusal: see ``look_up``.
    """
    code = await look_up(desk, msisdn, text, request)
    if code.stock is not None:
        await _take_from_stock(desk, normalise(code.code))
    subscriber = await desk.subscriber(msisdn)
    until = codes.lasts_until(code.effect, desk.today, subscriber.next_charge)
    await claims.credit(desk, msisdn, _KIND, normalise(code.code), code.effect, until)
    return Redeemed(code, until)


async def request(desk: Desk, msisdn: str) -> CodeRequestTerms:
    """Give a code to a subscriber who asks for one: from then on he can redeem it.

    Raises:
        NoSuch: nobody has that number.
        Refusal: ``too_new`` (``from_days``) or ``too_soon`` (``next``).
    """
    subscriber, terms = await desk.subscriber(msisdn), desk.terms.code_request
    code = normalise(terms.code)
    last = await claims.last_day(desk, msisdn, _REQUEST, code)
    codes.check_request(terms, subscriber.since, last, desk.today)
    claims.note(desk, msisdn, _REQUEST, code)
    return terms


async def _check_tries(desk: Desk, msisdn: str, request: str) -> None:
    query = (
        select(WrongCode.at)
        .where(
            WrongCode.msisdn == msisdn,
            WrongCode.request != request,
            WrongCode.at > desk.now - codes.WRONG_TRIES_WITHIN,
        )
        .order_by(WrongCode.at)
    )
    codes.check_tries(list(await desk.session.scalars(query)), desk.now)


async def _find(desk: Desk, msisdn: str, code: str) -> Code | None:
    terms = desk.terms.code_request
    if code == normalise(terms.code):
        given = await claims.count(desk, msisdn, _REQUEST, code)
        return Code(terms.code, terms.effect, uses=given) if given else None
    row = await desk.session.get(PromoCode, code)
    return _code(row) if row else None


def _code(row: PromoCode) -> Code:
    effect = Effect(
        gb=row.gb,
        minutes=row.minutes,
        fee_discount_percent=row.fee_discount_percent,
        days=row.days,
        months=row.months,
    )
    return Code(row.shown, effect, row.uses_per_subscriber, row.valid_to, row.stock)


async def _take_from_stock(desk: Desk, code: str) -> None:
    """Take one of a limited stock. What was read before may have gone to another meanwhile."""
    taken = await desk.session.scalar(
        update(PromoCode)
        .where(PromoCode.code == code, PromoCode.stock > 0)
        .values(stock=PromoCode.stock - 1)
        .returning(PromoCode.stock)
    )
    if taken is None:
        raise Refusal("used_up")
