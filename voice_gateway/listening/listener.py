"""The listener: one call's sound in; speech or not and words so far out. Used by one thread at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from voice_gateway.lines.line import RATE
from voice_gateway.listening.recognizer import Decoder, Hypothesis, Recognition
from voice_gateway.listening.speech_detector import SpeechDetector

BEFORE_SECONDS = 0.48  # of sound before the detector speaks up, which holds the first letters
_BEFORE_BYTES = int(BEFORE_SECONDS * RATE) * 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard up to ``until``: whether the last of it is speech, when speech was last, the words."""

    until: float
    speech: bool
    voiced: float | None
    text: str


class Listener:
    """Listens to one call. Words are looked for only once there was speech, which spares the machine."""

    def __init__(self, recognition: Recognition) -> None:
        self._recognition = recognition
        self._detector = SpeechDetector()
        self._before: deque[bytes] = deque()
        self._held = 0
        self._open: Decoder | None = None
        self._narrow: Decoder | None = None
        self._grammar: Sequence[str] = ()
        self._noticed: float | None = None  # speech that woke the listener

    @property
    def is_asleep(self) -> bool:
        """Whether words are not looked for, as there was no speech yet."""
        return self._open is None

    def begin(self, grammar: Sequence[str] = ()) -> None:
        """Forget the words so far; ``grammar`` holds the phrases of the answer that is awaited."""
        self._grammar = grammar
        self._open = self._narrow = None

    def doze(self, pcm: bytes, until: float) -> bool:
        """Take in sound while asleep, in a tenth of a millisecond; tells whether it can sleep on.

        If not, there is speech: ``hear`` is to be called next, with whatever has come since.
        """
        self._hold(pcm)
        self._noticed = self._detector.hear(pcm, until).at
        return self._noticed is None

    def hear(self, pcm: bytes, until: float) -> Heard:
        """Take in sound that ended at ``until``."""
        voiced = self._detector.hear(pcm, until)
        at = voiced.at if voiced.at is not None else self._noticed
        self._noticed = None
        if self._open is not None:
            self._decode(pcm)
        else:
            self._hold(pcm)
            if at is not None:
                self._wake()
        return Heard(until, voiced.speech, at, self._words())

    def final(self) -> Hypothesis:
        """Return what was said in this turn, and begin another with the same grammar.

        Where a grammar took every word, it is the likelier one; otherwise the caller said something
        else than was awaited.
        """
        decoder, narrow = self._open, self._narrow
        self.begin(self._grammar)
        if decoder is None:
            return Hypothesis("")
        whole = decoder.final()
        if narrow is None:
            return whole
        answer = narrow.final()
        if not answer.text or narrow.has_unknown:
            return whole
        others = (whole.text, *whole.alternatives)
        return Hypothesis(answer.text, tuple(t for t in others if t and t != answer.text))

    def _words(self) -> str:
        return self._open.partial() if self._open is not None else ""

    def _wake(self) -> None:
        self._open = self._recognition.decoder()
        self._narrow = self._recognition.decoder(self._grammar) if self._grammar else None
        self._decode(b"".join(self._before))
        self._before.clear()
        self._held = 0

    def _decode(self, pcm: bytes) -> None:
        for decoder in (self._open, self._narrow):
            if decoder is not None and pcm:
                decoder.hear(pcm)

    def _hold(self, pcm: bytes) -> None:
        self._before.append(pcm)
        self._held += len(pcm)
        while self._held - len(self._before[0]) >= _BEFORE_BYTES:
            self._held -= len(self._before.popleft())
