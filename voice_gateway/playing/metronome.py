"""The metronome: one beat every 20 ms on absolute deadlines, for all calls at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from voice_gateway.lines.line import FRAME_SECONDS

logger = logging.getLogger(__name__)

GIVEN_UP = 0.2  # seconds behind after which missed beats are left out instead of being made up for

Beat = Callable[[float], None]
Broken = Callable[[], None]
ObserveLate = Callable[[float], None]


class Metronome:
    """Calls everybody who joined at each beat, with the beat's own time.

    The deadline of beat n is its start plus n × 20 ms, so that lateness never adds up. ``observe`` is
    told how many seconds each round came after its deadline.
    """

    def __init__(self, observe: ObserveLate = lambda seconds: None) -> None:
        self._beats: dict[object, tuple[Beat, Broken]] = {}
        self._observe = observe

    def join(self, who: object, beat: Beat, broken: Broken = lambda: None) -> None:
        """Call ``beat`` from now on; once it fails, ``broken`` instead, and neither any more."""
        self._beats[who] = (beat, broken)

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
            for who in tuple(self._beats):
                self._strike(who, due)

    def _strike(self, who: object, due: float) -> None:
        """Call one, whose failure, of whatever kind, must not stop the others."""
        if who not in self._beats:  # left meanwhile
            return
        beat, broken = self._beats[who]
        try:
            beat(due)
        except Exception:
            logger.exception("a beat failed: it is struck no more")
            self.leave(who)
            broken()
