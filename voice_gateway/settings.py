"""Settings of the gateway, from environment variables (``MIA_…``), with defaults for one machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from actions.installation import shared_secret, var_folder

ROOM = Path(__file__).resolve().parent
SHIPPED_MODEL = ROOM / "model"
BOT_URL = "http://127.0.0.1:8000"
CAPACITY = 20
RECORDINGS = Path("recordings")
RETENTION_DAYS = 30
LEAVING_SECONDS = 5

Overflow = Literal["keypad", "queue"]


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a gateway runs.

    ``capacity`` is how many calls are held at once, ``overflow`` where further ones go.
    ``recordings`` is the folder of recordings; any are made only where it ``records``. They are kept
    for ``retention_days``, those too that were made before it was turned off.
    ``announces_recording``: the greeting says that the call may be recorded.
    ``leaving`` is how many seconds the calls under way are given when the gateway is told to stop.
    ``demo``: the phone page chooses which demo subscriber calls.
    """

    secret: str
    bot_url: str = BOT_URL
    model: Path = SHIPPED_MODEL
    capacity: int = CAPACITY
    overflow: Overflow = "keypad"
    records: bool = False
    recordings: Path = RECORDINGS
    retention_days: int = RETENTION_DAYS
    announces_recording: bool = True
    leaving: int = LEAVING_SECONDS
    demo: bool = False

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the settings.

        Raises:
            SettingError: one has a value that cannot be used.
            SecretMissing: a secret is given and too short.
        """
        env = os.environ
        return cls(
            secret=shared_secret(),
            bot_url=env.get("MIA_BOT_URL", BOT_URL),
            model=model_path(),
            capacity=_count("MIA_CALL_CAPACITY", CAPACITY),
            overflow=_overflow(env.get("MIA_CALL_OVERFLOW", "keypad")),
            records=_switch("MIA_CALL_RECORDING", on=False),
            recordings=var_folder() / RECORDINGS,
            retention_days=_count("MIA_CALL_RECORDING_DAYS", RETENTION_DAYS),
            announces_recording=_switch("MIA_CALL_NOTICE", on=True),
            leaving=_count("MIA_CALL_LEAVING_SECONDS", LEAVING_SECONDS),
            demo=_switch("MIA_DEMO", on=False),
        )


def model_path() -> Path:
    """Return the folder of the recognizer: ``MIA_VOSK_MODEL``, else the one that is shipped."""
    return Path(os.environ.get("MIA_VOSK_MODEL") or SHIPPED_MODEL)


def _overflow(value: str) -> Overflow:
    if value == "keypad":
        return "keypad"
    if value == "queue":
        return "queue"
    raise SettingError(f"MIA_CALL_OVERFLOW is «keypad» or «queue», not «{value}»")


def _switch(name: str, *, on: bool) -> bool:
    value = os.environ.get(name, "1" if on else "0")
    if value not in ("0", "1"):
        raise SettingError(f"{name} is 1 or 0, not «{value}»")
    return value == "1"


def _count(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or int(value) < 1:
        raise SettingError(f"{name} is a whole number from 1 on, not «{value}»")
    return int(value)
