"""Errors as problems: a database that does not answer is told from a fault of our own."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.service import problems

WHY = Exception("why")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("SELECT 1", {}, WHY), 503),
        (ConnectionRefusedError("away"), 503),
        (TimeoutError("silent"), 503),
        (IntegrityError("INSERT", {}, WHY), 500),
        (ValueError("ours"), 500),
    ],
)
async def test_a_failure_is_a_problem_of_its_kind(error: Exception, status: int) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/")
    async def fail() -> None:
        raise error

    carrier = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=carrier, base_url="http://mia") as client:
        answer = await client.get("/")
    assert answer.status_code == status
    assert answer.headers["content-type"] == problems.MEDIA_TYPE
    assert str(error) not in answer.text
