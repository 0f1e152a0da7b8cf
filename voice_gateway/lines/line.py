"""What a Call needs of a line, whatever carries it.

A line moves sound and keys and knows nothing of what they mean. Its sound is always telephone sound:
16-bit little-endian mono PCM at ``RATE``; a line that carries another rate converts it itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

RATE = 8000  # Hz
FRAME_SECONDS = 0.02
FRAME_BYTES = int(RATE * FRAME_SECONDS) * 2
SILENCE = bytes(FRAME_BYTES)


@dataclass(frozen=True, slots=True)
class Sound:
    """What came from the caller: ``pcm`` of any length, of whole samples."""

    pcm: bytes


@dataclass(frozen=True, slots=True)
class Key:
    """A key was pressed: one of ``0``-``9``, ``*``, ``#``, ``A``-``D``."""

    key: str


@dataclass(frozen=True, slots=True)
class PlayoutClock:
    """Who owns the playout clock.

    ``ahead`` is how many seconds of sound the far end holds before it is heard. It is 0 where the far
    end plays what it gets when it gets it: the gateway then owns the clock, and sends each frame at
    the moment at which it is to be heard. Above 0 the far end owns it and keeps a buffer; the gateway
    then stays that far ahead of the caller's ear, and empties the buffer by ``Line.flush``.
    """

    ahead: float = 0.0


OURS = PlayoutClock()

Event = Sound | Key


class Line(Protocol):
    """One call's transport."""

    @property
    def clock(self) -> PlayoutClock:
        """Who owns the playout clock."""
        ...

    def events(self) -> AsyncIterator[Event]:
        """Yield what comes from the caller, as it comes; ends when the caller has hung up."""
        ...

    def send(self, frame: bytes) -> None:
        """Send one frame of ``FRAME_BYTES`` towards the caller; never blocks.

        A frame that the transport cannot take any more is dropped, and counted in ``dropped``.
        """
        ...

    def flush(self) -> None:
        """Empty what the far end holds; nothing to do where the clock is ours."""
        ...

    @property
    def dropped(self) -> int:
        """How many frames could not be sent."""
        ...

    async def hang_up(self) -> None:
        """End the call from our side; nothing to do if it has ended."""
        ...
