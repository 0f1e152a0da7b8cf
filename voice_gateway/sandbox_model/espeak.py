"""eSpeak NG with the time of every phoneme: speech and its exact alignment in one call.

The library is the one that ``espeakng-loader`` carries; its C interface is described in
https://github.com/espeak-ng/espeak-ng/blob/master/src/include/espeak-ng/speak_lib.h
"""

import ctypes
import zlib
from dataclasses import dataclass
from pathlib import Path

import espeakng_loader
import numpy as np
import numpy.typing as npt

from voice_gateway.sandbox_model.phones import SILENCE, Segment, espeak_phones, softened

_SYNCHRONOUS = 2
_PHONEME_EVENTS = 0x0001
_DONT_EXIT = 0x8000
_UTF8 = 1
_RATE, _PITCH = 1, 3
_WORD, _PHONEME = 1, 7
_SOFT = ";"

Samples = npt.NDArray[np.float32]


class _Identity(ctypes.Union):
    _fields_ = (
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    )


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True, slots=True)
class Speech:
    """Sound from -1 to 1 at ``rate``, and the phones in it, one after another."""

    samples: Samples
    rate: int
    segments: list[Segment]


def variants() -> list[str]:
    """Return the names of eSpeak's voice variants."""
    folder = Path(espeakng_loader.get_data_path()) / "voices" / "!v"
    return sorted(path.name for path in folder.iterdir())


def speak(text: str, variant: str = "", rate: int = 170, pitch: int = 50) -> Speech:
    """Speak Russian text; the same calls in the same order make the same sounds in every process.

    Args:
        text: What to say.
        variant: A name of ``variants()``; empty for the plain voice.
        rate: Words a minute.
        pitch: 0 to 100.

    Raises:
        RuntimeError: the voice is unknown or nothing was spoken.
    """
    return _engine().speak(text, variant, rate, pitch)


def use_data(folder: Path) -> None:
    """Take eSpeak's data from a folder instead of the package's; before this process speaks.

    Raises:
        RuntimeError: eSpeak, of which a process has one, speaks already.
    """
    if _started:
        raise RuntimeError("eSpeak speaks already with other data")
    _started.append(_Engine(folder))


class _Engine:
    def __init__(self, folder: Path) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = str(folder).encode()
        self.rate = self._library.espeak_Initialize(
            _SYNCHRONOUS, 0, data, _PHONEME_EVENTS | _DONT_EXIT
        )
        if self.rate <= 0:
            raise RuntimeError(f"espeak-ng does not start with the data in {data!r}")
        self._sound: list[bytes] = []
        self._events: list[tuple[int, int, bytes]] = []
        self._callback = _Callback(self._take)  # kept: the library holds only its address
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(self, text: str, variant: str, rate: int, pitch: int) -> Speech:
        self._sound, self._events = [], []
        voice = f"ru+{variant}" if variant else "ru"
        if self._library.espeak_SetVoiceByName(voice.encode()):
            raise RuntimeError(f"espeak-ng has no voice {voice}")
        self._library.espeak_SetParameter(_RATE, rate, 0)
        self._library.espeak_SetParameter(_PITCH, pitch, 0)
        data = text.encode()
        # Breath, flutter and the like are drawn at random, from another seed each time unless told.
        self._library.espeak_ng_SetRandSeed(zlib.crc32(data) & 0x7FFFFFFF)
        self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8, None, None)
        sound = np.frombuffer(b"".join(self._sound), dtype=np.int16)
        if not len(sound):
            raise RuntimeError(f"espeak-ng said nothing for {text!r}")
        segments = _segments(self._events, self.rate, len(sound) / self.rate)
        return Speech(sound.astype(np.float32) / 32768, self.rate, segments)

    def _take(self, sound: "ctypes._Pointer[ctypes.c_short]", size: int, events: object) -> int:
        if size:
            self._sound.append(ctypes.string_at(sound, 2 * size))
        at = 0
        while (event := events[at]).type:  # type: ignore[index]
            name = event.id.string if event.type == _PHONEME else b""
            self._events.append((event.type, event.sample, name))
            at += 1
        return 0


_started: list[_Engine] = []  # one at most: the library is one to a process


def _engine() -> _Engine:
    if not _started:
        _started.append(_Engine(Path(espeakng_loader.get_data_path())))
    return _started[0]


def _segments(events: list[tuple[int, int, bytes]], rate: int, length: float) -> list[Segment]:
    """Return phones with their times; each lasts until the next begins."""
    starts: list[tuple[tuple[str, ...], float, int]] = []
    word = -1
    for kind, sample, name in events:
        if kind == _WORD:
            word += 1
        if kind != _PHONEME or not name or name.startswith(b"("):
            continue
        symbol = name.decode()
        if symbol == _SOFT:
            made, at, owner = starts[-1]
            starts[-1] = ((*made[:-1], softened(made[-1])), at, owner)
        elif made := espeak_phones(symbol):
            starts.append((made, sample / rate, -1 if made == (SILENCE,) else word))
    ends = [at for _, at, _ in starts[1:]] + [length]
    found = []
    for (made, at, owner), end in zip(starts, ends, strict=True):
        step = (end - at) / len(made)
        for index, phone in enumerate(made):
            found.append(Segment(phone, at + index * step, at + (index + 1) * step, owner))
    return found
