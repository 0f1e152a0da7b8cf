"""Messages: TMF681 communication."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import JSONResponse

from actions.sandbox.services import messages
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import Message
from actions.sandbox.web.bodies import Sms
from actions.sandbox.web.listing import AskedPage
from actions.sandbox.web.requests import (
    ADMIN,
    AskedChange,
    TheOffice,
    Whoever,
    require,
    require_sureness,
)
from actions.sandbox.web.routing import MSISDN, router
from actions.sandbox.web.shapes import Document, resource

routes = router("messages", "communicationManagement")


@routes.post("/communicationMessage", status_code=201)
async def send_sms(body: Sms, asked: AskedChange, office: TheOffice) -> Document:
    """An SMS to any number. A code by SMS is how a claimed number is proved, so that is enough."""
    require_sureness(asked.requester, "claimed")
    receiver = body.receiver.phoneNumber

    async def work(desk: Desk) -> Document:
        sent = messages.send(desk, receiver, body.content)
        return _resource(sent)

    return await office.change(asked.change("send_sms", receiver), work)


@routes.get("/communicationMessage")
async def list_sms(
    whoever: Whoever,
    office: TheOffice,
    page: AskedPage,
    receiver: Annotated[str, Query(alias="receiver.phoneNumber", pattern=MSISDN)],
) -> JSONResponse:
    """The SMS that a number has received, newest first; for its subscriber, and for tests."""
    if whoever.subject != ADMIN:
        require(whoever, receiver)
    async with office.reading() as desk:
        received = await messages.received(desk, receiver)
        return page.of({**_resource(each), "content": each.text} for each in received)


def _resource(message: Message) -> Document:
    return resource(
        f"{routes.prefix}/communicationMessage",
        message.id,
        "CommunicationMessage",
        messageType="SMS",
        state="completed",
        receiver={"phoneNumber": message.receiver},
        sendTime=message.at.isoformat(timespec="seconds"),
    )
