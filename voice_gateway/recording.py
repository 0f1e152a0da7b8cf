"""Recording: both sides of a call as a stereo WAV, the caller left, Mia right. Off unless configured."""

from __future__ import annotations

import time
import wave
from pathlib import Path
from uuid import UUID

import numpy as np

from voice_gateway.lines.line import FRAME_BYTES, RATE

_DAY = 24 * 3600
_WRITTEN_BYTES = FRAME_BYTES * 50  # of each side at once: a second


class Recorder:
    """Writes one call, frame by frame; a second at most is lost when the gateway dies."""

    def __init__(self, path: Path) -> None:
        """Begin a file. Raises ``OSError`` if it cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        self._file = wave.open(str(path), "wb")  # noqa: SIM115 - closed by ``close``
        self._file.setnchannels(2)
        self._file.setsampwidth(2)
        self._file.setframerate(RATE)
        self._caller = bytearray()
        self._mia = bytearray()

    def hear(self, pcm: bytes) -> None:
        """Add sound of the caller as it comes; gaps are filled with silence at Mia's pace."""
        self._caller += pcm

    def say(self, frame: bytes) -> None:
        """Add a frame of Mia's; it is the clock of the recording."""
        self._mia += frame
        if len(self._mia) >= _WRITTEN_BYTES:
            self._write()

    def close(self) -> None:
        """Write what is left."""
        self._write()
        self._file.close()

    def _write(self) -> None:
        length = len(self._mia)
        left = bytes(self._caller[:length]).ljust(length, b"\0")
        del self._caller[:length]
        both = np.empty(length, "<i2")  # ``length`` bytes a side are ``length`` samples of both
        both[0::2] = np.frombuffer(left, "<i2")
        both[1::2] = np.frombuffer(bytes(self._mia), "<i2")
        self._mia.clear()
        self._file.writeframes(both.tobytes())


def recorder(folder: Path | None, call: UUID) -> Recorder | None:
    """Return a recorder for a call, ``None`` where calls are not recorded."""
    if folder is None:
        return None
    return Recorder(folder / f"{time.strftime('%Y-%m-%d')}-{call}.wav")


def forget(folder: Path, days: int, now: float) -> int:
    """Delete the recordings older than so many days; returns how many. ``now`` in seconds since 1970."""
    old = [path for path in folder.glob("*.wav") if now - path.stat().st_mtime > days * _DAY]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
