"""The model that ranks topics, in one piece."""

import numpy as np
import pytest

from nlu.analysis import analyse
from nlu.classifier import softmax
from nlu.features import Words, meanings
from nlu.model import TopicModel
from nlu.ranking import OUT_OF_SCOPE
from tests.nlu.samples import PAIRS, TEXTS


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel.fit([text for text, _ in PAIRS], [topic for _, topic in PAIRS])


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("скока денег у меня на счету", "check_balance"),
        ("СМЕНИТЕ ТАРИФ", "change_tariff"),
        ("как поставить есим", "faq/esim_how"),
        ("погода на завтра", OUT_OF_SCOPE),
        ("cvtyb nfhba", "change_tariff"),  # typed in the wrong layout
    ],
)
def test_likeliest_topic(model: TopicModel, text: str, topic: str) -> None:
    assert model.rank(text)[0][0] == topic


@pytest.mark.parametrize("text", TEXTS["change_tariff"])
def test_confidences_are_those_of_the_whole_row(model: TopicModel, text: str) -> None:
    message, learned = Words.of(analyse(text)), model.classifier
    ngrams, meaning = model.ngrams.transform([message]), meanings([message], model.rarity)
    row = np.concatenate([ngrams.toarray(), meaning * learned.meaning_weight], axis=1)
    margins = (row @ learned.coefficients + learned.intercepts) * learned.temperature
    expected = dict(zip(learned.topics, softmax(margins)[0], strict=True))
    assert dict(learned.rank(ngrams, meaning)) == pytest.approx(expected, rel=1e-4)


def test_ranking_is_whole_and_in_order(model: TopicModel) -> None:
    ranking = model.rank("какой у меня баланс")
    confidences = [confidence for _, confidence in ranking]
    assert {topic for topic, _ in ranking} == set(TEXTS)
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "???", "👍", "你好"])
def test_nothing_known_is_out_of_scope(model: TopicModel, text: str) -> None:
    ranking = model.rank(text)
    assert ranking[0] == (OUT_OF_SCOPE, 1.0)
    assert sorted(topic for topic, _ in ranking) == sorted(TEXTS)


def test_training_twice_gives_the_same(model: TopicModel) -> None:
    again = TopicModel.fit([text for text, _ in PAIRS], [topic for _, topic in PAIRS])
    assert again.rank("новый тариф") == model.rank("новый тариф")


def test_topic_with_a_single_text() -> None:
    with pytest.raises(ValueError, match="least populated class"):
        TopicModel.fit(["баланс", "тариф", "тарифы"], ["a", "b", "b"])
