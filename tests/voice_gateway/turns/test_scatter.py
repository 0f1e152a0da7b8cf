"""Hearings that have something in common, and those that have not: as the shipped model gave them."""

from __future__ import annotations

import pytest

from voice_gateway.turns.rules import rules
from voice_gateway.turns.scatter import agreement, is_scattered

RULES = rules().scatter


@pytest.mark.parametrize(
    "hearings",
    [
        "мелким офис|миа письмо весь|мир письмо весь|пилим письмо",
        "для апреля|для а поля|для карта поля|как тополя",
        "сервер скок|тыр пыр скок|бартер чок|фыр фыр",
        "цифры вырост отпрыск|цифры вырос то цифры|цифры которых|тыры пыры",
    ],
)
def test_nonsense_and_noise(hearings: str) -> None:
    text, *others = hearings.split("|")
    assert is_scattered(text, others, RULES)


@pytest.mark.parametrize(
    "hearings",
    [
        "сколько у меня денег",
        "подключите подписку|отключите подписку|атключите подписку",
        "как мне поменять пин код|как мне поменять кино|как мне поменять пинкод",
        "я хочу жаловаться назвать|я хочу жаловаться на вас|я хочу жаловаться на два",
        "мне нужен человек|не нужен человек",
        "да|за",
        "вчера|чего|вечер",
        "мой три|моей три|мои при",
        "мой баланс|мой онлайн",
        "вчера вечером|беру вечером|мира вечером|мир вечером",
        "ну давайте|давайте|ну оставьте|на давайте",
        "почему списали деньги|очему списали деньги",
    ],
)
def test_words_that_were_said(hearings: str) -> None:
    text, *others = hearings.split("|")
    assert not is_scattered(text, others, RULES)


def test_agreement_is_a_part_of_the_letters() -> None:
    assert agreement("", ["что"], 0.75) == 1.0
    assert agreement("один два", [], 0.75) == 1.0
    assert agreement("один два", ["один три"], 0.75) == pytest.approx(4 / 7)
