"""The demo operator in the process of the tests, with a clock that they can set."""

from dataclasses import dataclass

import httpx

from actions import service_tokens
from actions.operator.tmf import TmfSystems
from actions.sandbox.clock import MovableClock


@dataclass(frozen=True)
class Operator:
    """The demo operator in this process."""

    systems: TmfSystems
    clock: MovableClock
    http: httpx.AsyncClient
    secret: str

    def headers(
        self, subject: str | None, sureness: str = "verified", key: str | None = None
    ) -> dict[str, str]:
        """Return the headers of a request made by hand."""
        token = service_tokens.ServiceToken(subject, "tests", sureness)
        encoded = service_tokens.issue(self.secret, "operator", token)
        return {"Authorization": f"Bearer {encoded}"} | ({"Idempotency-Key": key} if key else {})

    async def sms(self, receiver: str) -> list[str]:
        """Return the texts that a number has received."""
        response = await self.http.get(
            "/tmf-api/communicationManagement/v4/communicationMessage",
            params={"receiver.phoneNumber": receiver},
            headers=self.headers("admin"),
        )
        return [message["content"] for message in response.json()]
