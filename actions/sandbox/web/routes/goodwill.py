"""What the staff gives (TMF671), and the log of what it does (TMF683)."""

from decimal import Decimal

from fastapi.responses import JSONResponse

from actions.sandbox.services import deeds, goodwill
from actions.sandbox.services.desk import Desk
from actions.sandbox.services.goodwill import Wish
from actions.sandbox.store.deeds import DeedRow
from actions.sandbox.web.bodies import NewDeed, NewGoodwill
from actions.sandbox.web.listing import AskedPage
from actions.sandbox.web.requests import (
    Admin,
    AskedChange,
    TheOffice,
    Whoever,
    require_desk,
)
from actions.sandbox.web.routing import router
from actions.sandbox.web.shapes import Document, day, plain, resource

gifts = router("gifts", "promotionManagement")
log = router("customers", "partyInteractionManagement")


@gifts.post("/goodwill", status_code=201)
async def give(body: NewGoodwill, asked: AskedChange, office: TheOffice) -> Document:
    """A gift, a discount or a code from the operator's people."""
    require_desk(asked.requester)
    msisdn = body.relatedParty.id
    wish = Wish(
        msisdn=msisdn,
        kind=body.kind,
        amount=body.amount if body.kind != "code" else Decimal(1),
        why=body.why,
        agent=body.agent,
        approver=body.approver,
        about=body.about,
    )

    async def work(desk: Desk) -> Document:
        given = await goodwill.give(desk, wish)
        return resource(
            f"{gifts.prefix}/goodwill",
            given.id,
            "Goodwill",
            kind=wish.kind,
            amount=plain(wish.amount),
            validFor={"endDate": day(given.until)},
            code=given.code,
        )

    return await office.change(asked.change("goodwill", msisdn), work)


@log.post("/partyInteraction", status_code=201)
async def record(body: NewDeed, asked: AskedChange, office: TheOffice) -> Document:
    """A deed of the operator's people."""
    require_desk(asked.requester)

    async def work(desk: Desk) -> Document:
        await deeds.record(desk, body.actor, body.what, body.about, body.details)
        return {"@type": "PartyInteraction"}

    return await office.change(asked.change("deed", body.about[:15]), work)


@log.get("/partyInteraction")
async def list_deeds(
    about: str, whoever: Whoever, office: TheOffice, page: AskedPage
) -> JSONResponse:
    """The deeds about something, newest first."""
    require_desk(whoever)
    async with office.reading() as desk:
        return page.of([_deed(row) for row in await deeds.about(desk, about)])


@log.get("/partyInteraction/check")
async def check(office: TheOffice, _admin: Admin) -> Document:
    """Whether the chain of deeds is whole, or where it is broken."""
    async with office.reading() as desk:
        broken = await deeds.first_broken(desk)
    return {"whole": broken is None, "broken_at": broken}


def _deed(row: DeedRow) -> Document:
    return {"id": str(row.id), **row.entry()}
