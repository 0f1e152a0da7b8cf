"""The weights of a row are those of scikit-learn's own vectorizers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.analysis import analyse
from nlu.features import LemmaNgrams, NgramOptions, Ngrams, Words
from nlu.tfidf import FittedTfidf, FittedWithinWords
from tests.nlu.samples import PAIRS

TEXTS = [text for text, _ in PAIRS]
ODD = ["", "???", "баланс баланс баланс", "ДЕНЬГИ  на\tсчету", "qwerty", "я", "İстанбул баланс"]


@pytest.fixture(scope="module")
def letters() -> TfidfVectorizer:
    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    return vectorizer.fit(TEXTS)


@pytest.fixture(scope="module")
def ngrams() -> Ngrams:
    return Ngrams(NgramOptions(letter_weight=0.5)).fit([Words.of(analyse(text)) for text in TEXTS])


def assert_same(row: tuple[np.ndarray, np.ndarray], expected: csr_matrix) -> None:
    expected.sort_indices()
    assert row[0].tolist() == expected.indices.tolist()
    np.testing.assert_allclose(row[1], expected.data, rtol=2e-6)


@pytest.mark.parametrize("kind", [FittedTfidf, FittedWithinWords])
@pytest.mark.parametrize("text", [*TEXTS, *ODD])
def test_rows_of_letters_are_as_scikit_learns(
    letters: TfidfVectorizer, kind: type[FittedTfidf], text: str
) -> None:
    assert_same(kind(letters).row(text), letters.transform([text]))


@given(text=st.text(alphabet="абвгдежз ансеткло-09", max_size=60))
def test_rows_of_any_text_are_as_scikit_learns(letters: TfidfVectorizer, text: str) -> None:
    assert_same(FittedTfidf(letters).row(text), letters.transform([text]))
    assert_same(FittedWithinWords(letters).row(text), letters.transform([text]))


def test_more_words_than_are_kept(
    letters: TfidfVectorizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nlu.tfidf.WORDS_KEPT", 3)
    fitted = FittedWithinWords(letters)
    for text in [*TEXTS, *TEXTS]:
        assert_same(fitted.row(text), letters.transform([text]))


@pytest.mark.parametrize("words", [(), ("баланс",), ("деньги", "на", "счёт"), ("как", "ты") * 4])
def test_rows_of_words_are_as_scikit_learns(words: tuple[str, ...]) -> None:
    vectorizer = TfidfVectorizer(analyzer=LemmaNgrams(2), sublinear_tf=True, dtype=np.float32)
    vectorizer.fit([Words.of(analyse(text)) for text in TEXTS])
    message = Words(words, words)
    assert_same(FittedTfidf(vectorizer).row(message), vectorizer.transform([message]))


def test_rows_of_several_messages(ngrams: Ngrams) -> None:
    """The n-grams of letters and of lemmas stand side by side, each with its own weight."""
    messages = [Words.of(analyse(text)) for text in [*TEXTS, *ODD]]
    letters = ngrams._letters.transform([" ".join(message.forms) for message in messages])
    lemmas = ngrams._lemmas.transform(messages)
    expected = hstack([letters * 0.5, lemmas], format="csr")
    rows = ngrams.transform(messages)
    assert rows.shape == expected.shape
    np.testing.assert_allclose(rows.toarray(), expected.toarray(), rtol=2e-6)
