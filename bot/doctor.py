"""``mia doctor``: what is missing on this machine, and how to mend it."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import sys
import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

import httpx
from redis.asyncio import Redis
from redis.exceptions import RedisError
from rich.console import Console

from actions.installation import var_folder
from actions.service_tokens import SecretMissing
from bot.service import embedded_redis
from bot.settings import SettingError, Settings
from nlu import training

GROUP = "mia.doctor"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``remedy`` is what to do where it is not well."""

    what: str
    well: bool
    remedy: str = ""
    needed: bool = True


async def examine() -> int:
    """Print what was found; returns 1 if anything that is needed is missing."""
    console = Console()
    findings = [
        *_machine(),
        *_model(),
        *[f async for f in _rooms()],
        *[f async for f in _services()],
    ]
    for finding in findings:
        mark = (
            "[green]ok[/green]  "
            if finding.well
            else ("[red]no[/red]  " if finding.needed else "[yellow]—[/yellow]   ")
        )
        console.print(f"{mark}{finding.what}", highlight=False)
        if not finding.well:
            console.print(f"      {finding.remedy}", highlight=False)
    return int(any(f.needed and not f.well for f in findings))


def _machine() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(f"Python {version}", sys.version_info[:2] == (3, 11), "Install Python 3.11.")
    try:
        embedded_redis.binary()
        yield Finding("embedded Redis", True)
    except FileNotFoundError as error:
        remedy = f"{error}. Run a Redis of your own and set MIA_REDIS_URL."
        yield Finding("embedded Redis", False, remedy)
    var = var_folder()
    parent = var if var.exists() else var.parent
    yield Finding(
        f"can write {var}", os.access(parent, os.W_OK), "Set MIA_VAR to a folder of yours."
    )
    free = shutil.disk_usage(parent).free // 2**20
    yield Finding(f"disk: {free} MiB free", free > 500, "Free some space.")
    chromium = shutil.which("chromium") is not None
    yield Finding("Chromium", chromium, "Only tests need it: apt install chromium", needed=False)


def _model() -> Iterator[Finding]:
    there = training.MODEL.is_file()
    yield Finding("a trained model", there, "Train it: mia train")
    if there:
        whole = is_whole(training.MODEL)
        yield Finding("the model can be read", whole, f"{training.MODEL} is damaged: mia train")
        fresh = training.is_fresh()
        yield Finding("the model is of today's data", fresh, "Train it: mia train", needed=False)


def is_whole(archive: Path) -> bool:
    """Tell whether an archive can be read to its end, and its checksum is that of what was read."""
    try:
        with gzip.open(archive) as file:
            while file.read(2**20):
                pass
    except (OSError, EOFError, zlib.error):
        return False
    return True


async def _rooms() -> AsyncIterator[Finding]:
    """Yield what other rooms look at (entry points of the group ``mia.doctor``)."""
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        async for found in point.load()():
            yield Finding(*found)


async def _services() -> AsyncIterator[Finding]:
    """Yield whether what this installation talks to is there.

    What ``mia run`` brings along is needed only where its address was given: then it is somebody's own.
    """
    try:
        settings = Settings.from_environment()
    except (SecretMissing, SettingError) as error:
        yield Finding("settings and secrets", False, str(error))
        return
    except OSError as error:
        yield Finding("settings and secrets", False, f"{error}. Set MIA_VAR to a folder of yours.")
        return
    yield await _redis(settings.redis_url)
    yield await _operator(settings.operator_url)


async def _redis(url: str) -> Finding:
    redis: Redis[str] = Redis.from_url(url, socket_timeout=2, decode_responses=True)
    try:
        await redis.ping()
        answers = True
    except (RedisError, OSError):
        answers = False
    finally:
        await redis.close()
    remedy = "It runs with «mia run»; for an own one set MIA_REDIS_URL."
    return _reached(f"Redis at {without_password(url)}", answers, remedy, "MIA_REDIS_URL")


async def _operator(url: str) -> Finding:
    """Tell whether the operator's systems are there: whatever they answer, they are."""
    try:
        async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
            await client.get(url)
        answers = True
    except httpx.HTTPError:
        answers = False
    remedy = "The demo operator runs with «mia run»; for your own set MIA_OPERATOR_URL."
    what = f"the operator's systems at {without_password(url)}"
    return _reached(what, answers, remedy, "MIA_OPERATOR_URL")


def _reached(what: str, answers: bool, remedy: str, variable: str) -> Finding:
    given = variable in os.environ
    return Finding(
        what, answers, f"{variable} is set, and nothing answers there." if given else remedy, given
    )


def without_password(url: str) -> str:
    """Return an address as it may be shown: without user, password and options."""
    return re.sub(r"//[^/]*@", "//", url.partition("?")[0])
