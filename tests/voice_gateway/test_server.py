"""The gateway's HTTP: what is too large is refused before it is read, whoever sends it."""

from collections.abc import AsyncIterator

import httpx
import pytest

from voice_gateway.server import create
from voice_gateway.settings import Settings

LARGE = b"a" * (64 * 1024 + 1)


async def chunks() -> AsyncIterator[bytes]:
    for _ in range(10):
        yield LARGE[: 16 * 1024]


@pytest.mark.parametrize("path", ["/calls", "/phone/calls"])
@pytest.mark.parametrize("whole", [True, False])
async def test_a_body_that_is_too_large_is_refused(path: str, whole: bool) -> None:
    app = create(Settings("s" * 32), "127.0.0.1", 0)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        answer = await client.post(path, content=LARGE if whole else chunks(), headers=form)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
