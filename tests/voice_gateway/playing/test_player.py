"""The player: frames out of sentences, and how much of them was heard."""

from __future__ import annotations

import numpy as np

from tests.voice_gateway.turns.virtual_call import CollectingLine
from voice_gateway.lines.line import FRAME_BYTES, SILENCE, PlayoutClock
from voice_gateway.playing.player import Clip, Player
from voice_gateway.turns.heard import Mark

LOUD = b"\x00\x10" * (FRAME_BYTES // 2)


class Stage:
    """A player with what it told."""

    def __init__(self, ahead: float = 0.0) -> None:
        self.line = CollectingLine()
        self.line.clock = PlayoutClock(ahead)
        self.sounded: list[str] = []
        self.ends = 0
        self.player = Player(self.line, lambda clip: self.sounded.append(clip.text), self._end)

    def _end(self) -> None:
        self.ends += 1

    def beat(self, times: int = 1) -> None:
        for number in range(times):
            self.player.beat(float(number))


def test_silence_is_sent_while_there_is_nothing_to_say() -> None:
    stage = Stage()
    stage.beat(3)
    assert stage.line.frames == [SILENCE] * 3


def test_sentences_follow_one_another_and_every_frame_is_whole() -> None:
    stage = Stage()
    stage.player.begin()
    stage.player.add(Clip(LOUD + LOUD[:100], "Раз."))
    stage.player.add(Clip(LOUD, "Два."))
    stage.player.finish()
    stage.beat(4)
    assert [len(frame) for frame in stage.line.frames] == [FRAME_BYTES] * 4
    assert stage.line.frames[1][:100] == LOUD[:100]
    assert stage.line.frames[1][100:] == bytes(FRAME_BYTES - 100)
    assert stage.sounded == ["Раз.", "Два."]
    assert stage.ends == 1


def test_the_end_is_told_once_and_only_when_no_more_will_come() -> None:
    stage = Stage()
    stage.player.begin()
    stage.player.add(Clip(LOUD, "Раз."))
    stage.beat(5)
    assert stage.ends == 0  # the next sentence is still being made
    assert stage.player.is_playing
    stage.player.finish()
    stage.player.finish()
    assert stage.ends == 1
    assert not stage.player.is_playing


def test_a_pause_and_what_comes_after_it() -> None:
    stage = Stage()
    stage.player.begin()
    stage.player.add(Clip(LOUD * 10, "Раз."))
    stage.player.finish()
    stage.beat(4)
    stage.player.pause()
    stage.beat(2)
    assert stage.line.frames[4:] == [SILENCE] * 2
    stage.player.resume(sentence=False)
    stage.beat(6)
    assert stage.ends == 1  # ten frames in all
    assert stage.line.frames.count(SILENCE) == 2


def test_heard_is_what_was_played_and_less_what_the_far_end_still_holds() -> None:
    text = "На счёте триста рублей"
    for ahead, characters in ((0.0, len("На счёте триста")), (0.1, len("На счёте"))):
        stage = Stage(ahead)
        stage.player.begin()
        stage.player.add(Clip(LOUD * 22, text, utterance=1, start=5))
        stage.player.finish()
        stage.beat(16)
        assert stage.player.stop() == Mark(1, 5 + characters)
        assert not stage.player.is_playing


def test_louder_is_louder_and_never_torn() -> None:
    stage = Stage()
    stage.player.gain = 100.0
    stage.player.begin()
    stage.player.add(Clip(LOUD, "Раз."))
    stage.beat()
    samples = np.frombuffer(stage.line.frames[0], "<i2")
    assert samples.max() == 32767


def test_louder_keeps_the_shape_of_speech() -> None:
    stage = Stage()
    stage.player.gain = 2.0
    stage.player.begin()
    wave = (np.sin(np.arange(160) / 3) * 14000).astype("<i2")
    stage.player.add(Clip(wave.tobytes(), "Раз."))
    stage.beat()
    samples = np.frombuffer(stage.line.frames[0], "<i2").astype(int)
    quiet = np.abs(wave) < 9000
    assert np.abs(samples[quiet] - 2 * wave[quiet]).max() <= 1
    assert len(np.unique(samples[~quiet])) > 0.8 * len(np.unique(wave[~quiet]))  # no flat tops
    assert np.abs(samples).max() < 32767


def test_what_the_far_end_dropped_is_said_again() -> None:
    stage = Stage(ahead=0.08)
    stage.player.begin()
    frames = [bytes([n, 0]) * (FRAME_BYTES // 2) for n in range(1, 11)]
    stage.player.add(Clip(b"".join(frames), "Раз, два, три."))
    stage.beat(6)
    mark = stage.player.mark()
    stage.player.pause()
    assert stage.player.mark() == mark
    stage.beat(2)
    stage.player.resume(sentence=False)
    stage.beat(1)
    assert stage.line.frames[-1] == frames[2]  # four frames were held there, and none was heard
