"""Work that lasts as long as the service: begun anew when it breaks, and never broken in silence."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 0.5

Work = Callable[[], Awaitable[None]]


@asynccontextmanager
async def lasting(*works: Work, again_seconds: float = AGAIN_SECONDS) -> AsyncIterator[None]:
    """Do all of some works until the block ends, each beginning anew when it breaks or ends."""
    tasks = [asyncio.create_task(_last(work, again_seconds)) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _last(work: Work, again_seconds: float) -> None:
    while True:
        try:
            await work()
        except (RedisError, OSError) as error:
            logger.warning("%s waits: %s", work.__qualname__, type(error).__name__)
        except Exception as error:
            logger.error("%s broke: %s at %s", work.__qualname__, type(error).__name__, _at(error))
        await asyncio.sleep(again_seconds)


def _at(error: Exception) -> str:
    """Return where it was raised; an error's own words may hold what people said."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename}:{last.lineno}"
