"""Settings of speaking, from environment variables (``MIA_…``), with defaults for one machine."""

import os
from dataclasses import dataclass
from pathlib import Path

ENGINES = ("espeak", "festival", "piper")

_ROOT = Path(__file__).resolve().parents[2]
_MEGABYTE = 1 << 20


class SettingsError(ValueError):
    """A setting cannot be used; the message names the variable and what it may be."""


@dataclass(frozen=True, slots=True)
class SpeakingSettings:
    """How a gateway speaks.

    Attributes:
        engine: espeak, festival or piper (MIA_VOICE).
        workers: engine processes, each renders one sentence at a time (MIA_VOICE_WORKERS).
        deadline: seconds for one sentence, then its process is killed (MIA_VOICE_DEADLINE).
        cache: folder of what was rendered ahead (below MIA_VAR).
        disk_bytes: the most that folder holds (MIA_VOICE_DISK_MB).
        memory_bytes: sentences kept in memory (MIA_VOICE_MEMORY_MB).
        piper_voice: path of a Piper voice, an ``.onnx`` file with its ``.onnx.json`` (MIA_PIPER_VOICE).
    """

    engine: str
    workers: int
    deadline: float
    cache: Path
    disk_bytes: int
    memory_bytes: int
    piper_voice: Path | None = None

    @classmethod
    def from_environment(cls) -> "SpeakingSettings":
        """Read the settings.

        Raises:
            SettingsError: one of them is none.
        """
        env = os.environ
        engine = env.get("MIA_VOICE", "espeak")
        if engine not in ENGINES:
            raise SettingsError(f"MIA_VOICE is «{engine}»; it may be {', '.join(ENGINES)}")
        voice = env.get("MIA_PIPER_VOICE")
        if engine == "piper" and not voice:
            raise SettingsError(
                "MIA_VOICE=piper needs MIA_PIPER_VOICE, the path of a voice (.onnx)"
            )
        return cls(
            engine=engine,
            workers=round(_number("MIA_VOICE_WORKERS", 2, least=1)),
            deadline=_number("MIA_VOICE_DEADLINE", 5, least=0.1),
            cache=Path(env.get("MIA_VAR", str(_ROOT / "var"))) / "speech",
            disk_bytes=round(_number("MIA_VOICE_DISK_MB", 512, least=0) * _MEGABYTE),
            memory_bytes=round(_number("MIA_VOICE_MEMORY_MB", 64, least=0) * _MEGABYTE),
            piper_voice=Path(voice) if voice else None,
        )


def _number(name: str, default: float, least: float) -> float:
    given = os.environ.get(name, "")
    try:
        value = float(given) if given else default
    except ValueError:
        value = float("nan")
    if not value >= least:
        raise SettingsError(f"{name} is «{given}»; it is a number from {least:g} on")
    return value
