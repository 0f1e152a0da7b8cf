"""Letters and vectors of words."""

import numpy as np
import pytest

from nlu.network.inputs import LONGEST_WORD, Alphabet, Lexicon, given_vector


def test_words_are_spelled_between_two_signs() -> None:
    alphabet = Alphabet.of(["аб"])
    assert alphabet.size == 6
    (known, foreign) = alphabet.spell(["ба", "аж"])
    assert known.tolist() == [2, 5, 4, 3] + [0] * (LONGEST_WORD - 4)
    assert foreign.tolist()[:4] == [2, 4, 1, 3]


def test_middle_of_a_long_word_is_left_out() -> None:
    alphabet = Alphabet.of(["абв"])
    (row,) = alphabet.spell(["а" * 6 + "б" * 20 + "в" * 6])
    assert row.tolist() == [2] + [4] * 6 + [6] * 6 + [3]


def test_learned_words_and_others() -> None:
    lexicon = Lexicon({"баланс": 0}, np.full((1, 300), 0.5, dtype=np.float16))
    learned, other, unknown = lexicon.look_up(["баланс", "тариф", "ъыьъ"])
    assert learned == pytest.approx(0.5)
    assert other == pytest.approx(given_vector("тариф"))
    assert np.linalg.norm(other) == pytest.approx(3.0, rel=1e-4)
    assert not unknown.any()
