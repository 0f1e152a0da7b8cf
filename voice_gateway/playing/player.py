"""The player: sentences in, frames out at each beat, silence where there is nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from voice_gateway.lines.line import FRAME_BYTES, RATE, SILENCE, Line
from voice_gateway.turns.heard import Mark, characters

_LOUDEST = 32767
_KNEE = (
    0.6 * _LOUDEST
)  # up to here louder sound keeps its shape; above it bends and is never cut off


@dataclass(frozen=True, slots=True)
class Clip:
    """A sentence as sound, and where it stands in what is said.

    ``answers``: it is the answer itself, no filler. ``hear_out``: it must be heard out.
    """

    pcm: bytes
    text: str
    utterance: int = 0
    start: int = 0
    answers: bool = True
    hear_out: bool = False


class Player:
    """Plays clips one after another on a line.

    ``on_sound`` is called with a clip when its first frame is sent; ``on_end`` when the last frame of
    all that was added has been sent and ``finish`` was called.
    """

    def __init__(
        self, line: Line, on_sound: Callable[[Clip], None], on_end: Callable[[], None]
    ) -> None:
        self._line = line
        self._on_sound = on_sound
        self._on_end = on_end
        self._clips: list[Clip] = []
        self._at = 0  # the clip that is played
        self._place = 0  # bytes of it that were sent
        self._paused = False
        self._finished = True
        self.gain = 1.0
        self.sent: Callable[[bytes], None] = lambda frame: None

    def begin(self) -> None:
        """Begin a new prompt: what is left of the one before is dropped."""
        self._clips, self._at, self._place = [], 0, 0
        self._paused = self._finished = False

    def go_on(self) -> None:
        """Let what is being said be finished, and more be added to it."""
        self._paused = self._finished = False

    def add(self, clip: Clip) -> None:
        """Add a clip to the prompt."""
        self._clips.append(clip)

    def finish(self) -> None:
        """Tell that no more clips will come."""
        if not self._finished:
            self._finished = True
            if self._at >= len(self._clips):
                self._on_end()

    @property
    def is_playing(self) -> bool:
        """Whether a prompt is under way, paused or not."""
        return self._at < len(self._clips) or not self._finished

    @property
    def clip(self) -> Clip | None:
        """The clip that is being played."""
        return self._clips[self._at] if self._at < len(self._clips) else None

    @property
    def last(self) -> Clip | None:
        """The last clip that was added to the prompt."""
        return self._clips[-1] if self._clips else None

    def pause(self) -> None:
        """Fall silent at the next beat; what the far end still held is said again on going on."""
        if not self._paused:
            self._place = max(self._place - self._held_there, 0)
        self._paused = True
        self._line.flush()

    def resume(self, *, sentence: bool) -> None:
        """Go on where she was, or from the beginning of that sentence."""
        self._paused = False
        if sentence:
            self._place = 0

    def stop(self) -> Mark:
        """Drop what is left, and return how much was heard."""
        heard = self.mark()
        self._clips, self._at, self._place = [], 0, 0
        self._paused, self._finished = False, True
        self._line.flush()
        return heard

    def mark(self) -> Mark:
        """Return how much of the prompt the caller has heard."""
        unheard = 0 if self._paused else self._held_there
        clip, place = self.clip, self._place - unheard
        if clip is None or (place <= 0 and self._at):
            done = [c for c in self._clips[: self._at] if c.answers]
            return (
                Mark(done[-1].utterance, done[-1].start + len(done[-1].text))
                if done
                else Mark(0, 0)
            )
        part = max(place, 0) / max(len(clip.pcm), 1)
        return Mark(clip.utterance, characters(clip.text, clip.start, part))

    @property
    def _held_there(self) -> int:
        """The bytes that were sent and are not heard yet."""
        return int(self._line.clock.ahead * RATE) * 2

    def beat(self, at: float) -> None:
        """Send the frame of this beat."""
        frame = self._frame()
        self._line.send(frame)
        self.sent(frame)

    def _frame(self) -> bytes:
        clip = self.clip
        if self._paused or clip is None:
            return SILENCE
        if self._place == 0:
            self._on_sound(clip)
        frame = clip.pcm[self._place : self._place + FRAME_BYTES]
        self._place += FRAME_BYTES
        if self._place >= len(clip.pcm):
            self._next()
        return self._loud(frame.ljust(FRAME_BYTES, b"\0"))

    def _next(self) -> None:
        self._at, self._place = self._at + 1, 0
        if self._at >= len(self._clips) and self._finished:
            self._on_end()

    def _loud(self, frame: bytes) -> bytes:
        if self.gain == 1.0:
            return frame
        samples = np.frombuffer(frame, "<i2").astype(np.float32) * self.gain
        size, room = np.abs(samples), _LOUDEST - _KNEE
        bent = _KNEE + room * np.tanh((size - _KNEE) / room)
        shaped = np.sign(samples) * np.where(size > _KNEE, bent, size)
        return bytes(shaped.astype("<i2").tobytes())
