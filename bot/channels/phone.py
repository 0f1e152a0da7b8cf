"""The phone channel: what the voice gateway sends over Rasa's REST webhook with a service token.

Turns and events of a call come in ``metadata.mia`` (see ``docs/voice.md``); the answer is Rasa's list.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.channels import rasa_shape
from bot.channels.rasa_shape import UserMessage
from bot.channels.traits import channels
from bot.conversation.reply import Reply
from bot.conversation.turn import Turn
from bot.flows.slots import names_of
from bot.identity.identity import Identity
from bot.service.problems import Problem

CHANNEL = "phone"
_BY_SERVICE: Collection[str] = ("phone", "alice", "marusya", "salute")


def check_channel(body: UserMessage, channel: str | None) -> None:
    """See that a body speaks for no other channel than its sender's token names.

    Raises:
        Problem: it names a channel that needs a service token of that channel, or there is none (403).
    """
    if channel is not None and channel not in channels():
        raise Problem(403, "Unknown channel", f"The token's channel «{channel}» is none of Mia's.")
    named = body.metadata.mia.channel
    if named in _BY_SERVICE and named != channel:
        detail = f"The channel «{named}» needs a service token of that channel."
        raise Problem(403, "Not of this channel", detail)


def messages(recipient: str, reply: Reply) -> list[dict[str, Any]]:
    """Return a reply as Rasa's list, with the words that name what can be chosen (``phrases``)."""
    said = rasa_shape.messages(recipient, reply)
    names = names_of(reply.choices) if reply.expect == "choice" else ()
    if names:
        said[-1]["custom"]["mia"]["phrases"] = list(names)
    return said


def turn(body: UserMessage, identity: Identity, channel: str) -> Turn:
    """Return a call's turn: what was said, the keys pressed, or what else happened.

    Its address is the caller's number, or the call where that is withheld: the gateway's own would count
    the wrong PINs of all callers together.

    Raises:
        Problem: an event lacks what belongs to it (422).
    """
    mia = body.metadata.mia
    if mia.event == "keys" and not mia.keys:
        raise Problem(422, "Keys missing", "The event «keys» comes with «keys».")
    if (mia.event == "person") != (mia.why is not None):
        raise Problem(422, "Event and «why»", "The event «person» comes with «why», and no other.")
    return Turn(
        channel=channel,
        sender=body.sender,
        text=(mia.keys or "") if mia.event == "keys" else body.message,
        message_id=body.metadata.message_id,
        identity=identity,
        deadline_ms=mia.deadline_ms,
        address=f"{channel}:{identity.subject or body.sender}",
        event=mia.event,
        why=mia.why,
        alternatives=tuple(mia.alternatives),
        heard=mia.heard.dict() if mia.heard else None,
    )
