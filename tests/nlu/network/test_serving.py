"""What serves scores as what was trained."""

import numpy as np
import pytest

from nlu.features import Words
from nlu.network.forward import Layer, Reader, Weights, WordNetwork
from nlu.network.inputs import LONGEST_MESSAGE, Alphabet, Lexicon
from nlu.network.serving import ServingNetwork
from nlu.vectors import DIMENSIONS

LETTERS, SPELLING, UNITS, TOPICS = 4, 8, 16, 5


def _network() -> WordNetwork:
    chance = np.random.default_rng(3)

    def some(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32) / 4

    def layer(inputs: int, outputs: int) -> Layer:
        return Layer(some(inputs, outputs), some(outputs))

    alphabet = Alphabet.of(["какой", "баланс"])
    lexicon = Lexicon({"баланс": 0}, some(1, DIMENSIONS).astype(np.float16))
    weights = Weights(
        letters=some(alphabet.size, LETTERS),
        spelling=layer(3 * LETTERS, SPELLING),
        reader=Reader(
            some(2 * DIMENSIONS + SPELLING, 8 * UNITS), some(2, UNITS, 4 * UNITS), some(8 * UNITS)
        ),
        attention=some(2 * UNITS),
        output=layer(4 * UNITS, TOPICS),
    )
    return WordNetwork(alphabet, lexicon, Lexicon({}, lexicon.vectors), weights)


@pytest.mark.parametrize(
    "message",
    [
        "баланс",
        "какой баланс",
        "какой у меня сейчас баланс баланс",
        "баланс " * LONGEST_MESSAGE * 2,
    ],
)
def test_scores_are_those_of_the_network(message: str) -> None:
    words = Words(tuple(message.split()), tuple(message.split()))
    network = _network()
    serving = ServingNetwork(network)
    expected = pytest.approx(network.scores(words), abs=1e-4)
    assert serving.scores(words) == expected
    assert serving.scores(words) == expected  # of the words that it knows by now


def test_more_words_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlu.network.serving.WORDS_KEPT", LONGEST_MESSAGE + 2)
    network = _network()
    serving = ServingNetwork(network)
    for message in ("какой у меня баланс", "сколько денег баланс", "какой баланс у меня"):
        words = Words(tuple(message.split()), tuple(message.split()))
        assert serving.scores(words) == pytest.approx(network.scores(words), abs=1e-4)


def test_message_without_words() -> None:
    with pytest.raises(ValueError, match="without words"):
        ServingNetwork(_network()).scores(Words((), ()))
