"""The demo operator in the process of the tests, with a clock that they can set."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx

from actions import service_tokens
from actions.operator.tmf import TmfSystems
from actions.operator.tmf.exchange import Answer, Sent
from actions.sandbox.clock import MovableClock


class InProcess:
    """Carries requests to an application in this process."""

    def __init__(self, app: Any) -> None:
        self._client = httpx.AsyncClient(
            base_url="http://operator", transport=httpx.ASGITransport(app=app)
        )

    async def exchange(self, sent: Sent, patience: float, connect: float) -> Answer:
        async with asyncio.timeout(patience):
            response = await self._client.request(
                sent.method,
                sent.path,
                params=sent.params,
                headers=sent.headers,
                content=sent.body,
            )
        return Answer(response.status_code, response.content)

    async def close(self) -> None:
        await self._client.aclose()


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
