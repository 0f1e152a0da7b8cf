"""Rounds: something is done every few seconds; that it fails is logged once, not at each round."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from actions.operator.errors import OperatorError

logger = logging.getLogger(__name__)

EVERY_SECONDS = 5.0


async def rounds(what: str, once: Callable[[], Awaitable[object]]) -> None:
    """Do it every few seconds, until cancelled. ``what`` names it in the log."""
    failing = ""
    while True:
        try:
            await once()
            failing = ""
        except (OperatorError, SQLAlchemyError, RedisError, OSError) as error:
            why = type(error).__name__
            if why != failing:
                logger.warning("%s must wait: %s", what, why)
            failing = why
        await asyncio.sleep(EVERY_SECONDS)
