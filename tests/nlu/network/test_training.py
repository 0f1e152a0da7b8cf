"""What serves is what was learned, and it learns."""

import numpy as np
import pytest
import tensorflow as tf

from nlu.analysis import analyse
from nlu.features import Words
from nlu.network.forward import WordNetwork
from nlu.network.inputs import LONGEST_MESSAGE
from nlu.network.learner import Learner
from nlu.network.lessons import Lessons
from nlu.network.options import NetworkOptions
from nlu.network.training import train
from tests.nlu.samples import PAIRS, TEXTS

OPTIONS = NetworkOptions(fewest_steps=100, units=16, letter_channels=8, letter_size=4)
MESSAGES = [Words.of(analyse(text)) for text, _ in PAIRS]
TARGET = np.array([list(TEXTS).index(topic) for _, topic in PAIRS])


@pytest.fixture(scope="module")
def network() -> WordNetwork:
    return train(MESSAGES, TARGET, len(TEXTS), OPTIONS)


def test_numpy_scores_as_tensorflow_does() -> None:
    lessons = Lessons.of(MESSAGES)
    learner = Learner(lessons, len(TEXTS), OPTIONS)
    noise = tf.random.Generator.from_seed(1)
    for variable in learner.trainable_variables:
        variable.assign_add(noise.normal(variable.shape, stddev=0.1))
    longest = lessons.lengths.max()
    words = learner.words(lessons.forms[:, :longest], lessons.lemmas[:, :longest])
    expected = learner.scores(learner.seen(words, lessons.lengths)).numpy()
    scores = [learner.network().scores(message) for message in MESSAGES]
    assert np.stack(scores) == pytest.approx(
        expected, abs=0.02
    )  # vectors are kept in half precision


def test_filling_up_changes_nothing() -> None:
    lessons = Lessons.of(MESSAGES)
    learner = Learner(lessons, len(TEXTS), OPTIONS)
    shortest = lessons.lengths.argmin()
    length = lessons.lengths[[shortest]]

    def seen(words: int) -> np.ndarray:
        rows = lessons.forms[[shortest], :words], lessons.lemmas[[shortest], :words]
        return learner.seen(learner.words(*rows), length).numpy()

    assert seen(length[0] + 5) == pytest.approx(seen(length[0]), abs=1e-5)


def test_training_phrasings_are_learned(network: WordNetwork) -> None:
    likeliest = [int(network.scores(message).argmax()) for message in MESSAGES]
    assert np.mean(np.array(likeliest) == TARGET) > 0.9


def test_word_never_seen_is_known_by_its_vector(network: WordNetwork) -> None:
    assert "дождь" not in network.forms.rows
    assert int(network.scores(Words.of(analyse("дождь"))).argmax()) == 3  # as «погода»


def test_word_of_one_phrasing_keeps_its_given_vector(network: WordNetwork) -> None:
    assert "баланс" in network.forms.rows
    assert "борща" not in network.forms.rows


def test_long_message_is_cut(network: WordNetwork) -> None:
    long = Words(("баланс",) * (LONGEST_MESSAGE + 20), ("баланс",) * (LONGEST_MESSAGE + 20))
    short = Words(long.forms[:LONGEST_MESSAGE], long.lemmas[:LONGEST_MESSAGE])
    assert network.scores(long) == pytest.approx(network.scores(short))


def test_message_without_words(network: WordNetwork) -> None:
    with pytest.raises(ValueError, match="without words"):
        network.scores(Words((), ()))
