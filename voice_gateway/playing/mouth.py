"""The mouth: texts in, spoken by the voice sentence by sentence into the player."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from voice_gateway.playing.player import Clip, Player
from voice_gateway.speaking.voice import Voice, VoiceError

logger = logging.getLogger(__name__)

SLOWEST, FASTEST, PACE_STEP = 0.7, 1.3, 0.85
LOUDEST, QUIETEST, GAIN_STEP = 2.5, 0.5, 1.5


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing to be said. ``answers``: it is an answer to the caller, no filler."""

    text: str
    hear_out: bool = False
    answers: bool = True


class Mouth:
    """Speaks in one call. ``on_trouble`` is called when the voice fails."""

    def __init__(self, voice: Voice, player: Player, on_trouble: Callable[[], None]) -> None:
        self._voice = voice
        self._player = player
        self._on_trouble = on_trouble
        self._speaking: asyncio.Task[None] | None = None
        self._fills = False  # whether what is being said are fillers alone
        self.pace = 1.0

    def say(self, said: Sequence[Spoken]) -> None:
        """Begin to say things; a filler under way is let finish, anything else is dropped."""
        filler = self._filler_under_way()
        if filler is None:
            clip = self._player.clip
            self._cancel()
            if clip is None or clip.answers:
                self._player.begin()
            else:
                self._player.go_on()
        self._fills = not any(one.answers for one in said)
        self._speaking = asyncio.create_task(self._speak(said, filler))

    def _filler_under_way(self) -> asyncio.Task[None] | None:
        """Return what makes a filler that is not with the player as a whole yet."""
        is_made = self._speaking is None or self._speaking.done()
        return self._speaking if self._fills and not is_made else None

    def stop(self) -> None:
        """Say no more."""
        self._cancel()

    def slower(self) -> None:
        """Speak more slowly from now on."""
        self.pace = max(self.pace * PACE_STEP, SLOWEST)

    def faster(self) -> None:
        """Speak faster from now on."""
        self.pace = min(self.pace / PACE_STEP, FASTEST)

    def louder(self) -> None:
        """Speak louder from now on."""
        self._player.gain = min(self._player.gain * GAIN_STEP, LOUDEST)

    def quieter(self) -> None:
        """Speak more quietly from now on."""
        self._player.gain = max(self._player.gain / GAIN_STEP, QUIETEST)

    def _cancel(self) -> None:
        if self._speaking is not None:
            self._speaking.cancel()

    async def _speak(self, said: Sequence[Spoken], after: asyncio.Task[None] | None) -> None:
        if after is not None:
            await after
            self._player.go_on()
        try:
            for number, one in enumerate(said):
                async with aclosing(self._voice.speak(one.text, self.pace)) as pieces:
                    async for piece in pieces:
                        self._player.add(
                            Clip(
                                piece.pcm,
                                piece.text,
                                number,
                                piece.start,
                                one.answers,
                                one.hear_out,
                            )
                        )
        except VoiceError as error:
            logger.error("the voice failed: %s", error)
            self._on_trouble()
        self._player.finish()  # not where this was dropped: the player has another prompt by then
