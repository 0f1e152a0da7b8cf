"""An output channel that collects what Mia says, under the name of the channel it is said on."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class Collector(OutputChannel):
    """Collects messages. Rasa chooses channel-specific responses by ``name()``."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.messages: list[dict[str, Any]] = []

    def name(self) -> str:
        """Return the channel's name (Rasa has a class method here; one name an object is needed)."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message as it is: text, buttons and ``custom`` belong together."""
        self.messages.append(message)
