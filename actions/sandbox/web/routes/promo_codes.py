"""Promo codes: TMF671 promotion."""

from actions.sandbox.services import codes
from actions.sandbox.services.desk import Desk
from actions.sandbox.web.bodies import CodeRequest, CodeTry
from actions.sandbox.web.requests import AskedChange, RequestId, TheOffice, Whoever, require
from actions.sandbox.web.routing import router
from actions.sandbox.web.shapes import Document, day, effect, resource

routes = router("promo_codes", "promotionManagement")


@routes.post("/promoCodeCheck")
async def look_up_code(
    body: CodeTry, whoever: Whoever, office: TheOffice, request_id: RequestId
) -> Document:
    """What a code would give. Asked by POST: a code is not for an address; tries count."""
    msisdn = body.relatedParty.id
    require(whoever, msisdn)

    async def work(desk: Desk) -> Document:
        code = await codes.look_up(desk, msisdn, body.code, request_id)
        return {"@type": "PromoCode", "code": code.code, "effect": effect(code.effect)}

    return await office.counting(msisdn, work)


@routes.post("/promoCodeRedemption", status_code=201)
async def redeem_code(body: CodeTry, asked: AskedChange, office: TheOffice) -> Document:
    """What a code gives."""
    msisdn = body.relatedParty.id
    require(asked.requester, msisdn)

    async def work(desk: Desk) -> Document:
        redeemed = await codes.redeem(desk, msisdn, body.code, asked.key)
        return resource(
            f"{routes.prefix}/promoCodeRedemption",
            asked.key,
            "PromoCodeRedemption",
            code=redeemed.code.code,
            effect=effect(redeemed.code.effect),
            validFor={"endDate": day(redeemed.until)},
        )

    return await office.change(asked.change("redeem_code", msisdn), work)


@routes.post("/promoCodeRequest", status_code=201)
async def request_code(body: CodeRequest, asked: AskedChange, office: TheOffice) -> Document:
    """A code for a subscriber who asks for one."""
    msisdn = body.relatedParty.id
    require(asked.requester, msisdn)

    async def work(desk: Desk) -> Document:
        issued = await codes.request(desk, msisdn)
        return resource(
            f"{routes.prefix}/promoCodeRequest",
            asked.key,
            "PromoCodeRequest",
            code=issued.code,
            effect=effect(issued.effect),
        )

    return await office.change(asked.change("request_code", msisdn), work)
