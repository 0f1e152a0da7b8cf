"""``mia call``: a call in the terminal, from the first ring to what every stage took."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
from rich.console import Console

from actions.installation import shared_secret
from voice_gateway.caller.conversation import (
    CallerClient,
    CallFailed,
    Conversation,
    Exchange,
    Place,
    Said,
    converse,
)
from voice_gateway.caller.telephone import KEYPAD
from voice_gateway.caller.voice import NoSound, caller_voice, read_wav
from voice_gateway.settings import BOT_URL
from voice_gateway.speaking.voice import VoiceError

START_SECONDS = 900.0  # the first start trains the model
KEYS = "keys:"
MIA = (sys.executable, "-m", "bot.main")

Render = Callable[[str, float], Awaitable[bytes]]

console = Console(stderr=False)
notes = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Order:
    """What ``mia call`` is asked for."""

    said: Sequence[str]
    number: str
    vouched: bool
    place: Place
    as_json: bool
    wav: Path | None


def place_call(order: Order) -> int:
    """Make a call and print what became of it; returns the exit code."""
    try:
        said = asyncio.run(_speech(order.said))
        _see_that_it_can_be_written(order.wav)
        with _running(order.place):
            conversation = asyncio.run(_call(order, said))
    except (CallFailed, NoSound, VoiceError) as error:
        notes.print(f"[red]{error}[/red]", highlight=False)
        return 1
    if order.as_json:
        console.print_json(json.dumps(asdict(conversation), ensure_ascii=False))
    else:
        _show(conversation)
    return 0


async def _speech(arguments: Sequence[str]) -> list[Said]:
    """Return what is to be said. Raises ``NoSound``, ``VoiceError``."""
    async with caller_voice() as voice:
        return [await _sound(one, voice.render) for one in arguments]


async def _call(order: Order, said: Sequence[Said]) -> Conversation:
    client = CallerClient(order.place, shared_secret())
    async with client.call(order.number, vouched=order.vouched) as (telephone, follower):
        try:
            return await converse(telephone, follower, said)
        finally:
            if order.wav is not None:
                telephone.save(order.wav)


async def _sound(one: str, render: Render) -> Said:
    """Return what an argument stands for: keys, a WAV file, or words to be spoken."""
    if one.startswith(KEYS):
        keys = one.removeprefix(KEYS)
        if not keys or set(keys) - KEYPAD:
            raise NoSound(f"«{one}»: keys are 0-9, * and #")
        return Said(one, keys=keys)
    if _names_a_file(one):
        return Said(one, pcm=read_wav(Path(one)))
    pcm = await render(one, 1.0)
    if not pcm:
        raise NoSound(f"«{one}»: there is nothing in it to be said")
    return Said(one, pcm=pcm)


def _names_a_file(one: str) -> bool:
    """Tell whether an argument is a file; a name that ends in .wav is one, there or not."""
    return Path(one).suffix.lower() == ".wav" or Path(one).is_file()


def _see_that_it_can_be_written(path: Path | None) -> None:
    """Look before the call whether a recording can be kept. Raises ``NoSound``."""
    if path is None:
        return
    try:
        path.open("ab").close()
    except OSError as error:
        raise NoSound(f"{path}: {error.strerror}") from error


@contextmanager
def _running(place: Place) -> Iterator[None]:
    """Use the gateway that runs; where there is none, run Mia for this call.

    Raises:
        CallFailed: she did not start.
    """
    with ExitStack() as stack:
        if not _answers(place.url):
            if place != Place():
                raise CallFailed(f"no gateway answers at {place.url}")
            notes.print(
                "Mia does not run: starting her for this call; the first start takes minutes …"
            )
            command = [*MIA, "run"]
            env = {**os.environ, "MIA_WITH_PARENT": "1"}
            process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
            stack.callback(_end, process)
            for url in (place.url, BOT_URL):  # the gateway is there long before who thinks for it
                _wait(url, process)
        yield


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > end:
            raise CallFailed("Mia did not start: «mia run» says why")
        time.sleep(0.2)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/ready", timeout=2).is_success
    except httpx.HTTPError:
        return False


def _show(conversation: Conversation) -> None:
    console.print(f"Mia: {conversation.greeting}", highlight=False, markup=False)
    for exchange in conversation.exchanges:
        _show_exchange(exchange)
    if conversation.ended:
        console.print(f"the call ended: {conversation.ended}", highlight=False)


def _show_exchange(exchange: Exchange) -> None:
    lines = [f"\n> {exchange.said}"]
    if exchange.heard is not None:
        others = f"   (or: {' | '.join(exchange.alternatives)})" if exchange.alternatives else ""
        lines.append(f"  heard       {exchange.heard}{others}")
    if exchange.topic:
        lines.append(f"  understood  {exchange.topic} {exchange.confidence:.2f}")
    lines.append(f"  Mia         {exchange.answer}")
    stages = ", ".join(f"{name} {value * 1000:.0f}" for name, value in exchange.stages.items())
    if exchange.latency is not None:
        lines.append(f"  ms          {stages}; at the caller's ear {exchange.latency * 1000:.0f}")
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
