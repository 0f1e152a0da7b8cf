"""The metronome: one beat every 20 ms on absolute deadlines, for all calls at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from voice_gateway.lines.line import FRAME_SECONDS

logger = logging.getLogger(__name__)

GIVEN_UP = 0.2  # seconds behind after which missed beats are left out instead of being made up for

Beat = Callable[[float], None]
ObserveLate = Callable[[float], None]


class Metronome:
    """Calls everybody who joined at each beat, with the beat's own time.

    The deadline of beat n is its start plus n × 20 ms, so that lateness never adds up. ``observe`` is
    told how many seconds each round came after its deadline.
    """

    def __init__(self, observe: ObserveLate = lambda seconds: None) -> None:
        self._beats: dict[object, Beat] = {}
        self._observe = observe

    def join(self, who: object, beat: Beat) -> None:
        """Call ``beat`` from now on."""
        self._beats[who] = beat

    def leave(self, who: object) -> None:
        """Call it no more."""
        self._beats.pop(who, None)

    async def run(self) -> None:
        """Beat until cancelled."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due += FRAME_SECONDS
            now = loop.time()
            if now - due > GIVEN_UP:
                logger.warning("the metronome was %.0f ms behind", (now - due) * 1000)
                due = now
            await asyncio.sleep(max(due - now, 0))
            self._observe(loop.time() - due)
            for beat in tuple(self._beats.values()):
                self._strike(beat, due)

    def _strike(self, beat: Beat, due: float) -> None:
        """Call one, whose failure must not stop the others."""
        try:
            beat(due)
        except Exception:
            logger.exception("a beat failed")
