"""Recognition by Vosk: one model for all calls, one decoder for each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import vosk

from voice_gateway.lines.line import RATE
from voice_gateway.listening.model import missing_from

ALTERNATIVES = 4
UNKNOWN = "[unk]"

vosk.SetLogLevel(-1)


class NoModel(FileNotFoundError):
    """There is no Vosk model where one was to be; the message says where, and what to do."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What was recognized: the likeliest words, and the next likely ones."""

    text: str
    alternatives: tuple[str, ...] = ()


def check_model(path: Path) -> None:
    """See that there is a model at a path. Raises ``NoModel``."""
    missing = missing_from(path)
    if missing:
        raise NoModel(
            f"{path} is no Vosk model: {missing[0]} is missing. Set MIA_VOSK_MODEL to the folder of "
            "one, or leave it unset for the one that is shipped; «mia doctor» tells where they are."
        )


class Recognition:
    """A loaded model, shared by all threads."""

    def __init__(self, path: Path) -> None:
        """Load the model. Raises ``NoModel``."""
        check_model(path)
        try:
            self._model = vosk.Model(str(path))
        except Exception as error:  # it has no narrower one
            raise NoModel(f"Vosk cannot read the model at {path}: it is damaged or half") from error

    def decoder(self, grammar: Sequence[str] = ()) -> Decoder:
        """Return a decoder for one turn; with a ``grammar`` only these phrases are heard."""
        return Decoder(self._model, self._known(tuple(grammar)))

    @lru_cache(maxsize=256)  # noqa: B019 - a process loads one model
    def _known(self, grammar: tuple[str, ...]) -> tuple[str, ...]:
        """Return the phrases of which the model knows every word, as it spells them.

        It would pass over a single word, and hear what is left of the phrase in its place.
        """
        spelled = (" ".join(map(self._spelled, phrase.lower().split())) for phrase in grammar)
        known = (text for text in spelled if all(map(self._has, text.split())))
        return tuple(dict.fromkeys(filter(None, known)))

    def _spelled(self, word: str) -> str:
        return word if self._has(word) else word.replace("ё", "е")

    def _has(self, word: str) -> bool:
        return int(self._model.vosk_model_find_word(word)) >= 0


class Decoder:
    """Decodes one turn's sound. Used by one thread at a time."""

    def __init__(self, model: vosk.Model, grammar: Sequence[str]) -> None:
        if grammar:
            phrases = json.dumps([*grammar, UNKNOWN], ensure_ascii=False)
            self._decoder = vosk.KaldiRecognizer(model, RATE, phrases)
        else:
            self._decoder = vosk.KaldiRecognizer(model, RATE)
            self._decoder.SetMaxAlternatives(ALTERNATIVES)
        self._said: list[str] = []
        self.has_unknown = (
            False  # whether the grammar did not take some of it (known after the end)
        )

    def hear(self, pcm: bytes) -> None:
        """Take in sound."""
        if self._decoder.AcceptWaveform(
            pcm
        ):  # Vosk's own endpoint: the turn may go on all the same
            self._said.append(self._hypotheses(self._decoder.Result())[0])

    def partial(self) -> str:
        """Return the words so far."""
        partial = str(json.loads(self._decoder.PartialResult()).get("partial", ""))
        return _joined([*self._said, partial])

    def final(self) -> Hypothesis:
        """Return what was said; the decoder is used up."""
        last = self._hypotheses(self._decoder.FinalResult())
        texts = list(dict.fromkeys(_joined([*self._said, text]) for text in last))
        return Hypothesis(texts[0], tuple(text for text in texts[1:] if text))

    def _hypotheses(self, result: str) -> list[str]:
        found = json.loads(result)
        texts = [str(one["text"]) for one in found.get("alternatives", [found])] or [""]
        self.has_unknown = self.has_unknown or UNKNOWN in texts[0]
        return texts


def _joined(parts: Sequence[str]) -> str:
    words = " ".join(parts).split()
    return " ".join(word for word in words if word != UNKNOWN)
