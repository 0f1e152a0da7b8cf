"""What the telephone system reports of calls that wait for a person or have one.

The dialplan posts form-encoded bodies (``CURL()``), with a service token for ``bot``.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request

from bot.conversation.reply import utterance
from bot.desk.case import PHONE, Case
from bot.desk.outbox import Sms
from bot.desk.parts import DeskParts
from bot.service.access import core_of, service
from bot.service.core import Core
from bot.service.problems import Problem
from knowledge.facts import catalogue

router = APIRouter(prefix="/desk/calls", include_in_schema=False, dependencies=[Depends(service)])


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
    """Note that a call is over; who hung up while he waited is offered a call-back by SMS, once.

    An SMS that cannot be sent now is sent ``later``.
    """
    core = core_of(request)
    case = await _case(core.desk, call)
    sms = _offer(core, case) if case.state == "waiting" else None
    if sms is not None:
        await core.desk.outbox.keep(
            sms
        )  # before the case ends: what breaks in between loses nothing
    before = await core.desk.cases.close(case.id, "hung_up")
    if sms is None:
        return {"offered": "no"}
    if before in ("offered", "held"):  # somebody answered meanwhile
        await core.desk.outbox.drop(sms.key)
    if before != "waiting":
        return {"offered": "no"}
    return {"offered": "sms" if await core.desk.outbox.send(sms.key) else "later"}


def _offer(core: Core, case: Case) -> Sms | None:
    """Return the SMS that offers a call-back, where the number is known."""
    subject = case.packet.get("subject")
    if not subject:
        return None
    said = core.assistant.phrase("utter_queue_left_call", number=_support_number())
    sureness, text = str(case.packet["sureness"]), utterance(said).text
    return Sms(f"left-{case.id}", case.id, str(subject), sureness, PHONE, text)


async def _case(desk: DeskParts, call: str) -> Case:
    case = await desk.cases.of_call(call.replace("-", "").lower())  # a UUID, as Asterisk writes it
    if case is None:
        raise Problem(404, "No such call", "It was not handed over.")
    return case


def _support_number() -> str:
    return str(catalogue()["operator"]["support_number"])
