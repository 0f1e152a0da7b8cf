"""Who speaks: eSpeak's voice variants, those to learn from and those kept for measuring."""

import random
from dataclasses import dataclass
from functools import cache

from voice_gateway.sandbox_model.espeak import variants
from voice_gateway.sandbox_model.settings import section, span


@dataclass(frozen=True, slots=True)
class Voice:
    """A variant of eSpeak's Russian voice, its words a minute and its pitch (0 to 100)."""

    variant: str
    rate: int
    pitch: int


@cache
def training_variants() -> tuple[str, ...]:
    """Return the variants to learn from; the plain voice is among them as an empty name."""
    names = section("voices")
    away = {*names["left_out"], *names["held_out"]}
    return ("", *(name for name in variants() if name not in away))


@cache
def held_out_variants() -> tuple[str, ...]:
    """Return the variants that only measuring may use."""
    return tuple(section("voices")["held_out"])


def draw(names: tuple[str, ...], rng: random.Random) -> Voice:
    """Return one of the variants at a speed and pitch drawn from the settings."""
    speech = section("speech")
    rates, pitches = span(speech["rates"]), span(speech["pitches"])
    return Voice(
        rng.choice(names),
        rng.randint(int(rates.low), int(rates.high)),
        rng.randint(int(pitches.low), int(pitches.high)),
    )
