"""Words at a speaker: what is said by a man, what a yes takes, what is only a code."""

from __future__ import annotations

import re

import pytest

from bot.channels.speakers import words
from bot.channels.speakers.answer import Answer
from bot.channels.speakers.character import by_man
from bot.channels.speakers.offers import offered
from bot.channels.speakers.speech import in_one_line, speakable
from knowledge.phrasebook import phrasebook

OF_THINGS = {
    "сначала", "была", "пропала", "нашлась", "прервалась", "закрылась", "осталась", "побывала", "дела",
}  # fmt: skip
ITSELF = ("включится сама", "заработает сама")
HERS = re.compile(r"(?<![а-яё])(?:[а-яё]+ла|[а-яё]+лась|сама|рада|уверена|готова)(?![а-яё])", re.I)


def test_no_word_of_mias_is_left_a_womans() -> None:
    for name, phrase in phrasebook().phrases.items():
        for said in phrase.say:
            as_man = by_man(Answer(said.eye, (said.ear or said.eye,)))
            for part in (as_man.text, *as_man.speech):
                plain = re.sub("|".join(ITSELF), "", part)
                left = {word.lower() for word in HERS.findall(plain)} - OF_THINGS
                assert not left, (name, part)


def test_a_capital_stays_one() -> None:
    said = by_man(Answer("Поняла. Рада, что нашла: программа откроется сама.", ()))
    assert said.text == "Понял. Рад, что нашёл: программа откроется сама."


@pytest.mark.parametrize(
    ("speech", "title"),
    [
        ("Не хватает двадцать рублей. Могу пополнить.", "Пополнить"),
        ("Он вам позвонит. Скажите «перезвоните», и я запишу звонок.", "Перезвоните мне"),
        ("Могу пополнить. У вас двадцать рублей.", None),
        ("У вас двадцать рублей.", None),
    ],
)
def test_what_the_last_sentence_speaks_of_is_offered(speech: str, title: str | None) -> None:
    buttons = tuple(
        {"title": name, "payload": "/x"} for name in ("За что", "Пополнить", "Перезвоните мне")
    )
    found = offered(Answer("т", (speech,), buttons))
    assert (found["title"] if found else None) == title


@pytest.mark.parametrize("text", ["5 2 3 7 0 1", "мой код 523701", "пять два три семь ноль один"])
def test_a_code_is_said_alone(text: str) -> None:
    assert words.is_only_code(text)


@pytest.mark.parametrize("text", ["переведи 523701 рубль", "код", "", "пополни на 100"])
def test_what_is_more_than_a_code_is_none(text: str) -> None:
    assert not words.is_only_code(text)


def test_lines_become_sentences() -> None:
    listed = (
        "Вот что я делаю:\n• баланс\n• подарки.\nЕщё отвечаю на вопросы.\n«Простой»: 250 ₽\nВсё"
    )
    assert in_one_line(listed) == (
        "Вот что я делаю: баланс; подарки. Ещё отвечаю на вопросы. «Простой»: 250 ₽. Всё"
    )


def test_no_space_is_left_before_a_sign() -> None:
    assert speakable("Почему Tele2 теперь T2?") == "Почему Теле два теперь Тэ два?"
