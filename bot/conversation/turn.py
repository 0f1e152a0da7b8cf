"""A turn: what a person said, however he said it."""

import hashlib
from dataclasses import dataclass, field

from bot.identity.identity import ANONYMOUS, Identity


@dataclass(frozen=True, slots=True)
class Turn:
    """What reaches the Conversation.

    ``payload`` is what a pressed button sent (``text`` then is what it showed); ``deadline_ms`` is
    the caller's own, where it gives one; ``address`` is where it came from, for limits on guessing.
    """

    channel: str
    sender: str
    text: str
    payload: str | None = None
    message_id: str | None = None
    identity: Identity = field(default=ANONYMOUS)
    deadline_ms: int | None = None
    address: str = ""

    @property
    def place(self) -> str:
        """Name where the turn came in: turns of one place are taken one at a time."""
        return _digest(self.channel, self.sender)

    @property
    def conversation(self) -> str:
        """Return the conversation's key: channel, sender and subject, so that none stands for another."""
        return f"{self.channel}-{_digest(self.channel, self.sender, self.identity.subject or '')}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
