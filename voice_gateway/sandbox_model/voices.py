"""Who speaks: eSpeak's voice variants, those to learn from and those kept for measuring, and made-up ones."""

import random
from dataclasses import dataclass
from functools import cache

from voice_gateway.sandbox_model import made_voices
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


def draw(rng: random.Random) -> Voice:
    """Return a training variant or a made-up one, at a speed and pitch drawn from the settings."""
    speech = section("speech")
    rates, pitches = span(speech["rates"]), span(speech["pitches"])
    made = rng.random() < float(section("made_voices")["share"])
    return Voice(
        rng.choice(made_voices.names() if made else training_variants()),
        rng.randint(int(rates.low), int(rates.high)),
        rng.randint(int(pitches.low), int(pitches.high)),
    )
