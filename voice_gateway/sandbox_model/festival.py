"""Festival with the recorded voice of festvox-ru: speech with its alignment, pronunciations, recordings.

Debian packages ``festival`` and ``festvox-ru``. The segments' ends are the times of the sound itself:
the voice joins recorded units and fits them to the segments. The voice's recordings (``wav/``) and their
labels (``lab/``, as festvox writes them: end, a number, phone) are used as well.
"""

import subprocess
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from voice_gateway.sandbox_model.espeak import Speech
from voice_gateway.sandbox_model.phones import Segment, festival_phones

VOICE = Path("/usr/share/festival/voices/russian/msu_ru_nsh_clunits")
_START = "(voice_msu_ru_nsh_clunits)\n"
_PRONOUNCE = """
(define (pronounce words)
  (let ((utt (eval (list (quote Utterance) (quote Text) words))))
    (Text utt) (Token_POS utt) (Token utt) (POS utt) (Phrasify utt) (Word utt) (Pauses utt)
    (Intonation utt) (PostLex utt)
    (mapcar (lambda (s) (format t "%s " (item.name s))) (utt.relation.items utt 'Segment))
    (format t "\\n")))
"""
_SPEAK = """
(define (speak words file)
  (let ((utt (utt.synth (eval (list (quote Utterance) (quote Text) words)))))
    (utt.save.wave utt file 'riff)
    (mapcar (lambda (s) (format t "%s:%s " (item.name s) (item.feat s "end")))
            (utt.relation.items utt 'Segment))
    (format t "\\n")))
"""


class FestivalError(RuntimeError):
    """Festival is not installed, took too long or said something else than was asked for."""


def pronunciations(words: Sequence[str], deadline: float = 900) -> list[list[str]]:
    """Return the phones of single words as the voice says them, in the order given.

    Raises:
        FestivalError: see there.
    """
    lines = _run(_START + _PRONOUNCE, [f'(pronounce "{word}")' for word in words], deadline)
    return [[p for p in festival_phones(line.split()) if p != "SIL"] for line in lines]


def speak(texts: Sequence[str], folder: Path, deadline: float = 1800) -> list[Speech]:
    """Speak texts of letters and spaces; the sound files are left in ``folder``.

    Raises:
        FestivalError: see there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:05}.wav" for number in range(len(texts))]
    commands = [f'(speak "{text}" "{file}")' for text, file in zip(texts, files, strict=True)]
    lines = _run(_START + _SPEAK, commands, deadline)
    return [_speech(file, line) for file, line in zip(files, lines, strict=True)]


def recordings() -> Iterator[Speech]:
    """Yield the sentences that the speaker of festvox-ru recorded, with their labels."""
    for labels in sorted((VOICE / "lab").glob("*.lab")):
        rows = [line.split() for line in labels.read_text().splitlines()]
        ends = [(row[2], float(row[0])) for row in rows if len(row) == 3]
        samples, rate = _sound(VOICE / "wav" / f"{labels.stem}.wav")
        yield Speech(samples, rate, _aligned(ends))


def _run(start: str, commands: Sequence[str], deadline: float) -> list[str]:
    try:
        done = subprocess.run(
            ["festival", "--pipe"],  # noqa: S607 - wherever the package put it
            input=start + "\n".join(commands),
            capture_output=True,
            timeout=deadline,
            encoding="utf-8",
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise FestivalError(f"festival (with festvox-ru) does not run: {error}") from error
    lines = done.stdout.splitlines()
    if len(lines) != len(commands):
        raise FestivalError(f"{len(commands)} texts, {len(lines)} answers: {done.stderr[-500:]}")
    return lines


def _speech(file: Path, line: str) -> Speech:
    samples, rate = _sound(file)
    parts = [item.rsplit(":", 1) for item in line.split()]
    return Speech(samples, rate, _aligned([(name, float(end)) for name, end in parts]))


def _aligned(ends: Sequence[tuple[str, float]]) -> list[Segment]:
    names = festival_phones([name for name, _ in ends])
    starts = [0.0, *(end for _, end in ends)]
    return [
        Segment(name, start, end)
        for name, start, (_, end) in zip(names, starts, ends, strict=False)
    ]


def _sound(file: Path) -> tuple[np.ndarray[tuple[int], np.dtype[np.float32]], int]:
    with wave.open(str(file)) as reader:
        data = np.frombuffer(reader.readframes(reader.getnframes()), dtype=np.int16)
        return data.astype(np.float32) / 32768, reader.getframerate()
