"""AudioSocket's frames, whatever pieces they come in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_gateway.lines.frames import LONGEST_PAYLOAD, Decoder, Frame, Kind, encode

FRAMES = st.lists(st.tuples(st.sampled_from(list(Kind)), st.binary(max_size=400)), max_size=8)


@given(FRAMES, st.lists(st.integers(1, 50), min_size=1, max_size=20))
def test_frames_survive_any_cutting(frames: list[tuple[Kind, bytes]], cuts: list[int]) -> None:
    stream = b"".join(encode(kind, payload) for kind, payload in frames)
    decoder, found, at = Decoder(), [], 0
    for number in range(len(stream) + 1):
        size = cuts[number % len(cuts)]
        found += decoder.feed(stream[at : at + size])
        at += size
        if at >= len(stream):
            break
    assert found == [Frame(kind, payload) for kind, payload in frames]


def test_the_wire_format() -> None:
    assert encode(Kind.SOUND_8K, b"\x01\x02") == b"\x10\x00\x02\x01\x02"
    assert encode(Kind.HANG_UP) == b"\x00\x00\x00"


def test_a_payload_that_no_frame_holds() -> None:
    with pytest.raises(ValueError, match="65535"):
        encode(Kind.SOUND_8K, bytes(LONGEST_PAYLOAD + 1))
