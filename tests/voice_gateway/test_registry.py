"""The register of calls, admission, recordings and settings."""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from pathlib import Path

import pytest

from tests.waiting import until_async
from voice_gateway.admission import Admission
from voice_gateway.gateway import keep_retention
from voice_gateway.recording import Recorder, forget, recorder
from voice_gateway.registry import (
    ANNOUNCED_SECONDS,
    KEPT_SECONDS,
    PAGE_SECONDS,
    Caller,
    Registry,
    Step,
)
from voice_gateway.settings import SettingError, Settings

CALLER = Caller("79000000001", is_vouched=True)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_call_is_announced_taken_and_over() -> None:
    registry, call = Registry(Clock()), uuid.uuid4()
    assert not registry.is_expected(call)
    registry.announce(call, CALLER)
    assert registry.is_expected(call)
    registry.begin(call)
    assert not registry.is_expected(call)  # a second connection of the same UUID is refused
    with pytest.raises(ValueError, match="taken already"):
        registry.announce(call, CALLER)
    registry.end(call, Step("queue", "general"))
    record = registry.find(call)
    assert record is not None
    assert str(record.next) == "queue:general"
    assert registry.held == 0


def test_what_never_arrives_is_forgotten_and_so_is_what_is_long_over() -> None:
    clock = Clock()
    registry, absent, over = Registry(clock), uuid.uuid4(), uuid.uuid4()
    registry.announce(absent, CALLER)
    registry.announce(over, CALLER)
    registry.begin(over)
    clock.now = ANNOUNCED_SECONDS + 1
    assert not registry.is_expected(absent)
    assert registry.held == 1  # a call may last as long as it likes
    registry.end(over, Step("hangup"))
    clock.now += KEPT_SECONDS - 1
    assert registry.find(over) is not None
    clock.now += 2
    assert registry.find(over) is None


@pytest.mark.parametrize(
    ("caller", "sureness"),
    [
        (Caller(), "anonymous"),
        (Caller("79000000001"), "claimed"),
        (Caller("79000000001", is_vouched=True), "network"),
    ],
)
def test_sureness_is_what_the_line_vouches_for(caller: Caller, sureness: str) -> None:
    assert caller.sureness == sureness


@pytest.mark.parametrize("overflow", ["keypad", "queue"])
def test_a_call_above_the_capacity_goes_elsewhere_at_once(overflow: str) -> None:
    admission = Admission(2, overflow)  # type: ignore[arg-type]
    assert [str(admission.decide(held)) for held in (0, 1, 2, 3)] == [
        "voice",
        "voice",
        overflow,
        overflow,
    ]


def test_pages_do_not_shut_out_the_telephone() -> None:
    admission = Admission(8, "queue")
    places = [str(admission.decide(held, held_by_page=held, by_page=True)) for held in (0, 1, 2, 3)]
    assert places == ["voice", "voice", "queue", "queue"]
    assert str(admission.decide(2, held_by_page=2)) == "voice"
    assert str(Admission(1, "queue").decide(0, by_page=True)) == "voice"


def test_a_page_that_does_not_connect_gives_its_place_back_soon() -> None:
    clock = Clock()
    registry = Registry(clock)
    registry.announce(uuid.uuid4(), Caller(by_page=True))
    registry.announce(uuid.uuid4(), CALLER)
    assert (registry.held, registry.held_by_page) == (2, 1)
    clock.now = PAGE_SECONDS + 1
    assert (registry.held, registry.held_by_page) == (1, 0)


def test_recordings_are_deleted_when_their_time_has_come(tmp_path: Path) -> None:
    for name, age in (("old", 31), ("new", 29)):
        path = tmp_path / f"{name}.wav"
        recorder = Recorder(path)
        recorder.hear(b"\x01\x00" * 160)
        recorder.say(b"\x02\x00" * 160)
        recorder.close()
        then = time.time() - age * 24 * 3600
        os.utime(path, (then, then))
    assert forget(tmp_path, 30, time.time()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["new.wav"]


async def test_what_was_recorded_before_recording_was_turned_off_is_deleted_too(
    tmp_path: Path,
) -> None:
    (tmp_path / "old.wav").touch()
    os.utime(tmp_path / "old.wav", (0, 0))
    keeping = asyncio.create_task(keep_retention(Settings("s" * 32, recordings=tmp_path)))
    await until_async(lambda: not any(tmp_path.iterdir()))
    keeping.cancel()


async def test_a_recording_that_cannot_be_deleted_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "old.wav").mkdir()  # cannot be unlinked, whoever runs this
    os.utime(tmp_path / "old.wav", (0, 0))
    keeping = asyncio.create_task(keep_retention(Settings("s" * 32, recordings=tmp_path)))
    await until_async(lambda: "could not be deleted" in caplog.text)
    assert not keeping.done()
    keeping.cancel()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIA_CALL_OVERFLOW", "nowhere"),
        ("MIA_CALL_CAPACITY", "0"),
        ("MIA_CALL_CAPACITY", "many"),
        ("MIA_CALL_RECORDING", "yes"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.setenv("MIA_VAR", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        Settings.from_environment()


def test_recording_is_off_unless_it_is_turned_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MIA_VAR", str(tmp_path))
    assert not Settings.from_environment().records
    monkeypatch.setenv("MIA_CALL_RECORDING", "1")
    assert Settings.from_environment().records
    assert Settings.from_environment().recordings == tmp_path / "recordings"


def test_a_full_disk_ends_the_recording_and_not_the_call(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    recorder = Recorder(Path("/dev/full"))
    for _ in range(200):
        recorder.hear(b"\x01\x00" * 160)
        recorder.say(b"\x02\x00" * 160)
    recorder.close()
    assert caplog.text.count("the call goes on") == 1


def test_a_call_goes_on_where_nothing_can_be_recorded(tmp_path: Path) -> None:
    (tmp_path / "recordings").touch()  # a file where the folder is to be
    assert recorder(tmp_path / "recordings", uuid.uuid4()) is None
