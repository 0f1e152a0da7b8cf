"""What went over the wire: RTP (RFC 3550) to one phone, its pace and its sound."""

from __future__ import annotations

import audioop
import struct
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.waiting import until

_ETHERNET = 14
_UDP = 8
_RTP = 12
_PCMA = 8
RATE = 8000  # Hz


@dataclass(frozen=True, slots=True)
class Packet:
    """One RTP packet: seconds on the clock of the capture, its number, its sound as s16le."""

    at: float
    sequence: int
    pcm: bytes


class Capture:
    """Records the UDP of the loopback while it is open."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __enter__(self) -> Capture:
        self._process = subprocess.Popen(
            ["tcpdump", "-i", "lo", "-U", "-w", str(self.file), "udp"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._has_header, what="tcpdump")
        return self

    def _has_header(self) -> bool:
        """Tell whether the file begins: from then on it listens."""
        return self.file.exists() and self.file.stat().st_size > 0

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)

    def heard(self, ports: range) -> list[Packet]:
        """Return the A-law packets that reached a phone's ports, in the order of their coming."""
        return [packet for port, packet in _packets(self.file.read_bytes()) if port in ports]


def sound(packets: list[Packet]) -> bytes:
    """Return packets as one recording on the wall clock, s16le at 8 kHz, silence where none came."""
    if not packets:
        return b""
    start = packets[0].at
    recording = bytearray()
    for packet in packets:
        due = int((packet.at - start) * RATE) * 2
        if due - len(recording) > RATE // 5:  # more than 100 ms: a gap and not jitter
            recording.extend(bytes(due - len(recording)))
        recording.extend(packet.pcm)
    return bytes(recording)


def gaps(packets: list[Packet]) -> list[float]:
    """Return the seconds between each packet and the one before it."""
    return [b.at - a.at for a, b in pairwise(packets)]


def _packets(raw: bytes) -> list[tuple[int, Packet]]:
    found = []
    at = 24  # the file's header (pcap, microseconds, this machine's byte order)
    while at + 16 <= len(raw):
        seconds, micros, length, _ = struct.unpack_from("=IIII", raw, at)
        frame = raw[at + 16 : at + 16 + length]
        at += 16 + length
        read = _rtp(frame, seconds + micros / 1e6)
        if read is not None:
            found.append(read)
    return found


def _rtp(frame: bytes, when: float) -> tuple[int, Packet] | None:
    ip = frame[_ETHERNET:]
    if len(ip) < 20 or ip[9] != 17:
        return None
    udp = ip[(ip[0] & 15) * 4 :]
    payload = udp[_UDP:]
    if len(payload) <= _RTP or payload[0] != 0x80 or payload[1] & 0x7F != _PCMA:
        return None
    port = struct.unpack_from("!H", udp, 2)[0]
    sequence = struct.unpack_from("!H", payload, 2)[0]
    return port, Packet(when, sequence, audioop.alaw2lin(payload[_RTP:], 2))
