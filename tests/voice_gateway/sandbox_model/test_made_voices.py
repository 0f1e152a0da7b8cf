import random
import subprocess
import sys

import pytest

from voice_gateway.sandbox_model import espeak, made_voices, voices


def test_a_made_voice_is_the_same_every_time_and_like_no_other():
    texts = [made_voices.variant(name).split("\n", 2)[2] for name in made_voices.names()]
    assert made_voices.variant("made007").split("\n", 2)[2] == texts[7]
    assert len(set(texts)) == len(texts)


def test_values_stay_within_their_spans():
    for name in made_voices.names():
        for line in made_voices.variant(name).splitlines()[2:]:
            kind, *values = line.split()
            assert all(int(value) == float(value) for value in values)
            if kind == "formant":
                assert 0 <= int(values[0]) < 9
                assert 30 < int(values[1]) < 170


def test_the_set_share_of_voices_drawn_is_made_up_and_none_is_held_out():
    rng = random.Random(1)
    drawn = [voices.draw(rng).variant for _ in range(2000)]
    made = set(made_voices.names())
    assert sum(name in made for name in drawn) / len(drawn) == pytest.approx(0.4, abs=0.05)
    assert not set(drawn) & set(voices.held_out_variants())


def test_espeak_speaks_with_made_voices_and_its_own_from_data_laid_out_twice(tmp_path):
    made_voices.lay_out(tmp_path)
    data = made_voices.lay_out(tmp_path)
    code = """
import sys
from pathlib import Path
from voice_gateway.sandbox_model import espeak
espeak.use_data(Path(sys.argv[1]))
for name in ["", "m1", *sys.argv[2:]]:
    said = espeak.speak("баланс", name)
    print(" ".join(segment.phone for segment in said.segments), said.samples.sum())
"""
    names = made_voices.names()
    done = subprocess.run(
        [sys.executable, "-c", code, str(data), names[0], names[-1]],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert "maximum number" not in done.stderr  # more voices than eSpeak lists
    assert [line.split()[:-1] for line in lines] == [lines[0].split()[:-1]] * 4
    assert len(set(lines)) == 4


def test_every_process_says_the_same_breath_and_flutter_too():
    code = """
import hashlib
from voice_gateway.sandbox_model import espeak
for variant in ["m7", "linda", "", "whisper"]:
    print(hashlib.sha256(espeak.speak("какой у меня баланс", variant).samples.tobytes()).hexdigest())
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
        ).stdout.splitlines()
        for _ in range(2)
    ]
    assert len(set(said[0])) == 4
    assert said[0] == said[1]


def test_other_data_are_refused_once_espeak_speaks(tmp_path):
    espeak.speak("да")
    with pytest.raises(RuntimeError, match="other data"):
        espeak.use_data(tmp_path)
