"""AudioSocket's frames: type u8, length u16 big-endian, payload.

The protocol: https://docs.asterisk.org/Configuration/Channel-Drivers/AudioSocket/ and Asterisk's
``res_audiosocket.c``. Pure: bytes in, frames out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

LONGEST_PAYLOAD = 0xFFFF

_HEADER = struct.Struct(">BH")


class Kind(IntEnum):
    """The types of frames that are used between Asterisk and us."""

    HANG_UP = 0x00  # to Asterisk only; a caller's own hang-up is a bare close
    UUID = 0x01  # first, 16 bytes
    DTMF = 0x03  # from Asterisk only, one ASCII byte
    SOUND_8K = 0x10
    SOUND_12K = 0x11
    SOUND_16K = 0x12
    SOUND_24K = 0x13
    SOUND_32K = 0x14
    SOUND_44K = 0x15
    SOUND_48K = 0x16
    ERROR = 0xFF


SOUND_RATES = {
    Kind.SOUND_8K: 8000,
    Kind.SOUND_12K: 12000,
    Kind.SOUND_16K: 16000,
    Kind.SOUND_24K: 24000,
    Kind.SOUND_32K: 32000,
    Kind.SOUND_44K: 44100,
    Kind.SOUND_48K: 48000,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame. ``kind`` is a number, as the far end may send types that we do not know."""

    kind: int
    payload: bytes


def encode(kind: Kind, payload: bytes = b"") -> bytes:
    """Return a frame as bytes, to be written at once.

    Raises:
        ValueError: the payload is longer than a frame can be.
    """
    if len(payload) > LONGEST_PAYLOAD:
        raise ValueError(f"a frame holds at most {LONGEST_PAYLOAD} bytes")
    return _HEADER.pack(kind, len(payload)) + payload


class Decoder:
    """Cuts a stream of bytes, in whatever pieces it comes, into frames."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, received: bytes) -> Iterator[Frame]:
        """Yield the frames that are whole now; what is left waits for more."""
        self._rest += received
        while len(self._rest) >= _HEADER.size:
            kind, length = _HEADER.unpack_from(self._rest)
            end = _HEADER.size + length
            if len(self._rest) < end:
                return
            payload = bytes(self._rest[_HEADER.size : end])
            del self._rest[:end]
            yield Frame(kind, payload)
