"""Grammars as a model takes them: in its own spelling, and no phrase by halves."""

from __future__ import annotations

import pytest

from voice_gateway.caller.voice import caller_voice
from voice_gateway.listening.model import missing_from
from voice_gateway.listening.recognizer import Recognition
from voice_gateway.settings import SHIPPED_MODEL

pytestmark = pytest.mark.skipif(bool(missing_from(SHIPPED_MODEL)), reason="no model is shipped")


async def test_a_choice_with_yo_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    async with caller_voice() as voice:
        pcm = await voice.render("со счёта", 1.0)
    decoder = Recognition(SHIPPED_MODEL).decoder(["кофе", "со счёта", "фильм", "wink кино"])
    decoder.hear(pcm)
    assert decoder.final().text == "со счета"
    assert not decoder.has_unknown
    assert "missing in vocabulary" not in capfd.readouterr().err


def test_a_grammar_of_which_nothing_is_known_is_none() -> None:
    decoder = Recognition(SHIPPED_MODEL).decoder(["wink", "hbo"])
    assert decoder.final().text == ""
