"""Whether the process lives, and whether it can answer."""

from fastapi import APIRouter, Request
from redis.exceptions import RedisError

from bot.service.access import core_of
from bot.service.problems import Problem

router = APIRouter(tags=["health"])


@router.get("/health/live")
async def live() -> dict[str, str]:
    """Tell that the process runs."""
    return {"status": "ok"}


@router.get("/health/ready")
async def ready(request: Request) -> dict[str, str]:
    """Tell that the model is loaded and Redis answers."""
    try:
        await core_of(request).redis.ping()
    except RedisError as error:
        raise Problem(503, "Redis does not answer", type(error).__name__) from error
    return {"status": "ready"}
