"""Messages: SMS to a subscriber (TMF681 communication)."""

from typing import Protocol

from actions.operator.call import Caller


class Messages(Protocol):
    """The message system."""

    async def send_sms(self, caller: Caller, msisdn: str, text: str, *, key: str) -> str:
        """Send an SMS; returns its id. Raises ``Unavailable``, ``OutcomeUnknown``."""
        ...
