"""The model that ranks topics, in one piece."""

from dataclasses import replace

import numpy as np
import pytest

from nlu.analysis import analyse
from nlu.classifier import Seen, TopicEnsemble
from nlu.features import Words, meanings, rarest
from nlu.learning import ClassifierOptions
from nlu.model import TopicModel
from nlu.ranking import OUT_OF_SCOPE
from tests.nlu.samples import LINEAR, PAIRS, QUICK, TEXTS


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel.fit([text for text, _ in PAIRS], [topic for _, topic in PAIRS], options=QUICK)


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
def test_the_likeliest_topic_comes_first(model: TopicModel, text: str, topic: str) -> None:
    assert model.rank(text)[0][0] == topic


@pytest.mark.parametrize("text", TEXTS["change_tariff"])
def test_margins_are_those_of_the_whole_row(model: TopicModel, text: str) -> None:
    message = Words.of(analyse(text))
    ngrams, meaning = (
        model.ngrams.transform([message]),
        meanings([message], model.rarity, rarest(model.rarity)),
    )
    assert isinstance(model.classifier, TopicEnsemble)
    learned = model.classifier.linear
    row = np.concatenate([ngrams.toarray(), meaning], axis=1)
    whole = np.concatenate([learned.of_ngrams, learned.of_meaning])
    expected = (row @ whole + learned.intercepts)[0]
    seen = Seen(ngrams, meaning, [message])
    assert learned.margins(seen) == pytest.approx(expected, abs=1e-4)


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


@pytest.mark.parametrize("options", [QUICK, LINEAR], ids=["network", "linear"])
def test_training_twice_gives_the_same(options: ClassifierOptions) -> None:
    texts, topics = [text for text, _ in PAIRS], [topic for _, topic in PAIRS]
    one, other = (
        dict(TopicModel.fit(texts, topics, options=options).rank("новый тариф")) for _ in range(2)
    )
    assert one == pytest.approx(other, abs=1e-3)


def test_odds_of_the_foreign(model: TopicModel) -> None:
    plain, weighed = (dict(replace(model, outside=odds).rank("какой тариф")) for odds in (1.0, 4.0))
    assert weighed[OUT_OF_SCOPE] / weighed["change_tariff"] == pytest.approx(
        4 * plain[OUT_OF_SCOPE] / plain["change_tariff"]
    )


def test_topic_with_a_single_text() -> None:
    with pytest.raises(ValueError, match="least populated class"):
        TopicModel.fit(["баланс", "тариф", "тарифы"], ["a", "b", "b"], options=LINEAR)


def test_training_text_without_a_word_teaches_nothing() -> None:
    pairs = [*PAIRS, ("👍", "change_tariff"), ("???", OUT_OF_SCOPE), ("", OUT_OF_SCOPE)] * 2
    model = TopicModel.fit([t for t, _ in pairs], [topic for _, topic in pairs], options=QUICK)
    assert model.rank("какой баланс")[0][0] == "check_balance"
