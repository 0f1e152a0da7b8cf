"""The process of Festival with the recorded voice of festvox-ru (Debian: ``festival festvox-ru``).

Festival itself runs as a child that reads Scheme from a pipe; one expression renders one sentence
to a file and prints a mark. The voice takes UTF-8 text in lower case without stress marks.
"""

import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path
from tempfile import TemporaryDirectory

from voice_gateway.speaking.engines.process import EngineError, as_engine_error, serve
from voice_gateway.speaking.sound import Sound
from voice_gateway.speaking.stretch import stretched

VOICE = "voice_msu_ru_nsh_clunits"
_DONE = b"mia-done"
_FAILED = b"mia-failed"


class Festival:
    """Festival with a Russian voice."""

    def __init__(self, voice: str = VOICE) -> None:
        command = shutil.which("festival")
        if command is None:
            raise EngineError("there is no festival; apt install festival festvox-ru")
        self._folder = TemporaryDirectory(prefix="mia-festival-")
        self._file = Path(self._folder.name) / "said.wav"
        with as_engine_error(OSError):
            self._process = subprocess.Popen(
                [command, "--pipe"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        if not self._run(f"({voice})"):
            raise EngineError(f"festival has no {voice}; apt install festvox-ru")
        self.render("да.", 1.0)  # loads the recordings

    def render(self, text: str, pace: float) -> Sound:
        """Return a sentence as Festival says it, at 16 kHz.

        Raises:
            EngineError: Festival ended or could not say it.
        """
        self._file.unlink(missing_ok=True)
        said = _quoted(text.lower())
        utterance = f"(utt.synth (eval (list 'Utterance 'Text {said})))"
        saved = f"(utt.save.wave {utterance} {_quoted(str(self._file))} 'riff)"
        if not self._run(saved) or not self._file.is_file():
            raise EngineError("festival could not say it")
        with wave.open(str(self._file), "rb") as sound:
            recorded = Sound.of_pcm(sound.readframes(sound.getnframes()), sound.getframerate())
        return stretched(recorded, pace)  # units of recordings do not obey Duration_Stretch

    def _run(self, expressions: str) -> bool:
        """Evaluate Scheme; tells whether it went without an error."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        guarded = f"(unwind-protect (begin {expressions} {_print(_DONE)}) {_print(_FAILED)})"
        with as_engine_error(OSError):
            process.stdin.write(guarded.encode() + b"\n")
            process.stdin.flush()
            for line in process.stdout:
                if line.strip() == _FAILED:
                    return False
                if line.strip() == _DONE:
                    return True
        raise EngineError("festival ended")


def _print(mark: bytes) -> str:
    return f'(begin (format t "{mark.decode()}\\n") (fflush nil))'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", " ").replace('"', " ")
    return f'"{escaped}"'


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(serve(Festival))
