import hashlib

import numpy as np
import pytest

from voice_gateway.sandbox_model import plan, speech, tree
from voice_gateway.sandbox_model.features import DIMENSION, SUBSAMPLING
from voice_gateway.sandbox_model.plan import Utterance
from voice_gateway.sandbox_model.settings import section
from voice_gateway.sandbox_model.voices import Voice

SHARDS = [
    [
        Utterance("espeak", 7, ("какой", "баланс"), Voice("m1", 170, 50), lines=3),
        Utterance("noise", 8),
    ],
    [Utterance("espeak", 9, ("спасибо",), Voice("made007", 150, 40), lines=2)],
]


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speech")
    assert len(list(speech.make(SHARDS, folder, jobs=2))) == len(SHARDS)
    return folder


def test_a_sentence_is_put_on_as_many_lines_as_it_is_to_be(made):
    first, second = speech.read(made)
    assert [len(frames) for _, _, frames in (first, second)] == [4, 2]
    rows, labels, frames = first
    assert rows.shape == (len(labels) * SUBSAMPLING, DIMENSION)
    assert sum(frames) == len(labels)
    assert labels.max() < tree.pdf_count()
    ends = np.cumsum(frames[:3])
    lines = np.split(rows[: ends[-1] * SUBSAMPLING], ends[:-1] * SUBSAMPLING)
    assert not any(
        np.array_equal(one[:60], other[:60])
        for at, one in enumerate(lines)
        for other in lines[at + 1 :]
    )


def test_every_line_carries_the_same_phones(made):
    _, labels, frames = next(speech.read(made))
    parts = np.split(labels, np.cumsum(frames))[:3]
    phones = [
        [one for one, before in zip(part[1:], part, strict=False) if one % 2] for part in parts
    ]
    assert phones[0] == phones[1] == phones[2] != []


def test_a_pronunciation_is_counted_once_however_many_lines_there_are(made):
    found = speech.pronunciations(made)
    assert {word: counts.total() for word, counts in found.items()} == {
        "какой": 1,
        "баланс": 1,
        "спасибо": 1,
    }


def test_speech_made_twice_is_the_same_byte_for_byte(made, tmp_path):
    list(speech.make(SHARDS[::-1], tmp_path / "turned", jobs=1))  # another order, another process
    pairs = [("000", "001"), ("001", "000")]
    for one, other in pairs:
        digests = [
            hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (made / f"{one}.npz", tmp_path / "turned" / f"{other}.npz")
        ]
        assert digests[0] == digests[1]


def test_the_settings_decide_over_how_many_lines_each_source_goes():
    lines = section("speech")["lines"]
    made = [utterance for shard in plan.shards(["баланс", "тариф"]) for utterance in shard]
    for source in ("espeak", "festival", "recording"):
        assert {one.lines for one in made if one.source == source} == {lines[source]}
    assert len([one for one in made if one.source == "recording"]) == plan.RECORDINGS
