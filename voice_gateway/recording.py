"""Recording: both sides of a call as a stereo WAV, the caller left, Mia right. Off unless configured."""

from __future__ import annotations

import logging
import time
import wave
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import numpy as np

from voice_gateway.lines.line import FRAME_BYTES, RATE

logger = logging.getLogger(__name__)

_DAY = 24 * 3600
_WRITTEN_BYTES = FRAME_BYTES * 50  # of each side at once: a second


class Recorder:
    """Writes one call, frame by frame; a second at most is lost when the gateway dies.

    A file that can be written no further (a full disk) ends the recording and never the call.
    """

    def __init__(self, path: Path) -> None:
        """Begin a file. Raises ``OSError`` if it cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        self._file: wave.Wave_write | None = wave.open(str(path), "wb")  # noqa: SIM115 - see ``close``
        self._file.setparams((2, 2, RATE, 0, "NONE", ""))
        self._caller = bytearray()
        self._mia = bytearray()

    def hear(self, pcm: bytes) -> None:
        """Add sound of the caller as it comes; gaps are filled with silence at Mia's pace."""
        if self._file is not None:
            self._caller += pcm

    def say(self, frame: bytes) -> None:
        """Add a frame of Mia's; it is the clock of the recording."""
        if self._file is None:
            return
        self._mia += frame
        if len(self._mia) >= _WRITTEN_BYTES:
            self._write(self._file)

    def close(self) -> None:
        """Write what is left."""
        if self._file is None:
            return
        self._write(self._file)
        self._end()

    def _end(self) -> None:
        file, self._file = self._file, None
        try:
            if file is not None:
                file.close()
        except OSError as error:
            logger.error("a recording could not be closed: %s", error.strerror)

    def _write(self, file: wave.Wave_write) -> None:
        length = len(self._mia)
        left = bytes(self._caller[:length]).ljust(length, b"\0")
        del self._caller[:length]
        both = np.empty(length, "<i2")  # ``length`` bytes a side are ``length`` samples of both
        both[0::2] = np.frombuffer(left, "<i2")
        both[1::2] = np.frombuffer(bytes(self._mia), "<i2")
        self._mia.clear()
        try:
            file.writeframes(both.tobytes())
        except OSError as error:
            logger.error("the recording ends, the call goes on: %s", error.strerror)
            self._end()


def recorder(folder: Path, call: UUID) -> Recorder | None:
    """Return a recorder for a call, ``None`` where nothing can be written."""
    try:
        return Recorder(folder / f"{time.strftime('%Y-%m-%d')}-{call}.wav")
    except OSError as error:
        logger.error("a call goes on without a recording: %s", error.strerror)
        return None


def forget(folder: Path, days: int, now: float) -> int:
    """Delete the recordings older than so many days; returns how many. ``now`` in seconds since 1970.

    Raises:
        OSError: one cannot be deleted; those before it are.
    """
    gone = 0
    for path in folder.glob("*.wav"):
        with suppress(FileNotFoundError):  # another gateway of the same folder was sooner
            if now - path.stat().st_mtime > days * _DAY:
                path.unlink()
                gone += 1
    return gone
