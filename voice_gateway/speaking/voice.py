"""What the rest of the gateway knows of speech: a voice, and the pieces that it gives."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Protocol

RATE = 8000  # Hz of a telephone line


class VoiceError(RuntimeError):
    """Speech could not be made; the message says by which engine and why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence as sound.

    Attributes:
        text: the sentence as it stands in the text.
        start: characters of the text before it.
        pcm: mono s16le at the voice's rate, with the pause that follows where more is to come.
    """

    text: str
    start: int
    pcm: bytes


class Voice(Protocol):
    """Speaks a text."""

    rate: int  # Hz of the sound

    def speak(self, text: str, pace: float = 1.0) -> AsyncGenerator[Piece, None]:
        """Yield the sentences of a text as sound, the first while the rest is being made.

        Closing the generator (``aclose``) gives up what has not been made yet.

        Args:
            text: as the bot wants it said.
            pace: how fast, 1 is usual, 0.8 slower.

        Raises:
            VoiceError: the engine failed, or did not answer within its deadline.
        """
        ...
