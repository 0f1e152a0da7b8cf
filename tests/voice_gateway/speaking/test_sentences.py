"""A text as sentences with their offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_gateway.speaking.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Да.", ["Да."]),
        ("Да. Нет!", ["Да.", "Нет!"]),
        ("Скажите «да». Или нет?", ["Скажите «да».", "Или нет?"]),
        ("Ну… ладно", ["Ну…", "ладно"]),
        ("Раз\nДва", ["Раз", "Два"]),
        ("Что?! Да", ["Что?!", "Да"]),
        ("Да. ! Нет", ["Да. !", "Нет"]),
        ("теле2.рф работает", ["теле2.рф работает"]),
        ("  Да.  ", ["Да."]),
        ("", []),
        ("...", []),
    ],
)
def test_a_text_is_parted_into_its_sentences(text, parts) -> None:
    found = list(sentences(text))
    assert [sentence.text for sentence in found] == parts
    assert all(text[one.start :].startswith(one.text) for one in found)


@given(st.text(alphabet="аб .!?…»\n", max_size=40))
def test_no_word_is_lost(text) -> None:
    said = "".join(sentence.text for sentence in sentences(text))
    assert [sign for sign in said if sign in "аб"] == [sign for sign in text if sign in "аб"]
