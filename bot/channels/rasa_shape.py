"""Rasa's message shapes: what its REST and Socket.IO clients send and expect.

What is Mia's own travels under ``metadata.mia`` (in) and ``custom.mia`` (out).
"""

from typing import Any, Literal

from pydantic import BaseModel, Field

from bot.channels.text import Body
from bot.conversation.reply import Reply, Utterance


class Heard(BaseModel):
    """What of a spoken reply was really heard."""

    utterance: int
    characters: int


class MiaMetadata(BaseModel):
    """``metadata.mia`` of a message."""

    channel: str | None = None
    deadline_ms: int | None = Field(default=None, ge=100, le=60_000)
    alternatives: list[str] = Field(default_factory=list, max_items=10)
    event: Literal["silence", "keys", "person", "hang_up", "heard", "start"] | None = None
    why: Literal["silence", "not_heard", "misunderstood"] | None = None
    keys: str | None = Field(default=None, max_length=32)
    heard: Heard | None = None


class Metadata(Body):
    """``metadata`` of a message."""

    message_id: str | None = Field(default=None, max_length=128)
    mia: MiaMetadata = Field(default_factory=MiaMetadata)


class UserMessage(Body):
    """Rasa's REST body (https://rasa.com/docs/rasa/connectors/your-own-website#rest-channels)."""

    sender: str = Field(default="default", min_length=1, max_length=256)
    message: str = ""
    metadata: Metadata = Field(default_factory=Metadata)


def messages(recipient: str, reply: Reply) -> list[dict[str, Any]]:
    """Return a reply as Rasa's list of messages; the last one holds what awaits and what to do."""
    said = [_message(recipient, utterance) for utterance in reply.utterances]
    mia: dict[str, Any] = {"expect": reply.expect, "conversation": reply.conversation}
    if reply.choices:
        mia["choices"] = list(reply.choices)
    if reply.directive:
        mia["directive"] = dict(reply.directive)
    if reply.secret:
        mia["secret"] = True
    if reply.missed:
        mia["missed"] = reply.missed
    if reply.most is not None:
        mia["most"] = reply.most
    if reply.token:
        mia["token"] = reply.token
    return [*said, {"recipient_id": recipient, "custom": {"mia": mia}}]


def _message(recipient: str, said: Utterance) -> dict[str, Any]:
    message: dict[str, Any] = {"recipient_id": recipient, "text": said.text}
    if said.buttons:
        message["buttons"] = [dict(button) for button in said.buttons]
    mia: dict[str, Any] = {"speech": said.speech, "hear_out": said.hear_out}
    if said.links:
        mia["links"] = [dict(link) for link in said.links]
    if said.card:
        mia["card"] = dict(said.card)
    if said.author:
        mia["author"] = said.author
    message["custom"] = {"mia": mia}
    return message
