"""The process of Piper with a voice of yours: ``python -m …engines.piper VOICE.onnx``.

The package ``piper-tts`` is an extra (``uv sync --extra piper``) and GPL-3, therefore it stays in a
process of its own. A voice is an ``.onnx`` file with its ``.onnx.json`` beside it.
"""

import sys
from pathlib import Path

from voice_gateway.speaking.engines.process import EngineError, as_engine_error, serve
from voice_gateway.speaking.sound import Sound


class Piper:
    """Piper with one voice."""

    def __init__(self, voice: Path) -> None:
        for needed in (voice, Path(f"{voice}.json")):
            if not needed.is_file():
                raise EngineError(f"MIA_PIPER_VOICE: there is no {needed}")
        try:
            from piper import PiperVoice, SynthesisConfig
        except ImportError as error:
            raise EngineError(
                f"piper-tts is not installed ({error}); uv sync --extra piper"
            ) from error
        with as_engine_error(OSError, RuntimeError, ValueError, KeyError):
            self._voice = PiperVoice.load(voice)
        self._config = SynthesisConfig
        self.render("Да.", 1.0)  # the first sentence allocates what the model needs

    def render(self, text: str, pace: float) -> Sound:
        """Return a sentence as Piper says it, at the voice's own rate.

        Raises:
            EngineError: the voice cannot say it.
        """
        config = self._config(length_scale=self._voice.config.length_scale / pace)
        with as_engine_error(OSError, RuntimeError, ValueError, KeyError):
            chunks = list(self._voice.synthesize(text, config))
        pcm = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return Sound.of_pcm(pcm, self._voice.config.sample_rate)


if __name__ == "__main__":
    sys.exit(serve(lambda: Piper(Path(sys.argv[1]))))
