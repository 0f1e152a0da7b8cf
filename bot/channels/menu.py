"""The button menu of the telephone exchange, while the gateway is away: answers go by SMS.

The exchange cannot say words that it has no recording of. So the caller's key becomes a question that
Mia answers to the number the network vouches for, and the caller hears that the answer is sent.
"""

from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import PlainTextResponse

from actions.operator.call import Caller
from actions.operator.errors import OperatorError
from actions.service_tokens import EXCHANGE, ServiceToken
from bot.conversation.reply import Reply
from bot.conversation.turn import Turn
from bot.identity.identification import number_in
from bot.identity.identity import Identity
from bot.identity.sureness import Sureness
from bot.service.access import core_of, service
from bot.service.problems import Problem

CHANNEL = "phone"
SENT = "sent"
PERSON = "person"


async def exchange(token: Annotated[ServiceToken, Depends(service)]) -> None:
    """Let pass only the telephone exchange, by its service token.

    Raises:
        Problem: no token, one that cannot be believed, or another service's (401).
    """
    if token.channel != EXCHANGE:
        raise Problem(401, "Service token needed", "This route is for the exchange.")


router = APIRouter(tags=["channels"], dependencies=[Depends(exchange)])


@router.post("/webhooks/menu", response_class=PlainTextResponse)
async def press(
    request: Request,
    uuid: Annotated[UUID, Form()],
    caller: Annotated[str, Form(max_length=32)],
    text: Annotated[str, Form(min_length=1, max_length=200)],
) -> str:
    """Answer a question of a caller whose number the network vouches for, by SMS.

    Returns:
        ``sent``, or ``person`` where the answer is a question back or could not be sent.

    Raises:
        Problem: the caller's number is none of a mobile subscriber (422).
    """
    core = core_of(request)
    msisdn = number_in(caller)
    if msisdn is None:
        raise Problem(422, "No subscriber's number", "An answer by SMS needs a mobile number.")
    once = str(uuid5(uuid, text))  # a key pressed again gets the same answer, and no second SMS
    identity = Identity(msisdn, Sureness.NETWORK)
    turn = Turn(CHANNEL, str(uuid), text, message_id=once, identity=identity)
    reply = await core.conversation.take(turn)
    if not _is_whole(reply):
        return PERSON
    words = "\n".join(said.text for said in reply.utterances)
    mia = Caller(msisdn, Sureness.NETWORK.label, CHANNEL)
    try:
        await core.systems.messages.send_sms(mia, msisdn, words, key=once)
    except OperatorError:
        return PERSON
    return SENT


def _is_whole(reply: Reply) -> bool:
    """Whether a reply is an answer that needs nothing back."""
    return reply.expect == "open" and not reply.directive and not reply.secret
