"""What ``mia call`` says of orders that cannot be carried out, before it starts anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from voice_gateway.caller import command
from voice_gateway.caller.command import Order, place_call
from voice_gateway.caller.conversation import Place

NOWHERE = Place("http://127.0.0.1:1", port=1)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(command.notes, "print", lambda line, **_: lines.append(line))
    return lines


def order(said: str, wav: Path | None = None) -> Order:
    return Order([said], "79000000001", True, NOWHERE, False, wav)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("nowhere.wav", "No such file"),
        ("keys:12x", "keys are"),
        ("keys:", "keys are"),
        ("…", "nothing in it to be said"),
        ("да", "no gateway answers"),
    ],
)
def test_a_wrong_order_is_named(told: list[str], said: str, why: str) -> None:
    assert place_call(order(said)) == 1
    assert why in told[0]


def test_a_file_that_is_no_wav_is_not_read_out_by_its_name(told: list[str], tmp_path: Path) -> None:
    file = tmp_path / "voice.mp3"
    file.write_bytes(b"ID3")
    assert place_call(order(str(file))) == 1
    assert "not a WAV" in told[0]


def test_a_recording_that_cannot_be_kept_is_said_before_the_call(
    told: list[str], tmp_path: Path
) -> None:
    assert place_call(order("да", tmp_path / "no" / "out.wav")) == 1
    assert "No such file" in told[0]
