"""What people's words are about, and who answers for it."""

import pytest

from knowledge.facts import catalogue
from knowledge.subjects import department_of, subject_of, subjects

SAID = [
    ("billing", "с меня сняли деньги за подписку, которую я не подключал"),
    ("billing", "почему тариф подорожал, никто не предупредил"),
    ("staff", "ваш сотрудник в салоне нахамил моей маме"),
    ("staff", "сорок минут ждал на линии и трубку никто не взял"),
    ("sales", "мне навязали страховку при покупке телефона"),
    ("internet", "интернет еле грузит страницы по вечерам"),
    ("calls", "связь прерывается, собеседника не слышно"),
    ("gifts", "подарок на день рождения так и не дали"),
    ("app", "приложение вылетает после обновления"),
    ("fraud", "звонил мошенник и представился вами"),
    (None, "мне всё это не по душе"),
    (None, ""),
]


@pytest.mark.parametrize(("subject", "said"), SAID)
def test_words_tell_what_a_complaint_is_about(subject: str | None, said: str) -> None:
    assert subject_of(said) == subject


def test_every_subject_has_a_department_that_there_is() -> None:
    named = catalogue()["department_names"]
    for subject in subjects():
        assert department_of(subject) in named
        assert department_of(subject) in catalogue()["departments"]
