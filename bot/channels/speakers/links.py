"""Links of an answer, sent to the subscriber's phone: a speaker cannot show them."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping

from actions.operator.call import Caller
from actions.operator.errors import OperatorError
from actions.operator.messages import Messages
from bot.channels.speakers.request import Request
from bot.identity.identity import Identity

SECONDS = 3.0  # for the message system to take an SMS


class Links:
    """Sends links by SMS through the operator's message system."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    async def send(
        self, request: Request, identity: Identity, links: Iterable[Mapping[str, str]]
    ) -> str:
        """Send links to the number that the account is linked to; returns the phrase that tells.

        The same request sends one SMS, however often it is delivered.
        """
        if identity.subject is None:
            return "utter_link_sms_needs_account"
        text = "\n".join(f"{link['title']}: {link['url']}" for link in links)
        caller = Caller(identity.subject, identity.sureness.label, request.platform)
        key = hashlib.sha256(f"{request.owner}\0{request.message_id}".encode()).hexdigest()
        try:
            async with asyncio.timeout(SECONDS):
                await self._messages.send_sms(caller, identity.subject, text, key=key)
        except (OperatorError, TimeoutError):
            return "utter_link_sms_failed"
        return "utter_link_sms_sent"
