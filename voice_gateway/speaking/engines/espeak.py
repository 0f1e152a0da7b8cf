"""The process of pyttsx3 over eSpeak NG, which ``espeakng-loader`` brings.

eSpeak NG is GPL-3 and therefore stays in a process of its own. One engine serves one utterance
for each ``runAndWait``: of two, pyttsx3 keeps only the last. An unknown voice would silently leave
the one before, so it is asked back.
"""

import os
import sys
import wave
from pathlib import Path
from tempfile import TemporaryDirectory

import espeakng_loader
import pyttsx3

from voice_gateway.speaking.engines.process import EngineError, as_engine_error, serve
from voice_gateway.speaking.sound import Sound

VOICE = "zle/ru"
WORDS_A_MINUTE = 165  # at pace 1
_PHONEMES = 0x100  # speak_lib.h, espeakPHONEMES: [[…]] in a text is phonemes


class Espeak:
    """pyttsx3's engine with a Russian voice."""

    def __init__(self, voice: str = VOICE) -> None:
        self._folder = TemporaryDirectory(prefix="mia-espeak-")
        self._file = Path(self._folder.name) / "said.wav"
        with as_engine_error(OSError, RuntimeError, ImportError, ValueError):
            espeakng_loader.load_library()
            os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
            self._engine = pyttsx3.init("espeak")
            from pyttsx3.drivers import _espeak  # finds the library only once it is loaded

            self._library = _espeak
            self._read_phonemes()
        self.render(".", 1.0)  # pyttsx3 sets nothing before it has spoken once
        self._set("voice", voice)
        if self._engine.getProperty("voice") != voice:
            raise EngineError(f"eSpeak NG has no voice {voice}")
        self.render(".", 1.0)  # loads the dictionary

    def render(self, text: str, pace: float) -> Sound:
        """Return a sentence as eSpeak NG says it, at 22,050 Hz.

        Raises:
            EngineError: pyttsx3 wrote no sound, which it does without an error of its own.
        """
        self._file.unlink(missing_ok=True)
        with as_engine_error(OSError, RuntimeError, ValueError):
            self._set("rate", round(WORDS_A_MINUTE * pace))
            self._engine.save_to_file(text, str(self._file))
            self._engine.runAndWait()
        if not self._file.is_file():
            raise EngineError("pyttsx3 wrote no sound")
        with wave.open(str(self._file), "rb") as said:
            return Sound.of_pcm(said.readframes(said.getnframes()), said.getframerate())

    def _set(self, name: str, value: str | int) -> None:
        """Set a property and wait until eSpeak NG has it.

        Its commands wait in a queue, and pyttsx3 empties that queue when it begins to speak.
        """
        self._engine.setProperty(name, value)
        self._library.Synchronize()

    def _read_phonemes(self) -> None:
        """Make pyttsx3's driver read ``[[phonemes]]``: it passes flags of its own and takes none."""
        synthesize = self._library.Synth

        def with_phonemes(text: bytes, flags: int) -> object:
            return synthesize(text, flags=flags | _PHONEMES)

        self._library.Synth = with_phonemes


if __name__ == "__main__":
    sys.exit(serve(Espeak))
