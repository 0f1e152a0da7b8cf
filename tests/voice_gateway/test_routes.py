"""The gateway's HTTP as a dialplan uses it: who may ask, what is refused, where calls go."""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from actions.service_tokens import ServiceToken, issue
from voice_gateway.call import Surroundings
from voice_gateway.gateway import Gateway
from voice_gateway.metrics import Metrics
from voice_gateway.playing.metronome import Metronome
from voice_gateway.registry import HANG_UP, Step
from voice_gateway.server import create
from voice_gateway.settings import Settings

SECRET = "s" * 32
CAPACITY = 20


@pytest.fixture
def gateway() -> Gateway:
    around = Surroundings(
        None,  # type: ignore[arg-type]  # nothing is heard or said here
        None,  # type: ignore[arg-type]
        ThreadPoolExecutor(1),
        Metronome(),
        Metrics(),
        announces_recording=True,
    )
    return Gateway(Settings(SECRET, capacity=CAPACITY), around, httpx.AsyncClient())


@pytest.fixture
async def dialplan(gateway: Gateway) -> AsyncIterator[httpx.AsyncClient]:
    app = create(gateway.settings, "127.0.0.1", 0)
    app.state.gateway = gateway
    token = issue(SECRET, "gateway", ServiceToken(None, "phone", "anonymous"))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://gateway",
        headers={"Authorization": f"Bearer {token}"},
    ) as client:
        yield client


async def announced(
    dialplan: httpx.AsyncClient, call: uuid.UUID | None = None, **form: str
) -> httpx.Response:
    return await dialplan.post("/calls", data={"uuid": str(call or uuid.uuid4()), **form})


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("79000000001", "79000000001"),
        ("89000000001", "79000000001"),
        ("+7 (900) 000-00-01", "79000000001"),
        ("+4915112345678", None),  # foreign
        ("", None),  # withheld
        ("79000000001#79000000002", None),
    ],
)
async def test_a_call_is_announced_with_who_calls(
    dialplan: httpx.AsyncClient, gateway: Gateway, shown: str, number: str | None
) -> None:
    call = uuid.uuid4()
    answer = await announced(
        dialplan, call, caller=shown, name="Иван", dialled="611", vouched="true"
    )
    assert (answer.status_code, answer.text) == (200, "voice")
    record = gateway.registry.find(call)
    assert record is not None
    assert record.caller.number == number
    assert record.caller.is_vouched == (number is not None)  # nobody vouches for no number
    assert (record.caller.name, record.caller.dialled) == ("Иван", "611")


async def test_a_hundred_calls_at_once_are_held_up_to_the_capacity(
    dialplan: httpx.AsyncClient,
) -> None:
    answers = await asyncio.gather(*(announced(dialplan) for _ in range(100)))
    assert Counter(answer.text for answer in answers) == {
        "voice": CAPACITY,
        "keypad": 100 - CAPACITY,
    }
    ready = await dialplan.get("/health/ready")
    assert ready.json() == {"status": "ready", "calls": CAPACITY}


async def test_a_call_announced_once_more_takes_no_second_place(
    dialplan: httpx.AsyncClient, gateway: Gateway
) -> None:
    call = uuid.uuid4()
    for _ in range(2):
        assert (await announced(dialplan, call)).text == "voice"
    assert gateway.registry.held == 1


async def test_a_uuid_that_was_taken_is_refused(
    dialplan: httpx.AsyncClient, gateway: Gateway
) -> None:
    call = uuid.uuid4()
    await announced(dialplan, call)
    gateway.registry.begin(call)
    assert (await announced(dialplan, call)).status_code == 409
    gateway.registry.end(call, HANG_UP)
    assert (await announced(dialplan, call)).status_code == 409


async def test_a_dialplan_learns_where_a_call_goes(
    dialplan: httpx.AsyncClient, gateway: Gateway
) -> None:
    call = uuid.uuid4()
    assert (await dialplan.get(f"/calls/{call}/next")).status_code == 404
    await announced(dialplan, call)
    gateway.registry.begin(call)
    gateway.registry.end(call, Step("queue", "billing"))
    assert (await dialplan.get(f"/calls/{call}/next")).text == "queue:billing"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"uuid": "1"},
        {"uuid": str(uuid.UUID(int=1)), "caller": "7" * 65},
        {"uuid": str(uuid.UUID(int=1)), "vouched": "perhaps"},
    ],
)
async def test_a_form_that_cannot_be_read_says_why(
    dialplan: httpx.AsyncClient, form: dict[str, str]
) -> None:
    answer = await dialplan.post("/calls", data=form)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"].startswith("body.")


@pytest.mark.parametrize("path", ["/calls", f"/calls/{uuid.UUID(int=1)}/next", "/metrics"])
@pytest.mark.parametrize("audience", [None, "bot"])
async def test_nobody_else_is_told_anything(
    dialplan: httpx.AsyncClient, path: str, audience: str | None
) -> None:
    dialplan.headers.pop("Authorization")
    if audience:
        token = issue(SECRET, "bot", ServiceToken(None, "phone", "anonymous"))
        dialplan.headers["Authorization"] = f"Bearer {token}"
    method = "POST" if path == "/calls" else "GET"
    answer = await dialplan.request(method, path)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
