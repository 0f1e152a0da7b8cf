"""How long understanding one message takes, in this process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from redis.asyncio import Redis

from bot.assistant.assistant import Assistant
from bot.bench.load import Measured
from knowledge.files import ROOT, read_yaml
from nlu.training import MODEL


def measure(rounds: int = 1) -> Measured:
    """Parse every held-out phrase, each ``rounds`` times; the first hundred only warm up."""
    texts = [str(item["text"]) for item in read_yaml(ROOT / "nlu" / "heldout" / "dev.yml")]
    unused: Redis[str] = Redis.from_url("redis://127.0.0.1:0", decode_responses=True)
    assistant = Assistant.load(MODEL, unused, {})
    return asyncio.run(_parse_all(assistant, texts, rounds))


async def _parse_all(assistant: Assistant, texts: Sequence[str], rounds: int) -> Measured:
    for text in texts[:100]:
        await assistant.parse(text)
    measured = Measured()
    begin = time.perf_counter()
    for text in [*texts] * rounds:
        start = time.perf_counter()
        await assistant.parse(text)
        measured.latencies.append(time.perf_counter() - start)
    measured.seconds = time.perf_counter() - begin
    return measured
