"""Rendered sentences, kept by what makes them sound as they do.

Memory holds whatever was said lately. The disk holds what was rendered ahead: fixed prompts and
articles, the same for everybody. What was said to one person (a balance, a name, a number) never
goes to disk.
"""

import hashlib
import os
import tempfile
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from voice_gateway.speaking.voice import RATE

_FORMAT = "1"  # raise it when the same text comes to sound otherwise (levels, trimming)


@dataclass(frozen=True, slots=True)
class Key:
    """What makes a sentence sound as it does; ``text`` is as the engine gets it."""

    voice: str
    text: str
    pace: float
    rate: int = RATE

    def digest(self) -> str:
        """Return a name for a file."""
        parts = (_FORMAT, self.voice, str(self.rate), f"{self.pace:.2f}", self.text)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class MemoryCache:
    """The sentences said last, up to so many bytes of sound."""

    def __init__(self, limit: int) -> None:
        """``limit`` is in bytes."""
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[Key, bytes] = OrderedDict()

    def get(self, key: Key) -> bytes | None:
        """Return a sentence's sound, if it is kept."""
        pcm = self._kept.get(key)
        if pcm is not None:
            self._kept.move_to_end(key)
        return pcm

    def put(self, key: Key, pcm: bytes) -> None:
        """Keep a sentence; those not asked for longest give way."""
        self._size += len(pcm) - len(self._kept.pop(key, b""))
        self._kept[key] = pcm
        while self._size > self._limit:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)


class DiskCache:
    """Sentences as files of s16le in a folder that several processes may share."""

    def __init__(self, folder: Path, limit: int) -> None:
        """``limit`` is in bytes."""
        self._folder = folder
        self._limit = limit

    def get(self, key: Key) -> bytes | None:
        """Return a sentence's sound, if it is kept and can be read."""
        path = self._path(key)
        try:
            pcm = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return pcm

    def put(self, key: Key, pcm: bytes) -> None:
        """Keep a sentence; it stands there whole or not at all.

        Raises:
            OSError: the folder cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(pcm)
        Path(name).replace(self._path(key))

    def shrink(self) -> int:
        """Delete the files that were not used longest until the rest fits; returns how many."""
        found = [(path, path.stat()) for path in self._folder.glob("*.pcm")]
        size = sum(stat.st_size for _, stat in found)
        dropped = 0
        for path, stat in sorted(found, key=lambda item: item[1].st_mtime):
            if size <= self._limit:
                break
            path.unlink(missing_ok=True)
            size -= stat.st_size
            dropped += 1
        return dropped

    def _path(self, key: Key) -> Path:
        return self._folder / f"{key.digest()}.pcm"
