"""Rasa's REST channel: ``POST /webhooks/rest/webhook``."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import ORJSONResponse

from bot.channels import phone
from bot.channels.rasa_shape import UserMessage, messages
from bot.conversation.turn import Turn
from bot.service.access import Speaker, address, core_of, speaker

CHANNEL = "rest"

router = APIRouter(tags=["channels"])


@router.post("/webhooks/rest/webhook", response_model=list[dict[str, Any]])
async def webhook(
    body: UserMessage,
    request: Request,
    speaker: Annotated[Speaker, Depends(speaker)],
    idempotency_key: Annotated[str | None, Header(max_length=128)] = None,
) -> Response:
    """Answer a message as Rasa's REST channel does.

    ``Authorization: Bearer`` carries the subscriber's app token, or the session token of an earlier
    reply. A message id (``metadata.message_id``, else ``Idempotency-Key``) is answered once.
    """
    phone.check_channel(body, speaker.channel)
    if speaker.channel is not None:
        turn = phone.turn(body, speaker.identity, speaker.channel)
        reply = await core_of(request).conversation.take(turn)
        return ORJSONResponse(phone.messages(body.sender, reply))
    turn = Turn(
        channel=CHANNEL,
        sender=body.sender,
        text=body.message,
        message_id=body.metadata.message_id or idempotency_key,
        identity=speaker.identity,
        deadline_ms=body.metadata.mia.deadline_ms,
        address=address(request),
    )
    reply = await core_of(request).conversation.take(turn)
    return ORJSONResponse(messages(body.sender, reply))


@router.get("/webhooks/rest/")
async def health() -> dict[str, str]:
    """Tell that the channel is there (Rasa's clients ask)."""
    return {"status": "ok"}
