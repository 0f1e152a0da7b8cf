"""What the telephone system reports of calls that wait for a person or have one.

The dialplan posts form-encoded bodies (``CURL()``), with a service token for ``bot``.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from actions import service_tokens
from actions.operator.call import Caller
from actions.operator.errors import OperatorError
from bot.conversation.reply import utterance
from bot.desk.case import Case
from bot.desk.parts import DeskParts
from bot.service.access import core_of
from bot.service.problems import Problem
from knowledge.facts import catalogue

_bearer = HTTPBearer(auto_error=False)


def _service(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> None:
    """Let pass only who shows a service token for the bot."""
    secret = core_of(request).settings.secret
    try:
        service_tokens.check(credentials.credentials if credentials else "", secret, "bot")
    except service_tokens.InvalidToken:
        raise Problem(401, "Service token needed", "It is signed for the audience «bot».") from None


router = APIRouter(prefix="/desk/calls", include_in_schema=False, dependencies=[Depends(_service)])


@router.post("/{call}/answered")
async def answered(
    call: str, request: Request, extension: Annotated[str, Form(max_length=32)]
) -> dict[str, str]:
    """Open the packet on the screen of who answered, by his extension."""
    core = core_of(request)
    case = await _case(core.desk, call)
    member = core.staff.roster.at(extension)
    if member is None:
        raise Problem(404, "Nobody's extension", extension)
    held = await core.desk.cases.give(case.id, member.login)
    if held is None:
        raise Problem(409, "The call is over")
    await core.desk.cases.acknowledge(held)
    return {"case": case.id, "agent": member.login}


@router.post("/{call}/left")
async def left(call: str, request: Request) -> dict[str, str]:
    """Note that a call is over; who hung up while he waited is offered a call-back by SMS, once."""
    core = core_of(request)
    case = await _case(core.desk, call)
    before = await core.desk.cases.close(case.id, "hung_up")
    subject = case.packet.get("subject")
    if before != "waiting" or not subject:
        return {"offered": "no"}
    said = core.assistant.phrase("utter_queue_left_call", number=_support_number())
    caller = Caller(str(subject), str(case.packet["sureness"]), "phone")
    try:
        await core.systems.messages.send_sms(
            caller, str(subject), utterance(said).text, key=f"left-{case.id}"
        )
    except OperatorError as error:
        raise Problem(503, "The SMS was not sent", type(error).__name__) from error
    return {"offered": "sms"}


async def _case(desk: DeskParts, call: str) -> Case:
    case = await desk.cases.of_call(call.replace("-", "").lower())  # a UUID, as Asterisk writes it
    if case is None:
        raise Problem(404, "No such call", "It was not handed over.")
    return case


def _support_number() -> str:
    return str(catalogue()["operator"]["support_number"])
