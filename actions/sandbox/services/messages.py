"""SMS: stored rather than sent, for tests and demos to read."""

import uuid

from sqlalchemy import select

from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import Message


def send(desk: Desk, receiver: str, text: str) -> Message:
    """Send an SMS to a number of any operator."""
    message = Message(id=uuid.uuid4().hex, receiver=receiver, text=text, at=desk.now)
    desk.session.add(message)
    return message


async def received(desk: Desk, receiver: str) -> list[Message]:
    """List the SMS that a number has received, newest first."""
    query = select(Message).where(Message.receiver == receiver).order_by(Message.at.desc())
    return list(await desk.session.scalars(query))
