"""Sound to features, exactly as vosk computes them from ``conf/mfcc.conf``, and phones to labels.

A feature frame stands for 25 ms and comes every 10 ms; the net gives one output for three of them
(``--frame-subsampling-factor=3``, which vosk assumes in its word times).
"""

from collections.abc import Sequence

import kaldi_native_fbank
import numpy as np
import numpy.typing as npt

from voice_gateway.sandbox_model.augment import Sound
from voice_gateway.sandbox_model.phones import Segment
from voice_gateway.sandbox_model.settings import RATE

DIMENSION = 32
SUBSAMPLING = 3
LOW, HIGH = 60, 3800  # Hz
_SHIFT, _CENTRE = 0.010, 0.0125  # seconds

Features = npt.NDArray[np.float16]
Labels = npt.NDArray[np.int64]

CONFIG = f"""--sample-frequency={RATE}
--use-energy=false
--num-mel-bins={DIMENSION}
--num-ceps={DIMENSION}
--low-freq={LOW}
--high-freq={HIGH}
--dither=0
"""


def features(sound: Sound) -> Features:
    """Return the MFCCs of sound from -1 to 1, one row a frame; rows are a multiple of three."""
    options = kaldi_native_fbank.MfccOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0
    options.mel_opts.num_bins = DIMENSION
    options.mel_opts.low_freq, options.mel_opts.high_freq = LOW, HIGH
    options.num_ceps = DIMENSION
    options.use_energy = False
    computer = kaldi_native_fbank.OnlineMfcc(options)
    computer.accept_waveform(RATE, (sound * 32768).tolist())
    computer.input_finished()
    rows = [computer.get_frame(index) for index in range(computer.num_frames_ready)]
    whole = len(rows) // SUBSAMPLING * SUBSAMPLING
    return np.asarray(rows[:whole], dtype=np.float16).reshape(whole, DIMENSION)


def labels(segments: Sequence[Segment], frames: int, pdfs: dict[str, tuple[int, int]]) -> Labels:
    """Return the pdf of every output frame.

    Args:
        segments: Phones in their order, each ending where the next begins.
        frames: How many output frames there are.
        pdfs: For each phone its first frame's pdf and that of all its other frames.

    A phone gets one frame at least while there are frames enough; a long one takes frames that
    stand in it.
    """
    merged = _merged(segments)
    starts = [_first_frame(segment.start) for segment in merged]
    for index in range(1, len(starts)):
        starts[index] = max(starts[index], starts[index - 1] + 1)
    limit = frames
    for index in range(len(starts) - 1, -1, -1):
        limit = min(starts[index], limit - 1)
        starts[index] = max(limit, 0)
    found = np.zeros(frames, dtype=np.int64)
    ends = [*starts[1:], frames]
    for segment, start, end in zip(merged, starts, ends, strict=True):
        first, rest = pdfs[segment.phone]
        found[start:end] = rest
        if start < end:
            found[start] = first
    return found


def _merged(segments: Sequence[Segment]) -> list[Segment]:
    """Join neighbouring stretches of silence."""
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].phone == segment.phone == "SIL":
            found[-1] = Segment("SIL", found[-1].start, segment.end)
        else:
            found.append(segment)
    return found


def _first_frame(seconds: float) -> int:
    """Return the first output frame whose centre stands at or after a time."""
    return max(0, int(np.ceil((seconds - _CENTRE) / (_SHIFT * SUBSAMPLING) - 1e-9)))
