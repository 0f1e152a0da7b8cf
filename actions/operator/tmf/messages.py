"""Messages over TMF681 (communication)."""

from actions.operator.call import Caller
from actions.operator.tmf.transport import System

_COMMUNICATION = "/tmf-api/communicationManagement/v4"


class TmfMessages:
    """The message system over HTTP."""

    def __init__(self, system: System) -> None:
        self._system = system

    async def send_sms(self, caller: Caller, msisdn: str, text: str, *, key: str) -> str:
        """See ``Messages.send_sms``."""
        body = {"messageType": "SMS", "receiver": {"phoneNumber": msisdn}, "content": text}
        return await self._system.change(
            caller,
            "POST",
            f"{_COMMUNICATION}/communicationMessage",
            body,
            lambda document: str(document["id"]),
            key=key,
        )
