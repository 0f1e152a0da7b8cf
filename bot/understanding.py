"""Understanding without a conversation: lines in, what Mia would act on out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from bot.assistant.assistant import Assistant
from bot.service import logs
from nlu.training import MODEL


def understand_lines(lines: Iterable[str], model: Path | None = None) -> Iterator[dict[str, Any]]:
    """Yield for each line its topic, confidence, alternatives and entities; also for an empty line.

    Raises:
        NoModel: there is none that can be used.
    """
    logs.configure()  # Rasa's debug log would stand among the answers on stdout
    # Understanding keeps nothing, so this address is never called.
    unused: Redis[str] = Redis.from_url("redis://127.0.0.1:0", decode_responses=True)
    assistant = Assistant.load(model or MODEL, unused, {})
    with asyncio.Runner() as runner:
        for line in lines:
            yield runner.run(assistant.understand(line.rstrip("\n")))
