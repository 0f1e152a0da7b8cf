"""The loop of an engine's process: a request on stdin, sound on stdout.

A message is one line of JSON, followed by ``bytes`` of sound where it names them::

    → {"text": "Здравствуйте.", "pace": 1.0}
    ← {"bytes": 20480}  + mono s16le at 8 kHz
    ← {"error": "no voice zle/ru"}

The first message of the process is ``{"ready": true}``, or an error that makes it end.
"""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol

from voice_gateway.speaking.sound import Sound, for_line

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class EngineError(RuntimeError):
    """An engine cannot start or cannot speak; the message says why."""


class Engine(Protocol):
    """One engine in its process."""

    def render(self, text: str, pace: float) -> Sound:
        """Return a sentence as the engine says it.

        Raises:
            EngineError: it cannot be said.
        """
        ...


def serve(start: Callable[[], Engine]) -> int:
    """Answer requests until stdin ends; returns the exit code.

    What the engine prints is dropped, so that it never stands among the messages.
    """
    _die_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        engine = start()
    except EngineError as error:
        _write(answers, {"error": str(error)})
        return 1
    _write(answers, {"ready": True})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            pcm = for_line(engine.render(request["text"], request["pace"]))
        except EngineError as error:
            _write(answers, {"error": str(error)})
        else:
            _write(answers, {"bytes": len(pcm)}, pcm)
    return 0


@contextmanager
def as_engine_error(*kinds: type[Exception]) -> Iterator[None]:
    """Turn a library's own errors into ``EngineError``."""
    try:
        yield
    except kinds as error:
        raise EngineError(f"{type(error).__name__}: {error}") from error


def _write(stream: BinaryIO, message: dict[str, object], pcm: bytes = b"") -> None:
    stream.write(json.dumps(message, ensure_ascii=False).encode() + b"\n" + pcm)
    stream.flush()


def _die_with_parent() -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
